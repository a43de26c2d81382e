//! Strategies of probes and lifecycle hooks. Their types depend on their handlers, so plans are applied to a container.

use std::iter;

use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::Index;

use super::pick::{few, maybe, one_of, rarely, texts, when, with};
use super::text::{text, word};
use super::value::{header_name, port_number, seconds};
use podwright::container::{ByHttp, ContainerOf, Hook, LongRunning, Probe};
use podwright::value::{HeaderName, Port, PortNumber, Seconds};

/// The handler of a probe or a hook.
#[derive(Clone, Debug)]
enum Handler {
    Exec(Vec<String>),
    Http(Aim, Http),
    Tcp(Aim),
    Grpc(Aim, Option<String>),
}

/// Chooses a port that the container declares, or a number if it declares none.
#[derive(Clone, Debug)]
struct Aim {
    declared: Option<Index>,
    number: PortNumber,
}

fn aim() -> impl Strategy<Value = Aim> {
    (maybe(any::<Index>()), port_number()).prop_map(|(declared, number)| Aim { declared, number })
}

#[derive(Clone, Debug)]
struct Http {
    path: String,
    is_https: bool,
    headers: Vec<(HeaderName, String)>,
    host: Option<String>,
}

fn http() -> impl Strategy<Value = Http> {
    (texts("/[a-z0-9/?=&%._-]{0,16}"), any::<bool>(), few((header_name(), text()), 2), rarely(word()))
        .prop_map(|(path, is_https, headers, host)| Http { path, is_https, headers, host })
}

fn exec() -> impl Strategy<Value = Vec<String>> {
    (word(), few(text(), 3)).prop_map(|(program, args)| iter::once(program).chain(args).collect())
}

fn handler() -> impl Strategy<Value = Handler> {
    prop_oneof![
        (aim(), http()).prop_map(|(aim, http)| Handler::Http(aim, http)),
        aim().prop_map(Handler::Tcp),
        exec().prop_map(Handler::Exec),
        (aim(), maybe(word())).prop_map(|(aim, service)| Handler::Grpc(aim, service)),
    ]
}

#[derive(Clone, Debug)]
struct ProbePlan {
    handler: Handler,
    period: Option<Seconds>,
    timeout: Option<Seconds>,
    initial_delay: Option<Seconds>,
    failures: Option<u16>,
    successes: Option<u16>,
    grace_period: Option<Seconds>,
}

fn probe_plan() -> impl Strategy<Value = ProbePlan> {
    let times = (maybe(seconds()), maybe(seconds()), rarely(seconds()), rarely(seconds()));
    (handler(), times, maybe(1..=60_u16), rarely(1..=5_u16)).prop_map(
        |(handler, (period, timeout, initial_delay, grace_period), failures, successes)| ProbePlan {
            handler,
            period,
            timeout,
            initial_delay,
            failures,
            successes,
            grace_period,
        },
    )
}

#[derive(Clone, Copy)]
enum Use {
    Liveness,
    Readiness,
    Startup,
}

/// The probes and hooks of a container that keeps running.
#[derive(Clone, Debug)]
pub(super) struct HealthPlan {
    liveness: Option<ProbePlan>,
    readiness: Option<ProbePlan>,
    startup: Option<ProbePlan>,
    post_start: Option<HookPlan>,
    pre_stop: Option<HookPlan>,
}

pub(super) fn health_plan() -> impl Strategy<Value = HealthPlan> {
    (
        rarely(probe_plan()),
        maybe(probe_plan()),
        rarely(probe_plan()),
        rarely(hook_plan()),
        rarely(hook_plan()),
    )
        .prop_map(|(liveness, readiness, startup, post_start, pre_stop)| HealthPlan {
            liveness,
            readiness,
            startup,
            post_start,
            pre_stop,
        })
}

impl HealthPlan {
    pub(super) fn put_into<R: LongRunning>(self, to: ContainerOf<R>, ports: &[Port]) -> ContainerOf<R> {
        let to = with(to, self.liveness, |to, plan| plan.put_into(to, Use::Liveness, ports));
        let to = with(to, self.readiness, |to, plan| plan.put_into(to, Use::Readiness, ports));
        let to = with(to, self.startup, |to, plan| plan.put_into(to, Use::Startup, ports));
        let to = with(to, self.post_start, |to, plan| plan.put_into(to, false, ports));
        with(to, self.pre_stop, |to, plan| plan.put_into(to, true, ports))
    }
}

impl ProbePlan {
    fn put_into<R: LongRunning>(self, to: ContainerOf<R>, usage: Use, ports: &[Port]) -> ContainerOf<R> {
        match self.handler.clone() {
            Handler::Exec(command) => self.timed(to, usage, Probe::exec(command)),
            Handler::Tcp(aim) => match aim.resolve(ports) {
                Ok(port) => self.timed(to, usage, Probe::tcp(port)),
                Err(number) => self.timed(to, usage, Probe::tcp(number)),
            },
            Handler::Http(aim, http) => {
                let path = http.path.clone();
                let probe = match aim.resolve(ports) {
                    Ok(port) => Probe::http(port, path),
                    Err(number) => Probe::http(number, path),
                };
                self.timed(to, usage, http.probe(probe))
            }
            Handler::Grpc(aim, service) => {
                let probe = match aim.resolve(ports) {
                    Ok(port) => Probe::grpc(port),
                    Err(number) => Probe::grpc(number),
                };
                self.timed(to, usage, with(probe, service, Probe::service))
            }
        }
    }

    fn timed<R: LongRunning, H>(self, to: ContainerOf<R>, usage: Use, probe: Probe<H>) -> ContainerOf<R> {
        let probe = with(probe, self.period, Probe::period);
        let probe = with(probe, self.timeout, Probe::timeout);
        let probe = with(probe, self.initial_delay, Probe::initial_delay);
        let probe = with(probe, self.failures, Probe::failure_threshold);
        match (usage, self.grace_period) {
            (Use::Liveness, Some(period)) => to.liveness(probe.termination_grace_period(period)),
            (Use::Startup, Some(period)) => to.startup(probe.termination_grace_period(period)),
            (Use::Liveness, None) => to.liveness(probe),
            (Use::Startup, None) => to.startup(probe),
            (Use::Readiness, _) => match self.successes {
                Some(successes) => to.readiness(probe.success_threshold(successes)),
                None => to.readiness(probe),
            },
        }
    }
}

impl Aim {
    fn resolve(self, ports: &[Port]) -> Result<&Port, PortNumber> {
        self.declared.and_then(|index| one_of(ports, index)).ok_or(self.number)
    }
}

/// The common part of a probe and a hook by HTTP.
macro_rules! request {
    ($http:ident, $Type:ident, $request:expr) => {{
        let request = when($http.is_https, $request, $Type::https);
        let request = with(request, $http.host, $Type::host);
        $http.headers.into_iter().fold(request, |request, (name, value)| request.header(name, value))
    }};
}

impl Http {
    fn probe(self, probe: Probe<ByHttp>) -> Probe<ByHttp> {
        request!(self, Probe, probe)
    }

    fn hook(self, hook: Hook<ByHttp>) -> Hook<ByHttp> {
        request!(self, Hook, hook)
    }
}

#[derive(Clone, Debug)]
enum HookPlan {
    Exec(Vec<String>),
    Http(Aim, Http),
    Sleep(Seconds),
}

fn hook_plan() -> impl Strategy<Value = HookPlan> {
    prop_oneof![
        exec().prop_map(HookPlan::Exec),
        (aim(), http()).prop_map(|(aim, http)| HookPlan::Http(aim, http)),
        // At most the default termination grace period of a pod.
        (0..=30_u32).prop_map(|seconds| HookPlan::Sleep(Seconds::literal(seconds))),
    ]
}

impl HookPlan {
    fn put_into<R: LongRunning>(
        self,
        to: ContainerOf<R>,
        is_pre_stop: bool,
        ports: &[Port],
    ) -> ContainerOf<R> {
        match self {
            Self::Exec(command) => hooked(to, is_pre_stop, Hook::exec(command)),
            Self::Sleep(time) => hooked(to, is_pre_stop, Hook::sleep(time)),
            Self::Http(aim, http) => {
                let path = http.path.clone();
                let hook = match aim.resolve(ports) {
                    Ok(port) => Hook::http(port, path),
                    Err(number) => Hook::http(number, path),
                };
                hooked(to, is_pre_stop, http.hook(hook))
            }
        }
    }
}

fn hooked<R: LongRunning, H>(to: ContainerOf<R>, is_pre_stop: bool, hook: Hook<H>) -> ContainerOf<R> {
    if is_pre_stop { to.pre_stop(hook) } else { to.post_start(hook) }
}
