use k8s_openapi::api::core::v1;

use crate::value::closed_set::closed_set;

closed_set! {
    /// What happens to a running container when its resources are changed.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/>
    ResizePolicy, "a resize policy" {
        /// It keeps running where the node can do that.
        NotRequired = "NotRequired",
        /// It is restarted, as a program needs that reads its limits at the start.
        RestartContainer = "RestartContainer",
    }
}

/// How a container takes a change of one of its resources, CPU or memory, while it runs.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::container::{Resize, ResizePolicy};
///
/// let resize = v1::ContainerResizePolicy::from(Resize::memory(ResizePolicy::RestartContainer));
/// assert_eq!(resize.resource_name, "memory");
/// assert_eq!(resize.restart_policy, "RestartContainer");
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/>
#[derive(Clone, Debug, PartialEq)]
pub struct Resize(v1::ContainerResizePolicy);

impl Resize {
    /// For a change of the CPU.
    #[must_use]
    pub fn cpu(policy: ResizePolicy) -> Self {
        Self::of("cpu", policy)
    }

    /// For a change of the memory.
    #[must_use]
    pub fn memory(policy: ResizePolicy) -> Self {
        Self::of("memory", policy)
    }

    fn of(resource: &str, policy: ResizePolicy) -> Self {
        Self(v1::ContainerResizePolicy {
            resource_name: resource.to_owned(),
            restart_policy: policy.into(),
        })
    }
}

impl From<Resize> for v1::ContainerResizePolicy {
    fn from(resize: Resize) -> Self {
        resize.0
    }
}
