use k8s_openapi::api::apps::v1;

use super::methods::{Workload, scaled_setters, selected_methods, workload_methods};
use super::raw::Raw;
use super::replicas::Replicas;
use super::rollout::RollingUpdate;
use super::serve::service_methods;
use super::template::{Assembled, IntoTemplate, Selected, Template, spec_field};
use crate::pod::Complete;
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::{DnsSubdomain, Seconds};

/// A Deployment: any number of equal pods, which it replaces step by step when their template changes.
///
/// ```
/// use podwright::prelude::*;
///
/// let web = Container::new(name!("web"), image!("nginx:1.27"));
/// let web = Deployment::new(name!("web"), PodTemplate::builder().main(web))
///     .replicas(3)
///     .rolling_update(RollingUpdate::new().max_surge(1).max_unavailable(0))
///     .build()?;
/// assert_eq!(web.spec.replicas, Some(3));
/// assert_eq!(web.spec.selector.match_labels, web.spec.template.metadata.as_ref().unwrap().labels);
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/deployment/>
#[doc(alias = "DeploymentSpec")]
#[derive(Clone, Debug)]
pub struct Deployment {
    pub(super) selected: Selected,
    replicas: Option<Replicas>,
    /// Without the replicas, the selector and the template.
    spec: v1::DeploymentSpec,
    raw: Raw<v1::DeploymentSpec>,
}

impl Deployment {
    /// Creates a Deployment with this name. Its pods are selected by the label `app.kubernetes.io/name`, which has the name
    /// of the Deployment.
    #[must_use]
    pub fn new<T: IntoTemplate<Stage: Complete>>(name: DnsSubdomain, template: T) -> Self {
        Self {
            selected: Selected::new(name.into(), template.into_template()),
            replicas: None,
            spec: v1::DeploymentSpec::default(),
            raw: Raw::new(),
        }
    }

    /// Replaces pods step by step when the template changes. This is the default.
    ///
    /// Of this and [`recreate`](Self::recreate) the later call counts.
    #[doc(alias = "strategy")]
    #[must_use]
    pub fn rolling_update(mut self, update: RollingUpdate) -> Self {
        let strategy = v1::DeploymentStrategy {
            type_: Some("RollingUpdate".to_owned()),
            rolling_update: Some(update.into())
                .filter(|update| *update != v1::RollingUpdateDeployment::default()),
        };
        self.spec.strategy = Some(strategy);
        self
    }

    /// Stops all pods before others start when the template changes.
    ///
    /// Of this and [`rolling_update`](Self::rolling_update) the later call counts.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let db = PodTemplate::builder().main(Container::new(name!("db"), image!("postgres:17")));
    /// let db = Deployment::new(name!("db"), db).recreate().build()?;
    /// assert_eq!(db.spec.strategy.as_ref().unwrap().type_.as_deref(), Some("Recreate"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[doc(alias = "strategy")]
    #[must_use]
    pub fn recreate(mut self) -> Self {
        let strategy = v1::DeploymentStrategy { type_: Some("Recreate".to_owned()), rolling_update: None };
        self.spec.strategy = Some(strategy);
        self
    }

    /// Sets for how long a new pod must be ready before it counts as available. Defaults to 0 seconds.
    #[doc(alias = "minReadySeconds")]
    #[must_use]
    pub fn min_ready(mut self, time: Seconds) -> Self {
        self.spec.min_ready_seconds = Some(time.into());
        self
    }

    /// Sets for how long an update may make no progress before it counts as failed. Defaults to 10 minutes.
    ///
    /// It is longer than [`min_ready`](Self::min_ready): `build()` reports it.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds>
    #[doc(alias = "progressDeadlineSeconds")]
    #[must_use]
    pub fn progress_deadline(mut self, time: Seconds) -> Self {
        self.spec.progress_deadline_seconds = Some(time.into());
        self
    }

    /// Sets how many old revisions are kept to go back to. Defaults to 10.
    #[must_use]
    pub fn revision_history_limit(mut self, revisions: u32) -> Self {
        self.spec.revision_history_limit = Some(i32::try_from(revisions).unwrap_or(i32::MAX));
        self
    }

    /// Pauses the Deployment: a change of the template replaces no pods until it is resumed.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pausing-and-resuming-a-deployment>
    #[must_use]
    pub fn paused(mut self) -> Self {
        self.spec.paused = Some(true);
        self
    }

    /// Changes the finished [`v1::DeploymentSpec`] by hand: `build()` makes the change after all others, and validates the
    /// result like any other.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    /// let web = Deployment::new(name!("web"), web).raw(|spec| spec.min_ready_seconds = Some(-1));
    /// assert_eq!(web.build().unwrap_err().iter().next().map(Violation::field), Some("spec.minReadySeconds"));
    /// ```
    #[must_use]
    pub fn raw(mut self, change: impl Fn(&mut v1::DeploymentSpec) + Send + Sync + 'static) -> Self {
        self.raw.push(change);
        self
    }

    workload_methods!();
    selected_methods!();
    scaled_setters!("Deployment");
    service_methods!("Deployment");

    /// Returns the Deployment, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the Deployment or its template breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::Deployment>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the Deployment validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::Deployment>, Violations> {
        let mut own = Findings::new();
        let Assembled { metadata, selector, template, pod_security, carried } =
            self.selected.assemble(version, &mut own);
        let replicas = self.replicas.as_ref().and_then(Replicas::written);
        let mut spec = v1::DeploymentSpec { selector, template, replicas, ..self.spec };
        self.raw.apply(&mut spec);
        let deployment = v1::Deployment { metadata, spec: spec_field(spec), status: None };
        Valid::build_carrying(deployment, pod_security, version, own, carried)
    }
}

impl Workload for Deployment {
    fn template(self, change: impl FnOnce(Template) -> Template) -> Self {
        Self::template(self, change)
    }
}
