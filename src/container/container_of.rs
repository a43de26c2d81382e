use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::command::IntoCommand;
use super::hook::IntoHook;
use super::parts::Parts;
use super::port::IntoPort;
use super::probe::{IntoProbe, Readiness, SucceedsOnce};
use super::resources::Resources;
use super::restart::Restart;
use super::role::{AnyRole, ContainerRole, HoldsBackNext, InitRole, LongRunning, MainRole, SidecarRole};
use super::{PullPolicy, TerminationMessagePolicy};
use crate::env::{IntoArg, IntoArgs, IntoEnv, IntoEnvFrom, Var};
#[cfg(feature = "app")]
use crate::expansion::Site;
use crate::security::SecurityContext;
#[cfg(feature = "app")]
use crate::value::link::Link;
use crate::value::words::{ResizePolicy, ResizeResource};
use crate::value::{DnsLabel, Image, MountPath, Port};
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

/// Any container of a pod, with the setters that all roles have.
pub type AnyContainer = ContainerOf<AnyRole>;

/// A container of a pod.
///
/// You name it by its role: [`Container`], [`Sidecar`], [`InitContainer`]. A role has only the setters that Kubernetes
/// allows it: an init container has no probes, a sidecar no restart policy of its own. The
/// [module](crate::container#setters) lists all setters.
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
/// `R` is the role. `S` is the list of the volumes that the container [shares](ContainerOf::share). You write them only
/// in the signature of a function over any container: `fn hardened<R: ContainerRole, S>(c: ContainerOf<R, S>) -> ContainerOf<R, S>`.
///
/// Source: <https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container>
pub struct ContainerOf<R, S = ()> {
    pub(crate) parts: Parts,
    kind: PhantomData<fn() -> (R, S)>,
}

impl<R: ContainerRole> ContainerOf<R> {
    /// Creates a container of this name that runs the image.
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

/// # Command, arguments and image
impl<R: ContainerRole, S> ContainerOf<R, S> {
    /// Returns the name of the container.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.parts.container.name
    }

    /// Sets the program that runs and its first arguments. Defaults to the entry point of the image.
    ///
    /// Strings arrive in the container as you write them. A [`text!`](crate::text) may refer to variables.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/>
    #[must_use]
    pub fn command(mut self, command: impl IntoCommand) -> Self {
        self.parts.set_command(command.into_command());
        self
    }

    /// Adds an argument. A container without arguments has those of the image.
    #[must_use]
    #[doc(alias = "args")]
    pub fn arg(mut self, arg: impl IntoArg) -> Self {
        self.parts.add_arg(arg.into_arg());
        self
    }

    /// Adds arguments after those that the container has. A container without arguments has those of the image.
    ///
    /// Strings arrive in the container as you write them. A [`text!`](crate::text) may refer to variables.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let web = Container::new(name!("web"), image!("nginx:1.27")).args(["serve", "--verbose"]).arg("--color");
    /// assert_eq!(v1::Container::from(web).args.unwrap(), ["serve", "--verbose", "--color"]);
    /// ```
    #[must_use]
    pub fn args(mut self, args: impl IntoArgs) -> Self {
        self.parts.add_args(args.into_args().collect());
        self
    }

    /// Sets the directory in which the program starts. Defaults to that of the image.
    #[must_use]
    pub fn working_dir(mut self, path: impl Into<String>) -> Self {
        self.container().working_dir = Some(path.into());
        self
    }

    /// Sets when the node fetches the image. Defaults to `Always` for the tag `latest`, else to `IfNotPresent`.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy>
    #[must_use]
    #[doc(alias = "imagePullPolicy")]
    pub fn pull_policy(mut self, policy: PullPolicy) -> Self {
        self.container().image_pull_policy = Some(policy.into());
        self
    }
}

/// # Environment
impl<R: ContainerRole, S> ContainerOf<R, S> {
    /// Adds environment variables after those that the container has.
    ///
    /// It takes a [`vars!`](crate::vars) block, one [`Var`], or any list of `Var`s or of pairs of a name and a value.
    /// [`IntoEnv`] shows each form.
    ///
    /// `build()` reports a name that is given twice. [`env_override`](ContainerOf::env_override) replaces a variable.
    #[must_use]
    pub fn env(mut self, vars: impl IntoEnv) -> Self {
        self.parts.add_env(vars.into_env());
        self
    }

    /// Replaces the variable of the same name, or adds the variable if there is none.
    #[must_use]
    #[doc(alias = "env")]
    pub fn env_override(mut self, var: Var) -> Self {
        self.parts.override_env(var);
        self
    }

    /// Adds all keys of a config map or a secret as variables. Variables of [`env`](ContainerOf::env) win over them.
    #[must_use]
    pub fn env_from(mut self, source: impl IntoEnvFrom) -> Self {
        self.parts.add_env_from(source.into_env_from());
        self
    }

    /// Notes what is known of an object that a text names.
    #[cfg(feature = "app")]
    pub(crate) fn linked(mut self, site: Site, link: Option<Link>) -> Self {
        self.parts.links.extend(link.map(|link| (site, Box::new(link))));
        self
    }
}

/// # Ports, volumes and devices
impl<R: ContainerRole, S> ContainerOf<R, S> {
    /// Adds a port. Adding the same port again changes nothing.
    ///
    /// A probe or a hook that aims at a named port adds it as well.
    #[must_use]
    #[doc(alias = "ports")]
    #[doc(alias = "containerPort")]
    pub fn port(mut self, port: impl IntoPort) -> Self {
        self.parts.declare_port(port.into_port().borrow());
        self
    }

    /// Adds ports.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let (http, metrics) = (port!("http", 8080), port!("metrics", 9090));
    /// let web = Container::new(name!("web"), image!("nginx:1.27")).ports([&http, &metrics]);
    /// assert_eq!(v1::Container::from(web).ports.unwrap().len(), 2);
    /// ```
    #[must_use]
    pub fn ports<P: IntoPort>(mut self, ports: impl IntoIterator<Item = P>) -> Self {
        ports.into_iter().for_each(|port| self.parts.declare_port(port.into_port().borrow()));
        self
    }

    /// Mounts a volume and adds the volume to the pod.
    #[must_use]
    #[doc(alias = "volumeMounts")]
    pub fn mount(mut self, mount: impl IntoMount) -> Self {
        self.parts.add_mount(mount.into_mount());
        self
    }

    /// Mounts volumes and adds the volumes to the pod.
    #[must_use]
    #[doc(alias = "volumeMounts")]
    pub fn mounts<M: IntoMount>(mut self, mounts: impl IntoIterator<Item = M>) -> Self {
        mounts.into_iter().for_each(|mount| self.parts.add_mount(mount.into_mount()));
        self
    }

    /// Mounts a volume that the main container mounts too.
    ///
    /// If an init container or a sidecar shares a volume, the pod compiles only if its main container shares it as
    /// well. Use [`mount`](ContainerOf::mount) when the main container does not need the volume, for a volume between
    /// two sidecars for instance.
    #[must_use]
    #[doc(alias = "volumeMounts")]
    pub fn share<M: IntoSharedMount>(self, mount: M) -> ContainerOf<R, Shares<M::Volume, S>> {
        ContainerOf::from_parts(self.mount(mount).parts)
    }

    /// Attaches a block volume as a device and adds the volume to the pod.
    #[must_use]
    #[doc(alias = "volumeDevices")]
    pub fn device(mut self, device: impl IntoDevice) -> Self {
        self.parts.add_device(device.into_device());
        self
    }

    /// Attaches block volumes as devices and adds the volumes to the pod.
    #[must_use]
    #[doc(alias = "volumeDevices")]
    pub fn devices<D: IntoDevice>(mut self, devices: impl IntoIterator<Item = D>) -> Self {
        devices.into_iter().for_each(|device| self.parts.add_device(device.into_device()));
        self
    }
}

/// # Resources, security and restarts
impl<R: ContainerRole, S> ContainerOf<R, S> {
    /// Sets the requests and limits of the container.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/>
    #[must_use]
    pub fn resources(mut self, resources: Resources) -> Self {
        self.container().resources = Some(resources.into());
        self
    }

    /// Keeps the container running when this resource is resized. This is the default.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/>
    #[must_use]
    #[doc(alias = "resizePolicy")]
    pub fn resize_in_place(self, resource: ResizeResource) -> Self {
        self.resize(resource, ResizePolicy::NotRequired)
    }

    /// Restarts the container when this resource is resized.
    #[must_use]
    #[doc(alias = "resizePolicy")]
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

    /// Sets what the container may do on its node.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>
    #[must_use]
    pub fn security_context<P>(mut self, security: SecurityContext<P>) -> Self {
        self.container().security_context = Some(security.into());
        self
    }

    /// Sets whether the container restarts when it ends. Defaults to the restart policy of the pod.
    ///
    /// Kubernetes 1.35 and later.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules>
    #[must_use]
    #[doc(alias = "restartPolicy")]
    #[doc(alias = "restartPolicyRules")]
    pub fn restart(mut self, restart: Restart<R>) -> Self {
        restart.put_into(self.container());
        self
    }
}

/// # Standard input, terminal and termination message
impl<R: ContainerRole, S> ContainerOf<R, S> {
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

    /// Gives the container a terminal, and keeps standard input open.
    #[must_use]
    pub fn tty(mut self) -> Self {
        self.container().tty = Some(true);
        self.stdin()
    }

    /// Sets the file whose content becomes the termination message. Defaults to `/dev/termination-log`.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/>
    #[must_use]
    pub fn termination_message_path(mut self, path: MountPath) -> Self {
        self.container().termination_message_path = Some(path.into());
        self
    }

    /// Sets where the termination message comes from. Defaults to [`TerminationMessagePolicy::File`].
    #[must_use]
    pub fn termination_message_policy(mut self, policy: TerminationMessagePolicy) -> Self {
        self.container().termination_message_policy = Some(policy.into());
        self
    }
}

/// # Conditions, and changes by hand
impl<R, S> ContainerOf<R, S> {
    /// Changes the image, for example to that of a mirror.
    ///
    /// [`PodBuilder::each_container`](crate::pod::PodBuilder::each_container) does it in all containers of a pod.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let mirror = registry!("mirror.example.com");
    /// let web = Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2")).map_image(|image| image.in_registry(&mirror));
    /// assert_eq!(v1::Container::from(web).image.as_deref(), Some("mirror.example.com/acme/web:1.4.2"));
    /// ```
    #[must_use]
    #[doc(alias = "image")]
    pub fn map_image(mut self, change: impl FnOnce(Image) -> Image) -> Self {
        let image = &mut self.container().image;
        if let Some(text) = image.take() {
            *image = Some(change(Image::opaque(text)).into_string());
        }
        self
    }

    /// Changes the container if the condition holds.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// fn web(debug: bool) -> Container {
    ///     Container::new(name!("web"), image!("nginx:1.27")).when(debug, |web| web.arg("--debug"))
    /// }
    /// assert_eq!(v1::Container::from(web(true)).args.unwrap(), ["--debug"]);
    /// assert_eq!(v1::Container::from(web(false)).args, None);
    /// ```
    #[must_use]
    pub fn when(self, condition: bool, change: impl FnOnce(Self) -> Self) -> Self {
        if condition { change(self) } else { self }
    }

    /// Changes the container with a value, if there is one.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// fn web(memory: Option<Memory>) -> Container {
    ///     Container::new(name!("web"), image!("nginx:1.27"))
    ///         .with_some(memory, |web, limit| web.resources(Resources::new().memory(..=limit)))
    /// }
    /// assert!(v1::Container::from(web(Some(Memory::gib(1)))).resources.is_some());
    /// assert!(v1::Container::from(web(None)).resources.is_none());
    /// ```
    #[must_use]
    pub fn with_some<T>(self, value: Option<T>, change: impl FnOnce(Self, T) -> Self) -> Self {
        match value {
            Some(value) => change(self, value),
            None => self,
        }
    }

    /// Changes the container by hand. `build()` validates the result like any other.
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

/// # Probes and lifecycle hooks
///
/// Main containers and sidecars have them. A named port of a probe or a hook is added to the container.
impl<R: ContainerRole, S> ContainerOf<R, S> {
    /// Sets the probe that restarts the container when it fails.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/>
    #[must_use]
    #[doc(alias = "livenessProbe")]
    pub fn liveness<P>(mut self, probe: P) -> Self
    where
        R: LongRunning,
        P: IntoProbe<Use: SucceedsOnce>,
    {
        let probe = self.declared(probe.into_parts());
        self.container().liveness_probe = Some(probe);
        self
    }

    /// Sets the probe that keeps traffic from the container while it fails.
    #[must_use]
    #[doc(alias = "readinessProbe")]
    pub fn readiness<P>(mut self, probe: P) -> Self
    where
        R: LongRunning,
        P: IntoProbe<Use: Readiness>,
    {
        let probe = self.declared(probe.into_parts());
        self.container().readiness_probe = Some(probe);
        self
    }

    /// Sets the probe that must succeed before the other probes begin.
    ///
    /// The containers that start after a sidecar wait for its startup probe.
    #[must_use]
    #[doc(alias = "startupProbe")]
    pub fn startup<P>(mut self, probe: P) -> Self
    where
        R: LongRunning,
        P: IntoProbe<Use: SucceedsOnce>,
    {
        let probe = self.declared(probe.into_parts());
        self.container().startup_probe = Some(probe);
        self
    }

    /// Holds back the containers that start after this sidecar until the probe succeeds.
    ///
    /// It sets the startup probe, as [`startup`](ContainerOf::startup) does. A readiness probe holds back nothing: the
    /// containers after a sidecar that has only one start at once. The sidecar restarts if the probe fails more often in a
    /// row than its [`failure_threshold`](super::Probe::failure_threshold) allows.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let ready = port!("ready", 15021);
    /// let probe = Probe::http(&ready, "/healthz/ready").period(secs(1)).failure_threshold(60);
    /// let proxy = Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0")).ready_before_next(probe);
    /// let probe = v1::Container::from(proxy).startup_probe.unwrap();
    /// assert_eq!(probe.http_get.unwrap().path.as_deref(), Some("/healthz/ready"));
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/>
    #[must_use]
    #[doc(alias = "startupProbe")]
    pub fn ready_before_next<P>(self, probe: P) -> Self
    where
        R: HoldsBackNext,
        P: IntoProbe<Use: SucceedsOnce>,
    {
        self.startup(probe)
    }

    /// Sets the hook that runs right after the container is created. Its program may start before or after the hook.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/>
    #[must_use]
    #[doc(alias = "lifecycle")]
    pub fn post_start(mut self, hook: impl IntoHook) -> Self
    where
        R: LongRunning,
    {
        let hook = self.declared(hook.into_parts());
        self.container().lifecycle.get_or_insert_default().post_start = Some(hook);
        self
    }

    /// Sets the hook that runs before the container receives the signal to stop.
    #[must_use]
    #[doc(alias = "lifecycle")]
    pub fn pre_stop(mut self, hook: impl IntoHook) -> Self
    where
        R: LongRunning,
    {
        let hook = self.declared(hook.into_parts());
        self.container().lifecycle.get_or_insert_default().pre_stop = Some(hook);
        self
    }

    /// Adds the port of a probe or a hook, and returns the rest.
    fn declared<T>(&mut self, (handler, port): (T, Option<Port>)) -> T {
        if let Some(port) = port {
            self.parts.declare_port(&port);
        }
        handler
    }
}

/// The container as Kubernetes has it, without the volumes that its mounts add to a pod.
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
