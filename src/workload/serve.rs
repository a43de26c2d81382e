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
        /// The name of a service has no dots: those of the workload become dashes.
        #[must_use]
        pub fn service(&self) -> $crate::network::Service {
            match $crate::workload::serve::label_of(self.selected.name()) {
                Some(name) => self.service_named(name),
                // A generated name is not known.
                None => self.service_named($crate::value::DnsLabel::literal("service")).without_name(),
            }
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
            $crate::network::Pods::new(self.selected.to_selector())
        }
    };
}

pub(super) use service_methods;

use crate::value::DnsLabel;

/// The length that the name of a service has at most.
const LABEL_MAX: usize = 63;

/// Returns the name of a workload as a label: dots become dashes, and what is too long is cut.
pub(crate) fn label_of(workload: &str) -> Option<DnsLabel> {
    let name = workload.replace('.', "-");
    let end = name.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= LABEL_MAX).last();
    name.get(..end?)?.trim_end_matches('-').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::label_of;

    #[test]
    fn the_name_of_a_workload_becomes_a_label() {
        let label = |name: &str| label_of(name).map(String::from);
        assert_eq!(label("web").as_deref(), Some("web"));
        assert_eq!(label("web.example.com").as_deref(), Some("web-example-com"));
        assert_eq!(label(&format!("{}.b", "a".repeat(62))), Some("a".repeat(62)));
        assert_eq!(label(""), None);
    }
}
