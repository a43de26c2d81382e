//! Values of JSON that are written with their keys in the order of the object that they were.

use std::collections::HashSet;
use std::fmt;

use k8s_openapi::serde_json::{self, Map, Value};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::error::WriteError;
use super::order;

/// The order of the keys in a text of JSON, and in its parts.
#[derive(Clone, Debug)]
pub(crate) enum KeyOrder {
    Scalar,
    Items(Box<[KeyOrder]>),
    Fields(Vec<(Box<str>, KeyOrder)>),
}

/// A value of JSON whose keys have an order. Keys that the order lacks come last.
#[derive(Clone)]
pub(crate) struct Ordered {
    pub(crate) value: Value,
    pub(crate) order: KeyOrder,
}

impl Ordered {
    /// Reads an object of JSON. The metadata has the published order, also for the keys that the object does not have.
    pub(crate) fn read(text: &[u8]) -> Result<Self, WriteError> {
        let refused = |error: serde_json::Error| WriteError::value(error.to_string());
        let mut order = serde_json::from_slice(text).map_err(refused)?;
        if let KeyOrder::Fields(fields) = &mut order
            && let Some((_, KeyOrder::Fields(metadata))) =
                fields.iter_mut().find(|(key, _)| **key == *"metadata")
        {
            let published = order::of("ObjectMeta");
            for key in published.names() {
                if metadata.iter().all(|(known, _)| **known != *key) {
                    metadata.push((key.into(), KeyOrder::Scalar));
                }
            }
            metadata.sort_by_key(|(key, _)| published.find(key).map_or(published.rest, |key| key.rank));
        }
        Ok(Self { value: serde_json::from_slice(text).map_err(refused)?, order })
    }
}

impl<'de> Deserialize<'de> for KeyOrder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Keys)
    }
}

struct Keys;

impl<'de> Visitor<'de> for Keys {
    type Value = KeyOrder;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<KeyOrder, E> {
        Ok(KeyOrder::Scalar)
    }

    fn visit_bool<E>(self, _: bool) -> Result<KeyOrder, E> {
        Ok(KeyOrder::Scalar)
    }

    fn visit_i64<E>(self, _: i64) -> Result<KeyOrder, E> {
        Ok(KeyOrder::Scalar)
    }

    fn visit_u64<E>(self, _: u64) -> Result<KeyOrder, E> {
        Ok(KeyOrder::Scalar)
    }

    fn visit_f64<E>(self, _: f64) -> Result<KeyOrder, E> {
        Ok(KeyOrder::Scalar)
    }

    fn visit_str<E>(self, _: &str) -> Result<KeyOrder, E> {
        Ok(KeyOrder::Scalar)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<KeyOrder, A::Error> {
        let mut orders = Vec::new();
        while let Some(order) = items.next_element()? {
            orders.push(order);
        }
        Ok(KeyOrder::Items(orders.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<KeyOrder, A::Error> {
        let mut fields = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            fields.push(entry);
        }
        Ok(KeyOrder::Fields(fields))
    }
}

impl Serialize for Ordered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Part { value: &self.value, order: &self.order }.serialize(serializer)
    }
}

/// A part of an ordered value.
struct Part<'a> {
    value: &'a Value,
    order: &'a KeyOrder,
}

impl<'a> Part<'a> {
    /// Returns the fields in their order, those that have none last.
    fn fields(
        fields: &'a Map<String, Value>,
        order: &'a [(Box<str>, KeyOrder)],
    ) -> impl Iterator<Item = (&'a str, Self)> {
        let ordered = order
            .iter()
            .filter_map(|(key, order)| Some((&**key, Self { value: fields.get(&**key)?, order })));
        let known: HashSet<&str> = order.iter().map(|(key, _)| &**key).collect();
        let new = fields.iter().filter(move |(key, _)| !known.contains(&***key));
        ordered.chain(new.map(|(key, value)| (&**key, Self { value, order: &KeyOrder::Scalar })))
    }
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.value, self.order) {
            (Value::Object(fields), KeyOrder::Fields(order)) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                Self::fields(fields, order).try_for_each(|(key, part)| map.serialize_entry(key, &part))?;
                map.end()
            }
            (Value::Array(items), KeyOrder::Items(orders)) => {
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for (at, value) in items.iter().enumerate() {
                    // A new item is like the last one.
                    let order = orders.get(at).or(orders.last()).unwrap_or(&KeyOrder::Scalar);
                    seq.serialize_element(&Part { value, order })?;
                }
                seq.end()
            }
            (value, _) => value.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Ordered;

    fn written(text: &str, value: Value) -> String {
        let ordered = Ordered::read(text.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&ordered).unwrap().len(), text.len());
        serde_json::to_string(&Ordered { value, ..ordered }).unwrap()
    }

    #[test]
    fn keys_have_the_order_that_they_had() {
        let text = r#"{"kind":"A","b":[{"z":1,"a":2}],"a":null}"#;
        let value =
            json!({ "a": 1, "b": [{ "a": 2, "z": 1 }, { "a": 3, "b": 4, "z": 5 }], "c": {}, "kind": "A" });
        assert_eq!(
            written(text, value),
            r#"{"kind":"A","b":[{"z":1,"a":2},{"z":5,"a":3,"b":4}],"a":1,"c":{}}"#
        );
        assert_eq!(written(text, json!({ "b": {}, "kind": "A" })), r#"{"kind":"A","b":{}}"#);
    }

    #[test]
    fn new_metadata_stands_where_metadata_stands() {
        let value =
            json!({ "metadata": { "annotations": {}, "labels": {}, "name": "a", "namespace": "b", "z": 1 } });
        assert_eq!(
            written(r#"{"metadata":{"annotations":{},"z":1,"name":"a"}}"#, value),
            r#"{"metadata":{"name":"a","namespace":"b","labels":{},"annotations":{},"z":1}}"#
        );
    }
}
