//! What a probe or a lifecycle hook does.

use k8s_openapi::api::core::v1::{HTTPGetAction, HTTPHeader};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::value::{HeaderName, Port, PortNumber};

/// A handler that runs a command in the container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByExec {}

/// A handler that sends a GET request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByHttp {}

/// A handler that opens a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByTcp {}

/// A handler that asks the gRPC health service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByGrpc {}

/// A handler that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BySleep {}

/// The handler of a probe or a hook by HTTP. No other has a scheme, headers and a host.
#[diagnostic::on_unimplemented(
    message = "only a probe or a hook by HTTP has a scheme, headers and a host",
    label = "this one acts `{Self}`",
    note = "`Probe::http(port, path)` and `Hook::http(port, path)` act by HTTP"
)]
pub trait HttpHandler: sealed::Handler {}
impl HttpHandler for ByHttp {}

/// The handler of a probe by gRPC. No other names a service.
#[diagnostic::on_unimplemented(
    message = "only a probe by gRPC names a service",
    label = "this one acts `{Self}`",
    note = "`Probe::grpc(port)` acts by gRPC"
)]
pub trait GrpcHandler: sealed::Handler {}
impl GrpcHandler for ByGrpc {}

/// The port at which a probe or a hook aims: a [`Port`], or a number alone.
///
/// A port with a name is referred to by that name, and the container that takes the probe declares it. A number
/// declares nothing.
///
/// ```
/// use podwright::container::Probe;
/// use podwright::port;
/// use podwright::value::PortNumber;
///
/// let http = port!("http", 8080);
/// Probe::http(&http, "/ready");
/// Probe::tcp(PortNumber::literal(9090));
/// ```
///
/// ```compile_fail
/// # use podwright::container::Probe;
/// Probe::tcp("http");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a port that a probe or a hook can aim at",
    label = "give the handle of a port, `&http`, or `PortNumber::literal(8080)`",
    note = "a handle is `let http = port!(\"http\", 8080);`, handed on as `&http`: the container then declares it",
    note = "a number that no container declares is `PortNumber::literal(8080)`"
)]
pub trait IntoProbePort: sealed::Sealed + Sized {
    /// Returns what is written for the port, and the port that the container declares.
    #[doc(hidden)]
    fn aim(self) -> (IntOrString, Option<Port>);

    /// Returns the number that is written for the port, and the port that the container declares.
    #[doc(hidden)]
    fn aim_at_number(self) -> (i32, Option<Port>);
}

impl IntoProbePort for &Port {
    #[inline]
    fn aim(self) -> (IntOrString, Option<Port>) {
        match self.name() {
            Some(name) => (IntOrString::String(name.as_str().to_owned()), Some(self.clone())),
            None => self.number().aim(),
        }
    }

    #[inline]
    fn aim_at_number(self) -> (i32, Option<Port>) {
        (self.number().into(), self.name().map(|_| self.clone()))
    }
}

impl IntoProbePort for PortNumber {
    #[inline]
    fn aim(self) -> (IntOrString, Option<Port>) {
        (IntOrString::Int(self.into()), None)
    }

    #[inline]
    fn aim_at_number(self) -> (i32, Option<Port>) {
        (self.into(), None)
    }
}

/// Returns a request, and the port that the container declares for it.
pub(super) fn get(port: impl IntoProbePort, path: String) -> (HTTPGetAction, Option<Port>) {
    let (port, declared) = port.aim();
    (HTTPGetAction { path: Some(path), port, ..HTTPGetAction::default() }, declared)
}

#[inline]
pub(super) fn https(action: &mut Option<HTTPGetAction>) {
    if let Some(action) = action {
        action.scheme = Some("HTTPS".to_owned());
    }
}

#[inline]
pub(super) fn host(action: &mut Option<HTTPGetAction>, host: String) {
    if let Some(action) = action {
        action.host = Some(host);
    }
}

#[inline]
pub(super) fn header(action: &mut Option<HTTPGetAction>, name: HeaderName, value: String) {
    if let Some(action) = action {
        action.http_headers.get_or_insert_default().push(HTTPHeader { name: name.into(), value });
    }
}

mod sealed {
    use super::{ByExec, ByGrpc, ByHttp, BySleep, ByTcp, Port, PortNumber};

    pub trait Handler {}
    impl Handler for ByExec {}
    impl Handler for ByHttp {}
    impl Handler for ByTcp {}
    impl Handler for ByGrpc {}
    impl Handler for BySleep {}

    pub trait Sealed {}
    impl Sealed for &Port {}
    impl Sealed for PortNumber {}
}
