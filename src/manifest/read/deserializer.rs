//! The tree as a deserializer of serde.

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::decode::{Decoder, Step, Stop, TEXT};
use super::resolve::Scalar;
use super::tree::{Entry, NodeId, Value};

/// A node that is about to be decoded.
pub(super) struct At<'d, 't> {
    pub(super) decoder: &'d mut Decoder<'t>,
    pub(super) node: NodeId,
}

impl<'t> At<'_, 't> {
    fn value(&self) -> &'t Value {
        &self.decoder.tree.node(self.node).value
    }

    fn sequence<'de, V: Visitor<'de>>(self, items: &'t [NodeId], visitor: V) -> Result<V::Value, Stop> {
        let result = visitor.visit_seq(Items { decoder: self.decoder, rest: items.iter(), index: 0 });
        self.decoder.placed(self.node, result)
    }

    fn mapping<'de, V: Visitor<'de>>(
        self,
        entries: &'t [Entry],
        fields: Option<&'static [&'static str]>,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        if let Some(fields) = fields {
            for entry in entries.iter().filter(|entry| !fields.contains(&&*entry.key)) {
                self.decoder.unknown(entry, fields);
            }
            self.decoder.structs.push((self.decoder.path.len(), fields));
        }
        let rest = entries.iter();
        let result = visitor.visit_map(Entries { decoder: self.decoder, rest, fields, value: None });
        if fields.is_some() {
            self.decoder.structs.pop();
        }
        self.decoder.placed(self.node, result)
    }

    fn integer<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let result = match self.value() {
            Value::Scalar(Scalar::Int(value)) => visitor.visit_i64(*value),
            Value::Scalar(Scalar::Uint(value)) => visitor.visit_u64(*value),
            _ => {
                self.decoder.wrong(self.node, "an integer");
                visitor.visit_i64(0)
            }
        };
        self.decoder.placed(self.node, result)
    }

    fn float<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let result = match self.value() {
            Value::Scalar(Scalar::Float(value)) => visitor.visit_f64(*value),
            Value::Scalar(Scalar::Int(value)) => visitor.visit_i64(*value),
            Value::Scalar(Scalar::Uint(value)) => visitor.visit_u64(*value),
            _ => {
                self.decoder.wrong(self.node, "a number");
                visitor.visit_f64(0.0)
            }
        };
        self.decoder.placed(self.node, result)
    }

    fn text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let result = if let Value::Scalar(Scalar::Text(text)) = self.value() {
            visitor.visit_str(text)
        } else {
            self.decoder.wrong(self.node, TEXT);
            visitor.visit_str("")
        };
        self.decoder.placed(self.node, result)
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        if let Value::Sequence(items) = self.value() {
            self.sequence(items, visitor)
        } else {
            self.decoder.wrong(self.node, "a list");
            self.sequence(&[], visitor)
        }
    }
}

impl<'de> de::Deserializer<'de> for At<'_, '_> {
    type Error = Stop;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let result = match self.value() {
            Value::Sequence(items) => return self.sequence(items, visitor),
            Value::Mapping(entries) => return self.mapping(entries, None, visitor),
            Value::Scalar(Scalar::Null) => visitor.visit_unit(),
            Value::Scalar(Scalar::Bool(value)) => visitor.visit_bool(*value),
            Value::Scalar(Scalar::Int(value)) => visitor.visit_i64(*value),
            Value::Scalar(Scalar::Uint(value)) => visitor.visit_u64(*value),
            Value::Scalar(Scalar::Float(value)) => visitor.visit_f64(*value),
            Value::Scalar(Scalar::Text(text)) => visitor.visit_str(text),
        };
        self.decoder.placed(self.node, result)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let result = if let Value::Scalar(Scalar::Bool(value)) = self.value() {
            visitor.visit_bool(*value)
        } else {
            self.decoder.wrong(self.node, "true or false");
            visitor.visit_bool(false)
        };
        self.decoder.placed(self.node, result)
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.integer(visitor)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.integer(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.integer(visitor)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.integer(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.integer(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.integer(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.integer(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.integer(visitor)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.float(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.float(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.text(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.text(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.value() {
            Value::Scalar(Scalar::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        let is_quantity = matches!(
            self.value(),
            Value::Scalar(Scalar::Text(_) | Scalar::Int(_) | Scalar::Uint(_) | Scalar::Float(_))
        );
        if name == "Quantity" && !is_quantity {
            self.decoder.wrong(self.node, "a quantity such as `500m` or `128Mi`");
            return visitor.visit_newtype_struct(IntoDeserializer::<Stop>::into_deserializer(""));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.list(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Stop> {
        self.list(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        self.list(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        if let Value::Mapping(entries) = self.value() {
            self.mapping(entries, None, visitor)
        } else {
            self.decoder.wrong(self.node, "a map");
            self.mapping(&[], None, visitor)
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        if let Value::Mapping(entries) = self.value() {
            self.mapping(entries, Some(fields), visitor)
        } else {
            self.decoder.wrong(self.node, "a map of fields");
            self.mapping(&[], None, visitor)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        let result = match self.value() {
            Value::Scalar(Scalar::Text(text)) => {
                visitor.visit_enum(IntoDeserializer::<Stop>::into_deserializer(&**text))
            }
            Value::Mapping(entries) => {
                let (decoder, rest) = (&mut *self.decoder, entries.iter());
                let map = Entries { decoder, rest, fields: None, value: None };
                visitor.visit_enum(MapAccessDeserializer::new(map))
            }
            _ => {
                self.decoder.wrong(self.node, TEXT);
                Err(Stop { message: None })
            }
        };
        self.decoder.placed(self.node, result)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { bytes byte_buf i128 u128 unit unit_struct identifier }
}

struct Items<'d, 't> {
    decoder: &'d mut Decoder<'t>,
    rest: std::slice::Iter<'t, NodeId>,
    index: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Stop;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        let Some(node) = self.rest.next() else { return Ok(None) };
        self.decoder.path.push(Step::Index(self.index));
        self.index += 1;
        let value = seed.deserialize(At { decoder: self.decoder, node: *node })?;
        self.decoder.path.pop();
        Ok(Some(value))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Entries<'d, 't> {
    decoder: &'d mut Decoder<'t>,
    rest: std::slice::Iter<'t, Entry>,
    /// The fields of a struct. Other keys have been recorded as problems and are skipped.
    fields: Option<&'static [&'static str]>,
    value: Option<&'t Entry>,
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = Stop;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        let is_known = |key: &str| self.fields.is_none_or(|fields| fields.contains(&key));
        let Some(entry) = self.rest.find(|entry| is_known(&entry.key)) else { return Ok(None) };
        self.value = Some(entry);
        let key: StrDeserializer<'_, Stop> = (*entry.key).into_deserializer();
        let key = seed.deserialize(key);
        self.decoder.placed(entry.value, key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Stop> {
        let Some(entry) = self.value.take() else {
            return Err(Stop { message: Some("a value was requested before its key".to_owned()) });
        };
        let step = if self.fields.is_some() { Step::Field(&entry.key) } else { Step::Key(&entry.key) };
        self.decoder.path.push(step);
        let value = seed.deserialize(At { decoder: self.decoder, node: entry.value })?;
        self.decoder.path.pop();
        Ok(value)
    }
}
