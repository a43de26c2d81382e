use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::handler::{ByExec, ByGrpc, ByHttp, ByTcp, GrpcHandler, HttpHandler, IntoProbePort};
use super::{IntoExecCommand, command, handler};
use crate::expansion;
use crate::value::{HeaderName, Port, Seconds};

/// A probe: a question that the node asks a container again and again, whether it has started, is alive, or is ready.
///
/// What you do not set has the default of Kubernetes: a period of 10 seconds, a timeout of 1 second, 3 failures,
/// 1 success. A count of 0 means the default as well. A number of a custom resource becomes a count by `try_into()?`.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::container::Probe;
/// use podwright::port;
/// use podwright::value::secs;
///
/// let http = port!("http", 8080);
/// let failures: i32 = 12; // What a custom resource may hold.
/// let probe = Probe::http(&http, "/ready").period(secs(5)).failure_threshold(failures.try_into()?);
/// assert_eq!(
///     serde_json::to_value(v1::Probe::from(probe))?,
///     serde_json::json!({
///         "httpGet": { "path": "/ready", "port": "http" },
///         "periodSeconds": 5,
///         "failureThreshold": 12,
///     }),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Types
///
/// `H` is how the probe asks, such as [`ByHttp`]. `U` is what the probe may be used for: any use until it has a success
/// threshold ([`SucceedsTwice`], readiness only) or a termination grace period ([`HasGracePeriod`], liveness and startup
/// only). A function that returns a probe names the first: `fn ready() -> Probe<ByHttp>`.
///
/// Source: <https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/>
#[derive(Clone, Debug, PartialEq)]
pub struct Probe<H, U = AnyUse> {
    inner: v1::Probe,
    port: Option<Port>,
    kind: PhantomData<(H, U)>,
}

/// The use of a probe for startup, liveness or readiness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnyUse {}

/// The use of a probe with a success threshold: readiness only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SucceedsTwice {}

/// The use of a probe with a termination grace period: startup and liveness only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HasGracePeriod {}

impl Probe<ByHttp> {
    /// Creates a probe that sends a GET request to the pod. It succeeds with a status from 200 to 399.
    #[must_use]
    #[doc(alias = "httpGet")]
    pub fn http(port: impl IntoProbePort, path: impl Into<String>) -> Self {
        let (action, port) = handler::get(port, path.into());
        Self::of(v1::Probe { http_get: Some(action), ..v1::Probe::default() }, port)
    }
}

impl Probe<ByTcp> {
    /// Creates a probe that opens a connection to the pod. It succeeds if the connection opens.
    #[must_use]
    #[doc(alias = "tcpSocket")]
    pub fn tcp(port: impl IntoProbePort) -> Self {
        let (aim, port) = port.aim();
        let action = v1::TCPSocketAction { port: aim, host: None };
        Self::of(v1::Probe { tcp_socket: Some(action), ..v1::Probe::default() }, port)
    }
}

impl Probe<ByExec> {
    /// Creates a probe that runs a command in the container. It succeeds with the exit code 0.
    ///
    /// The program receives the words as you write them: what the kubelet would replace is escaped.
    ///
    /// ```
    /// use k8s_openapi::api::core::v1;
    /// use podwright::container::Probe;
    ///
    /// let probe = v1::Probe::from(Probe::exec(["cat", "/tmp/healthy"]));
    /// assert_eq!(probe.exec.unwrap().command.unwrap(), ["cat", "/tmp/healthy"]);
    /// ```
    #[must_use]
    pub fn exec(command: impl IntoExecCommand) -> Self {
        let action = command::action(command, |word| expansion::cow_literal(word.into()));
        Self::of(v1::Probe { exec: Some(action), ..v1::Probe::default() }, None)
    }
}

impl Probe<ByGrpc> {
    /// Creates a probe that asks the gRPC health service. It succeeds with the status `SERVING`.
    ///
    /// Kubernetes takes a number here. For a [`Port`] its number is written, and the container declares the port if it
    /// has a name.
    #[must_use]
    pub fn grpc(port: impl IntoProbePort) -> Self {
        let (number, port) = port.aim_at_number();
        let action = v1::GRPCAction { port: number, ..v1::GRPCAction::default() };
        Self::of(v1::Probe { grpc: Some(action), ..v1::Probe::default() }, port)
    }
}

impl<H, U> Probe<H, U> {
    fn of(inner: v1::Probe, port: Option<Port>) -> Self {
        Self { inner, port, kind: PhantomData }
    }

    /// Sends the request over TLS. The certificate is not verified.
    #[must_use]
    #[doc(alias = "scheme")]
    pub fn https(mut self) -> Self
    where
        H: HttpHandler,
    {
        handler::https(&mut self.inner.http_get);
        self
    }

    /// Adds a header to the request.
    #[must_use]
    #[doc(alias = "httpHeaders")]
    pub fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self
    where
        H: HttpHandler,
    {
        handler::header(&mut self.inner.http_get, name, value.into());
        self
    }

    /// Sets the host that receives the request. Defaults to the pod. A virtual host is a `Host` header instead.
    #[must_use]
    pub fn host(mut self, host: impl Into<String>) -> Self
    where
        H: HttpHandler,
    {
        handler::host(&mut self.inner.http_get, host.into());
        self
    }

    /// Sets the service whose health is asked for. Defaults to the server as a whole.
    #[must_use]
    pub fn service(mut self, service: impl Into<String>) -> Self
    where
        H: GrpcHandler,
    {
        if let Some(action) = &mut self.inner.grpc {
            action.service = Some(service.into());
        }
        self
    }

    /// Sets the time from one question to the next. Defaults to 10 seconds.
    #[must_use]
    #[doc(alias = "periodSeconds")]
    pub fn period(mut self, period: Seconds) -> Self {
        self.inner.period_seconds = Some(period.as_i32());
        self
    }

    /// Sets how long an answer may take. Defaults to 1 second.
    #[must_use]
    #[doc(alias = "timeoutSeconds")]
    pub fn timeout(mut self, timeout: Seconds) -> Self {
        self.inner.timeout_seconds = Some(timeout.as_i32());
        self
    }

    /// Sets the time from the start of the container to the first question. Defaults to 0 seconds.
    #[must_use]
    #[doc(alias = "initialDelaySeconds")]
    pub fn initial_delay(mut self, delay: Seconds) -> Self {
        self.inner.initial_delay_seconds = Some(delay.as_i32());
        self
    }

    /// Sets how many failures in a row make the probe fail. Defaults to 3.
    #[must_use]
    pub fn failure_threshold(mut self, failures: u16) -> Self {
        self.inner.failure_threshold = Some(failures.into());
        self
    }

    /// Sets how many successes in a row make the container ready again. Defaults to 1.
    ///
    /// It makes this a readiness probe.
    #[must_use]
    pub fn success_threshold(mut self, successes: u16) -> Probe<H, SucceedsTwice>
    where
        U: MaySucceedTwice,
    {
        self.inner.success_threshold = Some(successes.into());
        Probe::of(self.inner, self.port)
    }

    /// Sets the termination grace period that is used when this probe fails. At least 1 second. Defaults to the pod's.
    ///
    /// It makes this a liveness or a startup probe.
    #[must_use]
    #[doc(alias = "terminationGracePeriodSeconds")]
    pub fn termination_grace_period(mut self, period: Seconds) -> Probe<H, HasGracePeriod>
    where
        U: MayHaveGracePeriod,
    {
        self.inner.termination_grace_period_seconds = Some(period.as_i64());
        Probe::of(self.inner, self.port)
    }

    crate::conditional::conditional!();

    /// Changes the probe by hand. `build()` validates the result like any other.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let live = Probe::exec(["true"]).raw(|probe| probe.success_threshold = Some(2));
    /// let web = Container::new(name!("web"), image!("nginx:1.27")).liveness(live);
    /// let violations = Pod::builder(name!("web")).main(web).build().unwrap_err();
    /// let violation = violations.iter().next().unwrap();
    /// assert_eq!(violation.field(), "spec.containers[0].livenessProbe.successThreshold");
    /// ```
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::Probe)) -> Self {
        change(&mut self.inner);
        self
    }
}

impl<H, U> From<Probe<H, U>> for v1::Probe {
    fn from(probe: Probe<H, U>) -> Self {
        probe.inner
    }
}

/// A probe of any kind.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a probe",
    label = "make one with `Probe::http`, `Probe::tcp`, `Probe::exec` or `Probe::grpc`"
)]
pub trait IntoProbe: sealed::Sealed {
    /// What the probe may be used for.
    type Use;

    /// Returns the probe as Kubernetes has it, and the port that the container declares for it.
    #[doc(hidden)]
    fn into_parts(self) -> (v1::Probe, Option<Port>);
}

impl<H, U> IntoProbe for Probe<H, U> {
    type Use = U;

    fn into_parts(self) -> (v1::Probe, Option<Port>) {
        (self.inner, self.port)
    }
}

/// The uses of a probe that allow liveness and startup.
#[diagnostic::on_unimplemented(
    message = "a liveness or startup probe succeeds once: `.success_threshold(..)` is for readiness probes",
    label = "this probe asks for more than one success",
    note = "leave `.success_threshold(..)` out, or hand the probe to `.readiness(..)`"
)]
pub trait SucceedsOnce: sealed::Use {}
#[diagnostic::do_not_recommend]
impl SucceedsOnce for AnyUse {}
#[diagnostic::do_not_recommend]
impl SucceedsOnce for HasGracePeriod {}

/// The uses of a probe that allow readiness.
#[diagnostic::on_unimplemented(
    message = "a readiness probe has no termination grace period: it ends no container",
    label = "this probe has a `.termination_grace_period(..)`",
    note = "leave it out, or hand the probe to `.liveness(..)` or `.startup(..)`"
)]
pub trait Readiness: sealed::Use {}
#[diagnostic::do_not_recommend]
impl Readiness for AnyUse {}
#[diagnostic::do_not_recommend]
impl Readiness for SucceedsTwice {}

/// The uses of a probe that allow a success threshold.
#[diagnostic::on_unimplemented(
    message = "a probe with a termination grace period is a liveness or startup probe, and succeeds once",
    label = "call `.success_threshold(..)` on a readiness probe only"
)]
pub trait MaySucceedTwice: sealed::Use {}
impl MaySucceedTwice for AnyUse {}
impl MaySucceedTwice for SucceedsTwice {}

/// The uses of a probe that allow a termination grace period.
#[diagnostic::on_unimplemented(
    message = "a probe with a success threshold is a readiness probe, and has no termination grace period",
    label = "call `.termination_grace_period(..)` on a liveness or startup probe only"
)]
pub trait MayHaveGracePeriod: sealed::Use {}
impl MayHaveGracePeriod for AnyUse {}
impl MayHaveGracePeriod for HasGracePeriod {}

mod sealed {
    pub trait Sealed {}
    impl<H, U> Sealed for super::Probe<H, U> {}

    pub trait Use {}
    impl Use for super::AnyUse {}
    impl Use for super::SucceedsTwice {}
    impl Use for super::HasGracePeriod {}
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{IntoProbe, Probe};
    use crate::value::{HeaderName, PortNumber, secs};
    use crate::{Port, port};

    fn parts(probe: impl IntoProbe) -> (Value, Option<Port>) {
        let (probe, port) = probe.into_parts();
        (serde_json::to_value(probe).unwrap(), port)
    }

    #[test]
    fn a_named_port_is_referred_to_by_name_and_declared() {
        let http = port!("http", 8080);
        let probe = Probe::http(&http, "/ready")
            .https()
            .host("example.com")
            .header(HeaderName::literal("X-Probe"), "1")
            .header(HeaderName::literal("Accept"), "*/*");
        assert_eq!(
            parts(probe),
            (
                json!({ "httpGet": {
                    "host": "example.com", "path": "/ready", "port": "http", "scheme": "HTTPS",
                    "httpHeaders": [{ "name": "X-Probe", "value": "1" }, { "name": "Accept", "value": "*/*" }],
                } }),
                Some(http.clone()),
            ),
        );
        assert_eq!(
            parts(Probe::tcp(&http)),
            (json!({ "tcpSocket": { "port": "http" } }), Some(http.clone()))
        );
        assert_eq!(
            parts(Probe::grpc(&http).service("db")),
            (json!({ "grpc": { "port": 8080, "service": "db" } }), Some(http)),
        );
    }

    #[test]
    fn a_number_declares_nothing() {
        let number = PortNumber::literal(9090);
        assert_eq!(parts(Probe::tcp(number)), (json!({ "tcpSocket": { "port": 9090 } }), None));
        assert_eq!(parts(Probe::grpc(&port!(9090))), (json!({ "grpc": { "port": 9090 } }), None));
        assert_eq!(
            parts(Probe::http(&port!(9090), "/")),
            (json!({ "httpGet": { "path": "/", "port": 9090 } }), None)
        );
    }

    #[test]
    fn a_command_arrives_as_written() {
        let probe = Probe::exec(["sh", "-c", "test $(cat /n) = $(NAME) && kill -0 $$"]);
        assert_eq!(
            parts(probe).0,
            json!({ "exec": { "command": ["sh", "-c", "test $(cat /n) = $$(NAME) && kill -0 $$$$"] } }),
        );
        let command = |words: &[&str]| json!({ "exec": { "command": words } });
        assert_eq!(parts(Probe::exec(["true"])).0, command(&["true"]));
        let array = &["true"];
        assert_eq!(parts(Probe::exec(array)).0, command(array));
        let words = vec![String::from("a"), String::from("-q")];
        assert_eq!(parts(Probe::exec(&words)).0, command(&["a", "-q"]));
        assert_eq!(parts(Probe::exec(words.as_slice())).0, command(&["a", "-q"]));
        assert_eq!(parts(Probe::exec(words)).0, command(&["a", "-q"]));
    }

    #[test]
    fn times_and_counts() {
        let probe = Probe::tcp(PortNumber::literal(1))
            .period(secs(5))
            .timeout(secs(2))
            .initial_delay(secs(3))
            .failure_threshold(60);
        let written = |more: Value| {
            let mut all = json!({
                "tcpSocket": { "port": 1 }, "periodSeconds": 5, "timeoutSeconds": 2, "initialDelaySeconds": 3,
                "failureThreshold": 60,
            });
            if let (Some(all), Value::Object(more)) = (all.as_object_mut(), more) {
                all.extend(more);
            }
            all
        };
        assert_eq!(
            parts(probe.clone().success_threshold(2).success_threshold(3)).0,
            written(json!({ "successThreshold": 3 }))
        );
        assert_eq!(
            parts(probe.termination_grace_period(secs(30))).0,
            written(json!({ "terminationGracePeriodSeconds": 30 }))
        );
    }
}
