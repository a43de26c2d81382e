use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::handler::{ByExec, ByHttp, BySleep, HttpHandler, IntoProbePort};
use super::{ExecArgs, exec, handler};
use crate::value::{HeaderName, Port, Seconds};

/// What the node does right after a container has started, or before it is told to end.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::container::Hook;
/// use podwright::value::secs;
///
/// let drain: v1::LifecycleHandler = Hook::exec("nginx", ["-s", "quit"]).into();
/// assert_eq!(drain.exec.unwrap().command.unwrap(), ["nginx", "-s", "quit"]);
///
/// let wait: v1::LifecycleHandler = Hook::sleep(secs(5)).into();
/// assert_eq!(wait.sleep.unwrap().seconds, 5);
/// ```
///
/// # Types
///
/// `H` is how it acts, such as [`ByHttp`].
///
/// Source: <https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/>
#[derive(Clone, Debug, PartialEq)]
pub struct Hook<H> {
    handler: v1::LifecycleHandler,
    port: Option<Port>,
    by: PhantomData<H>,
}

impl Hook<ByExec> {
    /// Runs a command in the container.
    ///
    /// The texts arrive as they are written: nothing is expanded in a hook.
    #[must_use]
    pub fn exec(program: impl Into<String>, args: impl ExecArgs) -> Self {
        let action = exec::action(program, args, |word| word);
        Self::of(v1::LifecycleHandler { exec: Some(action), ..v1::LifecycleHandler::default() }, None)
    }
}

impl Hook<ByHttp> {
    /// Sends a GET request to the pod.
    #[must_use]
    pub fn http(port: impl IntoProbePort, path: impl Into<String>) -> Self {
        let (action, port) = handler::get(port, path.into());
        Self::of(v1::LifecycleHandler { http_get: Some(action), ..v1::LifecycleHandler::default() }, port)
    }
}

impl Hook<BySleep> {
    /// Waits, no longer than the grace period of the pod.
    #[must_use]
    pub fn sleep(time: Seconds) -> Self {
        let action = v1::SleepAction { seconds: time.as_i64() };
        Self::of(v1::LifecycleHandler { sleep: Some(action), ..v1::LifecycleHandler::default() }, None)
    }
}

impl<H> Hook<H> {
    fn of(handler: v1::LifecycleHandler, port: Option<Port>) -> Self {
        Self { handler, port, by: PhantomData }
    }

    /// Sends the request over TLS; the certificate is not verified.
    #[must_use]
    pub fn https(mut self) -> Self
    where
        H: HttpHandler,
    {
        handler::https(&mut self.handler.http_get);
        self
    }

    /// Adds a header to the request.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self
    where
        H: HttpHandler,
    {
        handler::header(&mut self.handler.http_get, name, value.into());
        self
    }

    /// Sends the request to another host than the pod.
    #[must_use]
    pub fn host(mut self, host: impl Into<String>) -> Self
    where
        H: HttpHandler,
    {
        handler::host(&mut self.handler.http_get, host.into());
        self
    }
}

impl<H> From<Hook<H>> for v1::LifecycleHandler {
    fn from(hook: Hook<H>) -> Self {
        hook.handler
    }
}

/// A lifecycle hook of any kind.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a lifecycle hook",
    label = "make one with `Hook::exec`, `Hook::http` or `Hook::sleep`"
)]
pub trait IntoHook: sealed::IntoParts {}
impl<H> IntoHook for Hook<H> {}

pub(super) mod sealed {
    use super::{Hook, Port, v1};

    /// The hook as Kubernetes has it, and the port that the container declares for it.
    pub trait IntoParts {
        #[doc(hidden)]
        fn into_parts(self) -> (v1::LifecycleHandler, Option<Port>);
    }

    impl<H> IntoParts for Hook<H> {
        fn into_parts(self) -> (v1::LifecycleHandler, Option<Port>) {
            (self.handler, self.port)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Hook, IntoHook};
    use crate::value::{HeaderName, PortNumber, secs};
    use crate::{Port, port};

    fn parts(hook: impl IntoHook) -> (Value, Option<Port>) {
        let (hook, port) = hook.into_parts();
        (serde_json::to_value(hook).unwrap(), port)
    }

    #[test]
    fn each_kind_is_written() {
        assert_eq!(
            parts(Hook::exec("sh", ["-c", "echo $$ $(NAME)"])).0,
            json!({ "exec": { "command": ["sh", "-c", "echo $$ $(NAME)"] } }),
        );
        assert_eq!(parts(Hook::sleep(secs(5))), (json!({ "sleep": { "seconds": 5 } }), None));
        let admin = port!("admin", 9000);
        let hook = Hook::http(&admin, "/drain").https().host("h").header(HeaderName::literal("A"), "b");
        assert_eq!(
            parts(hook),
            (
                json!({ "httpGet": {
                    "path": "/drain", "port": "admin", "scheme": "HTTPS", "host": "h",
                    "httpHeaders": [{ "name": "A", "value": "b" }],
                } }),
                Some(admin),
            ),
        );
        assert_eq!(
            parts(Hook::http(PortNumber::literal(80), "/")),
            (json!({ "httpGet": { "path": "/", "port": 80 } }), None)
        );
    }
}
