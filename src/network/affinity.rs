use k8s_openapi::api::core::v1;

use crate::value::Seconds;

/// Whether the requests of one client go to one pod.
///
/// ```
/// use podwright::prelude::*;
///
/// let web = Service::over(name!("web"), labels! { "app" = "web" })
///     .port_number(8080, 80)
///     .session_affinity(SessionAffinity::client_ip().timeout(Seconds::hours(1)))
///     .build()?;
/// let config = web.spec.as_ref().unwrap().session_affinity_config.as_ref().unwrap();
/// assert_eq!(config.client_ip.as_ref().unwrap().timeout_seconds, Some(3600));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity>
#[doc(alias = "SessionAffinityConfig")]
#[doc(alias = "ClientIPConfig")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionAffinity {
    is_by_client_ip: bool,
    timeout: Option<Seconds>,
}

impl SessionAffinity {
    /// Each request may go to another pod. This is the default.
    pub const NONE: Self = Self { is_by_client_ip: false, timeout: None };

    /// Creates an affinity by the IP address of the client.
    #[doc(alias = "clientIP")]
    #[must_use]
    pub const fn client_ip() -> Self {
        Self { is_by_client_ip: true, timeout: None }
    }

    /// Sets after which time without a request the client is forgotten: 1 second to a day. Defaults to 3 hours.
    #[doc(alias = "timeoutSeconds")]
    #[must_use]
    pub const fn timeout(mut self, timeout: Seconds) -> Self {
        self.timeout = Some(timeout);
        self
    }

    pub(super) fn write(self, spec: &mut v1::ServiceSpec) {
        let word = if self.is_by_client_ip { "ClientIP" } else { "None" };
        spec.session_affinity = Some(word.to_owned());
        spec.session_affinity_config = self.timeout.filter(|_| self.is_by_client_ip).map(|timeout| {
            let client_ip = v1::ClientIPConfig { timeout_seconds: Some(timeout.as_i32()) };
            v1::SessionAffinityConfig { client_ip: Some(client_ip) }
        });
    }
}
