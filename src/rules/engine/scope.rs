use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::check::{list, text, text_or};
use super::path::Path;
use super::version::Gates;
use super::view::ContainerView;

/// The kind of the object: a pod, or the template of pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectKind {
    /// A pod. It has a name, and its requests default to its limits.
    Pod,
    /// The pod template of a workload.
    Template,
}

/// The pod or template that the rules read. Its methods return fields with the API server's defaults.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope<'p> {
    pub(crate) kind: ObjectKind,
    pub(crate) metadata: Option<&'p ObjectMeta>,
    pub(crate) spec: &'p v1::PodSpec,
    pub(crate) gates: &'p Gates,
}

impl<'p> Scope<'p> {
    pub(crate) fn is_pod(&self) -> bool {
        self.kind == ObjectKind::Pod
    }

    pub(crate) fn annotation(&self, key: &str) -> Option<&'p str> {
        self.metadata?.annotations.as_ref()?.get(key).map(String::as_str)
    }

    pub(crate) fn label(&self, key: &str) -> Option<&'p str> {
        self.metadata?.labels.as_ref()?.get(key).map(String::as_str)
    }

    pub(crate) fn annotations(&self) -> impl Iterator<Item = (&'p str, &'p str)> + use<'p> {
        let annotations = self.metadata.and_then(|metadata| metadata.annotations.as_ref());
        annotations.into_iter().flatten().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    pub(crate) fn host_network(&self) -> bool {
        self.spec.host_network == Some(true)
    }

    pub(crate) fn host_pid(&self) -> bool {
        self.spec.host_pid == Some(true)
    }

    pub(crate) fn host_ipc(&self) -> bool {
        self.spec.host_ipc == Some(true)
    }

    /// Tells whether the pod shares the user namespace of its node, which is the default.
    pub(crate) fn host_users(&self) -> bool {
        self.spec.host_users != Some(false)
    }

    pub(crate) fn os(&self) -> Option<&'p str> {
        self.spec.os.as_ref().map(|os| os.name.as_str())
    }

    pub(crate) fn is_windows(&self) -> bool {
        self.os() == Some("windows")
    }

    pub(crate) fn restart_policy(&self) -> &'p str {
        text_or(self.spec.restart_policy.as_ref(), "Always")
    }

    pub(crate) fn dns_policy(&self) -> &'p str {
        text_or(self.spec.dns_policy.as_ref(), "ClusterFirst")
    }

    pub(crate) fn grace_period(&self) -> i64 {
        match self.spec.termination_grace_period_seconds {
            None => 30,
            // The API server sets a negative period of a pod to one second.
            Some(..0) if self.is_pod() => 1,
            Some(seconds) => seconds,
        }
    }

    pub(crate) fn service_account(&self) -> &'p str {
        text_or(self.spec.service_account_name.as_ref(), text(self.spec.service_account.as_ref()))
    }

    pub(crate) fn init_containers(&self) -> &'p [v1::Container] {
        list(self.spec.init_containers.as_ref())
    }

    pub(crate) fn ephemeral_containers(&self) -> &'p [v1::EphemeralContainer] {
        list(self.spec.ephemeral_containers.as_ref())
    }

    /// Returns the volumes that the API server sees. It drops image volumes while their feature gate is off.
    pub(crate) fn volumes(&self) -> impl Iterator<Item = &'p v1::Volume> + use<'p> {
        let image_volumes = self.gates.image_volume;
        let volumes = list(self.spec.volumes.as_ref()).iter();
        volumes.filter(move |volume| image_volumes || volume.image.is_none())
    }

    /// Returns all containers: init containers, regular containers, ephemeral containers.
    pub(crate) fn containers(&self) -> impl Iterator<Item = ContainerRef<'p>> + use<'p> {
        let container_ref = |list, index, container| ContainerRef { list, index, container };
        let init = self.init_containers().iter().enumerate();
        let regular = self.spec.containers.iter().enumerate();
        let ephemeral = self.ephemeral_containers().iter().enumerate();
        init.map(move |(i, container)| container_ref("initContainers", i, AnyContainer::Container(container)))
            .chain(regular.map(move |(i, container)| {
                container_ref("containers", i, AnyContainer::Container(container))
            }))
            .chain(ephemeral.map(move |(i, container)| {
                container_ref("ephemeralContainers", i, AnyContainer::Ephemeral(container))
            }))
    }
}

/// A container with its place: the list that it is in, and its index.
pub(crate) struct ContainerRef<'p> {
    list: &'static str,
    index: usize,
    container: AnyContainer<'p>,
}

#[derive(Clone, Copy)]
enum AnyContainer<'p> {
    Container(&'p v1::Container),
    Ephemeral(&'p v1::EphemeralContainer),
}

impl<'p> ContainerRef<'p> {
    /// Returns all fields of the container.
    pub(crate) fn view(&self) -> ContainerView<'p> {
        match self.container {
            AnyContainer::Container(container) => container.into(),
            AnyContainer::Ephemeral(container) => container.into(),
        }
    }

    /// Returns `env`. Cheaper than [`view`](Self::view).
    pub(crate) fn env(&self) -> &'p [v1::EnvVar] {
        match self.container {
            AnyContainer::Container(container) => list(container.env.as_ref()),
            AnyContainer::Ephemeral(container) => list(container.env.as_ref()),
        }
    }

    /// Returns `securityContext`. Cheaper than [`view`](Self::view).
    pub(crate) fn security_context(&self) -> Option<&'p v1::SecurityContext> {
        match self.container {
            AnyContainer::Container(container) => container.security_context.as_ref(),
            AnyContainer::Ephemeral(container) => container.security_context.as_ref(),
        }
    }

    /// Returns the path of the container in the spec.
    pub(crate) fn at<'a>(&self, spec: &'a Path<'a>) -> Path<'a> {
        spec.item(self.list, self.index)
    }

    pub(crate) fn name(&self) -> &'p str {
        match self.container {
            AnyContainer::Container(container) => &container.name,
            AnyContainer::Ephemeral(container) => &container.name,
        }
    }

    pub(crate) fn list(&self) -> &'static str {
        self.list
    }

    pub(crate) fn index(&self) -> usize {
        self.index
    }

    /// Tells whether it is an init container, sidecars included.
    pub(crate) fn is_init(&self) -> bool {
        self.list == "initContainers"
    }

    pub(crate) fn is_ephemeral(&self) -> bool {
        self.list == "ephemeralContainers"
    }
}
