//! Reads what a cluster identifies an object by from what the object serializes.

use serde::ser::{Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};

use super::error::WriteError;
use super::object::Identity;

/// Returns the identity of an object that serializes with its `apiVersion`, `kind` and `metadata`.
///
/// Its other fields are not serialized.
pub(super) fn of<T: Serialize + ?Sized>(object: &T) -> Result<Identity, WriteError> {
    let mut found = Found::default();
    object.serialize(Reader(Place::Object(&mut found)))?;
    let text = |text: Text| text.filter(|text| !text.is_empty());
    let required = |value: Text, field| text(value).ok_or_else(|| without(field));
    let api_version = required(found.api_version, "apiVersion")?;
    let kind = required(found.kind, "kind")?;
    if !found.has_metadata {
        return Err(without("metadata"));
    }
    Ok(Identity {
        api_version,
        kind,
        namespace: text(found.namespace),
        name: text(found.name),
        generate_name: text(found.generate_name),
    })
}

fn without(field: &str) -> WriteError {
    WriteError::value(format!(
        "an object of Kubernetes has `apiVersion`, `kind` and `metadata`; there is no `{field}`"
    ))
}

fn refuse<T>(what: &str) -> Result<T, WriteError> {
    Err(WriteError::value(format!("an object of Kubernetes is a map of fields, not {what}")))
}

type Text = Option<Box<str>>;

#[derive(Default)]
struct Found {
    api_version: Text,
    kind: Text,
    has_metadata: bool,
    namespace: Text,
    name: Text,
    generate_name: Text,
}

/// What is being serialized.
enum Place<'a> {
    Object(&'a mut Found),
    Metadata(&'a mut Found),
    Text(&'a mut Text),
}

impl Place<'_> {
    /// Reads a field, if it is part of the identity.
    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), WriteError> {
        let place = match (self, name) {
            (Self::Object(found), "apiVersion") => Place::Text(&mut found.api_version),
            (Self::Object(found), "kind") => Place::Text(&mut found.kind),
            (Self::Object(found), "metadata") => Place::Metadata(found),
            (Self::Metadata(found), "namespace") => Place::Text(&mut found.namespace),
            (Self::Metadata(found), "name") => Place::Text(&mut found.name),
            (Self::Metadata(found), "generateName") => Place::Text(&mut found.generate_name),
            _ => return Ok(()),
        };
        value.serialize(Reader(place))
    }
}

/// A serializer that writes nothing.
struct Reader<'a>(Place<'a>);

/// The fields of a struct or the entries of a map.
struct Fields<'a> {
    place: Place<'a>,
    key: Text,
}

impl<'a> Reader<'a> {
    fn fields(self) -> Result<Fields<'a>, WriteError> {
        match self.0 {
            Place::Text(_) => refuse("a map in place of a text"),
            Place::Object(found) => Ok(Fields { place: Place::Object(found), key: None }),
            Place::Metadata(found) => {
                found.has_metadata = true;
                Ok(Fields { place: Place::Metadata(found), key: None })
            }
        }
    }
}

macro_rules! refused {
    ($($method:ident($($type:ty),*) $what:literal)*) => { $(
        fn $method(self, $(_: $type),*) -> Result<(), WriteError> {
            refuse($what)
        }
    )* };
}

impl<'a> Serializer for Reader<'a> {
    type Ok = ();
    type Error = WriteError;
    type SerializeSeq = Impossible<(), WriteError>;
    type SerializeTuple = Impossible<(), WriteError>;
    type SerializeTupleStruct = Impossible<(), WriteError>;
    type SerializeTupleVariant = Impossible<(), WriteError>;
    type SerializeMap = Fields<'a>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = Impossible<(), WriteError>;

    refused! {
        serialize_bool(bool) "a truth value"
        serialize_i8(i8) "a number" serialize_i16(i16) "a number" serialize_i32(i32) "a number" serialize_i64(i64) "a number"
        serialize_u8(u8) "a number" serialize_u16(u16) "a number" serialize_u32(u32) "a number" serialize_u64(u64) "a number"
        serialize_f32(f32) "a number" serialize_f64(f64) "a number"
        serialize_bytes(&[u8]) "bytes"
    }

    fn serialize_char(self, value: char) -> Result<(), WriteError> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), WriteError> {
        let Place::Text(text) = self.0 else { return refuse("a text") };
        *text = Some(value.into());
        Ok(())
    }

    fn serialize_none(self) -> Result<(), WriteError> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), WriteError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), WriteError> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), WriteError> {
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), WriteError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), WriteError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), WriteError> {
        refuse("a variant")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, WriteError> {
        refuse("a sequence")
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, WriteError> {
        refuse("a sequence")
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, WriteError> {
        refuse("a sequence")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, WriteError> {
        refuse("a variant")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'a>, WriteError> {
        self.fields()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'a>, WriteError> {
        self.fields()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, WriteError> {
        refuse("a variant")
    }
}

impl SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), WriteError> {
        self.place.field(key, value)
    }

    fn end(self) -> Result<(), WriteError> {
        Ok(())
    }
}

impl SerializeMap for Fields<'_> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), WriteError> {
        self.key = None;
        // Only a text is a field of the identity. What the writer makes of another key is not known here.
        let _ = key.serialize(Reader(Place::Text(&mut self.key)));
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        match self.key.take() {
            Some(key) => self.place.field(&key, value),
            None => Ok(()),
        }
    }

    fn end(self) -> Result<(), WriteError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::core::v1;
    use serde_json::{Value, json};

    use super::of;

    fn refused(value: &Value) -> String {
        of(value).unwrap_err().to_string()
    }

    #[test]
    fn the_identity_of_a_plain_object_is_that_of_its_type() {
        let mut config = v1::ConfigMap::default();
        config.metadata.name = Some("web".to_owned());
        config.metadata.namespace = Some(String::new());
        let identity = of(&config).unwrap();
        assert_eq!((&*identity.api_version, &*identity.kind), ("v1", "ConfigMap"));
        assert_eq!((identity.name.as_deref(), identity.namespace), (Some("web"), None));
    }

    #[test]
    fn other_fields_are_not_looked_at() {
        let object = json!({
            "spec": { "kind": "x", "metadata": { "name": "y" } },
            "apiVersion": "example.com/v1",
            "kind": "Backup",
            "metadata": { "generateName": "nightly-", "labels": { "name": "z" }, "name": null },
        });
        let identity = of(&object).unwrap();
        assert_eq!((&*identity.kind, identity.name), ("Backup", None));
        assert_eq!(identity.generate_name.as_deref(), Some("nightly-"));
    }

    #[test]
    fn what_has_no_identity_is_refused() {
        let rule = "cannot be written to a manifest: an object of Kubernetes";
        for (value, missing) in [
            (json!({}), "apiVersion"),
            (json!({ "apiVersion": "v1", "kind": "", "metadata": {} }), "kind"),
            (json!({ "apiVersion": "v1", "kind": "Pod" }), "metadata"),
            (json!({ "apiVersion": "v1", "kind": "Pod", "metadata": null }), "metadata"),
        ] {
            let expected = format!("{rule} has `apiVersion`, `kind` and `metadata`; there is no `{missing}`");
            assert_eq!(refused(&value), expected);
        }
        for (value, what) in [
            (json!("Pod"), "a text"),
            (json!([1]), "a sequence"),
            (json!(1), "a number"),
            (json!({ "kind": 1 }), "a number"),
            (json!({ "kind": {} }), "a map in place of a text"),
            (json!({ "metadata": true }), "a truth value"),
        ] {
            assert_eq!(refused(&value), format!("{rule} is a map of fields, not {what}"));
        }
    }
}
