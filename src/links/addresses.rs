//! Addresses of services in command lines and variables.

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::context::{Context, NOTE, Out};
use super::parts::{self, Has};
use super::pods::pod_spec;
use super::reference::{Missing, Outcome, Part, ResolvedBy, Target};
use super::services::is_headless;
use super::set::Entry;
use super::tree::{each, text};

const TEXTS: [&str; 3] = ["C[].env[].value", "C[].command[]", "C[].args[]"];

/// Links pods with the services of the set whose addresses they have. A host that the set does not have is never reported.
pub(super) fn link<'a>(cx: &Context<'a>, position: usize, entry: &'a Entry, out: &mut Out) {
    let Some((spec, at)) = pod_spec(entry) else { return };
    for field in TEXTS {
        let mut path = at.clone();
        each(spec, field, &mut path, &mut |value: &Value, path| {
            let Some(line) = value.as_str() else { return };
            for (host, port) in addresses(line) {
                cx.set.step();
                link_address(cx, position, entry, path, host, port, out);
            }
        });
    }
}

fn link_address(
    cx: &Context<'_>,
    position: usize,
    entry: &Entry,
    field: &str,
    host: &str,
    port: Option<&str>,
    out: &mut Out,
) {
    if let Some(service) = service_of_replica(cx, position, host) {
        link_replica(entry, field, host, service, out);
        return;
    }
    let mut labels = host.split('.');
    let name = labels.next().unwrap_or_default();
    let space = labels.next().unwrap_or_else(|| cx.set.space(position));
    if !matches!(labels.next(), None | Some("svc")) {
        return;
    }
    let Some(service) = cx.set.get("", "Service", space, name) else { return };
    let target = Target::Object((*service.name).clone());
    let Some(port) = port else {
        out.refer(&entry.name, field, target, None, Outcome::Resolved(ResolvedBy::Object));
        return;
    };
    let asked = Part::Port(port.into());
    // The address of a headless service leads to the pods themselves, which may listen on any port.
    let is_direct = is_headless(service) || text(&service.value, "spec.type") == Some("ExternalName");
    let outcome = match parts::has(service, &asked, false, &cx.set, &cx.providers, space) {
        Has::Unknown(reason) => Outcome::Unknown(reason),
        Has::Yes => Outcome::Resolved(ResolvedBy::Object),
        Has::No if is_direct => Outcome::Resolved(ResolvedBy::Object),
        Has::No => {
            let numbers = parts::numbers(service);
            let numbers: Vec<&str> = numbers.iter().take(NUMBERS).map(String::as_str).collect();
            let message = format!("{} has no {asked}; it has {}", service.name, numbers.join(", "));
            out.raise(&entry.name, field, rule::ADDRESS_PORT, NOTE, message);
            Outcome::Dangling(Missing::Part)
        }
    };
    out.refer(&entry.name, field, target, Some(asked), outcome);
}

/// Returns the service by which a pod of a `StatefulSet` of the set has a name: `db` for `db-0.db`.
fn service_of_replica<'a>(cx: &Context<'a>, position: usize, host: &str) -> Option<&'a Entry> {
    let mut labels = host.split('.');
    let (set, number) = labels.next()?.rsplit_once('-')?;
    number.parse::<u32>().ok()?;
    let service = labels.next()?;
    let space = labels.next().unwrap_or_else(|| cx.set.space(position));
    let stateful = cx.set.get("apps", "StatefulSet", space, set)?;
    let is_its = text(&stateful.value, "spec.serviceName") == Some(service);
    is_its.then(|| cx.set.get("", "Service", space, service))?
}

/// Links the name of a pod of a `StatefulSet`. Only a headless service gives its pods names.
fn link_replica(entry: &Entry, field: &str, host: &str, service: &Entry, out: &mut Out) {
    let outcome = if is_headless(service) {
        Outcome::Resolved(ResolvedBy::Object)
    } else {
        let message = format!(
            "{} is not headless, so no pod has the name {host:?}; write clusterIP: None",
            service.name
        );
        out.raise(&entry.name, field, rule::SERVICE_NOT_HEADLESS, NOTE, message);
        Outcome::Dangling(Missing::Part)
    };
    out.refer(&entry.name, field, Target::Object((*service.name).clone()), None, outcome);
}

/// The most ports that a message lists.
const NUMBERS: usize = 8;

/// Finds `host:port` and `//host` in a text.
fn addresses(line: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let is_host = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    line.match_indices(':').filter_map(move |(at, _)| {
        let after = &line[at + 1..];
        if let Some(rest) = after.strip_prefix("//") {
            let end = rest.find(|c| !is_host(c)).unwrap_or(rest.len());
            let (host, rest) = rest.split_at(end);
            let is_bare =
                rest.chars().next().is_none_or(|c| matches!(c, '/' | '?' | '#' | '"' | '\'' | ' ' | ','));
            return (is_bare && !host.is_empty()).then_some((host.trim_end_matches('.'), None));
        }
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (port, rest) = after.split_at(digits);
        let goes_on =
            rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | ':'));
        let before = &line[..at];
        let start = before
            .rfind(|c| !is_host(c))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let host = &before[start..];
        let continues =
            before[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | '}'));
        let is_address = (2..=5).contains(&port.len())
            && !goes_on
            && !continues
            && host.starts_with(|c: char| c.is_ascii_lowercase());
        is_address.then_some((host.trim_end_matches('.'), Some(port)))
    })
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_are_found_in_texts() {
        for (line, found) in [
            ("web:8080", &[("web", Some("8080"))][..]),
            ("--db=postgres://app:secret@db.shop.svc:5432/app", &[("db.shop.svc", Some("5432"))]),
            (
                "http://web/ready https://api.shop.svc.cluster.local",
                &[("web", None), ("api.shop.svc.cluster.local", None)],
            ),
            ("http://web:80", &[("web", Some("80"))]),
            ("$(HOST):8080 ${HOST}:80 é:80 user_web:80", &[]),
            ("redis:7.2 redis:7 12:30:15 a:123456", &[]),
            ("", &[]),
        ] {
            assert_eq!(addresses(line).collect::<Vec<_>>(), found, "{line}");
        }
    }
}
