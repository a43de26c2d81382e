use k8s_openapi::api::core::v1;

use crate::value::DnsLabel;

/// The host name of a pod in DNS, and the host name that its processes see.
///
/// Without one, the host name is the name of the pod, and DNS does not know it.
///
/// Its fields stand in the spec of the pod, so [`PodBuilder::raw`](crate::pod::PodBuilder::raw) changes them by hand.
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hostname {
    name: Option<DnsLabel>,
    subdomain: Option<DnsLabel>,
    is_fully_qualified: bool,
    #[allow(dead_code, reason = "Kubernetes has it from 1.34")]
    shown: Option<crate::value::HostnameOverride>,
}

impl Hostname {
    /// Creates a host name that differs from the name of the pod.
    #[doc(alias = "hostname")]
    #[must_use]
    #[inline]
    pub fn new(name: DnsLabel) -> Self {
        Self { name: Some(name), ..Self::of_pod() }
    }

    /// Creates a host name that is the name of the pod.
    #[must_use]
    #[inline]
    pub fn of_pod() -> Self {
        Self::default()
    }

    /// Sets the headless service under which DNS knows the pod.
    #[must_use]
    #[inline]
    pub fn subdomain(mut self, service: DnsLabel) -> Self {
        self.subdomain = Some(service);
        self
    }

    /// Shows the processes the full name in DNS instead of the short one.
    ///
    /// Beside `hostname_override` it is a violation at `build()`.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-sethostnameasfqdn-field>
    #[doc(alias = "setHostnameAsFQDN")]
    #[must_use]
    #[inline]
    pub fn fully_qualified(mut self) -> Self {
        self.is_fully_qualified = true;
        self
    }

    /// Writes the name into a pod.
    #[inline]
    pub(in crate::pod) fn put_into(self, spec: &mut v1::PodSpec) {
        spec.hostname = self.name.map(Into::into);
        spec.subdomain = self.subdomain.map(Into::into);
        spec.set_hostname_as_fqdn = self.is_fully_qualified.then_some(true);
        k8s_openapi::k8s_if_ge_1_34! {
            spec.hostname_override = self.shown.map(Into::into);
        }
    }
}

k8s_openapi::k8s_if_ge_1_34! {
    impl Hostname {
        /// Shows the processes this host name, which DNS does not know.
        ///
        /// Kubernetes 1.35 and later. Older clusters drop it, so `build()` reports it for them.
        ///
        /// Beside [`fully_qualified`](Hostname::fully_qualified) or
        /// [`host_network`](crate::pod::PodBuilder::host_network) it is a violation at `build()`.
        ///
        /// Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/>
        #[must_use]
        #[inline]
        pub fn hostname_override(mut self, name: crate::value::HostnameOverride) -> Self {
            self.shown = Some(name);
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
        fn no_call_undoes_another_field() {
            assert_eq!(
                written(Hostname::new(name!("a")).hostname_override("a.example".parse().unwrap())),
                json!({ "containers": [], "hostname": "a", "hostnameOverride": "a.example" }),
            );
            assert_eq!(
                written(Hostname::of_pod().fully_qualified().hostname_override("a.example".parse().unwrap())),
                json!({ "containers": [], "setHostnameAsFQDN": true, "hostnameOverride": "a.example" }),
            );
        }
    }
}
