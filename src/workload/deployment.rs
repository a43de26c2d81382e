use k8s_openapi::api::apps::v1;

use super::methods::{Workload, workload_methods};
use super::serve::service_methods;
use super::template::{Assembled, IntoTemplate, Selected, Template, spec_field};
use crate::pod::Complete;
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::DnsSubdomain;

/// A Deployment: any number of equal pods, which it replaces step by step when their template changes.
///
/// ```
/// use podwright::prelude::*;
/// use podwright::workload::Deployment;
///
/// let web = Container::new(name!("web"), image!("nginx:1.27"));
/// let web = Deployment::new(name!("web"), PodTemplate::builder().main(web)).replicas(3).build()?;
/// assert_eq!(web.spec.selector.match_labels, web.spec.template.metadata.as_ref().unwrap().labels);
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/deployment/>
#[derive(Clone, Debug)]
pub struct Deployment {
    selected: Selected,
    /// Without the selector and the template.
    spec: v1::DeploymentSpec,
}

impl Deployment {
    /// Creates a Deployment with this name. Its pods are selected by the label `app.kubernetes.io/name`, which has the name
    /// of the Deployment.
    #[must_use]
    pub fn new<T: IntoTemplate<Stage: Complete>>(name: DnsSubdomain, template: T) -> Self {
        Self {
            selected: Selected::new(name.into(), template.into_template()),
            spec: v1::DeploymentSpec::default(),
        }
    }

    /// Sets the number of pods. Defaults to 1.
    #[must_use]
    pub fn replicas(mut self, replicas: u32) -> Self {
        self.spec.replicas = Some(i32::try_from(replicas).unwrap_or(i32::MAX));
        self
    }

    workload_methods!(common);
    workload_methods!(selected);
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
        let Assembled { metadata, selector, template, pod_security } =
            self.selected.assemble(version, &mut own);
        let spec = v1::DeploymentSpec { selector, template, ..self.spec };
        let deployment = v1::Deployment { metadata, spec: spec_field(spec), status: None };
        Valid::build(deployment, pod_security, version, own)
    }
}

impl Workload for Deployment {
    fn template(self, change: impl FnOnce(Template) -> Template) -> Self {
        Self::template(self, change)
    }
}
