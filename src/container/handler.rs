//! What a probe or a lifecycle hook does.

use k8s_openapi::api::core::v1::{HTTPGetAction, HTTPHeader};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::value::{HeaderName, Port, PortNumber};

/// It runs a command in the container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByExec {}

/// It sends a GET request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByHttp {}

/// It opens a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByTcp {}

/// It asks the gRPC health service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByGrpc {}

/// It waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BySleep {}

/// A probe or a hook by HTTP, which alone has a scheme, headers and a host.
#[diagnostic::on_unimplemented(
    message = "only a probe or a hook by HTTP has a scheme, headers and a host",
    label = "this one acts `{Self}`",
    note = "`Probe::http(port, path)` and `Hook::http(port, path)` act by HTTP"
)]
pub trait HttpHandler: sealed::Sealed {}
impl HttpHandler for ByHttp {}

/// A probe by gRPC, which alone names a service.
#[diagnostic::on_unimplemented(
    message = "only a probe by gRPC names a service",
    label = "this one acts `{Self}`",
    note = "`Probe::grpc(port)` acts by gRPC"
)]
pub trait GrpcHandler: sealed::Sealed {}
impl GrpcHandler for ByGrpc {}

/// Where a probe or a hook aims: the handle of a port, or a number alone.
///
/// A handle with a name is referred to by that name, and the container declares the port. A number declares nothing.
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
    label = "give the handle of a port, or a port number",
    note = "a handle is `let http = port!(\"http\", 8080);`, handed on as `&http`: the container then declares it",
    note = "a number that no container declares is `PortNumber::literal(8080)`"
)]
pub trait IntoProbePort: sealed::Aim {}
impl IntoProbePort for &Port {}
impl IntoProbePort for PortNumber {}

/// A request and the port that the container declares for it.
pub(super) fn get(port: impl IntoProbePort, path: String) -> (HTTPGetAction, Option<Port>) {
    let (port, declared) = port.aim();
    (HTTPGetAction { path: Some(path), port, ..HTTPGetAction::default() }, declared)
}

pub(super) fn https(action: &mut Option<HTTPGetAction>) {
    if let Some(action) = action {
        action.scheme = Some("HTTPS".to_owned());
    }
}

pub(super) fn host(action: &mut Option<HTTPGetAction>, host: String) {
    if let Some(action) = action {
        action.host = Some(host);
    }
}

pub(super) fn header(action: &mut Option<HTTPGetAction>, name: HeaderName, value: String) {
    if let Some(action) = action {
        action.http_headers.get_or_insert_default().push(HTTPHeader { name: name.into(), value });
    }
}

pub(super) mod sealed {
    use super::{ByExec, ByGrpc, ByHttp, BySleep, ByTcp, IntOrString, Port, PortNumber};

    /// The ways to act are those of this crate.
    pub trait Sealed {}
    impl Sealed for ByExec {}
    impl Sealed for ByHttp {}
    impl Sealed for ByTcp {}
    impl Sealed for ByGrpc {}
    impl Sealed for BySleep {}

    /// What is written for a port, and what the container declares.
    pub trait Aim: Sized {
        #[doc(hidden)]
        fn aim(self) -> (IntOrString, Option<Port>);

        #[doc(hidden)]
        fn aim_at_number(self) -> (i32, Option<Port>);
    }

    impl Aim for &Port {
        fn aim(self) -> (IntOrString, Option<Port>) {
            match self.name() {
                Some(name) => (IntOrString::String(name.as_str().to_owned()), Some(self.clone())),
                None => self.number().aim(),
            }
        }

        fn aim_at_number(self) -> (i32, Option<Port>) {
            (self.number().into(), self.name().map(|_| self.clone()))
        }
    }

    impl Aim for PortNumber {
        fn aim(self) -> (IntOrString, Option<Port>) {
            (IntOrString::Int(self.into()), None)
        }

        fn aim_at_number(self) -> (i32, Option<Port>) {
            (self.into(), None)
        }
    }
}
