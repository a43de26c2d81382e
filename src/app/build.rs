//! The way from a builder to an application: its objects are built, placed, renamed and linked.

use std::sync::Arc;
use std::{iter, mem};

use k8s_openapi::serde_json::Value;

use super::builder::{AppBuilder, Part};
use super::built::App;
use super::error::{AppError, Problems};
use super::into_objects::{Built, MemberContent, Rejection};
use super::names::{self, Names};
use super::security;
use crate::links::scope::ClusterKinds;
use crate::links::{Completeness, External, Linker, Severity, contracts};
use crate::manifest::content::PlaceError;
use crate::manifest::placement::Placement;
use crate::manifest::{Manifest, Object, WriteError};
use crate::rules::KubeVersion;
use crate::value::DnsLabel;
use crate::value::link::Carried;

/// An object that was built, with the namespace and the part that it belongs to.
struct Member {
    object: Object,
    namespace: Option<DnsLabel>,
    part: usize,
}

/// Builds the application. An object that breaks rules goes the same way, so that everything is reported.
pub(super) fn build(app: AppBuilder, version: KubeVersion) -> Result<App, AppError> {
    let AppBuilder { name, own, joined, mut linker } = app;
    let mut parts: Vec<Part> = iter::once(own).chain(joined).collect();
    let mut problems = Problems { app: name.as_str().to_owned(), ..Problems::default() };
    let members = members(&mut parts, version, &mut linker, &mut problems);
    for carried in members.iter().filter_map(|member| member.object.carried()) {
        linker = linker.externals(carried.externals.iter().map(External::from));
    }
    if let Some(namespace) = parts.first().and_then(|part| part.namespace.as_ref()) {
        linker = linker.namespace(namespace.as_str());
    }
    let part_of: Vec<&Part> = members.iter().filter_map(|member| parts.get(member.part)).collect();
    let objects = placed(&members, &part_of, &mut problems);
    security::demand(&objects, |at| part_of.get(at)?.pod_security, &mut problems);
    let part_names: Vec<&Names> = part_of.iter().map(|part| &part.names).collect();
    let (objects, renamed) = names::rename(objects, &part_names, &linker, &mut problems);
    let objects = distinct(objects, &mut problems);
    let links = linker.link(&objects);
    let found = links.findings(Completeness::Complete).into_iter().chain(contracts::findings(&objects));
    let (findings, mut notes): (Vec<_>, Vec<_>) =
        found.partition(|finding| finding.severity() == Severity::Violation);
    problems.findings.extend(findings);
    notes.extend(renamed);
    problems.checked()?;
    let manifest = Manifest::in_order(links.install_order(&objects));
    Ok(App { name, manifest, links, notes })
}

/// Builds the members of all parts.
fn members(
    parts: &mut [Part],
    version: KubeVersion,
    linker: &mut Linker,
    problems: &mut Problems,
) -> Vec<Member> {
    let mut members = Vec::new();
    for (at, part) in parts.iter_mut().enumerate() {
        for member in mem::take(&mut part.members.0) {
            let namespace = member.namespace.or_else(|| part.namespace.clone());
            for built in built(member.content, namespace.as_ref(), part, version) {
                let object = built.map_or_else(
                    |Rejection { violations, object }| {
                        if object.is_none() {
                            *linker = mem::take(linker).unreadable(violations.subject());
                        }
                        problems.violations.push(violations);
                        object
                    },
                    Some,
                );
                members.extend(object.map(|object| Member {
                    object,
                    namespace: namespace.clone(),
                    part: at,
                }));
            }
        }
    }
    members
}

fn built(member: MemberContent, namespace: Option<&DnsLabel>, part: &Part, version: KubeVersion) -> Built {
    match member {
        MemberContent::Workload(workload) => workload.build_in(namespace, &part.pod_labels, version),
        MemberContent::Builder(builder) => builder.build_in(namespace, version),
        MemberContent::Object(object) => vec![Ok(object)],
    }
}

/// Gives the objects their labels and namespaces.
fn placed(members: &[Member], part_of: &[&Part], problems: &mut Problems) -> Vec<Object> {
    let cluster_kinds = ClusterKinds::of(members.iter().map(|member| &member.object));
    let mut all = Vec::with_capacity(members.len());
    for (Member { object, namespace, .. }, part) in members.iter().zip(part_of) {
        let mut labels = part.labels.clone();
        let (group, kind) = (object.identity().group(), object.kind());
        if (group, kind) == ("", "Pod") {
            labels.extend(part.pod_labels.clone());
        }
        if (group, kind) == ("", "Namespace")
            && let Some(level) = part.pod_security
        {
            labels.extend(security::labels(level));
        }
        let namespace = namespace.as_ref().map(DnsLabel::as_str).filter(|_| !cluster_kinds.contain(object));
        let placement = Placement { namespace, labels: &labels };
        all.push(object.placed(&placement).unwrap_or_else(|error| {
            let rejected = problems.reject(error, object.to_value(), object.carried());
            rejected.and_then(|rejected| rejected.placed(&placement).ok()).unwrap_or_else(|| object.clone())
        }));
    }
    all
}

/// Returns the objects in install order, each once.
fn distinct(objects: Vec<Object>, problems: &mut Problems) -> Vec<Object> {
    // An object whose name breaks rules is to get another one, so it is no duplicate.
    let (named, unnamed): (Vec<_>, Vec<_>) = objects.into_iter().partition(has_certain_name);
    let mut manifest = Manifest::new();
    problems.duplicates.extend(named.into_iter().filter_map(|object| manifest.add(object).err()));
    manifest.into_iter().chain(unnamed).collect()
}

fn has_certain_name(object: &Object) -> bool {
    let mut fields = object.wrong_fields().iter();
    !fields.any(|field| matches!(&**field, "metadata" | "metadata.name" | "metadata.namespace"))
}

impl Problems {
    /// Adds what is wrong with an object. Returns the object as one that breaks rules, if it can be written.
    pub(super) fn reject(
        &mut self,
        error: PlaceError,
        object: Result<Value, WriteError>,
        carried: Option<&Arc<Carried>>,
    ) -> Option<Object> {
        match error {
            PlaceError::Invalid(violations) => {
                let object =
                    object.and_then(|it| Object::rejected(it, violations.fields(), carried.cloned()));
                self.violations.push(violations);
                object.ok()
            }
            PlaceError::Write(error) => {
                self.unwritten.push(error);
                None
            }
        }
    }
}
