//! The kinds and namespaces that the parent of a set remembers.

use std::collections::BTreeSet;

use podwright::manifest::Manifest;
use serde_json::{Value, json};

use super::ApplySet;
use crate::apply::Apply;
use crate::cluster::{Cluster, Mode};
use crate::{ErrorKind, ObjectError, ObjectRef};

const ID: &str = "applyset.kubernetes.io/id";
const TOOLING: &str = "applyset.kubernetes.io/tooling";
const KINDS: &str = "applyset.kubernetes.io/contains-group-kinds";
const NAMESPACES: &str = "applyset.kubernetes.io/additional-namespaces";
/// The name of this crate in the parent. Sets of other tools are left alone.
const OURS: &str = "podwright-kube";

/// A set that is being applied.
pub(crate) struct Members {
    pub(super) set: ApplySet,
    pub(super) id: String,
    parent: ObjectRef,
    manager: String,
    /// What the set had before, and has now.
    pub(super) all: Contents,
    /// What the set has now.
    pub(super) now: Contents,
}

/// Where the objects of a set are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Contents {
    /// Groups and kinds: `Deployment.apps`, `ConfigMap`.
    pub(super) kinds: BTreeSet<String>,
    pub(super) namespaces: BTreeSet<String>,
}

impl Contents {
    fn of_manifest(manifest: &Manifest) -> Self {
        let mut contents = Self::default();
        manifest.iter().for_each(|object| contents.add(&ObjectRef::of_object(object)));
        contents
    }

    pub(super) fn add(&mut self, object: &ObjectRef) {
        let group = if object.group().is_empty() { String::new() } else { format!(".{}", object.group()) };
        self.kinds.insert(format!("{}{group}", object.kind()));
        self.namespaces.extend(object.namespace().map(ToOwned::to_owned));
    }

    fn of_parent(parent: &Value) -> Self {
        let listed = |annotation| -> BTreeSet<String> {
            let text = parent["metadata"]["annotations"][annotation].as_str().unwrap_or_default();
            text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect()
        };
        Self { kinds: listed(KINDS), namespaces: listed(NAMESPACES) }
    }

    fn united(mut self, other: Self) -> Self {
        self.kinds.extend(other.kinds);
        self.namespaces.extend(other.namespaces);
        self
    }
}

impl Members {
    /// Reads the parent, and writes down what the set is to have, before anything of it is applied.
    pub(crate) async fn open(
        set: &ApplySet,
        manifest: &Manifest,
        options: &Apply,
        cluster: &mut Cluster,
    ) -> Result<Self, ObjectError> {
        let members = Self::read(set, manifest, options, cluster).await?;
        members.write(&members.all, cluster).await?;
        Ok(members)
    }

    /// Reads what the set has by its parent.
    pub(crate) async fn read(
        set: &ApplySet,
        manifest: &Manifest,
        options: &Apply,
        cluster: &mut Cluster,
    ) -> Result<Self, ObjectError> {
        let namespace = cluster.default_namespace().to_owned();
        let (parent, id) = (set.parent(&namespace), set.id(&namespace));
        let is_parent = |object: &ObjectRef| {
            let namespace = object.namespace().unwrap_or(&namespace);
            parent.is_same(&object.clone().in_namespace(namespace))
        };
        if manifest.iter().map(ObjectRef::of_object).any(|object| is_parent(&object)) {
            let text = "it is in the manifest, so it cannot be the parent of the apply set: choose another name for the set";
            return Err(ObjectError::new(&parent, ErrorKind::Input, text));
        }
        let before = match cluster.get(&parent).await? {
            None => Contents::default(),
            Some(found) => read(&parent, &found, &id)?,
        };
        let now = Contents::of_manifest(manifest);
        Ok(Self {
            set: set.clone(),
            id,
            parent,
            manager: options.field_manager().to_owned(),
            all: before.united(now.clone()),
            now,
        })
    }

    pub(super) fn parent(&self) -> &ObjectRef {
        &self.parent
    }

    /// Writes what the set has to its parent.
    pub(super) async fn write(&self, contents: &Contents, cluster: &mut Cluster) -> Result<(), ObjectError> {
        let list = |texts: &BTreeSet<String>, without: Option<&str>| {
            let texts = texts.iter().map(String::as_str).filter(|text| Some(*text) != without);
            texts.collect::<Vec<_>>().join(",")
        };
        let body = json!({
            "apiVersion": self.parent.api_version(), "kind": self.parent.kind(),
            "metadata": {
                "name": self.parent.name(), "namespace": self.parent.namespace(),
                "labels": { ID: self.id },
                "annotations": {
                    TOOLING: format!("{OURS}/v{}", env!("CARGO_PKG_VERSION")),
                    KINDS: list(&contents.kinds, None),
                    NAMESPACES: list(&contents.namespaces, self.parent.namespace()),
                },
            },
        });
        // The parent is this tool's own, so its annotations are taken from a manager of another name.
        let mode = Mode { manager: &self.manager, is_dry_run: false, is_forced: true };
        cluster.apply(&self.parent, &body, mode).await.map(|_| ())
    }
}

fn read(parent: &ObjectRef, found: &Value, id: &str) -> Result<Contents, ObjectError> {
    let refused = |text: String| Err(ObjectError::new(parent, ErrorKind::Refused, text));
    let label = found["metadata"]["labels"][ID].as_str();
    let tooling = found["metadata"]["annotations"][TOOLING].as_str();
    match (label, tooling) {
        (None, _) => {
            refused("it is there, and is not the parent of an apply set: choose another name".to_owned())
        }
        (Some(label), _) if label != id => {
            refused(format!("it is the parent of another apply set, {label:?}: choose another name"))
        }
        (_, Some(tool)) if tool.split('/').next() != Some(OURS) => refused(format!(
            "it is the parent of an apply set of {tool:?}, and what another tool applied is not pruned: choose another name"
        )),
        _ => Ok(Contents::of_parent(found)),
    }
}

/// Splits `Deployment.apps` into kind and group.
pub(super) fn kind_and_group(text: &str) -> (&str, &str) {
    text.split_once('.').unwrap_or((text, ""))
}

/// Returns the namespaces in which a set has objects.
pub(super) fn namespaces(members: &Members) -> BTreeSet<String> {
    let parent = members.parent.namespace().map(ToOwned::to_owned);
    members.all.namespaces.iter().cloned().chain(parent).collect()
}
