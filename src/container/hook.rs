use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::handler::{ByExec, ByHttp, BySleep, HttpHandler, IntoProbePort};
use super::{IntoExecCommand, command, handler};
use crate::value::{HeaderName, Port, Seconds};

/// A lifecycle hook: what the node does right after a container is created, or before it receives the signal to stop.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::container::Hook;
/// use podwright::value::secs;
///
/// let drain: v1::LifecycleHandler = Hook::exec(["nginx", "-s", "quit"]).into();
/// assert_eq!(drain.exec.unwrap().command.unwrap(), ["nginx", "-s", "quit"]);
///
/// let wait: v1::LifecycleHandler = Hook::sleep(secs(5)).into();
/// assert_eq!(wait.sleep.unwrap().seconds, 5);
/// ```
///
/// # Types
///
/// `H` is how the hook acts, such as [`ByHttp`].
///
/// Source: <https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/>
#[doc(alias = "LifecycleHandler")]
#[doc(alias = "postStart")]
#[doc(alias = "preStop")]
#[derive(Clone, Debug, PartialEq)]
pub struct Hook<H> {
    handler: v1::LifecycleHandler,
    port: Option<Port>,
    by: PhantomData<H>,
}

impl Hook<ByExec> {
    /// Creates a hook that runs a command in the container.
    ///
    /// The program receives the words as you write them: the kubelet replaces no variables in a hook.
    #[must_use]
    pub fn exec(command: impl IntoExecCommand) -> Self {
        let action = command::action(command, |word| word);
        Self::of(v1::LifecycleHandler { exec: Some(action), ..v1::LifecycleHandler::default() }, None)
    }
}

impl Hook<ByHttp> {
    /// Creates a hook that sends a GET request to the pod.
    #[must_use]
    #[doc(alias = "httpGet")]
    pub fn http(port: impl IntoProbePort, path: impl Into<String>) -> Self {
        let (action, port) = handler::get(port, path.into());
        Self::of(v1::LifecycleHandler { http_get: Some(action), ..v1::LifecycleHandler::default() }, port)
    }
}

impl Hook<BySleep> {
    /// Creates a hook that waits, at most as long as the termination grace period of the pod.
    ///
    /// Source: <https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/3960-pod-lifecycle-sleep-action>
    #[must_use]
    #[inline]
    pub fn sleep(time: Seconds) -> Self {
        let action = v1::SleepAction { seconds: time.as_i64() };
        Self::of(v1::LifecycleHandler { sleep: Some(action), ..v1::LifecycleHandler::default() }, None)
    }
}

impl<H> Hook<H> {
    fn of(handler: v1::LifecycleHandler, port: Option<Port>) -> Self {
        Self { handler, port, by: PhantomData }
    }

    /// Sends the request over TLS. The certificate is not verified.
    #[must_use]
    #[doc(alias = "scheme")]
    pub fn https(mut self) -> Self
    where
        H: HttpHandler,
    {
        handler::https(&mut self.handler.http_get);
        self
    }

    /// Adds a header to the request.
    #[must_use]
    #[doc(alias = "httpHeaders")]
    pub fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self
    where
        H: HttpHandler,
    {
        handler::header(&mut self.handler.http_get, name, value.into());
        self
    }

    /// Sets the host that receives the request. Defaults to the pod.
    #[must_use]
    pub fn host(mut self, host: impl Into<String>) -> Self
    where
        H: HttpHandler,
    {
        handler::host(&mut self.handler.http_get, host.into());
        self
    }

    /// Changes the hook by hand. `build()` validates the result like any other.
    ///
    /// ```
    /// use k8s_openapi::api::core::v1;
    /// use podwright::container::Hook;
    /// use podwright::value::secs;
    ///
    /// let hook = Hook::sleep(secs(5)).raw(|hook| hook.sleep = Some(v1::SleepAction { seconds: 7 }));
    /// assert_eq!(v1::LifecycleHandler::from(hook).sleep.unwrap().seconds, 7);
    /// ```
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::LifecycleHandler)) -> Self {
        change(&mut self.handler);
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
pub trait IntoHook: sealed::Sealed {
    /// Returns the hook as Kubernetes has it, and the port that the container declares for it.
    #[doc(hidden)]
    fn into_parts(self) -> (v1::LifecycleHandler, Option<Port>);
}

impl<H> IntoHook for Hook<H> {
    fn into_parts(self) -> (v1::LifecycleHandler, Option<Port>) {
        (self.handler, self.port)
    }
}

mod sealed {
    pub trait Sealed {}
    impl<H> Sealed for super::Hook<H> {}
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
            parts(Hook::exec(["sh", "-c", "echo $$ $(NAME)"])).0,
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
