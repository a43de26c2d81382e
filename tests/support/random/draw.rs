use k8s_openapi::ByteString;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::{Random, Words};
use crate::objects::KINDS;

/// Fields that are left out of objects of any kind, also where one holds another: they have one value, or are dropped.
const LEFT_OUT_OF_OBJECTS: &[&str] = &["apiVersion", "kind", "status"];

/// Fields that are left out, as struct and field name, because Kubernetes 1.36 does not know them.
const LEFT_OUT: &[(&str, &str)] = &[
    ("ClusterTrustBundleProjection", "user"),
    ("ConfigMapVolumeSource", "defaultUser"),
    ("DownwardAPIVolumeFile", "user"),
    ("DownwardAPIVolumeSource", "defaultUser"),
    ("EmptyDirVolumeSource", "mode"),
    ("GRPCAction", "mode"),
    ("HTTPGetAction", "protocol"),
    ("KeyToPath", "user"),
    ("PodCertificateProjection", "user"),
    ("JobSpec", "scheduling"),
    ("PodSpec", "evictionResponders"),
    ("ProjectedVolumeSource", "defaultUser"),
    ("SecretVolumeSource", "defaultUser"),
    ("ServiceAccountTokenProjection", "user"),
    ("VolumeMount", "bindMountOptions"),
];

/// Fields that are always set, because without them the rest is not validated.
const MOSTLY_GIVEN: &[&str] = &[
    "metadata",
    "spec",
    "containers",
    "name",
    "image",
    "mountPath",
    "key",
    "path",
    "port",
    "containerPort",
    "template",
    "selector",
    "schedule",
    "jobTemplate",
    "scaleTargetRef",
    "maxReplicas",
    "ports",
    "roleRef",
    "subjects",
    "rules",
    "verbs",
    "http",
    "paths",
    "backend",
    "pathType",
    "type",
    "value",
    "limits",
    "hard",
    "accessModes",
];

/// Fields that admission restricts more than validation does.
const SELDOM: &[&str] = &["priority", "preemptionPolicy", "overhead", "ephemeralContainers"];

/// A deserializer that returns a random value of any type.
pub(super) struct Drawer<'a> {
    random: &'a mut Random,
    words: &'a Words,
    /// The field that is drawn.
    key: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Plain,
    Quantity,
    Time,
    KeyOfMap,
}

impl<'a> Drawer<'a> {
    pub(super) fn new(random: &'a mut Random, words: &'a Words) -> Self {
        Self { random, words, key: "", kind: Kind::Plain }
    }

    fn within(&mut self, key: &'static str, kind: Kind) -> Drawer<'_> {
        Drawer { random: self.random, words: self.words, key, kind }
    }

    fn text(&mut self) -> String {
        match self.kind {
            Kind::Plain => self.words.text(self.random, self.key),
            Kind::Quantity => self.words.quantity(self.random),
            Kind::Time => {
                (*self.random.pick(&["2026-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-30T00:00:00Z"]))
                    .to_owned()
            }
            Kind::KeyOfMap => self.words.key(self.random, self.key),
        }
    }
}

impl<'de> Deserializer<'de> for Drawer<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.random.one_in(2) { self.deserialize_i32(visitor) } else { self.deserialize_string(visitor) }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.random.one_in(2))
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let number = self.words.number(self.random, self.key);
        visitor.visit_i32(i32::try_from(number).unwrap_or(i32::MAX))
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i64(self.words.number(self.random, self.key))
    }

    /// Draws a time, or bytes. Other texts are drawn as strings.
    fn deserialize_str<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let text = self.text();
        if self.kind == Kind::Time {
            return visitor.visit_string(text);
        }
        let bytes = serde_json::to_value(ByteString(text.into_bytes())).unwrap();
        visitor.visit_str(bytes.as_str().unwrap())
    }

    fn deserialize_string<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.text())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let kind = match name {
            "Quantity" => Kind::Quantity,
            "Time" | "MicroTime" => Kind::Time,
            _ => Kind::Plain,
        };
        visitor.visit_newtype_struct(self.within(self.key, kind))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let left = self.words.items(self.random);
        visitor.visit_seq(Items { drawer: self, left })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let left = self.words.items(self.random);
        visitor.visit_map(Items { drawer: self, left })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let one_in = (fields.len() / 4).max(2);
        let is_given = |field: &&&str| {
            let is_of_object =
                LEFT_OUT_OF_OBJECTS.contains(*field) && KINDS.iter().any(|(_, kind)| *kind == name);
            if is_of_object || LEFT_OUT.contains(&(name, **field)) {
                return false;
            }
            if MOSTLY_GIVEN.contains(*field) {
                return !self.random.one_in(20);
            }
            self.random.one_in(one_in) && (!SELDOM.contains(*field) || self.random.one_in(20))
        };
        let fields: Vec<&'static str> = fields.iter().filter(is_given).copied().collect();
        visitor.visit_map(Fields { drawer: self, fields: fields.into_iter() })
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct enum identifier
        ignored_any
    }
}

struct Items<'a> {
    drawer: Drawer<'a>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(self.drawer.within(self.drawer.key, Kind::Plain)).map(Some)
    }
}

impl<'de> MapAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(self.drawer.within(self.drawer.key, Kind::KeyOfMap)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(self.drawer.within(self.drawer.key, Kind::Plain))
    }
}

struct Fields<'a> {
    drawer: Drawer<'a>,
    fields: std::vec::IntoIter<&'static str>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(field) = self.fields.next() else { return Ok(None) };
        self.drawer.key = field;
        let field: StrDeserializer<'_, Error> = field.into_deserializer();
        seed.deserialize(field).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(self.drawer.within(self.drawer.key, Kind::Plain))
    }
}
