use k8s_openapi::api::apps::v1;

use super::methods::{Workload, selected_methods, workload_methods};
use super::raw::Raw;
use super::rollout::IntoDaemonSetUpdate;
use super::serve::service_methods;
use super::template::{Assembled, IntoTemplate, Selected, Template, spec_field};
use crate::pod::Complete;
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::{DnsSubdomain, Seconds};

/// A DaemonSet: one pod on each node, or on each of some nodes.
///
/// ```
/// use podwright::prelude::*;
///
/// let agent = Container::new(name!("agent"), image!("acme/agent:1"));
/// let agent = PodTemplate::builder().node_selector(labels! { "disk" = "ssd" }).main(agent);
/// let agent = DaemonSet::new(name!("agent"), agent).rolling_update(MaxUnavailable::percent(10)).build()?;
/// let update = agent.spec.update_strategy.as_ref().unwrap().rolling_update.as_ref().unwrap();
/// assert_eq!(serde_json::to_value(update).unwrap(), serde_json::json!({ "maxUnavailable": "10%" }));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/>
#[doc(alias = "DaemonSetSpec")]
#[derive(Clone, Debug)]
pub struct DaemonSet {
    pub(super) selected: Selected,
    /// Without the selector and the template.
    spec: v1::DaemonSetSpec,
    raw: Raw<v1::DaemonSetSpec>,
}

/// What runs a number of pods: not a `DaemonSet`.
#[diagnostic::on_unimplemented(
    message = "a DaemonSet has no number of replicas",
    label = "it runs one pod on each node",
    note = "`.node_selector(..)` and `.affinity(..)` of the template choose the nodes; a Deployment has replicas"
)]
pub trait HasReplicas {}

impl DaemonSet {
    /// Creates a DaemonSet with this name. Its pods are selected by the label `app.kubernetes.io/name`, which has the name
    /// of the DaemonSet.
    #[must_use]
    pub fn new<T: IntoTemplate<Stage: Complete>>(name: DnsSubdomain, template: T) -> Self {
        Self {
            selected: Selected::new(name.into(), template.into_template()),
            spec: v1::DaemonSetSpec::default(),
            raw: Raw::new(),
        }
    }

    /// Replaces pods step by step when the template changes. By default one node at a time has no pod.
    ///
    /// With `MaxSurge(1)` the new pod of a node starts before the old one stops. Of this and
    /// [`update_on_delete`](Self::update_on_delete) the later call counts.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let agent = PodTemplate::builder().main(Container::new(name!("agent"), image!("acme/agent:1")));
    /// let agent = DaemonSet::new(name!("agent"), agent).rolling_update(MaxSurge(1)).build()?;
    /// let update = agent.spec.update_strategy.as_ref().unwrap().rolling_update.as_ref().unwrap();
    /// assert_eq!(serde_json::to_value(update).unwrap(), serde_json::json!({ "maxSurge": 1, "maxUnavailable": 0 }));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/>
    #[doc(alias = "updateStrategy")]
    #[must_use]
    pub fn rolling_update(mut self, limit: impl IntoDaemonSetUpdate) -> Self {
        let strategy = v1::DaemonSetUpdateStrategy {
            type_: Some("RollingUpdate".to_owned()),
            rolling_update: Some(limit.into_rolling_update()),
        };
        self.spec.update_strategy = Some(strategy);
        self
    }

    /// Replaces a pod only when somebody deletes it.
    ///
    /// Of this and [`rolling_update`](Self::rolling_update) the later call counts.
    #[doc(alias = "updateStrategy")]
    #[doc(alias = "OnDelete")]
    #[must_use]
    pub fn update_on_delete(mut self) -> Self {
        let strategy =
            v1::DaemonSetUpdateStrategy { type_: Some("OnDelete".to_owned()), rolling_update: None };
        self.spec.update_strategy = Some(strategy);
        self
    }

    /// Sets for how long a new pod must be ready before it counts as available. Defaults to 0 seconds.
    #[doc(alias = "minReadySeconds")]
    #[must_use]
    pub fn min_ready(mut self, time: Seconds) -> Self {
        self.spec.min_ready_seconds = Some(time.into());
        self
    }

    /// Sets how many old revisions are kept to go back to. Defaults to 10.
    #[must_use]
    pub fn revision_history_limit(mut self, revisions: u32) -> Self {
        self.spec.revision_history_limit = Some(i32::try_from(revisions).unwrap_or(i32::MAX));
        self
    }

    /// Changes the finished [`v1::DaemonSetSpec`] by hand: `build()` makes the change after all others, and validates the
    /// result like any other.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    /// let web = DaemonSet::new(name!("web"), web).raw(|spec| spec.min_ready_seconds = Some(-1));
    /// assert_eq!(web.build().unwrap_err().iter().next().map(Violation::field), Some("spec.minReadySeconds"));
    /// ```
    #[must_use]
    pub fn raw(mut self, change: impl Fn(&mut v1::DaemonSetSpec) + Send + Sync + 'static) -> Self {
        self.raw.push(change);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn replicas(self, _: impl Sized) -> Self
    where
        for<'a> Self: HasReplicas,
    {
        self
    }

    workload_methods!();
    selected_methods!();
    service_methods!("DaemonSet");

    /// Returns the DaemonSet, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the DaemonSet or its template breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::DaemonSet>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the DaemonSet validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::DaemonSet>, Violations> {
        let mut own = Findings::new();
        let Assembled { metadata, selector, template, pod_security, carried } =
            self.selected.assemble(version, &mut own);
        let mut spec = v1::DaemonSetSpec { selector, template, ..self.spec };
        self.raw.apply(&mut spec);
        let set = v1::DaemonSet { metadata, spec: spec_field(spec), status: None };
        Valid::build_carrying(set, pod_security, version, own, carried)
    }
}

impl Workload for DaemonSet {
    fn template(self, change: impl FnOnce(Template) -> Template) -> Self {
        Self::template(self, change)
    }
}
