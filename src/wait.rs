//! Init containers that wait for something.
//!
//! They run a loop in the shell of busybox: [`for_service`] until the name of a service resolves, [`for_tcp`] until a
//! port accepts connections. A name resolves as soon as the service exists, which says nothing about whether anything
//! answers there: to wait for a service that is ready, wait for its port.
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
use crate::env::{IntoEnv, Var, Vars};
use crate::value::{DnsLabel, EnvName, Image, PortNumber, Seconds, secs};

/// The image whose shell runs the loop. Its `nslookup` exits with an error where a name does not resolve.
pub const IMAGE: Image = Image::literal("busybox:1.28");

/// An init container that waits, made by [`for_service`] and [`for_tcp`].
#[derive(Clone, Debug, PartialEq)]
#[must_use = "it waits only if it is added to a pod: `.init(..)`"]
pub struct Wait {
    name: DnsLabel,
    image: Image,
    what: String,
    test: String,
    env: Vars,
    interval: Seconds,
    timeout: Option<Seconds>,
}

/// Waits until the name of a service in the pod's namespace resolves.
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
#[expect(clippy::needless_pass_by_value, reason = "a name is given away like every other")]
pub fn for_service(name: DnsLabel, service: DnsLabel) -> Wait {
    let test = format!("nslookup {service}.\"${NAMESPACE}\".svc.cluster.local");
    let wait = Wait::new(name, format!("service {service}"), test);
    Wait { env: Var::new(EnvName::literal(NAMESPACE), Downward::namespace()).into_env(), ..wait }
}

/// The variable that holds the pod's namespace.
const NAMESPACE: &str = "POD_NAMESPACE";

/// Waits until the name of a service in another namespace resolves.
#[expect(clippy::needless_pass_by_value, reason = "names are given away like every other")]
pub fn for_service_in(name: DnsLabel, namespace: DnsLabel, service: DnsLabel) -> Wait {
    let test = format!("nslookup {service}.{namespace}.svc.cluster.local");
    Wait::new(name, format!("service {service} in {namespace}"), test)
}

/// Waits until a port of a host accepts a connection.
///
/// The host is a name or an address, such as the name of a service; it is quoted for the shell, whatever it holds. A
/// single attempt takes 2 seconds at most.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::prelude::*;
///
/// let wait = wait::for_tcp(name!("init-db"), "db.example.com", port!(5432).number()).timeout(secs(60));
/// let wait: v1::Container = wait.container().into();
/// assert!(wait.command.unwrap()[2].contains("until nc -w 2 'db.example.com' 5432 -e true; do"));
/// ```
pub fn for_tcp(name: DnsLabel, host: impl AsRef<str>, port: PortNumber) -> Wait {
    let host = host.as_ref();
    let test = format!("nc -w 2 {} {port} -e true", shell_quoted(host));
    Wait::new(name, format!("{host} port {port}"), test)
}

impl Wait {
    fn new(name: DnsLabel, what: String, test: String) -> Self {
        Self { name, image: IMAGE, what, test, env: Vars::new(), interval: secs(2), timeout: None }
    }

    /// The image whose `sh`, `nslookup` and `nc` are used, instead of [`IMAGE`].
    pub fn image(mut self, image: Image) -> Self {
        self.image = image;
        self
    }

    /// How long it rests between two attempts; 2 seconds unless it is said.
    pub fn interval(mut self, interval: Seconds) -> Self {
        self.interval = interval;
        self
    }

    /// After how long it gives up: it then says on standard error what it waited for, and the container fails.
    ///
    /// Without one it waits for as long as it takes.
    pub fn timeout(mut self, timeout: Seconds) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The init container, for all that is set on containers: resources, security, a pull policy.
    #[must_use]
    pub fn container(self) -> InitContainer {
        let script = self.script();
        InitContainer::new(self.name, self.image).command(["sh", "-c", script.as_str()]).env(self.env)
    }

    fn script(&self) -> String {
        let waiting = shell_quoted(&format!("waiting for {}", self.what));
        let (test, interval) = (&self.test, self.interval);
        match self.timeout {
            None => format!("until {test}; do echo {waiting}; sleep {interval}; done"),
            Some(timeout) => {
                let failed = shell_quoted(&format!("gave up after {timeout} s of waiting for {}", self.what));
                format!(
                    "end=$(( $(date +%s) + {timeout} )); until {test}; do \
                     if [ \"$(date +%s)\" -ge \"$end\" ]; then echo {failed} >&2; exit 1; fi; \
                     echo {waiting}; sleep {interval}; done"
                )
            }
        }
    }
}

/// A text as one word of the shell.
fn shell_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

impl sealed::Sealed for Wait {}

impl IntoInitContainer for Wait {
    type Shares = ();

    fn into_parts(self) -> Parts {
        self.container().parts
    }
}

impl From<Wait> for InitContainer {
    fn from(wait: Wait) -> Self {
        wait.container()
    }
}
