use std::fmt;

/// A pod that an object waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PodProgress {
    pub(super) name: String,
    pub(super) is_ready: bool,
    pub(super) containers: Vec<ContainerProgress>,
}

impl PodProgress {
    /// Returns the name of the pod.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns whether the pod is ready, or has succeeded.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.is_ready
    }

    /// Returns the containers in the order in which they start: init containers and sidecars, then main containers.
    #[must_use]
    pub fn containers(&self) -> &[ContainerProgress] {
        &self.containers
    }
}

impl fmt::Display for PodProgress {
    /// Writes each container and its state: `wait-for-db succeeded, proxy ready, web waiting (ImagePullBackOff)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, container) in self.containers.iter().enumerate() {
            let separator = if at == 0 { "" } else { ", " };
            write!(f, "{separator}{} {}", container.name, container.state)?;
            if let Some(reason) = &container.reason {
                write!(f, " ({reason})")?;
            }
        }
        Ok(())
    }
}

/// A container of a pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerProgress {
    pub(super) name: String,
    pub(super) role: ContainerRole,
    pub(super) state: ContainerState,
    pub(super) reason: Option<String>,
}

impl ContainerProgress {
    /// Returns the name of the container.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what the container is in its pod.
    #[must_use]
    pub fn role(&self) -> ContainerRole {
        self.role
    }

    /// Returns how far the container is.
    #[must_use]
    pub fn state(&self) -> ContainerState {
        self.state
    }

    /// Returns why the container waits or has failed, in the word of the kubelet, if it is not the usual course: `ImagePullBackOff`.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

/// What a container is in its pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContainerRole {
    /// It runs to its end before the next container starts.
    Init,
    /// It starts among the init containers, and runs as long as the pod.
    Sidecar,
    /// It is what the pod is for.
    Main,
}

impl fmt::Display for ContainerRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Init => "init container",
            Self::Sidecar => "sidecar",
            Self::Main => "container",
        })
    }
}

/// How far a container is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContainerState {
    /// It has not started, or is to be started again.
    Waiting,
    /// It runs, and has not passed its startup or readiness probe.
    Running,
    /// It runs and is ready.
    Ready,
    /// It has ended with exit code 0.
    Succeeded,
    /// It has ended with another exit code.
    Failed,
}

impl fmt::Display for ContainerState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Ready => "ready",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
        })
    }
}
