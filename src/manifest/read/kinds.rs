//! The kinds that are read strictly, and the parts of them that are validated.

use std::collections::HashSet;
use std::fmt::{self, Debug};
use std::sync::Arc;

use k8s_openapi::Metadata;
use k8s_openapi::api::{core, networking, storage};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};

use super::claims;
use super::decode::decode_for;
use super::document::Document;
use super::nearest::nearest;
use super::problem::{Problem, ProblemKind};
use super::shape::{AsRead, Shape};
use super::tree::{NodeId, Tree};
use crate::Valid;
use crate::kind::served;
use crate::manifest::Object;
use crate::manifest::content::{KindWithRules, Unvalidated};
use crate::manifest::object::Identity;
#[cfg(test)]
use crate::rules::KubeVersion;
use crate::rules::kinds::for_each_kind;
use crate::rules::{Violation, Warning};

type Validated = Result<(Object, Vec<Problem>), Vec<Problem>>;

struct Known {
    api_version: &'static str,
    kind: &'static str,
    validate: fn(&Document) -> Validated,
    /// Decodes without a look at any rule.
    decode: fn(&Document) -> Validated,
}

impl Known {
    const fn unvalidated<T>() -> Self
    where
        T: Metadata<Ty = ObjectMeta> + DeserializeOwned + Serialize + Debug + Send + Sync + 'static,
    {
        Self {
            api_version: T::API_VERSION,
            kind: T::KIND,
            validate: unvalidated::<T>,
            decode: unvalidated::<T>,
        }
    }

    const fn validated<T>() -> Self
    where
        T: KindWithRules,
    {
        Self {
            api_version: T::API_VERSION,
            kind: T::KIND,
            validate: validated::<T>,
            decode: unvalidated::<T>,
        }
    }
}

macro_rules! known {
    ($($Kind:ty)*) => {
        static KINDS: &[Known] = &[
            $(Known::validated::<$Kind>(),)*
            Known::unvalidated::<core::v1::PersistentVolume>(),
            Known::unvalidated::<networking::v1::IngressClass>(),
            Known::unvalidated::<storage::v1::StorageClass>(),
        ];
    };
}

for_each_kind!(known);

/// The groups and versions of the kinds that are decoded.
#[cfg(test)]
pub(crate) const API_VERSIONS: &[&str] = &[
    "apps/v1",
    "autoscaling/v1",
    "autoscaling/v2",
    "batch/v1",
    "networking.k8s.io/v1",
    "policy/v1",
    "rbac.authorization.k8s.io/v1",
    "scheduling.k8s.io/v1",
    "storage.k8s.io/v1",
    "v1",
];

/// Decodes a document as the kind that it names, and validates it.
pub(super) fn validate(document: &Document) -> Validated {
    read_by(document, |known| known.validate)
}

/// Decodes a document as the kind that it names.
pub(super) fn decode_only(document: &Document) -> Validated {
    read_by(document, |known| known.decode)
}

fn read_by(document: &Document, choose: fn(&Known) -> fn(&Document) -> Validated) -> Validated {
    let (api_version, kind) = (document.api_version(), document.kind());
    if let Some(known) = KINDS.iter().find(|known| known.kind == kind && known.api_version == api_version) {
        return choose(known)(document);
    }
    if served::is_own_group(api_version) {
        match served::kind(api_version, kind) {
            Some(versions) if versions.contain(document.version()) => {}
            Some(versions) => {
                let (version, last) = (document.version(), versions.last);
                let others = match versions.first {
                    first if first > version => format!("{first} and later do"),
                    first if first == last => format!("only {last} does"),
                    first => format!("{first} to {last} do"),
                };
                let message = format!(
                    "Kubernetes {version} does not serve the kind {kind:?} of {api_version:?}: {others}"
                );
                return Err(vec![document.located(ProblemKind::UnknownKind, "apiVersion", message)]);
            }
            None => return Err(vec![unknown(document, api_version, kind)]),
        }
    }
    Ok((opaque(document), Vec::new()))
}

/// Describes a kind of Kubernetes' own groups that no version serves.
fn unknown(document: &Document, api_version: &str, kind: &str) -> Problem {
    let message = format!("no cluster knows the kind {kind:?} of {api_version:?}");
    let with_kind = |kind: &str| served::kinds().find(|(_, other)| *other == kind);
    let same_kind = KINDS.iter().find(|known| known.kind == kind).map(|known| known.api_version);
    let same_kind = same_kind.or_else(|| with_kind(kind).map(|(version, _)| version));
    if let Some(meant) = same_kind {
        let problem = document.located(ProblemKind::UnknownKind, "apiVersion", message);
        return problem.helped_by(format!("write {meant:?} for {api_version:?}"));
    }
    let problem = document.located(ProblemKind::UnknownKind, "kind", message);
    let beside = served::kinds().filter(|(version, _)| *version == api_version).map(|(_, kind)| kind);
    let meant = nearest(kind, beside).map(|meant| (api_version, meant)).or_else(|| {
        let meant = nearest(kind, served::kinds().map(|(_, kind)| kind))?;
        let known = KINDS.iter().find(|known| known.kind == meant).map(|known| known.api_version);
        Some((known.or_else(|| with_kind(meant).map(|(version, _)| version))?, meant))
    });
    match meant {
        Some((version, meant)) if version == api_version => {
            problem.helped_by(format!("write {meant:?} for {kind:?}"))
        }
        Some((version, meant)) => problem.helped_by(format!("did you mean {meant:?} of {version:?}?")),
        None => problem,
    }
}

fn validated<T>(document: &Document) -> Validated
where
    T: KindWithRules,
{
    let (object, shapes, mut problems) =
        decode_for::<T>(document.tree(), document.root(), document.version())?;
    match Valid::new_for(object, document.version()) {
        Ok(object) => {
            problems.extend(warnings_of(document, &object.warnings(), &object.advice()));
            Ok((Object::written_as(identity(document), object, as_read(document, shapes)), problems))
        }
        Err(violations) => Err(found(document, violations.iter())),
    }
}

fn unvalidated<T>(document: &Document) -> Validated
where
    T: Metadata<Ty = ObjectMeta> + DeserializeOwned + Serialize + Debug + Send + Sync + 'static,
{
    let (object, shapes, warnings) = decode_for::<T>(document.tree(), document.root(), document.version())?;
    Ok((read(document, object, shapes), warnings))
}

/// Returns a violation of the object as a problem, for each of them.
pub(super) fn violations<'a>(
    document: &Document,
    violations: impl Iterator<Item = &'a Violation>,
) -> Vec<Problem> {
    let places = claims::places(document);
    violations
        .map(|violation| located(document, &claims::field(places.as_ref(), violation.field()), violation))
        .collect()
}

/// How many violations of a document are searched for by their values. Others stand at their fields.
const SEARCHED: usize = 1_000;

fn located(document: &Document, field: &str, violation: &Violation) -> Problem {
    let message = violation.message();
    let problem = document.located_value(ProblemKind::Violation, field, violation.value(), message);
    let is_template = violation.value().is_some_and(|value| value.contains("{{"));
    let problem = problem.rule_id(violation.rule());
    if is_template { problem.helped_by("render the template first") } else { problem }
}

/// Returns the violations as problems. What a default has made of a limit is reported at the limit alone.
fn found<'a>(document: &Document, violations: impl Iterator<Item = &'a Violation> + Clone) -> Vec<Problem> {
    let all: HashSet<(&str, &str)> =
        violations.clone().map(|violation| (violation.field(), violation.rule())).collect();
    let places = claims::places(document);
    let is_of_limit = |violation: &Violation, field: &str| {
        let limit = violation.field().replace(".requests[", ".limits[");
        limit != violation.field() && all.contains(&(&*limit, violation.rule())) && !document.has(field)
    };
    violations
        .map(|violation| (claims::field(places.as_ref(), violation.field()), violation))
        .filter(|(field, violation)| !is_of_limit(violation, field))
        .enumerate()
        .map(|(index, (field, violation))| {
            if index < SEARCHED {
                return located(document, &field, violation);
            }
            let problem = document.located(ProblemKind::Violation, &field, violation.message());
            problem.rule_id(violation.rule())
        })
        .collect()
}

fn warnings_of(document: &Document, warnings: &[Warning], advice: &[Warning]) -> Vec<Problem> {
    let problem = |warning: &Warning| {
        document.located(ProblemKind::Warning, warning.field(), warning.message()).rule_id(warning.rule())
    };
    warnings.iter().chain(advice).map(problem).collect()
}

fn opaque(document: &Document) -> Object {
    let opaque = Opaque { tree: Arc::clone(document.tree()), root: document.root() };
    Object::of(identity(document), opaque)
}

fn identity(document: &Document) -> Identity {
    let tree = document.tree();
    let metadata = tree.entry(document.root(), "metadata").map(|entry| entry.value);
    let text =
        |field| metadata.and_then(|metadata| tree.text(metadata, field)).filter(|text| !text.is_empty());
    Identity {
        api_version: document.api_version().into(),
        kind: document.kind().into(),
        namespace: text("namespace").map(Box::from),
        name: text("name").map(Box::from),
        generate_name: text("generateName").map(Box::from),
    }
}

/// Returns an object that is written as it was read.
fn read<T>(document: &Document, object: T, shapes: Vec<Shape>) -> Object
where
    T: Serialize + Debug + Send + Sync + 'static,
{
    Object::written_as(identity(document), Unvalidated(object), as_read(document, shapes))
}

fn as_read(document: &Document, shapes: Vec<Shape>) -> AsRead {
    AsRead {
        tree: Arc::clone(document.tree()),
        root: document.root(),
        shapes: shapes.into(),
        api_version: document.api_version().into(),
        kind: document.kind().into(),
    }
}

/// An object of a kind that this crate does not know, as it is in the file.
struct Opaque {
    tree: Arc<Tree>,
    root: NodeId,
}

/// Shows no value: the tree may hold other documents, and a Secret among them.
impl Debug for Opaque {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opaque").finish_non_exhaustive()
    }
}

impl Serialize for Opaque {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.tree.part(self.root).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_versions_are_those_of_the_kinds() {
        let mut versions: Vec<_> = KINDS.iter().map(|known| known.api_version).collect();
        versions.sort_unstable();
        versions.dedup();
        assert_eq!(versions, API_VERSIONS);
        for known in KINDS {
            let versions = served::kind(known.api_version, known.kind).expect("a version serves it");
            assert!(KubeVersion::ALL.into_iter().all(|version| versions.contain(version)), "{}", known.kind);
        }
    }
}
