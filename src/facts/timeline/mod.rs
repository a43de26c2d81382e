mod events;
mod mermaid;
mod svg;

use std::fmt;
use std::time::Duration;

use k8s_openapi::api::core::v1;

use crate::rules::list;

pub use events::{ContainerKind, Event, HookAction, Step};

/// Returns the order in which the containers of a pod start and stop.
///
/// ```
/// use podwright::facts::{self, ContainerKind, Event};
/// use podwright::prelude::*;
///
/// let pod = Pod::builder(name!("web"))
///     .init(InitContainer::new(name!("migrate"), image!("ghcr.io/acme/web:1.4.2")))
///     .sidecar(
///         Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.34.1"))
///             .startup(Probe::tcp(&port!("admin", 9901)).period(secs(1)).failure_threshold(60)),
///     )
///     .main(
///         Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2"))
///             .pre_stop(Hook::sleep(secs(5))),
///     )
///     .build()?;
/// let timeline = facts::timeline(pod.spec.as_ref().unwrap());
/// assert_eq!(
///     timeline.to_string(),
///     "\
/// start:
/// 1. init container migrate runs until it succeeds
/// 2. sidecar proxy starts; its startup probe succeeds within 60 s
/// 3. container web starts
/// stop, within 30 s:
/// 4. container web runs its preStop hook (sleep 5 s)
/// 5. container web stops
/// 6. sidecar proxy stops
/// "
/// );
/// assert_eq!(timeline.start()[0].container, "migrate");
/// assert_eq!(timeline.stop()[2].kind, ContainerKind::Sidecar);
/// assert_eq!(timeline.stop()[2].event, Event::Stop);
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// # Start
///
/// - Init containers run one after the other. Each must succeed before the next one starts.
/// - A sidecar holds back what comes after it until its `postStart` hook has ended and its startup probe has succeeded.
///   Without either, the next container starts as soon as the sidecar runs. A readiness probe holds back nothing.
/// - Main containers start last, in the order of the list. Only a `postStart` hook holds back the next one.
///
/// # Stop
///
/// A pod stops when it is deleted, and its sidecars stop when all main containers have ended.
///
/// - The `preStop` hooks of all containers start at once, also those of sidecars.
/// - A main container gets the signal to stop when its own hook has ended.
/// - A sidecar gets the signal when its own hook, all main containers and all sidecars after it have ended.
/// - All of this happens within one grace period. When it ends, every container that still runs gets the signal, and is
///   killed two seconds later.
///
/// Ephemeral containers are not part of the timeline.
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/>,
/// <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination>,
/// <https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/>,
/// <https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers>
#[must_use]
#[inline]
pub fn timeline(spec: &v1::PodSpec) -> Timeline<'_> {
    let init = list(spec.init_containers.as_ref());
    let main: Vec<_> = (init.len()..).zip(&spec.containers).map(Listed::main).collect();
    let init: Vec<_> = init.iter().enumerate().map(Listed::of_init).collect();
    let mut steps = Vec::new();
    let mut moment = 0;
    for container in &init {
        steps.push(container.step(moment, container.start_event()));
        moment += 1;
    }
    for container in &main {
        let start = container.start_event();
        let holds_back = matches!(start, Event::Start { post_start: Some(_), .. });
        steps.push(container.step(moment, start));
        moment += usize::from(holds_back);
    }
    let stop_at = steps.len();
    moment = steps.last().map_or(0, |step| step.moment + 1);

    let sidecars = || init.iter().filter(|container| container.kind == ContainerKind::Sidecar);
    let hooks = steps.len();
    for container in main.iter().chain(sidecars()) {
        steps.extend(container.pre_stop().map(|action| container.step(moment, Event::PreStop(action))));
    }
    let (with_hook, without_hook): (Vec<_>, Vec<_>) =
        main.iter().partition(|container| container.pre_stop().is_some());
    steps.extend(without_hook.iter().map(|container| container.step(moment, Event::Stop)));
    moment += usize::from(steps.len() > hooks);
    steps.extend(with_hook.iter().map(|container| container.step(moment, Event::Stop)));
    moment += usize::from(!with_hook.is_empty());
    for container in sidecars().rev() {
        steps.push(container.step(moment, Event::Stop));
        moment += 1;
    }
    Timeline { steps, stop_at, grace_period: grace_period(spec) }
}

/// The order in which the containers of a pod start and stop. [`timeline`] returns it.
///
/// `Display` writes a list of all steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline<'p> {
    steps: Vec<Step<'p>>,
    stop_at: usize,
    grace_period: Duration,
}

impl<'p> Timeline<'p> {
    /// Returns all steps in order, those of the start first.
    #[must_use]
    #[inline]
    pub fn steps(&self) -> &[Step<'p>] {
        &self.steps
    }

    /// Returns the steps of the start: one for each container.
    #[must_use]
    #[inline]
    pub fn start(&self) -> &[Step<'p>] {
        &self.steps[..self.stop_at]
    }

    /// Returns the steps of the stop: for each main container and each sidecar its `preStop` hook, if it has one, and the
    /// signal to stop.
    #[must_use]
    #[inline]
    pub fn stop(&self) -> &[Step<'p>] {
        &self.steps[self.stop_at..]
    }

    /// Returns the time within which all containers stop. Defaults to 30 seconds.
    ///
    /// It is at least one second. The one who deletes the pod can give another time.
    #[doc(alias = "terminationGracePeriodSeconds")]
    #[must_use]
    #[inline]
    pub fn grace_period(&self) -> Duration {
        self.grace_period
    }

    /// Writes a flowchart in the language of Mermaid, which GitHub shows in Markdown.
    ///
    /// The same timeline makes the same text.
    ///
    /// ```
    /// use k8s_openapi::api::core::v1;
    /// use podwright::facts;
    ///
    /// let spec: v1::PodSpec = serde_json::from_str(r#"{"containers": [{"name": "web"}]}"#)?;
    /// assert_eq!(
    ///     facts::timeline(&spec).to_mermaid(),
    ///     "\
    /// flowchart LR
    ///     subgraph start [\"Start\"]
    ///         direction TB
    ///         s0[\"web<br>container\"]
    ///     end
    ///     subgraph stop [\"Stop within 30 s\"]
    ///         direction TB
    ///         s1[\"web<br>stops\"]
    ///     end
    ///     start --> stop
    /// "
    /// );
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// Source: <https://mermaid.js.org/syntax/flowchart.html>
    #[must_use]
    #[inline]
    pub fn to_mermaid(&self) -> String {
        mermaid::write(self)
    }

    /// Writes a picture in SVG: a row for each container, from its start to its stop. Times are not to scale.
    ///
    /// The same timeline makes the same bytes. The picture needs no fonts or files beside it.
    ///
    /// ```
    /// use k8s_openapi::api::core::v1;
    /// use podwright::facts;
    ///
    /// let spec: v1::PodSpec = serde_json::from_str(r#"{"containers": [{"name": "web"}]}"#)?;
    /// let svg = facts::timeline(&spec).to_svg();
    /// assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    /// assert!(svg.ends_with("</svg>\n"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn to_svg(&self) -> String {
        svg::write(self)
    }
}

impl fmt::Display for Timeline<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("start:\n")?;
        for step in self.start() {
            writeln!(f, "{step}")?;
        }
        writeln!(f, "stop, within {}:", Span(self.grace_period))?;
        self.stop().iter().try_for_each(|step| writeln!(f, "{step}"))
    }
}

/// Writes a duration in seconds.
struct Span(Duration);

impl fmt::Display for Span {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.0.as_secs())
    }
}

/// A container of the timeline.
struct Listed<'p> {
    place: usize,
    kind: ContainerKind,
    container: &'p v1::Container,
}

impl<'p> Listed<'p> {
    #[inline]
    fn of_init((place, container): (usize, &'p v1::Container)) -> Self {
        let kind = match container.restart_policy.as_deref() {
            Some("Always") => ContainerKind::Sidecar,
            _ => ContainerKind::Init,
        };
        Self { place, kind, container }
    }

    #[inline]
    fn main((place, container): (usize, &'p v1::Container)) -> Self {
        Self { place, kind: ContainerKind::Main, container }
    }

    #[inline]
    fn step(&self, moment: usize, event: Event<'p>) -> Step<'p> {
        Step { moment, container: &self.container.name, kind: self.kind, event, place: self.place }
    }

    #[inline]
    fn start_event(&self) -> Event<'p> {
        let hook = || self.container.lifecycle.as_ref()?.post_start.as_ref().map(HookAction::of);
        match self.kind {
            ContainerKind::Init => Event::Run,
            ContainerKind::Sidecar => Event::Start {
                post_start: hook(),
                startup: self.container.startup_probe.as_ref().map(longest_startup),
            },
            ContainerKind::Main => Event::Start { post_start: hook(), startup: None },
        }
    }

    #[inline]
    fn pre_stop(&self) -> Option<HookAction<'p>> {
        self.container.lifecycle.as_ref()?.pre_stop.as_ref().map(HookAction::of)
    }
}

/// Returns the time after which a startup probe gives up. Zero stands for the default.
#[inline]
fn longest_startup(probe: &v1::Probe) -> Duration {
    let or_default = |number: Option<i32>, default: u32| match number.map(u32::try_from) {
        Some(Ok(number @ 1..)) => Duration::from_secs(u64::from(number)),
        _ => Duration::from_secs(u64::from(default)),
    };
    let delay = or_default(probe.initial_delay_seconds, 0);
    let period = or_default(probe.period_seconds, 10);
    let failures = probe.failure_threshold.map(u32::try_from).and_then(Result::ok).filter(|count| *count > 0);
    delay.saturating_add(period.saturating_mul(failures.unwrap_or(3)))
}

/// The API server makes a negative period one second, and the kubelet one of zero.
#[inline]
fn grace_period(spec: &v1::PodSpec) -> Duration {
    let seconds = spec.termination_grace_period_seconds.unwrap_or(30).max(1);
    Duration::from_secs(u64::try_from(seconds).unwrap_or(1))
}
