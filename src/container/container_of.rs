use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::hook::IntoHook;
use super::parts::Parts;
use super::port::IntoPort;
use super::probe::{IntoProbe, Readiness, SucceedsOnce};
use super::resize::{ResizePolicy, ResizeResource};
use super::resources::Resources;
use super::restart::Restart;
use super::role::{AnyRole, ContainerRole, InitRole, LongRunning, MainRole, SidecarRole};
use super::{PullPolicy, TerminationMessagePolicy};
use crate::env::{IntoArg, IntoArgs, IntoEnv, IntoEnvFrom, Var};
use crate::security::SecurityContext;
use crate::value::{DnsLabel, Image};
use crate::volume::{IntoDevice, IntoMount, IntoSharedMount, Shares};

/// A container that does the work of the pod.
pub type Container<S = ()> = ContainerOf<MainRole, S>;

/// A container that starts before the main one and runs beside it: an init container that always restarts.
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/>
pub type Sidecar<S = ()> = ContainerOf<SidecarRole, S>;

/// A container that runs to completion before the main one starts.
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/init-containers/>
pub type InitContainer<S = ()> = ContainerOf<InitRole, S>;

/// Any container of a pod, for settings that are common to all.
pub type AnyContainer = ContainerOf<AnyRole>;

/// A container of a pod.
///
/// Named by what it is for: [`Container`], [`Sidecar`], [`InitContainer`]. What a role may not have is not callable on
/// it: an init container has no probes, a sidecar no restart policy.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::prelude::*;
///
/// let http = port!("http", 8080);
/// let web: v1::Container = Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2"))
///     .args(["serve", "--verbose"])
///     .port(&http)
///     .readiness(Probe::http(&http, "/ready").period(secs(5)))
///     .resources(Resources::new().cpu(Cpu::millis(250)..=Cpu::cores(1)))
///     .into();
/// assert_eq!(web.name, "web");
/// assert_eq!(web.ports.unwrap()[0].name.as_deref(), Some("http"));
/// ```
///
/// # Types
///
/// `R` is the role, `S` the list of the volumes that it [shares](ContainerOf::share). Neither is written by users, except
/// in the signature of a function over any container: `fn hardened<R: ContainerRole, S>(c: ContainerOf<R, S>) -> ContainerOf<R, S>`.
///
/// Source: <https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container>
pub struct ContainerOf<R, S = ()> {
    pub(crate) parts: Parts,
    kind: PhantomData<fn() -> (R, S)>,
}

impl<R: ContainerRole> ContainerOf<R> {
    /// A container of this name that runs the image.
    #[must_use]
    pub fn new(name: DnsLabel, image: Image) -> Self {
        Self::from_parts(Parts::new(name.into(), image.into(), R::RESTART_POLICY))
    }
}

impl<R, S> ContainerOf<R, S> {
    pub(crate) fn from_parts(parts: Parts) -> Self {
        Self { parts, kind: PhantomData }
    }

    fn container(&mut self) -> &mut v1::Container {
        &mut self.parts.container
    }
}

/// What it runs.
impl<R: ContainerRole, S> ContainerOf<R, S> {
    /// The name of the container.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.parts.container.name
    }

    /// The program and its first arguments, instead of the entry point of the image.
    ///
    /// Strings arrive in the container as they are written; a [`text!`](crate::text) may refer to variables.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/>
    #[must_use]
    pub fn command(mut self, words: impl IntoArgs) -> Self {
        self.parts.set_command(words.into_args().collect());
        self
    }

    /// The arguments, instead of those of the image.
    ///
    /// Strings arrive in the container as they are written; a [`text!`](crate::text) may refer to variables.
    #[must_use]
    pub fn args(mut self, args: impl IntoArgs) -> Self {
        self.parts.set_args(args.into_args().collect());
        self
    }

    /// One more argument.
    #[must_use]
    pub fn add_arg(mut self, arg: impl IntoArg) -> Self {
        self.parts.push_arg(arg.into_arg());
        self
    }

    /// The directory in which the program starts, instead of that of the image.
    #[must_use]
    pub fn working_dir(mut self, path: impl Into<String>) -> Self {
        self.container().working_dir = Some(path.into());
        self
    }

    /// When the node fetches the image.
    #[must_use]
    pub fn pull_policy(mut self, policy: PullPolicy) -> Self {
        self.container().image_pull_policy = Some(policy.into());
        self
    }
}

/// Its environment.
impl<R: ContainerRole, S> ContainerOf<R, S> {
    /// More environment variables, after those it has: [`vars!`](crate::vars), or single [`Var`]s.
    ///
    /// A name that it has already is a violation; a variable that is meant to replace another says so with
    /// [`env_override`](ContainerOf::env_override).
    #[must_use]
    pub fn env(mut self, vars: impl IntoEnv) -> Self {
        self.parts.add_env(vars.into_vars());
        self
    }

    /// Sets a variable in the place of one of the same name, or at the end.
    #[must_use]
    pub fn env_override(mut self, var: Var) -> Self {
        self.parts.override_env(var);
        self
    }

    /// All keys of a config map or a secret as variables; those of `env` come before them.
    #[must_use]
    pub fn env_from(mut self, source: impl IntoEnvFrom) -> Self {
        self.container().env_from.get_or_insert_default().push(source.into_env_from().into());
        self
    }
}

/// Its ports, volumes and devices.
impl<R: ContainerRole, S> ContainerOf<R, S> {
    /// Declares a port; the same port declared twice is one.
    #[must_use]
    pub fn port(mut self, port: impl IntoPort) -> Self {
        self.parts.declare_port(port.into_port().borrow());
        self
    }

    /// Mounts a volume, which is added to the pod.
    #[must_use]
    pub fn mount(mut self, mount: impl IntoMount) -> Self {
        self.parts.add_mount(mount.into_mount());
        self
    }

    /// Mounts a volume that the main container is to mount as well, or does, if this is the main container.
    ///
    /// Where an init container or a sidecar shares a volume, a pod does not compile whose main container does not. A
    /// shared volume of which that is not true is [mounted](ContainerOf::mount): one that two sidecars have among
    /// themselves, or a second path in the same container.
    #[must_use]
    pub fn share<M: IntoSharedMount>(self, mount: M) -> ContainerOf<R, Shares<M::Volume, S>> {
        ContainerOf::from_parts(self.mount(mount).parts)
    }

    /// Attaches a block volume, which is added to the pod.
    #[must_use]
    pub fn device(mut self, device: impl IntoDevice) -> Self {
        self.parts.add_device(device.into_device());
        self
    }
}

/// Its resources, rights and restarts.
impl<R: ContainerRole, S> ContainerOf<R, S> {
    /// What it requests and is limited to.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/>
    #[must_use]
    pub fn resources(mut self, resources: Resources) -> Self {
        self.container().resources = Some(resources.into());
        self
    }

    /// A change of this resource does not restart the container; the default.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/>
    #[must_use]
    pub fn resize_in_place(self, resource: ResizeResource) -> Self {
        self.resize(resource, ResizePolicy::NotRequired)
    }

    /// A change of this resource restarts the container.
    #[must_use]
    pub fn restart_on_resize(self, resource: ResizeResource) -> Self
    where
        R: LongRunning,
    {
        self.resize(resource, ResizePolicy::RestartContainer)
    }

    fn resize(mut self, resource: ResizeResource, policy: ResizePolicy) -> Self {
        let policies = self.container().resize_policy.get_or_insert_default();
        policies.retain(|other| other.resource_name != resource.as_str());
        policies.push(v1::ContainerResizePolicy {
            resource_name: resource.into(),
            restart_policy: policy.into(),
        });
        self
    }

    /// What it may do on its node.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>
    #[must_use]
    pub fn security_context<P>(mut self, security: SecurityContext<P>) -> Self {
        self.container().security_context = Some(security.into());
        self
    }

    /// When the container restarts, where that differs from the rest of the pod. Kubernetes 1.35 and later.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules>
    #[must_use]
    pub fn restart(mut self, restart: Restart<R>) -> Self {
        restart.put_into(self.container());
        self
    }
}

/// Its streams and last words.
impl<R: ContainerRole, S> ContainerOf<R, S> {
    /// The file whose content becomes the container's termination message.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/>
    #[must_use]
    pub fn termination_message_path(mut self, path: crate::value::MountPath) -> Self {
        self.container().termination_message_path = Some(path.into());
        self
    }

    /// Where the termination message comes from.
    #[must_use]
    pub fn termination_message_policy(mut self, policy: TerminationMessagePolicy) -> Self {
        self.container().termination_message_policy = Some(policy.into());
        self
    }

    /// Keeps standard input open.
    #[must_use]
    pub fn stdin(mut self) -> Self {
        self.container().stdin = Some(true);
        self
    }

    /// Keeps standard input open until the first client that attached to it leaves.
    #[must_use]
    pub fn stdin_once(mut self) -> Self {
        self.container().stdin_once = Some(true);
        self.stdin()
    }

    /// Gives the container a terminal, with standard input.
    #[must_use]
    pub fn tty(mut self) -> Self {
        self.container().tty = Some(true);
        self.stdin()
    }

    /// Changes the container by hand; `build()` validates the result like any other.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let web = Container::new(name!("web"), image!("nginx:1.27")).raw(|c| c.stdin_once = Some(true));
    /// assert_eq!(v1::Container::from(web).stdin_once, Some(true));
    /// ```
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::Container)) -> Self {
        change(self.container());
        self
    }
}

/// Its probes and hooks: containers that keep running have them.
impl<R: ContainerRole, S> ContainerOf<R, S> {
    /// Restarts the container when the probe fails.
    ///
    /// A named port of the probe is declared.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/>
    #[must_use]
    pub fn liveness<P>(mut self, probe: P) -> Self
    where
        R: LongRunning,
        P: IntoProbe<Use: SucceedsOnce>,
    {
        let probe = self.declared(probe.into_parts());
        self.container().liveness_probe = Some(probe);
        self
    }

    /// Sends the container no traffic while the probe fails.
    ///
    /// A named port of the probe is declared.
    #[must_use]
    pub fn readiness<P>(mut self, probe: P) -> Self
    where
        R: LongRunning,
        P: IntoProbe<Use: Readiness>,
    {
        let probe = self.declared(probe.into_parts());
        self.container().readiness_probe = Some(probe);
        self
    }

    /// Holds back the other probes, and what starts after a sidecar, until the probe succeeds.
    ///
    /// A named port of the probe is declared.
    #[must_use]
    pub fn startup<P>(mut self, probe: P) -> Self
    where
        R: LongRunning,
        P: IntoProbe<Use: SucceedsOnce>,
    {
        let probe = self.declared(probe.into_parts());
        self.container().startup_probe = Some(probe);
        self
    }

    /// Runs right after the container has started, not necessarily before its program.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/>
    #[must_use]
    pub fn post_start(mut self, hook: impl IntoHook) -> Self
    where
        R: LongRunning,
    {
        let hook = self.declared(hook.into_parts());
        self.container().lifecycle.get_or_insert_default().post_start = Some(hook);
        self
    }

    /// Runs before the container is told to stop.
    #[must_use]
    pub fn pre_stop(mut self, hook: impl IntoHook) -> Self
    where
        R: LongRunning,
    {
        let hook = self.declared(hook.into_parts());
        self.container().lifecycle.get_or_insert_default().pre_stop = Some(hook);
        self
    }

    fn declared<T>(&mut self, (check, port): (T, Option<crate::value::Port>)) -> T {
        if let Some(port) = port {
            self.parts.declare_port(&port);
        }
        check
    }
}

/// What the container is, without what it carries into its pod.
impl<R, S> From<ContainerOf<R, S>> for v1::Container {
    fn from(container: ContainerOf<R, S>) -> Self {
        container.parts.container.into_inner()
    }
}

impl<R, S> Clone for ContainerOf<R, S> {
    fn clone(&self) -> Self {
        Self::from_parts(self.parts.clone())
    }
}

impl<R, S> PartialEq for ContainerOf<R, S> {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl<R, S> fmt::Debug for ContainerOf<R, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ContainerOf").field(&self.parts.container).finish()
    }
}
