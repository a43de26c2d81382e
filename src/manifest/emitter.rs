use std::fmt::Display;
use std::marker::PhantomData;

use serde::ser::{Serialize, Serializer};

use super::compound::{Entries, Fields, Frame, Items};
use super::error::WriteError;
use super::format::{Format, Place, lead};
use super::{number, order};
use crate::value::quantity::canonical;

/// How deep maps and lists may be nested, so that no value exhausts the stack.
pub(crate) const MAX_DEPTH: u16 = 256;

/// The serializer of YAML and JSON.
#[derive(Debug)]
pub(crate) struct Emitter<F> {
    pub(crate) out: Vec<u8>,
    pub(crate) place: Place,
    /// The indentation of the key before the value, or of the line that the value starts.
    pub(crate) indent: u16,
    pub(crate) depth: u16,
    /// The fields of all open structs, innermost last.
    pub(crate) fields: Vec<Field>,
    is_quantity: bool,
    /// Whether empty values that say nothing are written.
    pub(crate) keeps_empty: bool,
    format: PhantomData<F>,
}

/// The bytes of a field of an open struct in the output, and the rank of the field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) rank: u8,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl<F: Format> Emitter<F> {
    pub(crate) fn new() -> Self {
        Self {
            out: Vec::new(),
            place: Place::Line,
            indent: 0,
            depth: 0,
            fields: Vec::new(),
            is_quantity: false,
            keeps_empty: false,
            format: PhantomData,
        }
    }

    /// Appends one document. After an error the buffer is unchanged.
    pub(crate) fn document<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.document_by(|emitter| value.serialize(emitter))
    }

    /// Appends one document by calling `write`. After an error the buffer is unchanged.
    pub(crate) fn document_by(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
        self.item_by(0, write)?;
        self.out.push(b'\n');
        Ok(())
    }

    /// Appends a value by calling `write`, indented and without its final line break. After an error the buffer is unchanged.
    pub(crate) fn item_by(
        &mut self,
        indent: u16,
        write: impl FnOnce(&mut Self) -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
        let start = self.out.len();
        self.place = Place::Line;
        self.indent = indent;
        self.depth = 0;
        self.fields.clear();
        self.is_quantity = false;
        let result = write(self);
        match result {
            Ok(()) => self.out.truncate(self.out.len() - F::END.len()),
            Err(_) => self.out.truncate(start),
        }
        result
    }

    /// Writes a value with the empty values that are left out otherwise.
    #[cfg(feature = "app")]
    pub(crate) fn complete(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
        let outer = std::mem::replace(&mut self.keeps_empty, true);
        let result = write(self);
        self.keeps_empty = outer;
        result
    }

    pub(crate) fn into_text(self) -> Result<String, WriteError> {
        String::from_utf8(self.out).map_err(|error| WriteError::value(error.to_string()))
    }

    #[inline]
    fn scalar(&mut self, text: &[u8]) {
        lead(&mut self.out, self.place, self.indent);
        self.out.extend_from_slice(text);
        self.out.extend_from_slice(F::END);
    }

    fn display(&mut self, value: impl Display) {
        self.scalar(value.to_string().as_bytes());
    }

    /// Opens `{Variant: ...}`, and returns the frame of the map.
    fn variant(&mut self, variant: &str) -> Result<Frame, WriteError> {
        let frame = Frame::open(self, b'{')?;
        F::key(&mut self.out, frame.body, variant);
        self.place = Place::Key;
        self.indent = frame.body;
        Ok(frame)
    }
}

impl<'a, F: Format> Serializer for &'a mut Emitter<F> {
    type Ok = ();
    type Error = WriteError;
    type SerializeSeq = Items<'a, F>;
    type SerializeTuple = Items<'a, F>;
    type SerializeTupleStruct = Items<'a, F>;
    type SerializeTupleVariant = Items<'a, F>;
    type SerializeMap = Entries<'a, F>;
    type SerializeStruct = Fields<'a, F>;
    type SerializeStructVariant = Entries<'a, F>;

    #[inline]
    fn serialize_bool(self, value: bool) -> Result<(), WriteError> {
        self.scalar(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<(), WriteError> {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i16(self, value: i16) -> Result<(), WriteError> {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i32(self, value: i32) -> Result<(), WriteError> {
        self.serialize_i64(i64::from(value))
    }

    #[inline]
    fn serialize_i64(self, value: i64) -> Result<(), WriteError> {
        lead(&mut self.out, self.place, self.indent);
        if value < 0 {
            self.out.push(b'-');
        }
        number::decimal(&mut self.out, value.unsigned_abs());
        self.out.extend_from_slice(F::END);
        Ok(())
    }

    fn serialize_i128(self, value: i128) -> Result<(), WriteError> {
        self.display(value);
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Result<(), WriteError> {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u16(self, value: u16) -> Result<(), WriteError> {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u32(self, value: u32) -> Result<(), WriteError> {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u64(self, value: u64) -> Result<(), WriteError> {
        lead(&mut self.out, self.place, self.indent);
        number::decimal(&mut self.out, value);
        self.out.extend_from_slice(F::END);
        Ok(())
    }

    fn serialize_u128(self, value: u128) -> Result<(), WriteError> {
        self.display(value);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), WriteError> {
        self.scalar(number::float(format!("{value:?}"), value.is_finite())?.as_bytes());
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Result<(), WriteError> {
        self.scalar(number::float(format!("{value:?}"), value.is_finite())?.as_bytes());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), WriteError> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), WriteError> {
        if self.is_quantity {
            F::text(&mut self.out, self.place, self.indent, &canonical(value));
        } else {
            F::text(&mut self.out, self.place, self.indent, value);
        }
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), WriteError> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), WriteError> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), WriteError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), WriteError> {
        self.scalar(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), WriteError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), WriteError> {
        self.serialize_str(variant)
    }

    #[inline]
    fn serialize_newtype_struct<T>(self, name: &'static str, value: &T) -> Result<(), WriteError>
    where
        T: Serialize + ?Sized,
    {
        self.is_quantity = name == "Quantity";
        let result = value.serialize(&mut *self);
        self.is_quantity = false;
        result
    }

    fn serialize_newtype_variant<T>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), WriteError>
    where
        T: Serialize + ?Sized,
    {
        let frame = self.variant(variant)?;
        value.serialize(&mut *self)?;
        frame.close(self);
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'a, F>, WriteError> {
        Items::open(self, None)
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'a, F>, WriteError> {
        Items::open(self, None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'a, F>, WriteError> {
        Items::open(self, None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'a, F>, WriteError> {
        let outer = self.variant(variant)?;
        Items::open(self, Some(outer))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries<'a, F>, WriteError> {
        Entries::open(self, None)
    }

    #[expect(clippy::inline_always, reason = "inlined, the hash of the name is a constant")]
    #[inline(always)]
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields<'a, F>, WriteError> {
        Fields::open(self, order::of(name))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries<'a, F>, WriteError> {
        let outer = self.variant(variant)?;
        Entries::open(self, Some(outer))
    }
}
