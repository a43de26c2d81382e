//! One view of regular, init and ephemeral containers.

use k8s_openapi::api::core::v1;

use super::check::{list, text, text_or};
use super::fields::RestartRules;

/// The fields that regular, init and ephemeral containers have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ContainerView<'p> {
    /// The API server sets fewer defaults in ephemeral containers.
    pub(crate) is_ephemeral: bool,
    pub(crate) name: &'p str,
    pub(crate) image: &'p str,
    pub(crate) image_pull_policy: &'p str,
    pub(crate) termination_message_policy: &'p str,
    pub(crate) command: &'p [String],
    pub(crate) args: &'p [String],
    pub(crate) env: &'p [v1::EnvVar],
    pub(crate) env_from: &'p [v1::EnvFromSource],
    pub(crate) ports: &'p [v1::ContainerPort],
    pub(crate) volume_mounts: &'p [v1::VolumeMount],
    pub(crate) volume_devices: &'p [v1::VolumeDevice],
    pub(crate) resources: Option<&'p v1::ResourceRequirements>,
    pub(crate) resize_policy: &'p [v1::ContainerResizePolicy],
    pub(crate) security_context: Option<&'p v1::SecurityContext>,
    pub(crate) lifecycle: Option<&'p v1::Lifecycle>,
    pub(crate) liveness_probe: Option<&'p v1::Probe>,
    pub(crate) readiness_probe: Option<&'p v1::Probe>,
    pub(crate) startup_probe: Option<&'p v1::Probe>,
    pub(crate) restart: Policy<'p>,
}

macro_rules! container_view {
    ($Type:ty, $is_ephemeral:expr) => {
        impl<'p> From<&'p $Type> for ContainerView<'p> {
            fn from(container: &'p $Type) -> Self {
                Self {
                    is_ephemeral: $is_ephemeral,
                    name: &container.name,
                    image: text(container.image.as_ref()),
                    image_pull_policy: text(container.image_pull_policy.as_ref()),
                    termination_message_policy: text_or(
                        container.termination_message_policy.as_ref(),
                        "File",
                    ),
                    command: list(container.command.as_ref()),
                    args: list(container.args.as_ref()),
                    env: list(container.env.as_ref()),
                    env_from: list(container.env_from.as_ref()),
                    ports: list(container.ports.as_ref()),
                    volume_mounts: list(container.volume_mounts.as_ref()),
                    volume_devices: list(container.volume_devices.as_ref()),
                    resources: container.resources.as_ref(),
                    resize_policy: list(container.resize_policy.as_ref()),
                    security_context: container.security_context.as_ref(),
                    lifecycle: container.lifecycle.as_ref(),
                    liveness_probe: container.liveness_probe.as_ref(),
                    readiness_probe: container.readiness_probe.as_ref(),
                    startup_probe: container.startup_probe.as_ref(),
                    restart: Policy::from(container),
                }
            }
        }
    };
}

container_view!(v1::Container, false);
container_view!(v1::EphemeralContainer, true);

/// The restart policy of a container, with its rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Policy<'p> {
    pub(crate) policy: Option<&'p str>,
    pub(crate) rules: RestartRules<'p>,
}

macro_rules! policy {
    ($Type:ty) => {
        impl<'p> From<&'p $Type> for Policy<'p> {
            fn from(container: &'p $Type) -> Self {
                Self { policy: container.restart_policy.as_deref(), rules: RestartRules::from(container) }
            }
        }
    };
}

policy!(v1::Container);
policy!(v1::EphemeralContainer);

impl Policy<'_> {
    /// Tells whether an init container with this policy is a sidecar.
    pub(crate) fn is_sidecar(&self) -> bool {
        self.policy == Some("Always")
    }

    pub(crate) fn has_rules(&self) -> bool {
        self.rules.len() > 0
    }
}
