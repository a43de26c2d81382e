//! Objects with every field of every struct set are written in the published order, and read back unchanged.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use k8s_openapi::api::{apps, autoscaling, batch, core, networking, policy, rbac};
use podwright::manifest::Yaml;
use saphyr::{LoadableYamlNode, Yaml as Node};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, forward_to_deserialize_any};

const TABLE: &str = include_str!("../src/manifest/KEY_ORDER.md");

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

/// What stood where when the object was made.
#[derive(Debug, Default)]
enum Shape {
    #[default]
    Scalar,
    Struct(&'static str, BTreeMap<&'static str, Shape>),
    Map(Box<Shape>),
    Sequence(Box<Shape>),
}

/// A deserializer of an object in which every field is given.
struct Full<'a> {
    shape: &'a RefCell<Shape>,
    text: &'static str,
}

#[derive(Debug)]
struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

impl serde::de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl<'de> Deserializer<'de> for Full<'_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_str(self.text)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_bool(true)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_i32(7)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_i64(-7)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let text = match name {
            "Quantity" => "1536Mi",
            "Time" => "2024-02-29T12:30:45Z",
            "MicroTime" => "2024-02-29T12:30:45.000001Z",
            _ => self.text,
        };
        visitor.visit_newtype_struct(Full { text, ..self })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let mut item = One::new(self.text);
        let sequence = visitor.visit_seq(&mut item)?;
        *self.shape.borrow_mut() = Shape::Sequence(Box::new(item.shape));
        Ok(sequence)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let mut entry = One::new(self.text);
        let map = visitor.visit_map(&mut entry)?;
        *self.shape.borrow_mut() = Shape::Map(Box::new(entry.shape));
        Ok(map)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let mut all = Fields { name, left: fields, shapes: BTreeMap::new() };
        let object = visitor.visit_map(&mut all)?;
        *self.shape.borrow_mut() = Shape::Struct(name, all.shapes);
        Ok(object)
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple tuple_struct
        enum identifier ignored_any
    }
}

/// The only item of a sequence, or the only entry of a map.
struct One {
    text: &'static str,
    is_given: bool,
    shape: Shape,
}

impl One {
    fn new(text: &'static str) -> Self {
        Self { text, is_given: false, shape: Shape::Scalar }
    }

    fn value<'de, T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Failure> {
        let shape = RefCell::default();
        let value = seed.deserialize(Full { shape: &shape, text: self.text })?;
        self.shape = shape.into_inner();
        Ok(value)
    }
}

impl<'de> SeqAccess<'de> for &mut One {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        if std::mem::replace(&mut self.is_given, true) { Ok(None) } else { self.value(seed).map(Some) }
    }
}

impl<'de> MapAccess<'de> for &mut One {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        if std::mem::replace(&mut self.is_given, true) {
            return Ok(None);
        }
        seed.deserialize(StrDeserializer::new("no")).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        self.value(seed)
    }
}

struct Fields {
    name: &'static str,
    left: &'static [&'static str],
    shapes: BTreeMap<&'static str, Shape>,
}

impl<'de> MapAccess<'de> for &mut Fields {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        self.left.first().map(|field| seed.deserialize(StrDeserializer::new(field))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        let Some((field, left)) = self.left.split_first() else { return Err(Failure("no field".into())) };
        self.left = left;
        let text = match (*field, self.name) {
            ("kind", name) => name,
            ("apiVersion", name) => api_version(name),
            _ => "eA==",
        };
        let shape = RefCell::default();
        let value = seed.deserialize(Full { shape: &shape, text })?;
        self.shapes.insert(field, shape.into_inner());
        Ok(value)
    }
}

fn api_version(kind: &str) -> &'static str {
    match kind {
        "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" => "apps/v1",
        "Job" | "CronJob" => "batch/v1",
        "HorizontalPodAutoscaler" => "autoscaling/v2",
        "PodDisruptionBudget" => "policy/v1",
        "Ingress" | "NetworkPolicy" => "networking.k8s.io/v1",
        "Role" | "RoleBinding" | "ClusterRoleBinding" => "rbac.authorization.k8s.io/v1",
        _ => "v1",
    }
}

fn full<T: DeserializeOwned>() -> (T, Shape) {
    let shape = RefCell::default();
    let object = T::deserialize(Full { shape: &shape, text: "x" }).unwrap();
    (object, shape.into_inner())
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
