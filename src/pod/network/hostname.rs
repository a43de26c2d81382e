use k8s_openapi::api::core::v1;

use crate::value::DnsLabel;

/// What a pod is called in the network, and what it calls itself.
///
/// Left out, a pod is called by its own name, which it has in no DNS.
///
/// ```
/// use podwright::name;
/// use podwright::pod::network::Hostname;
///
/// // db-0.db.NAMESPACE.svc.cluster.local, where a headless service has the name `db`.
/// let hostname = Hostname::new(name!("db-0")).subdomain(name!("db")).fully_qualified();
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hostname {
    name: Option<DnsLabel>,
    subdomain: Option<DnsLabel>,
    shown: Shown,
}

/// What the kernel of the pod is told its name is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    Short,
    FullyQualified,
    #[allow(dead_code, reason = "Kubernetes has it from 1.34")]
    Overridden(crate::value::HostnameOverride),
}

impl Hostname {
    /// This name in place of that of the pod.
    #[must_use]
    pub fn new(name: DnsLabel) -> Self {
        Self { name: Some(name), ..Self::of_pod() }
    }

    /// The name of the pod.
    #[must_use]
    pub fn of_pod() -> Self {
        Self { name: None, subdomain: None, shown: Shown::Short }
    }

    /// The headless service under which the pod has a name in DNS.
    #[must_use]
    pub fn subdomain(mut self, service: DnsLabel) -> Self {
        self.subdomain = Some(service);
        self
    }

    /// The pod calls itself by its full name in DNS.
    ///
    /// It takes the place of an override.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-sethostnameasfqdn-field>
    #[must_use]
    pub fn fully_qualified(mut self) -> Self {
        self.shown = Shown::FullyQualified;
        self
    }

    /// Writes the name into a pod.
    pub(in crate::pod) fn put_into(self, spec: &mut v1::PodSpec) {
        spec.hostname = self.name.map(Into::into);
        spec.subdomain = self.subdomain.map(Into::into);
        spec.set_hostname_as_fqdn = matches!(self.shown, Shown::FullyQualified).then_some(true);
        k8s_openapi::k8s_if_ge_1_34! {
            spec.hostname_override = match self.shown {
                Shown::Overridden(name) => Some(name.into()),
                Shown::Short | Shown::FullyQualified => None,
            };
        }
    }
}

k8s_openapi::k8s_if_ge_1_34! {
    impl Hostname {
        /// The pod calls itself by this name, which DNS does not know; on by default from Kubernetes 1.35.
        ///
        /// It takes the place of the full name in DNS, and is not for a pod in the network of its node.
        ///
        /// Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/>
        #[must_use]
        pub fn override_with(mut self, name: crate::value::HostnameOverride) -> Self {
            self.shown = Shown::Overridden(name);
            self
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Hostname, v1};
    use crate::name;

    fn written(hostname: Hostname) -> Value {
        let mut spec = v1::PodSpec::default();
        hostname.put_into(&mut spec);
        serde_json::to_value(spec).unwrap()
    }

    #[test]
    fn names_and_the_full_name() {
        assert_eq!(written(Hostname::of_pod()), json!({ "containers": [] }));
        assert_eq!(
            written(Hostname::new(name!("db-0")).subdomain(name!("db")).fully_qualified()),
            json!({ "containers": [], "hostname": "db-0", "subdomain": "db", "setHostnameAsFQDN": true }),
        );
    }

    k8s_openapi::k8s_if_ge_1_34! {
        #[test]
        fn the_later_of_full_name_and_override_holds() {
            let plain = Hostname::new(name!("a"));
            assert_eq!(
                written(plain.clone().fully_qualified().override_with("a.example".parse().unwrap())),
                json!({ "containers": [], "hostname": "a", "hostnameOverride": "a.example" }),
            );
            assert_eq!(
                written(plain.override_with("a.example".parse().unwrap()).fully_qualified()),
                json!({ "containers": [], "hostname": "a", "setHostnameAsFQDN": true }),
            );
        }
    }
}
