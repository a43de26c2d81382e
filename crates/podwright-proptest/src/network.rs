//! Strategies of names and addresses: DNS, host names and the hosts file.

use proptest::prelude::{Just, Strategy, any, prop_oneof};

use super::pick::{few, maybe, parsed, rarely, when, with};
use super::text::word;
use super::value::{dns_subdomain, ip_address, name, search_domain};
use super::versions::overridden;
use podwright::pod::network::{Dns, HostAlias, Hostname};
use podwright::pod::{PodBuilder, State, Target};
use podwright::value::{DnsLabel, DnsOptionName};

/// The network settings of a pod.
#[derive(Clone, Debug)]
pub(super) struct NetworkPlan {
    dns: Option<Dns>,
    hostname: Option<HostnamePlan>,
    aliases: Vec<HostAlias>,
    has_no_service_links: bool,
}

pub(super) fn network_plan() -> impl Strategy<Value = NetworkPlan> {
    (rarely(dns()), rarely(hostname_plan()), few(host_alias(), 2), any::<bool>()).prop_map(
        |(dns, hostname, aliases, has_no_service_links)| NetworkPlan {
            dns,
            hostname,
            aliases,
            has_no_service_links,
        },
    )
}

impl NetworkPlan {
    pub(super) fn put_into<S: State, T: Target>(
        self,
        pod: PodBuilder<S, T>,
        uses_host_network: bool,
    ) -> PodBuilder<S, T> {
        let pod = with(pod, self.dns, PodBuilder::dns);
        let pod = with(pod, self.hostname, |pod, plan| pod.hostname(plan.hostname(uses_host_network)));
        let mut seen = Vec::new();
        let pod = self.aliases.into_iter().fold(pod, |pod, alias| {
            let ip = k8s_openapi::api::core::v1::HostAlias::from(alias.clone()).ip;
            if seen.contains(&ip) {
                return pod;
            }
            seen.push(ip);
            pod.host_alias(alias)
        });
        when(self.has_no_service_links, pod, PodBuilder::no_service_links)
    }
}

/// Generates at most three servers, and as many domains as fit.
fn dns() -> impl Strategy<Value = Dns> {
    let policy = prop_oneof![
        Just(Dns::cluster_first()),
        Just(Dns::cluster_first_with_host_net()),
        Just(Dns::default_of_node()),
        ip_address().prop_map(Dns::none),
    ];
    let option = (parsed::<DnsOptionName>("[a-z][-a-z0-9]{0,10}"), maybe(word()));
    (policy, few(ip_address(), 2), few(search_domain(), 6), few(option, 3)).prop_map(
        |(dns, servers, domains, options)| {
            let dns = servers.into_iter().fold(dns, Dns::nameserver);
            let dns = domains.into_iter().fold(dns, Dns::search);
            options.into_iter().fold(dns, |dns, (option, value)| match value {
                Some(value) => dns.option_value(option, value),
                None => dns.option(option),
            })
        },
    )
}

#[derive(Clone, Debug)]
struct HostnamePlan {
    name: Option<DnsLabel>,
    subdomain: Option<DnsLabel>,
    shown: Shown,
}

#[derive(Clone, Debug)]
enum Shown {
    Short,
    FullyQualified,
    Other(DnsLabel),
}

fn hostname_plan() -> impl Strategy<Value = HostnamePlan> {
    let shown = prop_oneof![Just(Shown::Short), Just(Shown::FullyQualified), name().prop_map(Shown::Other)];
    (maybe(name()), maybe(name()), shown).prop_map(|(name, subdomain, shown)| HostnamePlan {
        name,
        subdomain,
        shown,
    })
}

impl HostnamePlan {
    fn hostname(self, uses_host_network: bool) -> Hostname {
        let hostname = self.name.map_or_else(Hostname::of_pod, Hostname::new);
        let hostname = with(hostname, self.subdomain, Hostname::subdomain);
        match self.shown {
            Shown::Short => hostname,
            Shown::FullyQualified => hostname.fully_qualified(),
            // On the host network an override is a violation.
            Shown::Other(_) if uses_host_network => hostname,
            Shown::Other(name) => overridden(hostname, &name),
        }
    }
}

fn host_alias() -> impl Strategy<Value = HostAlias> {
    (ip_address(), dns_subdomain(), few(dns_subdomain(), 2)).prop_map(|(ip, hostname, more)| {
        more.into_iter().fold(HostAlias::new(ip, hostname), HostAlias::hostname)
    })
}
