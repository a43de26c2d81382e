//! Custom resources stand in a manifest beside objects that have rules, and nothing else gets in without a word for it.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use podwright::manifest::{Manifest, Object, Reader, WriteErrorKind};
use podwright::prelude::*;
use podwright::to_yaml;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

/// A resource that serializes as those of kube's derive do: `apiVersion` and `kind` are no fields of the type.
#[derive(Clone, Debug)]
struct Backup {
    metadata: ObjectMeta,
    spec: BackupSpec,
}

type BackupSpec = BTreeMap<&'static str, &'static str>;

impl Serialize for Backup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Backup", 4)?;
        object.serialize_field("apiVersion", "example.com/v1")?;
        object.serialize_field("kind", "Backup")?;
        object.serialize_field("metadata", &self.metadata)?;
        object.serialize_field("spec", &self.spec)?;
        object.end()
    }
}

fn backup(name: &str) -> Backup {
    Backup {
        metadata: ObjectMeta {
            name: Some(name.to_owned()),
            namespace: Some("shop".to_owned()),
            ..ObjectMeta::default()
        },
        spec: BTreeMap::from([("schedule", "15 3 * * *")]),
    }
}

#[test]
fn a_custom_resource_stands_behind_what_it_needs() {
    let account = ServiceAccount::new(name!("web")).namespace(name!("shop")).build().unwrap();
    let object = Object::unvalidated(backup("nightly")).unwrap();
    assert_eq!((object.api_version(), object.kind()), ("example.com/v1", "Backup"));
    assert_eq!((object.namespace(), object.name()), (Some("shop"), Some("nightly")));
    assert!(object.downcast_ref::<Backup>().is_some());
    let manifest = Manifest::of([object, Object::from(account)]).unwrap();
    let order: Vec<_> = manifest.iter().map(ToString::to_string).collect();
    assert_eq!(order, [r#"ServiceAccount "shop/web""#, r#"Backup "shop/nightly""#]);
    let yaml = to_yaml(&manifest).unwrap();
    let expected = "apiVersion: example.com/v1\nkind: Backup\nmetadata:\n  name: nightly\n  namespace: shop\nspec:\n  schedule: ";
    assert!(yaml.contains(expected), "{yaml}");
}

#[test]
fn two_custom_resources_of_one_name_are_one_too_many() {
    let objects = || ["nightly", "nightly"].map(|name| Object::unvalidated(backup(name)).unwrap());
    let error = Manifest::of(objects()).unwrap_err();
    assert!(error.to_string().contains(r#"Backup "shop/nightly""#), "{error}");
}

#[test]
fn what_is_no_object_is_refused() {
    let error = Object::unvalidated(BTreeMap::from([("kind", "Backup")])).unwrap_err();
    assert_eq!(error.kind(), WriteErrorKind::Value);
    assert_eq!(
        error.to_string(),
        "cannot be written to a manifest: an object of Kubernetes has `apiVersion`, `kind` and `metadata`; there is \
         no `apiVersion`"
    );
}

#[test]
fn no_reader_lets_a_kind_that_has_rules_pass_unvalidated() {
    let namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: A}}";
    let refused = |text: &str| {
        let mut errors =
            Reader::new(text.as_bytes()).filter_map(|document| document.and_then(|d| d.object()).err());
        errors.next().map(|error| error.to_string()).unwrap_or_default()
    };
    assert!(refused(namespace).contains("metadata.name"), "{}", refused(namespace));
    for list in ["List", "NamespaceList"] {
        let items = format!("{{apiVersion: v1, kind: {list}, items: [{namespace}]}}");
        assert!(refused(&items).contains("metadata.name"), "{}", refused(&items));
    }
    // No version of Kubernetes that is known serves the older versions of a kind.
    for (api_version, kind) in [
        ("rbac.authorization.k8s.io/v1beta1", "Role"),
        ("rbac.authorization.k8s.io/v1alpha1", "ClusterRoleBinding"),
        ("scheduling.k8s.io/v1beta1", "PriorityClass"),
        ("policy/v1beta1", "PodDisruptionBudget"),
        ("extensions/v1beta1", "Ingress"),
        ("apps/v1beta2", "Deployment"),
    ] {
        let text = format!("{{apiVersion: {api_version}, kind: {kind}, metadata: {{name: web}}}}");
        assert!(refused(&text).contains("kind"), "{api_version}: {}", refused(&text));
    }
}
