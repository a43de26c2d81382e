//! What is made of a workload: a service over its pods, and the choice of its pods.

/// Defines `service`, `service_named` and `pods`, in an `impl` block of a workload that has a field `selected: Selected`. The
/// parameter is the kind: `"Deployment"`.
macro_rules! service_methods {
    ($kind:literal) => {
        /// Creates a service over the pods of the workload, with its name and its namespace.
        ///
        /// It keeps the ports that the containers declare now, so that `build()` of the service reports one that none declares.
        ///
        /// ```
        /// use podwright::prelude::*;
        /// use podwright::workload::Deployment;
        ///
        /// let http = port!("http", 8080);
        /// let web = Container::new(name!("web"), image!("nginx:1.27")).port(&http);
        /// let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
        /// let service = web.service().port(&http, 80).build()?;
        /// assert_eq!(service.metadata.name.as_deref(), Some("web"));
        /// # Ok::<(), podwright::Error>(())
        /// ```
        ///
        /// The name of a workload may have dots, and that of a service has none: [`service_named`](Self::service_named) gives
        /// another.
        #[must_use]
        pub fn service(&self) -> $crate::network::Service {
            let name = self.selected.name();
            self.service_named($crate::workload::serve::label_of(name)).of_name(name)
        }

        /// Creates a service of another name over the pods of the workload: a second one, for metrics or for peers.
        #[must_use]
        pub fn service_named(&self, name: $crate::value::DnsLabel) -> $crate::network::Service {
            let noun = format!("{} {:?}", $kind, self.selected.name());
            let selected = &self.selected;
            $crate::network::Service::of_workload(
                name,
                selected.namespace(),
                noun,
                selected.labels(),
                selected.ports(),
            )
        }

        /// Returns the pods of the workload, for network policies, affinity and spread constraints.
        #[must_use]
        pub fn pods(&self) -> $crate::network::Pods {
            $crate::network::Pods::new(self.selected.labels())
        }
    };
}

pub(super) use service_methods;

use crate::value::DnsLabel;

/// Returns a name that a service can have: that of the workload, or its first label.
pub(crate) fn label_of(workload: &str) -> DnsLabel {
    let label = workload.split('.').next().unwrap_or_default();
    label.parse().unwrap_or(DnsLabel::literal("service"))
}
