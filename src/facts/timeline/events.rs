use std::fmt;
use std::time::Duration;

use k8s_openapi::api::core::v1;

use super::Span;
use crate::rules::text;

/// A step of a [`Timeline`](super::Timeline): an event of one container.
///
/// `Display` writes the number of the moment and a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step<'p> {
    /// The moment, counted from zero. Steps of one moment happen together.
    pub moment: usize,
    /// The name of the container.
    pub container: &'p str,
    /// What kind of container it is.
    pub kind: ContainerKind,
    /// What happens.
    pub event: Event<'p>,
    /// The place of the container in the order of the start.
    pub(super) place: usize,
}

impl fmt::Display for Step<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { moment, container, kind, event, .. } = self;
        write!(f, "{}. {kind} {} {event}", moment + 1, container.escape_debug())
    }
}

/// The kind of a container, which decides when it starts and stops.
///
/// `Display` writes the kind in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContainerKind {
    /// An init container. It ends before the next container starts.
    Init,
    /// A sidecar: an init container that always restarts. It starts before the main containers and stops after them.
    Sidecar,
    /// A main container.
    Main,
}

impl fmt::Display for ContainerKind {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Init => "init container",
            Self::Sidecar => "sidecar",
            Self::Main => "container",
        })
    }
}

/// What happens to a container in a step.
///
/// `Display` writes it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'p> {
    /// An init container runs. What comes later waits until it has succeeded.
    Run,
    /// A sidecar or a main container starts. What comes later waits for its hook and its startup probe.
    #[non_exhaustive]
    Start {
        /// The `postStart` hook.
        post_start: Option<HookAction<'p>>,
        /// The time after which the startup probe of a sidecar gives up, and the sidecar restarts. `None` without a
        /// startup probe, and for a main container, whose startup probe holds back no other container.
        startup: Option<Duration>,
    },
    /// The `preStop` hook runs.
    PreStop(HookAction<'p>),
    /// The container gets the signal to stop.
    Stop,
}

impl fmt::Display for Event<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Run => f.write_str("runs until it succeeds"),
            Self::Start { post_start, startup } => {
                f.write_str("starts")?;
                if let Some(action) = post_start {
                    write!(f, "; its postStart hook ends ({action})")?;
                }
                if let Some(longest) = startup {
                    write!(f, "; its startup probe succeeds within {}", Span(*longest))?;
                }
                Ok(())
            }
            Self::PreStop(action) => write!(f, "runs its preStop hook ({action})"),
            Self::Stop => f.write_str("stops"),
        }
    }
}

/// What a lifecycle hook does.
///
/// `Display` writes it in short: `exec`, `GET /drain`, `sleep 5 s`.
///
/// Source: <https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-implementations>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HookAction<'p> {
    /// Runs a command in the container. How long it takes is not known.
    Exec,
    /// Sends a GET request to this path. How long it takes is not known.
    HttpGet(&'p str),
    /// Waits.
    Sleep(Duration),
    /// Does something else, or nothing.
    Other,
}

impl<'p> HookAction<'p> {
    /// Reads the handler as the kubelet does: the first action that is set.
    #[inline]
    pub(super) fn of(handler: &'p v1::LifecycleHandler) -> Self {
        if handler.exec.is_some() {
            Self::Exec
        } else if let Some(get) = &handler.http_get {
            Self::HttpGet(text(get.path.as_ref()))
        } else if let Some(sleep) = &handler.sleep {
            Self::Sleep(Duration::from_secs(u64::try_from(sleep.seconds).unwrap_or(0)))
        } else {
            Self::Other
        }
    }

    /// Returns how long the hook takes, if that is known.
    #[must_use]
    #[inline]
    pub fn duration(&self) -> Option<Duration> {
        match self {
            Self::Sleep(duration) => Some(*duration),
            _ => None,
        }
    }
}

impl fmt::Display for HookAction<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exec => f.write_str("exec"),
            Self::HttpGet("") => f.write_str("GET /"),
            Self::HttpGet(path) => write!(f, "GET {}", path.escape_debug()),
            Self::Sleep(duration) => write!(f, "sleep {}", Span(*duration)),
            Self::Other => f.write_str("other"),
        }
    }
}
