//! Where the volumes stand that a StatefulSet makes of its claim templates.

use std::borrow::Cow;

use super::document::Document;
use super::tree::{NodeId, Tree, Value};
use crate::rules::WrittenVolumes;

/// Returns the places of the volumes of a StatefulSet that has claim templates.
pub(super) fn places(document: &Document) -> Option<WrittenVolumes> {
    if (document.api_version(), document.kind()) != ("apps/v1", "StatefulSet") {
        return None;
    }
    let tree = document.tree();
    let claims = items(tree, document.root(), &["spec", "volumeClaimTemplates"])?;
    let pod = ["spec", "template", "spec", "volumes"];
    let volumes = items(tree, document.root(), &pod).unwrap_or_default();
    let name_of_claim = |claim: &NodeId| {
        let metadata = tree.entry(*claim, "metadata").map(|entry| entry.value);
        metadata.and_then(|metadata| tree.text(metadata, "name")).unwrap_or_default()
    };
    let name_of_volume = |volume: &NodeId| tree.text(*volume, "name").unwrap_or_default();
    Some(WrittenVolumes::new(claims.iter().map(name_of_claim), volumes.iter().map(name_of_volume)))
}

/// Returns the path at which a field of a violation is written.
pub(super) fn field<'a>(places: Option<&WrittenVolumes>, field: &'a str) -> Cow<'a, str> {
    places.and_then(|places| places.path(field)).map_or(Cow::Borrowed(field), Cow::Owned)
}

/// Returns the items of the list at a path.
fn items<'t>(tree: &'t Tree, root: NodeId, path: &[&str]) -> Option<&'t [NodeId]> {
    let mut here = root;
    for name in path {
        here = tree.entry(here, name)?.value;
    }
    match &tree.node(here).value {
        Value::Sequence(items) => Some(items),
        _ => None,
    }
}
