use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::handler::{ByExec, ByGrpc, ByHttp, ByTcp, GrpcHandler, HttpHandler, IntoProbePort};
use super::{ExecArgs, escape, exec, handler};
use crate::value::{HeaderName, Port, Seconds};

/// A question that the node asks a container again and again: has it started, is it alive, is it ready.
///
/// What is not said keeps the default of Kubernetes: every 10 seconds, a timeout of 1 second, 3 failures, 1 success. A
/// count of 0 means the default as well.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::container::Probe;
/// use podwright::port;
/// use podwright::value::secs;
///
/// let http = port!("http", 8080);
/// let probe: v1::Probe = Probe::http(&http, "/ready").period(secs(5)).failure_threshold(12).into();
/// assert_eq!(
///     serde_json::to_value(probe)?,
///     serde_json::json!({
///         "httpGet": { "path": "/ready", "port": "http" },
///         "periodSeconds": 5,
///         "failureThreshold": 12,
///     }),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Types
///
/// `H` is how it asks, such as [`ByHttp`]. `U` is what it may be used for: any probe until it asks for a second
/// success ([`SucceedsTwice`], readiness only) or has a grace period of its own ([`HasGracePeriod`], not readiness). A
/// function that returns a probe names the first: `fn ready() -> Probe<ByHttp>`.
///
/// Source: <https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/>
#[derive(Clone, Debug, PartialEq)]
pub struct Probe<H, U = AnyUse> {
    asked: v1::Probe,
    port: Option<Port>,
    kind: PhantomData<(H, U)>,
}

/// Fit for startup, liveness and readiness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnyUse {}

/// Asks for a number of successes, and so is fit for readiness only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SucceedsTwice {}

/// Has a grace period of its own, and so is fit for startup and liveness only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HasGracePeriod {}

impl Probe<ByHttp> {
    /// Sends a GET request to the pod; any answer from 200 to 399 is a success.
    #[must_use]
    pub fn http(port: impl IntoProbePort, path: impl Into<String>) -> Self {
        let (action, port) = handler::get(port, path.into());
        Self::of(v1::Probe { http_get: Some(action), ..v1::Probe::default() }, port)
    }
}

impl Probe<ByTcp> {
    /// Opens a connection to the pod; that it opens is the success.
    #[must_use]
    pub fn tcp(port: impl IntoProbePort) -> Self {
        let (aim, port) = port.aim();
        let action = v1::TCPSocketAction { port: aim, host: None };
        Self::of(v1::Probe { tcp_socket: Some(action), ..v1::Probe::default() }, port)
    }
}

impl Probe<ByExec> {
    /// Runs a command in the container; an exit code of 0 is the success.
    ///
    /// The texts arrive as they are written: what the kubelet would expand is escaped.
    #[must_use]
    pub fn exec(program: impl Into<String>, args: impl ExecArgs) -> Self {
        let action = exec::action(program, args, |word| escape::cow_literal(word.into()));
        Self::of(v1::Probe { exec: Some(action), ..v1::Probe::default() }, None)
    }
}

impl Probe<ByGrpc> {
    /// Asks the health service of gRPC; `SERVING` is the success.
    ///
    /// Kubernetes takes a number here; that of a handle is written, and a handle with a name is declared.
    #[must_use]
    pub fn grpc(port: impl IntoProbePort) -> Self {
        let (number, port) = port.aim_at_number();
        let action = v1::GRPCAction { port: number, ..v1::GRPCAction::default() };
        Self::of(v1::Probe { grpc: Some(action), ..v1::Probe::default() }, port)
    }
}

impl<H, U> Probe<H, U> {
    fn of(asked: v1::Probe, port: Option<Port>) -> Self {
        Self { asked, port, kind: PhantomData }
    }

    /// Asks over TLS; the certificate is not verified.
    #[must_use]
    pub fn https(mut self) -> Self
    where
        H: HttpHandler,
    {
        handler::https(&mut self.asked.http_get);
        self
    }

    /// Adds a header to the request.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self
    where
        H: HttpHandler,
    {
        handler::header(&mut self.asked.http_get, name, value.into());
        self
    }

    /// Asks another host than the pod; a virtual host is a `Host` header instead.
    #[must_use]
    pub fn host(mut self, host: impl Into<String>) -> Self
    where
        H: HttpHandler,
    {
        handler::host(&mut self.asked.http_get, host.into());
        self
    }

    /// Asks for the health of one service of the server.
    #[must_use]
    pub fn service(mut self, service: impl Into<String>) -> Self
    where
        H: GrpcHandler,
    {
        if let Some(action) = &mut self.asked.grpc {
            action.service = Some(service.into());
        }
        self
    }

    /// The time from one question to the next; 10 seconds unless said.
    #[must_use]
    pub fn period(mut self, period: Seconds) -> Self {
        self.asked.period_seconds = Some(period.as_i32());
        self
    }

    /// How long an answer may take; 1 second unless said.
    #[must_use]
    pub fn timeout(mut self, timeout: Seconds) -> Self {
        self.asked.timeout_seconds = Some(timeout.as_i32());
        self
    }

    /// The time from the start of the container to the first question; none unless said.
    #[must_use]
    pub fn initial_delay(mut self, delay: Seconds) -> Self {
        self.asked.initial_delay_seconds = Some(delay.as_i32());
        self
    }

    /// How many failures in a row make the probe fail; 3 unless said.
    #[must_use]
    pub fn failure_threshold(mut self, failures: u16) -> Self {
        self.asked.failure_threshold = Some(failures.into());
        self
    }

    /// How many successes in a row make the container ready again; 1 unless said.
    ///
    /// It makes this a readiness probe.
    #[must_use]
    pub fn success_threshold(mut self, successes: u16) -> Probe<H, SucceedsTwice>
    where
        U: MaySucceedTwice,
    {
        self.asked.success_threshold = Some(successes.into());
        Probe::of(self.asked, self.port)
    }

    /// How long the container may take to end after this probe failed; at least 1 second, that of the pod unless said.
    ///
    /// It makes this a liveness or a startup probe.
    #[must_use]
    pub fn termination_grace_period(mut self, period: Seconds) -> Probe<H, HasGracePeriod>
    where
        U: MayHaveGracePeriod,
    {
        self.asked.termination_grace_period_seconds = Some(period.as_i64());
        Probe::of(self.asked, self.port)
    }
}

impl<H, U> From<Probe<H, U>> for v1::Probe {
    fn from(probe: Probe<H, U>) -> Self {
        probe.asked
    }
}

/// A probe of any kind.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a probe",
    label = "make one with `Probe::http`, `Probe::tcp`, `Probe::exec` or `Probe::grpc`"
)]
pub trait IntoProbe: sealed::IntoParts {
    /// What it may be used for.
    type Use;
}

impl<H, U> IntoProbe for Probe<H, U> {
    type Use = U;
}

/// Uses that leave room for starting a container and keeping it alive.
#[diagnostic::on_unimplemented(
    message = "a liveness or startup probe succeeds once: `.success_threshold(..)` is for readiness probes",
    label = "this probe asks for more than one success",
    note = "leave `.success_threshold(..)` out, or hand the probe to `.readiness(..)`"
)]
pub trait SucceedsOnce {}
#[diagnostic::do_not_recommend]
impl SucceedsOnce for AnyUse {}
#[diagnostic::do_not_recommend]
impl SucceedsOnce for HasGracePeriod {}

/// Uses that leave room for finding a container ready.
#[diagnostic::on_unimplemented(
    message = "a readiness probe has no termination grace period: it ends no container",
    label = "this probe has a `.termination_grace_period(..)`",
    note = "leave it out, or hand the probe to `.liveness(..)` or `.startup(..)`"
)]
pub trait Readiness {}
#[diagnostic::do_not_recommend]
impl Readiness for AnyUse {}
#[diagnostic::do_not_recommend]
impl Readiness for SucceedsTwice {}

/// Uses that leave room for a success threshold.
#[diagnostic::on_unimplemented(
    message = "a probe with a termination grace period is a liveness or startup probe, and succeeds once",
    label = "call `.success_threshold(..)` on a readiness probe only"
)]
pub trait MaySucceedTwice {}
impl MaySucceedTwice for AnyUse {}
impl MaySucceedTwice for SucceedsTwice {}

/// Uses that leave room for a grace period.
#[diagnostic::on_unimplemented(
    message = "a probe with a success threshold is a readiness probe, and has no termination grace period",
    label = "call `.termination_grace_period(..)` on a liveness or startup probe only"
)]
pub trait MayHaveGracePeriod {}
impl MayHaveGracePeriod for AnyUse {}
impl MayHaveGracePeriod for HasGracePeriod {}

pub(super) mod sealed {
    use super::{Port, Probe, v1};

    /// The probe as Kubernetes has it, and the port that the container declares for it.
    pub trait IntoParts {
        #[doc(hidden)]
        fn into_parts(self) -> (v1::Probe, Option<Port>);
    }

    impl<H, U> IntoParts for Probe<H, U> {
        fn into_parts(self) -> (v1::Probe, Option<Port>) {
            (self.asked, self.port)
        }
    }
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
        let probe = Probe::exec("sh", ["-c", "test $(cat /n) = $(NAME) && kill -0 $$"]);
        assert_eq!(
            parts(probe).0,
            json!({ "exec": { "command": ["sh", "-c", "test $(cat /n) = $$(NAME) && kill -0 $$$$"] } }),
        );
        assert_eq!(parts(Probe::exec("true", ())).0, json!({ "exec": { "command": ["true"] } }));
        let args = vec![String::from("-q")];
        assert_eq!(parts(Probe::exec("a", &args)).0, json!({ "exec": { "command": ["a", "-q"] } }));
        assert_eq!(parts(Probe::exec("a", args.as_slice())), parts(Probe::exec("a", args)));
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
