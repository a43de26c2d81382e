//! Objects of `k8s_openapi` in which every field is filled in, and the names of their structs and fields.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// The structs, maps and sequences of the object, recorded while it is made.
#[derive(Debug, Default)]
pub enum Shape {
    #[default]
    Scalar,
    Struct(&'static str, BTreeMap<&'static str, Shape>),
    Map(Box<Shape>),
    Sequence(Box<Shape>),
}

/// Returns an object with every field filled in, and its shape.
pub fn full<T: DeserializeOwned>() -> (T, Shape) {
    let shape = RefCell::default();
    let object = T::deserialize(Full { shape: &shape, text: "x" }).unwrap();
    (object, shape.into_inner())
}

/// A deserializer of an object that sets every field.
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
        "Role" | "RoleBinding" | "ClusterRole" | "ClusterRoleBinding" => "rbac.authorization.k8s.io/v1",
        "PriorityClass" => "scheduling.k8s.io/v1",
        _ => "v1",
    }
}
