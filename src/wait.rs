//! Init containers that wait for something.
//!
//! They run a loop in the shell of busybox: [`for_service`] until the name of a service resolves, [`for_tcp`] until a
//! port accepts connections. A name resolves as soon as the service exists, whether or not anything answers there: to wait
//! for a service that is ready, wait for its port.
//!
//! ```
//! use podwright::prelude::*;
//!
//! let pod = Pod::builder(name!("myapp-pod"))
//!     .init(wait::for_service(name!("init-myservice"), name!("myservice")))
//!     .init(wait::for_tcp(name!("init-mydb"), "mydb", port!(5432).number()).timeout(Seconds::minutes(5)))
//!     .main(Container::new(name!("myapp"), image!("busybox:1.28")))
//!     .build()?;
//! assert_eq!(pod.spec.as_ref().unwrap().init_containers.as_ref().unwrap().len(), 2);
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#init-containers-in-use>

use crate::container::{InitContainer, IntoInitContainer, Parts, sealed};
use crate::downward::Downward;
use crate::env::Var;
use crate::value::{DnsLabel, DnsSubdomain, EnvName, Image, PortNumber, Seconds, secs};
#[cfg(feature = "app")]
use crate::{
    expansion::Site,
    value::link::{Link, ServiceLink},
};

/// The image whose shell runs the loop. Its `nslookup` exits with an error if a name does not resolve.
pub const IMAGE: Image = Image::literal("busybox:1.28");

/// An init container that waits. [`for_service`], [`for_service_in`] and [`for_tcp`] create one.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "it waits only if it is added to a pod: `.init(..)`"]
pub struct Wait {
    name: DnsLabel,
    image: Image,
    target: Target,
    cluster_domain: DnsSubdomain,
    interval: Seconds,
    timeout: Option<Seconds>,
}

/// What the container waits for.
#[derive(Clone, Debug, PartialEq)]
enum Target {
    /// The name of a service, in the pod's namespace if none is named.
    Service {
        service: DnsLabel,
        namespace: Option<DnsLabel>,
    },
    Tcp {
        host: String,
        port: PortNumber,
    },
}

/// Creates an init container that waits until the name of a service in the pod's namespace resolves.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::prelude::*;
///
/// let wait: v1::Container = wait::for_service(name!("init-mydb"), name!("mydb")).container().into();
/// assert_eq!(
///     wait.command.unwrap()[2],
///     r#"until nslookup mydb."$POD_NAMESPACE".svc.cluster.local; do echo 'waiting for service mydb'; sleep 2; done"#
/// );
/// ```
#[inline]
pub fn for_service(name: DnsLabel, service: DnsLabel) -> Wait {
    Wait::new(name, Target::Service { service, namespace: None })
}

/// Creates an init container that waits until the name of a service in another namespace resolves.
#[inline]
pub fn for_service_in(name: DnsLabel, namespace: DnsLabel, service: DnsLabel) -> Wait {
    Wait::new(name, Target::Service { service, namespace: Some(namespace) })
}

/// Creates an init container that waits until a port of a host accepts a connection.
///
/// The host is a name or an address, such as the name of a service. It is quoted for the shell, whatever it holds. A single
/// attempt takes at most 2 seconds.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::prelude::*;
///
/// let wait = wait::for_tcp(name!("init-db"), "db.example.com", port!(5432).number()).timeout(secs(60));
/// let wait: v1::Container = wait.container().into();
/// assert!(wait.command.unwrap()[2].contains("until nc -w 2 'db.example.com' 5432 -e true; do"));
/// ```
pub fn for_tcp(name: DnsLabel, host: impl Into<String>, port: PortNumber) -> Wait {
    Wait::new(name, Target::Tcp { host: host.into(), port })
}

/// The variable that holds the pod's namespace.
const NAMESPACE: &str = "POD_NAMESPACE";

impl Wait {
    #[inline]
    fn new(name: DnsLabel, target: Target) -> Self {
        Self {
            name,
            image: IMAGE,
            target,
            cluster_domain: DnsSubdomain::literal("cluster.local"),
            interval: secs(2),
            timeout: None,
        }
    }

    /// Sets the image whose `sh`, `nslookup` and `nc` are used. Defaults to [`IMAGE`].
    #[inline]
    pub fn image(mut self, image: Image) -> Self {
        self.image = image;
        self
    }

    /// Sets the domain of the cluster, at which the names of its services end. Defaults to `cluster.local`.
    ///
    /// [`for_tcp`] uses its host as it is, so the domain has no effect on it.
    ///
    /// ```
    /// use k8s_openapi::api::core::v1;
    /// use podwright::prelude::*;
    ///
    /// let wait = wait::for_service_in(name!("init-mydb"), name!("data"), name!("mydb"))
    ///     .cluster_domain(dns_subdomain!("k8s.example.com"));
    /// let wait: v1::Container = wait.container().into();
    /// assert!(wait.command.unwrap()[2].starts_with("until nslookup mydb.data.svc.k8s.example.com; do"));
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/>
    #[inline]
    pub fn cluster_domain(mut self, domain: DnsSubdomain) -> Self {
        self.cluster_domain = domain;
        self
    }

    /// Sets how long the container rests between two attempts. Defaults to 2 seconds.
    #[inline]
    pub fn interval(mut self, interval: Seconds) -> Self {
        self.interval = interval;
        self
    }

    /// Sets after how long the container gives up. Defaults to never.
    ///
    /// It then writes to standard error what it waited for, and fails.
    #[inline]
    pub fn timeout(mut self, timeout: Seconds) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Applies a change if the condition is true.
    pub fn when(self, condition: bool, change: impl FnOnce(Self) -> Self) -> Self {
        if condition { change(self) } else { self }
    }

    /// Applies a change with the value of an option, if it has one.
    pub fn with_some<V>(self, option: Option<V>, change: impl FnOnce(Self, V) -> Self) -> Self {
        match option {
            Some(value) => change(self, value),
            None => self,
        }
    }

    /// Returns the init container, for settings that all containers have: resources, a security context, a pull policy.
    #[must_use]
    #[inline]
    pub fn container(self) -> InitContainer {
        let script = match &self.target {
            Target::Service { service, .. } => self.script(service.as_str()),
            Target::Tcp { .. } => self.script(""),
        };
        #[cfg(feature = "app")]
        let link = self.link();
        let container = InitContainer::new(self.name, self.image).command(["sh", "-c", script.as_str()]);
        #[cfg(feature = "app")]
        let container = container.linked(Site::Command(2), link.map(Link::Address));
        match self.target {
            Target::Service { namespace: None, .. } => {
                container.env(Var::new(EnvName::literal(NAMESPACE), Downward::namespace()))
            }
            Target::Service { .. } | Target::Tcp { .. } => container,
        }
    }

    /// Returns the script that waits for a service of this name, or for the port of a host.
    #[inline]
    fn script(&self, service: &str) -> String {
        let (test, what) = self.test(service);
        let waiting = shell_quoted(&format!("waiting for {what}"));
        let interval = self.interval;
        match self.timeout {
            None => format!("until {test}; do echo {waiting}; sleep {interval}; done"),
            Some(timeout) => {
                let failed = shell_quoted(&format!("gave up after {timeout} s of waiting for {what}"));
                format!(
                    "end=$(( $(date +%s) + {timeout} )); until {test}; do \
                     if [ \"$(date +%s)\" -ge \"$end\" ]; then echo {failed} >&2; exit 1; fi; \
                     echo {waiting}; sleep {interval}; done"
                )
            }
        }
    }

    /// Returns what is known of the service, whose name stands in the script.
    #[cfg(feature = "app")]
    fn link(&self) -> Option<ServiceLink> {
        let Target::Service { service, namespace } = &self.target else { return None };
        let (service, namespace) = (service.to_string(), namespace.as_ref().map(ToString::to_string));
        // No name has this character.
        let around = self.script("\0").split('\0').map(str::to_owned).collect();
        Some(ServiceLink { service, namespace, port: None, around, missing: None })
    }

    /// The command that succeeds once the wait is over, and the name of what it waits for.
    #[inline]
    fn test(&self, service: &str) -> (String, String) {
        let domain = &self.cluster_domain;
        match &self.target {
            Target::Service { namespace: None, .. } => {
                (format!("nslookup {service}.\"${NAMESPACE}\".svc.{domain}"), format!("service {service}"))
            }
            Target::Service { namespace: Some(namespace), .. } => (
                format!("nslookup {service}.{namespace}.svc.{domain}"),
                format!("service {service} in {namespace}"),
            ),
            Target::Tcp { host, port } => {
                (format!("nc -w 2 {} {port} -e true", shell_quoted(host)), format!("{host} port {port}"))
            }
        }
    }
}

/// Quotes a text as one word of the shell.
#[inline]
fn shell_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

impl sealed::Sealed for Wait {}

impl IntoInitContainer for Wait {
    type Shares = ();

    #[inline]
    fn into_parts(self) -> Parts {
        self.container().parts
    }
}

impl From<Wait> for InitContainer {
    #[inline]
    fn from(wait: Wait) -> Self {
        wait.container()
    }
}
