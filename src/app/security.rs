//! Pods that meet the level of the Pod Security Standards that an application or one of its namespaces demands.

use std::collections::{BTreeMap, HashMap};

use k8s_openapi::api::core::v1;

use super::error::Problems;
use crate::manifest::Object;
use crate::rules::pod_security::{Level, LevelVersion, PolicyVersion};

const ENFORCE: &str = "pod-security.kubernetes.io/enforce";
const ENFORCE_VERSION: &str = "pod-security.kubernetes.io/enforce-version";

/// Returns the labels by which a namespace demands a level.
pub(super) fn labels(level: LevelVersion) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::from([(ENFORCE.to_owned(), level.level().as_str().to_owned())]);
    if level.version().minor().is_some() {
        labels.insert(ENFORCE_VERSION.to_owned(), level.version().to_string());
    }
    labels
}

/// Returns the level that a namespace demands. A level that does not exist is one that the rules report.
fn level_of(namespace: &v1::Namespace) -> Option<LevelVersion> {
    let labels = namespace.metadata.labels.as_ref()?;
    let level = labels.get(ENFORCE)?;
    let level = [Level::Privileged, Level::Baseline, Level::Restricted]
        .into_iter()
        .find(|it| it.as_str() == level)?;
    let version = labels.get(ENFORCE_VERSION).and_then(|version| version.parse::<PolicyVersion>().ok());
    Some(version.map_or_else(|| level.into(), |version| level.at(version)))
}

/// Reports pods that do not meet the level of their part of the application or of their namespace.
pub(super) fn demand(
    objects: &[Object],
    of_part: impl Fn(usize) -> Option<LevelVersion>,
    problems: &mut Problems,
) {
    let namespaces: HashMap<&str, LevelVersion> = objects
        .iter()
        .filter_map(|object| Some((object.name()?, level_of(object.downcast_ref::<v1::Namespace>()?)?)))
        .collect();
    for (at, object) in objects.iter().enumerate() {
        let of_part = of_part(at);
        let of_namespace = object.namespace().and_then(|namespace| namespaces.get(namespace).copied());
        let distinct = of_namespace.filter(|level| Some(*level) != of_part);
        for level in [of_part, distinct].into_iter().flatten() {
            problems.violations.extend(object.content().demand(level));
        }
    }
}
