//! Resolving references to named objects.

use std::sync::Arc;

use super::catalog as rule;
use super::context::{Context, NOTE, Out, PART, WHOLE};
use super::finding::Severity;
use super::known;
use super::named::Named;
use super::parts::{self, Has};
use super::reference::{Missing, ObjectName, Outcome, Part, Reason, ResolvedBy, Target};
use super::set::{Entry, Found};
use super::table::{Class, GATEWAY, RBAC};
use crate::rules::catalog::Id;

/// What has become of the object that a reference names.
enum State<'a> {
    There(&'a Entry),
    /// Another object makes it, or every cluster has it: its keys or ports, if they are known.
    Made(ResolvedBy, Option<Vec<Box<str>>>),
    Open(Reason),
    Missing(Missing),
}

/// Resolves a reference, adds it, and reports what is missing.
pub(super) fn resolve<'a>(cx: &Context<'a>, named: &Named<'a>, out: &mut Out) {
    let Some(from) = cx.entry(named.from) else { return };
    let space = named.target_space(&cx.set);
    // What is in the namespace of the apply is shown without it, as it is written.
    let is_written = named.space.is_some() || from.name.namespace.is_some();
    let shown = Some(space).filter(|_| is_written);
    let target = ObjectName::new(named.group, named.kind, shown, named.name);
    match state(cx, named, space) {
        State::There(entry) => {
            let target = (*entry.name).clone();
            require_grant(cx, from, named, space, &target, out);
            let has = |part: &Part| parts::has(entry, part, named.is_variable, &cx.set, &cx.providers, space);
            let offers = |part: &Part| {
                let mut known_parts = parts::listed(entry, part, named.is_variable);
                let numbers = if matches!(part, Part::Port(_)) { parts::numbers(entry) } else { Vec::new() };
                known_parts.extend(numbers.iter().map(String::as_str));
                cx.offer(part.name(), &known_parts)
            };
            require_parts(from, named, &target, ResolvedBy::Object, has, offers, out);
        }
        State::Made(by, known_parts) => {
            let has = |part: &Part| match &known_parts {
                None => Has::Unknown(Reason::Opaque),
                Some(known_parts) if known_parts.iter().any(|name| **name == *part.name()) => Has::Yes,
                Some(_) => Has::No,
            };
            let offers = |part: &Part| {
                let known_parts: Vec<&str> = known_parts.iter().flatten().map(|name| &**name).collect();
                cx.offer(part.name(), &known_parts)
            };
            require_parts(from, named, &target, by, has, offers, out);
        }
        State::Open(reason) => {
            refer_all(from, named, &target, &Outcome::Unknown(reason.clone()), out);
            let mut note = |rule, message: &dyn Fn() -> String| {
                out.raise_missing(&from.name, &named.field, &target, rule, Severity::Note, message);
            };
            match reason {
                Reason::MadeByProgram(program) => note(rule::MADE_BY_PROGRAM, &|| {
                    format!(
                        "{target} is not in the set; is it made by {program}, whose command line has these words?"
                    )
                }),
                Reason::MadeByRole(role) => note(rule::MADE_BY_PROGRAM, &|| {
                    let near = cx.near(named.group, named.kind, space, named.name);
                    format!("{target} is not in the set; is it made by a program with {role}?{near}")
                }),
                Reason::MadeByCustom(custom) => note(rule::MADE_BY_CUSTOM, &|| {
                    let near = cx.near(named.group, named.kind, space, named.name);
                    format!("{target} is not in the set; is it made for {custom}?{near}")
                }),
                _ => {}
            }
        }
        State::Missing(missing) => {
            refer_all(from, named, &target, &Outcome::Dangling(missing.clone()), out);
            let is_note = named.class == Class::Noted || known::is_outside(named.group, named.kind);
            let severity = if is_note { Severity::Note } else { Severity::Violation };
            let rule = match &missing {
                Missing::Namespace(_) => rule::OBJECT_ELSEWHERE,
                _ => missing_rule(named.group, named.kind),
            };
            out.raise_missing(&from.name, &named.field, &target, rule, severity, || {
                if let Missing::Namespace(other) = &missing {
                    return format!(
                        "{} {:?} is in namespace {other:?}, not in {space:?}",
                        named.kind, named.name
                    );
                }
                let near = cx.near(named.group, named.kind, space, named.name);
                format!("{target} is not in the set{near}")
            });
        }
    }
}

fn state<'a>(cx: &Context<'a>, named: &Named<'a>, space: &'a str) -> State<'a> {
    let Named { group, kind, name, .. } = *named;
    if let Some(reason) = cx.externals.object(group, kind, space, name) {
        return State::Open(reason);
    }
    // The scope of a custom resource whose definition is elsewhere is unknown.
    let found = cx
        .set
        .find(group, kind, space, name)
        .or_else(|| (!known::is_own_group(group)).then(|| cx.set.find(group, kind, "", name)).flatten());
    match found {
        Some(Found::Once(at)) => {
            return cx.entry(at as usize).map_or(State::Missing(Missing::Object), State::There);
        }
        Some(Found::Twice(_)) => return State::Open(Reason::Twice),
        None => {}
    }
    if is_everywhere(cx, named, space) {
        let parts = known::parts_of_everywhere(kind, name);
        return State::Made(
            ResolvedBy::Cluster,
            parts.map(|parts| parts.iter().map(|part| Box::from(*part)).collect()),
        );
    }
    if let Some(keys) = cx.providers.find(kind, space, name) {
        return State::Made(ResolvedBy::Provider, keys.clone());
    }
    if named.class == Class::Outside {
        return State::Open(Reason::Outside);
    }
    if named.is_optional {
        return State::Open(Reason::Optional);
    }
    missing(cx, named, space)
}

/// Tells whether every cluster has an object. The programs of a control plane have accounts in its namespace, and bindings name
/// them. The pods of a set have accounts of the set, and an account that is nearly one of the set is misspelt.
fn is_everywhere(cx: &Context<'_>, named: &Named<'_>, space: &str) -> bool {
    let Named { group, kind, name, .. } = *named;
    let is_of_pods = named.space.is_none();
    known::is_everywhere(group, kind, space, name)
        && (kind != "ServiceAccount"
            || name == "default"
            || (!is_of_pods && cx.near(group, kind, space, name).is_empty()))
}

/// Tells why an object is missing that nothing provides.
fn missing<'a>(cx: &Context<'a>, named: &Named<'a>, space: &'a str) -> State<'a> {
    let Named { group, kind, name, .. } = *named;
    if cx.doubts.may_provide(group, kind, space) {
        return State::Open(Reason::Opaque);
    }
    let others = cx.set.spaces_of(group, kind, name);
    let is_elsewhere = !space.is_empty() && !others.is_empty() && !others.contains(&"");
    let is_account = kind == "ServiceAccount" && named.space.is_some();
    if !space.is_empty() && !cx.set.has_namespace(space) && (!is_elsewhere || is_account) {
        return State::Open(Reason::OtherNamespace);
    }
    if let (true, Some(other)) = (is_elsewhere, others.first()) {
        return State::Missing(Missing::Namespace((*other).into()));
    }
    let is_made = !matches!((group, kind), ("", "Service" | "Endpoints") | ("apps" | "batch", _));
    if is_made && cx.programs.create(name) {
        return State::Made(ResolvedBy::Provider, None);
    }
    let program = cx.programs.find(name).or_else(|| {
        // A program that makes a secret often has its name built in, and a subcommand that tells of it.
        ((group, kind) == ("", "Secret")).then(|| cx.programs.find_parts(name)).flatten()
    });
    // The name of an account or a role may be that of a host in a command line.
    let is_data = matches!((group, kind), ("", "ConfigMap" | "Secret" | "PersistentVolumeClaim"));
    if is_data && let Some(program) = program.and_then(|at| cx.entry(at)) {
        return State::Open(Reason::MadeByProgram(Arc::clone(program.name.shared())));
    }
    let role = cx.permissions.maker_of(group, kind, space).filter(|_| named.class == Class::Required);
    if let Some(role) = role.and_then(|at| cx.entry(at)) {
        return State::Open(Reason::MadeByRole(Arc::clone(role.name.shared())));
    }
    if let (Some(maker), Class::Required, false) = (cx.maker(), named.class, known::is_of_quiet_group(group))
    {
        return State::Open(Reason::MadeByCustom(Arc::clone(maker)));
    }
    State::Missing(Missing::Object)
}

fn refer_all(from: &Entry, named: &Named<'_>, target: &ObjectName, outcome: &Outcome, out: &mut Out) {
    let mut refer = |field: &str, part: Option<Part>| {
        out.refer(&from.name, field, Target::Object(target.clone()), part, outcome.clone());
    };
    if named.parts.is_empty() {
        refer(&named.field, None);
    }
    for (part, field) in &named.parts {
        refer(field, Some(part.clone()));
    }
}

/// Adds the references to the parts of an object that exists, and reports those that it lacks.
fn require_parts(
    from: &Entry,
    named: &Named<'_>,
    target: &ObjectName,
    by: ResolvedBy,
    has: impl Fn(&Part) -> Has,
    offers: impl Fn(&Part) -> String,
    out: &mut Out,
) {
    if named.parts.is_empty() {
        refer_all(from, named, target, &Outcome::Resolved(by), out);
    }
    for (part, field) in &named.parts {
        let has = has(part);
        let outcome = match &has {
            Has::Yes => Outcome::Resolved(by),
            // The object is there, even if nothing is known of the part.
            Has::Unknown(Reason::Opaque) if by != ResolvedBy::Object => Outcome::Resolved(by),
            Has::Unknown(reason) => Outcome::Unknown(reason.clone()),
            Has::No if named.is_optional => Outcome::Unknown(Reason::Optional),
            Has::No => Outcome::Dangling(Missing::Part),
        };
        out.refer(&from.name, &**field, Target::Object(target.clone()), Some(part.clone()), outcome);
        if has != Has::No {
            continue;
        }
        if named.is_optional && matches!(part, Part::Key(_)) {
            let message =
                || format!("{target} lacks optional keys that are asked for, such as {:?}", part.name());
            out.raise_all(&from.name, field, target, rule::KEY_OPTIONAL, NOTE, message);
            continue;
        }
        let rule = match part {
            Part::Key(_) => rule::KEY_MISSING,
            Part::Container(_) => rule::CONTAINER_MISSING,
            Part::Listener(_) => rule::LISTENER_MISSING,
            Part::Request(_) => rule::REQUEST_MISSING,
            _ => rule::PORT_MISSING,
        };
        let levels = if named.is_optional { NOTE } else { PART };
        out.raise(&from.name, field, rule, levels, format!("{target} has no {part}{}", offers(part)));
    }
}

fn require_grant(
    cx: &Context<'_>,
    from: &Entry,
    named: &Named<'_>,
    space: &str,
    target: &ObjectName,
    out: &mut Out,
) {
    let own = cx.set.space(named.from);
    if *from.name.group != *GATEWAY || own == space || named.kind == "Gateway" || space.is_empty() {
        return;
    }
    let wants = [&*from.name.group, &from.name.kind, own];
    if !cx.grants.allow(wants, [space, named.group, named.kind, named.name]) {
        let message = format!(
            "{target} is in another namespace, and no ReferenceGrant there allows a {} of {own:?} to refer to it",
            from.name.kind
        );
        out.refer(
            &from.name,
            &*named.field,
            Target::Object(target.clone()),
            None,
            Outcome::Dangling(Missing::Grant),
        );
        out.raise(&from.name, &named.field, rule::GRANT_MISSING, WHOLE, message);
    }
}

fn missing_rule(group: &str, kind: &str) -> Id {
    match (group, kind) {
        ("", "ConfigMap") => rule::CONFIG_MAP_MISSING,
        ("", "Secret") => rule::SECRET_MISSING,
        ("", "PersistentVolumeClaim") | ("resource.k8s.io", "ResourceClaim" | "ResourceClaimTemplate") => {
            rule::CLAIM_MISSING
        }
        ("", "Service") => rule::SERVICE_MISSING,
        ("", "ServiceAccount") => rule::SERVICE_ACCOUNT_MISSING,
        (RBAC, "Role" | "ClusterRole") => rule::ROLE_MISSING,
        ("apps", "Deployment" | "StatefulSet" | "ReplicaSet" | "DaemonSet")
        | ("", "ReplicationController")
        | ("argoproj.io", "Rollout") => rule::WORKLOAD_MISSING,
        _ if known::is_outside(group, kind) => rule::CLASS_MISSING,
        _ => rule::OBJECT_MISSING,
    }
}
