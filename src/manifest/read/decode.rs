//! From a tree to a Rust type, strictly, with everything that is wrong.

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

use super::nearest::nearest;
use super::problem::{Problem, ProblemKind};
use super::resolve::Scalar;
use super::tree::{Entry, NodeId, Tree, Value};

/// Decodes a node, or says all that is wrong with it.
///
/// A value of a wrong type is noted and replaced by an empty one, so that one pass finds the others too; nothing that
/// was replaced is ever returned.
pub(crate) fn decode<T: DeserializeOwned>(tree: &Tree, root: NodeId) -> Result<T, Vec<Problem>> {
    let mut decoder = Decoder { tree, problems: Vec::new(), path: Vec::new(), structs: Vec::new() };
    let decoded = T::deserialize(At { decoder: &mut decoder, node: root });
    match decoded {
        Ok(value) if decoder.problems.is_empty() => Ok(value),
        _ => Err(decoder.problems),
    }
}

struct Decoder<'t> {
    tree: &'t Tree,
    problems: Vec<Problem>,
    path: Vec<Step<'t>>,
    /// The fields of the structs that are open, with the length of their paths.
    structs: Vec<(usize, &'static [&'static str])>,
}

#[derive(Clone, Copy)]
enum Step<'t> {
    Field(&'t str),
    Key(&'t str),
    Index(usize),
}

/// Why decoding cannot go on; what it was is among the problems, once it has been placed.
#[derive(Debug)]
struct Stop {
    message: Option<String>,
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message.as_deref().unwrap_or("the problem has been noted"))
    }
}

impl std::error::Error for Stop {}

impl de::Error for Stop {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { message: Some(message.to_string()) }
    }
}

impl<'t> Decoder<'t> {
    fn field(&self, steps: &[Step<'t>]) -> String {
        let mut field = String::new();
        for step in steps {
            match step {
                Step::Field(name) if field.is_empty() => field.push_str(name),
                Step::Field(name) => field.extend([".", name]),
                Step::Key(key) => field.extend(["[", key, "]"]),
                Step::Index(index) => field.extend(["[", &index.to_string(), "]"]),
            }
        }
        field
    }

    #[cold]
    fn wrong(&mut self, node: NodeId, expected: &str) {
        let span = self.tree.node(node).span.clone();
        let message = format!("expected {expected}, found {}", self.tree.describe(node));
        let mut problem =
            Problem::new(ProblemKind::WrongType, span.clone(), message).at(self.field(&self.path));
        if expected == TEXT {
            problem = match &self.tree.node(node).value {
                Value::Scalar(Scalar::Null | Scalar::Text(_)) | Value::Sequence(_) | Value::Mapping(_) => {
                    problem
                }
                Value::Scalar(_) => problem.help("put the value in quotes"),
            };
        }
        self.problems.push(problem);
    }

    /// Notes what a visitor has said of a node, unless that has been noted.
    fn placed<V>(&mut self, node: NodeId, result: Result<V, Stop>) -> Result<V, Stop> {
        result.map_err(|stop| {
            if let Some(message) = stop.message {
                let span = self.tree.node(node).span.clone();
                if self.problems.last().is_none_or(|last| last.span != span) {
                    let problem = Problem::new(ProblemKind::WrongType, span, message);
                    self.problems.push(problem.at(self.field(&self.path)));
                }
            }
            Stop { message: None }
        })
    }

    #[cold]
    fn unknown(&mut self, entry: &'t Entry, fields: &'static [&'static str]) {
        let (kind, span) = (ProblemKind::UnknownField, entry.key_span.clone());
        self.path.push(Step::Field(&entry.key));
        let field = self.field(&self.path);
        self.path.pop();
        let owner = self.structs.iter().rev().find(|(_, fields)| fields.contains(&&*entry.key));
        let problem = match (nearest(&entry.key, fields.iter().copied()), owner) {
            (_, Some((depth, _))) => {
                let owner = self.field(&self.path[..*depth]);
                let owner =
                    if owner.is_empty() { "the object itself".to_owned() } else { format!("`{owner}`") };
                Problem::new(kind, span, format!("unknown field, it belongs to {owner}"))
                    .help("mind the indentation")
            }
            (Some(name), None) => Problem::new(kind, span, format!("unknown field, did you mean `{name}`?")),
            (None, None) => Problem::new(kind, span, "unknown field"),
        };
        self.problems.push(problem.at(field));
    }
}

const TEXT: &str = "a text";
const INTEGER: &str = "an integer";

struct At<'d, 't> {
    decoder: &'d mut Decoder<'t>,
    node: NodeId,
}

impl<'t> At<'_, 't> {
    fn value(&self) -> &'t Value {
        &self.decoder.tree.node(self.node).value
    }

    fn sequence<'de, V: Visitor<'de>>(self, items: &'t [NodeId], visitor: V) -> Result<V::Value, Stop> {
        let result = visitor.visit_seq(Items { decoder: self.decoder, items: items.iter(), index: 0 });
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
        let entries = entries.iter();
        let result = visitor.visit_map(Entries { decoder: self.decoder, entries, fields, value: None });
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
                self.decoder.wrong(self.node, INTEGER);
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
        let result = match self.value() {
            Value::Scalar(Scalar::Text(text)) => visitor.visit_str(text),
            _ => {
                self.decoder.wrong(self.node, TEXT);
                visitor.visit_str("")
            }
        };
        self.decoder.placed(self.node, result)
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.value() {
            Value::Sequence(items) => self.sequence(items, visitor),
            _ => {
                self.decoder.wrong(self.node, "a list");
                self.sequence(&[], visitor)
            }
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
        let result = match self.value() {
            Value::Scalar(Scalar::Bool(value)) => visitor.visit_bool(*value),
            _ => {
                self.decoder.wrong(self.node, "true or false");
                visitor.visit_bool(false)
            }
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
        match self.value() {
            Value::Mapping(entries) => self.mapping(entries, None, visitor),
            _ => {
                self.decoder.wrong(self.node, "a map");
                self.mapping(&[], None, visitor)
            }
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        match self.value() {
            Value::Mapping(entries) => self.mapping(entries, Some(fields), visitor),
            _ => {
                self.decoder.wrong(self.node, "a map of fields");
                self.mapping(&[], None, visitor)
            }
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
                let entries = entries.iter();
                let decoder = &mut *self.decoder;
                let map = Entries { decoder, entries, fields: None, value: None };
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
    items: std::slice::Iter<'t, NodeId>,
    index: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Stop;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        let Some(node) = self.items.next() else { return Ok(None) };
        self.decoder.path.push(Step::Index(self.index));
        self.index += 1;
        let value = seed.deserialize(At { decoder: self.decoder, node: *node })?;
        self.decoder.path.pop();
        Ok(Some(value))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Entries<'d, 't> {
    decoder: &'d mut Decoder<'t>,
    entries: std::slice::Iter<'t, Entry>,
    /// Of a struct: what else stands in the map has been noted, and is passed over.
    fields: Option<&'static [&'static str]>,
    value: Option<&'t Entry>,
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = Stop;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        let is_known = |key: &str| self.fields.is_none_or(|fields| fields.contains(&key));
        let Some(entry) = self.entries.find(|entry| is_known(&entry.key)) else { return Ok(None) };
        self.value = Some(entry);
        let key: StrDeserializer<'_, Stop> = (*entry.key).into_deserializer();
        let key = seed.deserialize(key);
        self.decoder.placed(entry.value, key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Stop> {
        let Some(entry) = self.value.take() else {
            return Err(Stop { message: Some("a value was asked for before its key".to_owned()) });
        };
        let step = if self.fields.is_some() { Step::Field(&entry.key) } else { Step::Key(&entry.key) };
        self.decoder.path.push(step);
        let value = seed.deserialize(At { decoder: self.decoder, node: entry.value })?;
        self.decoder.path.pop();
        Ok(value)
    }
}
