//! The tree as a deserializer of serde.

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::decode::{Decoder, Step, Stop, TEXT};
use super::resolve::Scalar;
use super::shape::{ShapeKind, whole};
use super::tree::{Entry, NodeId, Value};

/// A node that is about to be decoded.
pub(super) struct At<'d, 't> {
    pub(super) decoder: &'d mut Decoder<'t>,
    pub(super) node: NodeId,
    /// The index of its shape.
    pub(super) shape: usize,
}

/// A text that each text type of Kubernetes accepts: times, too.
const PROBED_TEXT: &str = "2024-01-01T00:00:00Z";

impl<'t> At<'_, 't> {
    fn value(&self) -> &'t Value {
        &self.decoder.tree.node(self.node).value
    }

    fn is_probe(&self) -> bool {
        self.decoder.probe.is_some()
    }

    fn mark(&mut self, kind: ShapeKind) {
        if let Some(shape) = self.decoder.shapes.get_mut(self.shape) {
            shape.kind = kind;
        }
    }

    fn is_quantity(&self) -> bool {
        let shape = self.decoder.shapes.get(self.shape);
        shape.is_some_and(|shape| matches!(shape.kind, ShapeKind::Quantity))
    }

    fn sequence<'de, V: Visitor<'de>>(self, items: &'t [NodeId], visitor: V) -> Result<V::Value, Stop> {
        let result = visitor.visit_seq(Items { decoder: self.decoder, rest: items.iter(), index: 0 });
        self.decoder.placed(self.node, result)
    }

    fn mapping<'de, V: Visitor<'de>>(
        self,
        entries: &'t [Entry],
        fields: Option<(&'static str, &'static [&'static str])>,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        if let Some((name, fields)) = fields {
            self.decoder.require_known(entries, name, fields);
            self.decoder.open(name, fields);
        }
        let fields = fields.map(|(_, fields)| fields);
        let rest = entries.iter();
        let result = visitor.visit_map(Entries { decoder: self.decoder, rest, fields, value: None });
        if fields.is_some() {
            self.decoder.structs.pop();
        }
        self.decoder.placed(self.node, result)
    }

    fn integer<'de, V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Stop> {
        if self.is_probe() {
            return visitor.visit_i64(0);
        }
        self.mark(ShapeKind::Integer);
        let result = match self.value() {
            Value::Scalar(Scalar::Int(value)) => visitor.visit_i64(*value),
            Value::Scalar(Scalar::Uint(value)) => visitor.visit_u64(*value),
            value => {
                let whole =
                    if let Value::Scalar(Scalar::Float(value)) = value { whole(*value) } else { None };
                if whole.is_none() {
                    self.decoder.wrong(self.node, "an integer");
                }
                visitor.visit_i64(whole.unwrap_or_default())
            }
        };
        self.decoder.placed(self.node, result)
    }

    fn float<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.is_probe() {
            return visitor.visit_f64(0.0);
        }
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

    fn text<'de, V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Stop> {
        if self.is_probe() {
            return visitor.visit_str(PROBED_TEXT);
        }
        self.mark(ShapeKind::Text);
        let result = match self.value() {
            Value::Scalar(Scalar::Text(text)) => visitor.visit_str(text),
            Value::Scalar(Scalar::Null) if self.decoder.version.is_some() => {
                self.decoder.empty_text(self.node);
                visitor.visit_str("")
            }
            _ => {
                self.decoder.wrong(self.node, TEXT);
                visitor.visit_str("")
            }
        };
        self.decoder.placed(self.node, result)
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.is_probe() {
            return visitor.visit_seq(ProbedItem { decoder: self.decoder, is_read: false });
        }
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

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Stop> {
        if self.is_probe() {
            return visitor.visit_str(PROBED_TEXT);
        }
        let is_of_kubernetes = self.decoder.version.is_some() && !self.is_quantity();
        if is_of_kubernetes
            && let Value::Scalar(Scalar::Float(value)) = self.value()
            && let Some(value) = whole(*value)
        {
            self.mark(ShapeKind::Integer);
            let result = visitor.visit_i64(value);
            return self.decoder.placed(self.node, result);
        }
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
        if self.is_probe() {
            return visitor.visit_bool(false);
        }
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
        if self.is_probe() {
            return visitor.visit_some(self);
        }
        match self.value() {
            Value::Scalar(Scalar::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        if self.is_probe() {
            return visitor.visit_newtype_struct(self);
        }
        let is_quantity = matches!(
            self.value(),
            Value::Scalar(Scalar::Text(_) | Scalar::Int(_) | Scalar::Uint(_) | Scalar::Float(_))
        );
        if name == "Quantity" && !is_quantity {
            self.decoder.wrong(self.node, "a quantity such as `500m` or `128Mi`");
            return visitor.visit_newtype_struct(IntoDeserializer::<Stop>::into_deserializer(""));
        }
        if name == "Quantity" {
            self.mark(ShapeKind::Quantity);
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
        if self.is_probe() {
            return visitor.visit_map(ProbedEntry { decoder: self.decoder, is_read: false });
        }
        if let Value::Mapping(entries) = self.value() {
            self.mapping(entries, None, visitor)
        } else {
            self.decoder.wrong(self.node, "a map");
            self.mapping(&[], None, visitor)
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        if let Some(probe) = &mut self.decoder.probe {
            let rest = probe.enter(name, fields).into_iter();
            return visitor.visit_map(ProbedFields { decoder: self.decoder, name, rest, field: "" });
        }
        self.mark(ShapeKind::Struct(name, fields));
        if let Value::Mapping(entries) = self.value() {
            self.mapping(entries, Some((name, fields)), visitor)
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
        if self.is_probe() {
            return Err(Stop { message: None });
        }
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

    fn deserialize_ignored_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Stop> {
        self.mark(ShapeKind::Unseen);
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
        let shape = self.decoder.begin();
        let value = seed.deserialize(At { decoder: self.decoder, node: *node, shape })?;
        self.decoder.finish(shape);
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
        self.decoder.key = Some(entry);
        let shape = self.decoder.begin();
        let value = seed.deserialize(At { decoder: self.decoder, node: entry.value, shape })?;
        self.decoder.finish(shape);
        self.decoder.path.pop();
        Ok(value)
    }
}

/// The fields of a struct that is decoded from nothing.
struct ProbedFields<'d, 't> {
    decoder: &'d mut Decoder<'t>,
    name: &'static str,
    rest: std::vec::IntoIter<&'static str>,
    field: &'static str,
}

impl<'de> MapAccess<'de> for ProbedFields<'_, '_> {
    type Error = Stop;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        let Some(field) = self.rest.next() else { return Ok(None) };
        self.field = field;
        let key: StrDeserializer<'_, Stop> = field.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Stop> {
        if let Some(probe) = &mut self.decoder.probe {
            probe.begin(self.name, self.field);
        }
        let value = seed.deserialize(nothing(self.decoder))?;
        if let Some(probe) = &mut self.decoder.probe {
            probe.end();
        }
        Ok(value)
    }
}

/// The only item of a list that is decoded from nothing.
struct ProbedItem<'d, 't> {
    decoder: &'d mut Decoder<'t>,
    is_read: bool,
}

impl<'de> SeqAccess<'de> for ProbedItem<'_, '_> {
    type Error = Stop;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        if std::mem::replace(&mut self.is_read, true) {
            return Ok(None);
        }
        let mut mark = |is_list| self.decoder.probe.as_mut().is_some_and(|probe| probe.mark_list(is_list));
        let outer = mark(true);
        let value = seed.deserialize(nothing(self.decoder))?;
        if let Some(probe) = &mut self.decoder.probe {
            probe.mark_list(outer);
        }
        Ok(Some(value))
    }
}

/// The only entry of a map that is decoded from nothing.
struct ProbedEntry<'d, 't> {
    decoder: &'d mut Decoder<'t>,
    is_read: bool,
}

impl<'de> MapAccess<'de> for ProbedEntry<'_, '_> {
    type Error = Stop;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        if std::mem::replace(&mut self.is_read, true) {
            return Ok(None);
        }
        let key: StrDeserializer<'_, Stop> = "key".into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Stop> {
        seed.deserialize(nothing(self.decoder))
    }
}

/// A value of a type that is decoded from nothing.
fn nothing<'d, 't>(decoder: &'d mut Decoder<'t>) -> At<'d, 't> {
    At { decoder, node: NodeId(0), shape: 0 }
}
