//! `ServiceMonitor` and `PodMonitor` of the Prometheus operator.

use super::catalog as rule;
use super::context::{Context, Out, PART, WHOLE_NOTE};
use super::known;
use super::pods::PodIndex;
use super::reference::{Missing, Outcome, Part, Reason, ResolvedBy, Target};
use super::selector::Selector;
use super::set::Entry;
use super::tree::{get, item, items, join, text};

/// The most namespaces of a monitor that are looked at.
const NAMESPACES: usize = 100;

/// Links a monitor with the services or pods that it selects.
pub(super) fn link<'a>(
    cx: &Context<'a>,
    services: &PodIndex<'a>,
    position: usize,
    entry: &'a Entry,
    out: &mut Out,
) {
    let is_of_pods = *entry.name.kind == *"PodMonitor";
    let (index, kind) = if is_of_pods { (&cx.pods, "Pod") } else { (services, "Service") };
    let Some(selector) = get(&entry.value, "spec.selector").map(Selector::of) else { return };
    let names = items(&entry.value, "spec.namespaceSelector.matchNames");
    let is_everywhere =
        get(&entry.value, "spec.namespaceSelector.any").is_some_and(|any| any.as_bool() == Some(true));
    let mut spaces: Vec<&str> = names.iter().filter_map(|name| name.as_str()).take(NAMESPACES).collect();
    if spaces.is_empty() {
        spaces.push(cx.set.space(position));
    }
    if is_everywhere || selector.is_empty() || names.len() > NAMESPACES {
        return;
    }
    // Every cluster has the service of the API server.
    if !is_of_pods && spaces.contains(&"default") && selector.matches(known::label_of_api_server) {
        return;
    }
    let is_known = spaces.iter().all(|space| cx.set.has_namespace(space) && *space != "kube-system");
    let selected: Vec<_> = spaces.iter().map(|space| index.select(&cx.set, space, &selector)).collect();
    let is_whole = is_known && selected.iter().all(|selected| selected.is_whole);
    let objects = selected.iter().flat_map(|selected| selected.objects.iter().cloned()).collect();
    let target = Target::Selected { kind: kind.into(), selector: selector.text().into(), objects };
    let is_empty = selected.iter().all(|selected| selected.pods.is_empty());
    let outcome = match (is_empty, is_whole, cx.maker()) {
        (false, ..) => Outcome::Resolved(ResolvedBy::Object),
        (true, false, _) => Outcome::Unknown(Reason::OtherNamespace),
        (true, true, Some(maker)) => Outcome::Unknown(Reason::MadeByCustom(maker.clone())),
        (true, true, None) => Outcome::Dangling(Missing::Object),
    };
    out.refer(&entry.name, "spec.selector", target.clone(), None, outcome);
    if is_empty {
        if is_whole {
            let message = format!("no {} of the set has the labels {}", kind.to_lowercase(), selector.text());
            out.raise(&entry.name, "spec.selector", rule::TERM_WITHOUT_PODS, WHOLE_NOTE, message);
        }
        return;
    }
    let list = if is_of_pods { "podMetricsEndpoints" } else { "endpoints" };
    for (at, endpoint) in
        get(&entry.value, "spec").map_or(&[][..], |spec| items(spec, list)).iter().enumerate()
    {
        let Some(port) = text(endpoint, "port") else { continue };
        let is_in_doubt = spaces.iter().any(|space| match kind {
            "Pod" => cx.doubts.may_make_pods(space),
            _ => cx.doubts.may_label_services(space),
        });
        let (mut has, mut is_opaque, mut offers, mut unnamed) =
            (false, !is_whole || is_in_doubt, Vec::new(), false);
        for pods in selected.iter().flat_map(|selected| index.at(&selected.pods)) {
            cx.set.step();
            let names: Vec<&str> = if is_of_pods {
                is_opaque |= pods.spec.is_none() || cx.has_doubtful_ports(pods);
                unnamed |= pods.ports.iter().any(|port| port.name.is_empty());
                pods.ports.iter().map(|port| port.name).filter(|name| !name.is_empty()).collect()
            } else {
                is_opaque |= cx.entry(pods.object).is_some_and(|service| service.doubts("spec.ports"));
                let ports =
                    cx.entry(pods.object).map_or(&[][..], |service| items(&service.value, "spec.ports"));
                unnamed |= ports.iter().any(|port| text(port, "name").is_none());
                ports.iter().filter_map(|port| text(port, "name")).collect()
            };
            has |= names.contains(&port);
            if offers.is_empty() {
                offers = names;
            }
        }
        let field = join(&item("spec", list, at), "port");
        let outcome = match (has, is_opaque) {
            (true, _) => Outcome::Resolved(ResolvedBy::Object),
            (false, true) => Outcome::Unknown(Reason::Opaque),
            (false, false) => Outcome::Dangling(Missing::Part),
        };
        if outcome.is_dangling() {
            let first = selected.iter().find_map(|selected| selected.objects.first());
            let first = first.map(ToString::to_string).unwrap_or_default();
            let rest = if offers.is_empty() && unnamed {
                format!("; its ports have no names: write name: {port}")
            } else {
                cx.offer(port, &offers)
            };
            let message = format!("{first} has no port {port:?}{rest}");
            out.raise(&entry.name, &field, rule::PORT_MISSING, PART, message);
        }
        out.refer(&entry.name, field, target.clone(), Some(Part::Port(port.into())), outcome);
    }
}
