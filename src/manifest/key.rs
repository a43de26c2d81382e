use std::fmt::Display;
use std::marker::PhantomData;

use serde::ser::{Impossible, Serialize, Serializer};

use super::error::WriteError;
use super::format::Format;

/// The serializer of a map key: a text, or a value with an obvious text form.
#[derive(Debug)]
pub(crate) struct KeySerializer<'a, F> {
    out: &'a mut Vec<u8>,
    indent: u16,
    format: PhantomData<F>,
}

impl<'a, F: Format> KeySerializer<'a, F> {
    pub(crate) fn new(out: &'a mut Vec<u8>, indent: u16) -> Self {
        Self { out, indent, format: PhantomData }
    }

    fn text(self, text: &str) {
        F::key(self.out, self.indent, text);
    }

    fn display(self, value: impl Display) {
        self.text(&value.to_string());
    }
}

fn refuse<T>(what: &str) -> Result<T, WriteError> {
    Err(WriteError::value(format!("the key of a map is a text, not {what}")))
}

/// Writes integers, `bool` and `char` as the texts that `serde_json` makes of them.
macro_rules! by_display {
    ($($method:ident($type:ty))*) => { $(
        fn $method(self, value: $type) -> Result<(), WriteError> {
            self.display(value);
            Ok(())
        }
    )* };
}

impl<F: Format> Serializer for KeySerializer<'_, F> {
    type Ok = ();
    type Error = WriteError;
    type SerializeSeq = Impossible<(), WriteError>;
    type SerializeTuple = Impossible<(), WriteError>;
    type SerializeTupleStruct = Impossible<(), WriteError>;
    type SerializeTupleVariant = Impossible<(), WriteError>;
    type SerializeMap = Impossible<(), WriteError>;
    type SerializeStruct = Impossible<(), WriteError>;
    type SerializeStructVariant = Impossible<(), WriteError>;

    by_display! {
        serialize_bool(bool)
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_char(char)
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), WriteError> {
        self.text(value);
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), WriteError> {
        self.text(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T>(self, _: &'static str, value: &T) -> Result<(), WriteError>
    where
        T: Serialize + ?Sized,
    {
        value.serialize(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), WriteError> {
        value.serialize(self)
    }

    fn serialize_f32(self, _: f32) -> Result<(), WriteError> {
        refuse("a float")
    }

    fn serialize_f64(self, _: f64) -> Result<(), WriteError> {
        refuse("a float")
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), WriteError> {
        refuse("bytes")
    }

    fn serialize_none(self) -> Result<(), WriteError> {
        refuse("null")
    }

    fn serialize_unit(self) -> Result<(), WriteError> {
        refuse("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), WriteError> {
        refuse("null")
    }

    fn serialize_newtype_variant<T>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), WriteError>
    where
        T: Serialize + ?Sized,
    {
        refuse("a map")
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
        refuse("a map")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, WriteError> {
        refuse("a map")
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, WriteError> {
        refuse("a map")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, WriteError> {
        refuse("a map")
    }
}
