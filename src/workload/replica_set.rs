use k8s_openapi::api::apps::v1;

use super::methods::{Workload, scaled_setters, selected_methods, workload_methods};
use super::raw::Raw;
use super::replicas::Replicas;
use super::serve::service_methods;
use super::template::{Assembled, IntoTemplate, Selected, Template, spec_field};
use crate::pod::Complete;
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::{DnsSubdomain, Seconds};

/// A ReplicaSet: a number of equal pods, which keep their template.
///
/// A [`Deployment`](super::Deployment) makes one for each of its templates, and replaces the pods of one by those of another.
/// Use it instead unless you replace pods yourself.
///
/// ```
/// use podwright::prelude::*;
///
/// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
/// let web = ReplicaSet::new(name!("web"), web).replicas(3).build()?;
/// assert_eq!(web.spec.replicas, Some(3));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/>
#[doc(alias = "ReplicaSetSpec")]
#[derive(Clone, Debug)]
pub struct ReplicaSet {
    pub(super) selected: Selected,
    replicas: Option<Replicas>,
    /// Without the replicas, the selector and the template.
    spec: v1::ReplicaSetSpec,
    raw: Raw<v1::ReplicaSetSpec>,
}

impl ReplicaSet {
    /// Creates a ReplicaSet with this name. Its pods are selected by the label `app.kubernetes.io/name`, which has the name
    /// of the ReplicaSet.
    #[must_use]
    pub fn new<T: IntoTemplate<Stage: Complete>>(name: DnsSubdomain, template: T) -> Self {
        Self {
            selected: Selected::new(name.into(), template.into_template()),
            replicas: None,
            spec: v1::ReplicaSetSpec::default(),
            raw: Raw::new(),
        }
    }

    /// Sets for how long a new pod must be ready before it counts as available. Defaults to 0 seconds.
    #[doc(alias = "minReadySeconds")]
    #[must_use]
    pub fn min_ready(mut self, time: Seconds) -> Self {
        self.spec.min_ready_seconds = Some(time.into());
        self
    }

    /// Changes the finished [`v1::ReplicaSetSpec`] by hand: `build()` makes the change after all others, and validates the
    /// result like any other.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    /// let web = ReplicaSet::new(name!("web"), web).raw(|spec| spec.min_ready_seconds = Some(-1));
    /// assert_eq!(web.build().unwrap_err().iter().next().map(Violation::field), Some("spec.minReadySeconds"));
    /// ```
    #[must_use]
    pub fn raw(mut self, change: impl Fn(&mut v1::ReplicaSetSpec) + Send + Sync + 'static) -> Self {
        self.raw.push(change);
        self
    }

    workload_methods!();
    selected_methods!();
    service_methods!("ReplicaSet");
    scaled_setters!("ReplicaSet");

    /// Returns the ReplicaSet, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the ReplicaSet or its template breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::ReplicaSet>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the ReplicaSet validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::ReplicaSet>, Violations> {
        let mut own = Findings::new();
        let Assembled { metadata, selector, template, pod_security, carried } =
            self.selected.assemble(version, &mut own);
        let replicas = self.replicas.as_ref().and_then(Replicas::written);
        let template = Some(template);
        let mut spec = v1::ReplicaSetSpec { selector, template, replicas, ..self.spec };
        self.raw.apply(&mut spec);
        let set = v1::ReplicaSet { metadata, spec: spec_field(spec), status: None };
        Valid::build_carrying(set, pod_security, version, own, carried)
    }
}

impl Workload for ReplicaSet {
    fn template(self, change: impl FnOnce(Template) -> Template) -> Self {
        Self::template(self, change)
    }
}
