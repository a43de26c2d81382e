//! Strategies of settings of a pod as a whole: its rights on the node, its lifecycle, its resources.

use std::collections::BTreeSet;

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::pick::{few, maybe, rarely, with};
use super::resources::pod_resources;
use super::security::{pod_security_context, windows_pod_security_context};
use super::value::{cpu, dns_subdomain, memory, name, prefixed_key, seconds};
use super::versions::since;
use podwright::container::{PodOverhead, PodResources};
use podwright::object::{SecretRef, ServiceAccountRef};
use podwright::pod::{Os, PidNamespace, PodBuilder, PodResourceClaim, State, Target};
use podwright::rules::KubeVersion;
use podwright::security::PodSecurityContext;
use podwright::value::{Cpu, DnsLabel, DnsSubdomain, LabelKey, Memory, Seconds};

/// The rights of a pod on its node.
#[derive(Clone, Debug)]
pub(super) struct RightsPlan {
    pub(super) os: Option<Os>,
    pub(super) host: Host,
    security: Option<PodSecurityContext>,
    windows_security: Option<PodSecurityContext>,
    service_account: Option<DnsSubdomain>,
    mounts_token: Option<bool>,
    pull_secrets: BTreeSet<DnsSubdomain>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Host {
    Apart,
    Network,
    Ipc,
    Processes,
    SharedProcesses,
    Users,
}

pub(super) fn rights_plan() -> impl Strategy<Value = RightsPlan> {
    let host = prop_oneof![
        5 => Just(Host::Apart),
        1 => Just(Host::Network),
        1 => Just(Host::Ipc),
        1 => Just(Host::Processes),
        1 => Just(Host::SharedProcesses),
        1 => Just(Host::Users),
    ];
    (
        rarely(select(Os::ALL)),
        host,
        maybe(pod_security_context()),
        maybe(windows_pod_security_context()),
        rarely(dns_subdomain()),
        rarely(any::<bool>()),
        few(dns_subdomain(), 2),
    )
        .prop_map(
            |(os, host, security, windows_security, service_account, mounts_token, pull_secrets)| {
                RightsPlan {
                    os,
                    host,
                    security,
                    windows_security,
                    service_account,
                    mounts_token,
                    pull_secrets: pull_secrets.into_iter().collect(),
                }
            },
        )
}

impl RightsPlan {
    pub(super) fn put_into<S: State, T: Target>(self, pod: PodBuilder<S, T>) -> PodBuilder<S, T> {
        let is_windows = self.os == Some(Os::Windows);
        let pod = with(pod, self.os, PodBuilder::os);
        let pod = match self.host {
            _ if is_windows => pod,
            Host::Apart => pod,
            Host::Network => pod.host_network(),
            Host::Ipc => pod.host_ipc(),
            Host::Processes => pod.pid_namespace(PidNamespace::Host),
            Host::SharedProcesses => pod.pid_namespace(PidNamespace::Pod),
            Host::Users => pod.user_namespace(),
        };
        let security = if is_windows { self.windows_security } else { self.security };
        let pod = with(pod, security, PodBuilder::security_context);
        let pod =
            with(pod, self.service_account, |pod, name| pod.service_account(&ServiceAccountRef::new(name)));
        let pod = with(pod, self.mounts_token, |pod, mounts| {
            if mounts { pod.service_account_token() } else { pod.no_service_account_token() }
        });
        self.pull_secrets.into_iter().map(SecretRef::new).fold(pod, |pod, secret| pod.pull_secret(&secret))
    }
}

/// When the pod is ready, and how it ends.
#[derive(Clone, Debug)]
pub(super) struct LifePlan {
    grace_period: Option<Seconds>,
    deadline: Option<Seconds>,
    readiness_gates: Vec<LabelKey>,
}

pub(super) fn life_plan() -> impl Strategy<Value = LifePlan> {
    // At least as long as each hook that sleeps.
    let grace_period = (30..=600_u32).prop_map(Seconds::literal);
    (maybe(grace_period), rarely(seconds()), few(prefixed_key(), 2)).prop_map(
        |(grace_period, deadline, readiness_gates)| LifePlan { grace_period, deadline, readiness_gates },
    )
}

impl LifePlan {
    #[cfg(feature = "app")]
    pub(super) fn forget_deadline(&mut self) {
        self.deadline = None;
    }

    pub(super) fn put_into<S: State, T: Target>(self, pod: PodBuilder<S, T>) -> PodBuilder<S, T> {
        let pod = with(pod, self.grace_period, PodBuilder::termination_grace_period);
        let pod = with(pod, self.deadline, PodBuilder::active_deadline);
        self.readiness_gates.into_iter().fold(pod, PodBuilder::readiness_gate)
    }
}

/// The resources of the pod as a whole.
#[derive(Clone, Debug)]
pub(super) struct ComputePlan {
    resources: Option<PodResources>,
    overhead: Option<(DnsSubdomain, Cpu, Memory)>,
    claims: Vec<(DnsLabel, DnsSubdomain, bool)>,
}

pub(super) fn compute_plan() -> impl Strategy<Value = ComputePlan> {
    let overhead = (dns_subdomain(), cpu(), memory());
    let claims = few((name(), dns_subdomain(), any::<bool>()), 2).prop_map(|mut claims| {
        claims.sort_by(|(a, ..), (b, ..)| a.cmp(b));
        claims.dedup_by(|(a, ..), (b, ..)| a == b);
        claims.retain(|_| since(KubeVersion::V1_34));
        claims
    });
    (rarely(pod_resources()), rarely(overhead), claims)
        .prop_map(|(resources, overhead, claims)| ComputePlan { resources, overhead, claims })
}

impl ComputePlan {
    pub(super) fn claims(&self) -> Vec<DnsLabel> {
        self.claims.iter().map(|(name, ..)| name.clone()).collect()
    }

    pub(super) fn put_into<S: State, T: Target>(
        self,
        pod: PodBuilder<S, T>,
        is_windows: bool,
    ) -> PodBuilder<S, T> {
        let pod = with(
            pod,
            self.resources.filter(|_| !is_windows && since(KubeVersion::V1_34)),
            PodBuilder::resources,
        );
        let pod = with(pod, self.overhead, |pod, (class, cpu, memory)| {
            pod.runtime_class_and_overhead(class, PodOverhead::new().cpu(cpu).memory(memory))
        });
        self.claims.into_iter().fold(pod, |pod, (name, claim, is_template)| {
            pod.resource_claim(if is_template {
                PodResourceClaim::from_template(name, claim)
            } else {
                PodResourceClaim::named(name, claim)
            })
        })
    }
}
