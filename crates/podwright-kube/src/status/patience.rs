use std::time::Duration;

/// How long a mistake may last before it counts as a failure.
///
/// An image that cannot be pulled now may be there in ten seconds, and a missing config map may be applied next. What is over
/// this time does not mend itself.
///
/// ```
/// use std::time::Duration;
/// use podwright_kube::status::Patience;
///
/// let patience = Patience::new().scheduling(Duration::from_secs(600)).init_failures(10);
/// assert_ne!(patience, Patience::new());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patience {
    pub(super) image: Duration,
    pub(super) configuration: Duration,
    pub(super) scheduling: Duration,
    pub(super) creation: Duration,
    pub(super) init_failures: i64,
    pub(super) container_failures: i64,
}

impl Patience {
    /// Creates the defaults, which the setters name.
    #[must_use]
    pub fn new() -> Self {
        Self {
            image: Duration::from_secs(60),
            configuration: Duration::from_secs(30),
            scheduling: Duration::from_secs(120),
            creation: Duration::from_secs(30),
            init_failures: 3,
            container_failures: 5,
        }
    }

    /// Sets how long an image may fail to be pulled. Defaults to 60 seconds.
    ///
    /// The time begins when it is the container's turn to start.
    #[must_use]
    pub fn image(mut self, time: Duration) -> Self {
        self.image = time;
        self
    }

    /// Sets how long what a container needs may be missing: a config map, a Secret, a key. Defaults to 30 seconds.
    #[must_use]
    pub fn configuration(mut self, time: Duration) -> Self {
        self.configuration = time;
        self
    }

    /// Sets how long no node may fit a pod. Defaults to 120 seconds, so that a cluster can add a node.
    #[must_use]
    pub fn scheduling(mut self, time: Duration) -> Self {
        self.scheduling = time;
        self
    }

    /// Sets how long pods may be refused, for example by a quota, or a volume may not be provisioned. Defaults to 30 seconds.
    #[must_use]
    pub fn creation(mut self, time: Duration) -> Self {
        self.creation = time;
        self
    }

    /// Sets how often an init container may fail. Defaults to 3: its third restart ends the wait.
    #[must_use]
    pub fn init_failures(mut self, failures: u16) -> Self {
        self.init_failures = failures.into();
        self
    }

    /// Sets how often a sidecar or a main container may fail. Defaults to 5.
    #[must_use]
    pub fn container_failures(mut self, failures: u16) -> Self {
        self.container_failures = failures.into();
        self
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self::new()
    }
}
