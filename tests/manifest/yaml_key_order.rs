//! Objects with every field of every struct set are written in the published order, and read back unchanged.

use std::collections::BTreeMap;
use std::fmt;

use k8s_openapi::api::{apps, autoscaling, batch, core, networking, policy, rbac};
use podwright::manifest::Yaml;
use podwright_tests::full::{Shape, full};
use saphyr::{LoadableYamlNode, Yaml as Node};
use serde::Serialize;
use serde::de::DeserializeOwned;

const TABLE: &str = include_str!("../../src/manifest/KEY_ORDER.md");

/// The published order of each struct that has its own. `*` stands for all other keys.
fn table() -> BTreeMap<&'static str, Vec<&'static str>> {
    let rows =
        TABLE.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |")?.split_once(" | "));
    let keys = |keys: &'static str| {
        keys.split(", ")
            .map(|key| if key == "the rest" { "*" } else { key.trim_matches('`') })
            .collect::<Vec<_>>()
    };
    let structs = rows.flat_map(|(names, list)| {
        names.split(", ").map(move |name| (name.trim_matches('`'), keys(list))).collect::<Vec<_>>()
    });
    structs.collect()
}

/// The keys of a struct as they must be written.
fn in_order(name: &str, mut keys: Vec<&'static str>) -> Vec<&'static str> {
    let table = table();
    let any = vec!["apiVersion", "kind", "metadata", "name"];
    let order = table.get(name).unwrap_or(&any);
    let rank = |key: &str| order.iter().position(|listed| *listed == key);
    let rest = rank("*").unwrap_or(order.len());
    keys.sort_by_key(|key| (rank(key).unwrap_or(rest), *key));
    keys
}

fn assert_order(path: &str, shape: &Shape, node: &Node) {
    match shape {
        Shape::Scalar => {}
        Shape::Sequence(item) => assert_order(path, item, &node.as_sequence().unwrap()[0]),
        Shape::Map(value) => assert_order(path, value, node.as_mapping().unwrap().iter().next().unwrap().1),
        Shape::Struct(name, fields) => {
            let mapping = node.as_mapping().unwrap();
            let written: Vec<_> = mapping.keys().map(|key| key.as_str().unwrap()).collect();
            assert_eq!(written, in_order(name, fields.keys().copied().collect()), "{path}, a {name}");
            for (key, value) in mapping {
                let key = key.as_str().unwrap();
                assert_order(&format!("{path}.{key}"), &fields[key], value);
            }
        }
    }
}

fn assert_complete(shape: &Shape) {
    match shape {
        Shape::Scalar => {}
        Shape::Sequence(inner) | Shape::Map(inner) => assert_complete(inner),
        Shape::Struct(name, fields) => {
            if let Some(listed) =
                table().get(name).filter(|listed| !listed.contains(&"*") || *name == "PodSpec")
            {
                for field in fields.keys() {
                    assert!(listed.contains(field), "the order of {name} does not list {field}");
                }
            }
            fields.values().for_each(assert_complete);
        }
    }
}

fn assert_written_in_order<T>(kind: &str)
where
    T: DeserializeOwned + Serialize + PartialEq + fmt::Debug,
{
    let (object, shape) = full::<T>();
    assert_complete(&shape);
    let yaml = Yaml::new().unvalidated(&object).unwrap();
    assert_order(kind, &shape, &Node::load_from_str(&yaml).unwrap()[0]);
    assert_eq!(yaml_serde::from_str::<T>(&yaml).unwrap(), object);
}

#[test]
fn every_field_is_written_in_the_published_order() {
    assert_written_in_order::<core::v1::Pod>("Pod");
    assert_written_in_order::<core::v1::PodTemplate>("PodTemplate");
    assert_written_in_order::<core::v1::ReplicationController>("ReplicationController");
    assert_written_in_order::<core::v1::Service>("Service");
    assert_written_in_order::<core::v1::ConfigMap>("ConfigMap");
    assert_written_in_order::<core::v1::Secret>("Secret");
    assert_written_in_order::<core::v1::ServiceAccount>("ServiceAccount");
    assert_written_in_order::<core::v1::Namespace>("Namespace");
    assert_written_in_order::<core::v1::PersistentVolume>("PersistentVolume");
    assert_written_in_order::<core::v1::PersistentVolumeClaim>("PersistentVolumeClaim");
    assert_written_in_order::<apps::v1::Deployment>("Deployment");
    assert_written_in_order::<apps::v1::StatefulSet>("StatefulSet");
    assert_written_in_order::<apps::v1::DaemonSet>("DaemonSet");
    assert_written_in_order::<apps::v1::ReplicaSet>("ReplicaSet");
    assert_written_in_order::<batch::v1::Job>("Job");
    assert_written_in_order::<batch::v1::CronJob>("CronJob");
    assert_written_in_order::<autoscaling::v2::HorizontalPodAutoscaler>("HorizontalPodAutoscaler");
    assert_written_in_order::<policy::v1::PodDisruptionBudget>("PodDisruptionBudget");
    assert_written_in_order::<networking::v1::Ingress>("Ingress");
    assert_written_in_order::<networking::v1::NetworkPolicy>("NetworkPolicy");
    assert_written_in_order::<rbac::v1::Role>("Role");
    assert_written_in_order::<rbac::v1::RoleBinding>("RoleBinding");
    assert_written_in_order::<rbac::v1::ClusterRoleBinding>("ClusterRoleBinding");
}

k8s_openapi::k8s_if_1_37! {
#[test]
fn every_listed_key_is_a_field_of_its_struct() {
    fn collect(shape: &Shape, all: &mut BTreeMap<&'static str, Vec<&'static str>>) {
        match shape {
            Shape::Scalar => {}
            Shape::Sequence(inner) | Shape::Map(inner) => collect(inner, all),
            Shape::Struct(name, fields) => {
                all.insert(name, fields.keys().copied().collect());
                for field in fields.values() {
 collect(field, all);
 }
            }
        }
    }

    let mut all = BTreeMap::new();
    for shape in [full::<core::v1::Pod>().1, full::<apps::v1::StatefulSet>().1, full::<batch::v1::CronJob>().1] {
        collect(&shape, &mut all);
    }
    for (name, fields) in all {
        for key in table().get(name).into_iter().flatten().filter(|key| **key != "*") {
            assert!(fields.contains(key), "{name} has no field {key}");
        }
    }
}
}
