use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::emitter::{Emitter, Field, MAX_DEPTH};
use super::error::WriteError;
use super::format::{Format, Place};
use super::key::KeySerializer;
use super::order::{Key, Order};

/// An open map or sequence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// The start of the first entry or item in the output.
    start: usize,
    indent: u16,
    /// The indentation of the entries or items.
    pub(crate) body: u16,
    place: Place,
    bracket: u8,
}

impl Frame {
    #[inline]
    pub(crate) fn open<F: Format>(emitter: &mut Emitter<F>, bracket: u8) -> Result<Self, WriteError> {
        if emitter.depth == MAX_DEPTH {
            return Err(too_deep());
        }
        emitter.depth += 1;
        let (place, indent) = (emitter.place, emitter.indent);
        let body = F::open(&mut emitter.out, place, indent, bracket);
        Ok(Self { start: emitter.out.len(), indent, body, place, bracket })
    }

    #[inline]
    pub(crate) fn close<F: Format>(self, emitter: &mut Emitter<F>) {
        emitter.depth -= 1;
        if emitter.out.len() > self.start {
            // In ASCII, `}` is `{` plus two, and `]` is `[` plus two.
            F::close(&mut emitter.out, self.indent, self.bracket + 2);
        } else {
            F::close_empty(&mut emitter.out, self.place, self.indent, self.bracket);
        }
    }
}

#[cold]
fn too_deep() -> WriteError {
    WriteError::value(format!("maps and sequences are nested more than {MAX_DEPTH} deep"))
}

/// The items of a sequence, a tuple or a tuple variant.
#[derive(Debug)]
pub(crate) struct Items<'a, F> {
    emitter: &'a mut Emitter<F>,
    frame: Frame,
    outer: Option<Frame>,
}

impl<'a, F: Format> Items<'a, F> {
    pub(crate) fn open(emitter: &'a mut Emitter<F>, outer: Option<Frame>) -> Result<Self, WriteError> {
        let frame = Frame::open(emitter, b'[')?;
        Ok(Self { emitter, frame, outer })
    }

    #[inline]
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        let start = self.emitter.out.len();
        self.emitter.place = Place::Line;
        self.emitter.indent = self.frame.body;
        value.serialize(&mut *self.emitter)?;
        F::mark_item(&mut self.emitter.out, start, self.frame.body);
        Ok(())
    }

    fn close(self) {
        self.frame.close(self.emitter);
        if let Some(outer) = self.outer {
            outer.close(self.emitter);
        }
    }
}

/// The entries of a map, or of a struct variant, in the order in which they are serialized.
#[derive(Debug)]
pub(crate) struct Entries<'a, F> {
    emitter: &'a mut Emitter<F>,
    frame: Frame,
    outer: Option<Frame>,
}

impl<'a, F: Format> Entries<'a, F> {
    pub(crate) fn open(emitter: &'a mut Emitter<F>, outer: Option<Frame>) -> Result<Self, WriteError> {
        let frame = Frame::open(emitter, b'{')?;
        Ok(Self { emitter, frame, outer })
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.emitter.place = Place::Key;
        self.emitter.indent = self.frame.body;
        value.serialize(&mut *self.emitter)
    }

    fn close(self) {
        self.frame.close(self.emitter);
        if let Some(outer) = self.outer {
            outer.close(self.emitter);
        }
    }
}

/// The fields of a struct. They are moved into the published order when the struct ends.
#[derive(Debug)]
pub(crate) struct Fields<'a, F> {
    emitter: &'a mut Emitter<F>,
    frame: Frame,
    order: &'static Order,
    /// The index of the first field of this struct among the fields of all open structs.
    base: usize,
    highest_rank: u8,
    is_sorted: bool,
}

impl<'a, F: Format> Fields<'a, F> {
    #[inline]
    pub(crate) fn open(emitter: &'a mut Emitter<F>, order: &'static Order) -> Result<Self, WriteError> {
        let frame = Frame::open(emitter, b'{')?;
        let base = emitter.fields.len();
        Ok(Self { emitter, frame, order, base, highest_rank: 0, is_sorted: true })
    }

    #[inline]
    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), WriteError> {
        let start = self.emitter.out.len();
        let known = self.begin(key);
        value.serialize(&mut *self.emitter)?;
        self.finish(known, start);
        Ok(())
    }

    #[inline(never)]
    fn begin(&mut self, key: &'static str) -> Option<&'static Key> {
        let indent = self.frame.body;
        let known = self.order.find(key);
        match known {
            Some(key) => F::known_key(&mut self.emitter.out, indent, key),
            None => F::key(&mut self.emitter.out, indent, key),
        }
        self.emitter.place = Place::Key;
        self.emitter.indent = indent;
        known
    }

    #[inline(never)]
    fn finish(&mut self, known: Option<&'static Key>, start: usize) {
        let rank = known.map_or(self.order.rest, |key| key.rank);
        if known.is_some_and(|key| key.is_noise_when_empty)
            && !self.emitter.keeps_empty
            && is_empty_line::<F>(&self.emitter.out[start..])
        {
            self.emitter.out.truncate(start);
            return;
        }
        let field = Field { rank, start, end: self.emitter.out.len() };
        if rank >= self.highest_rank {
            self.highest_rank = rank;
            self.emitter.fields.push(field);
        } else {
            self.is_sorted = false;
            insert(&mut self.emitter.fields, self.base, field);
        }
    }

    #[inline]
    fn close(self) {
        if !self.is_sorted {
            rearrange(&mut self.emitter.out, &self.emitter.fields[self.base..]);
        }
        self.emitter.fields.truncate(self.base);
        self.frame.close(self.emitter);
    }
}

/// Returns whether the field, a key and its value, is one line that ends with an empty map or null.
fn is_empty_line<F: Format>(field: &[u8]) -> bool {
    let field = field.strip_suffix(F::END).unwrap_or(field);
    (field.ends_with(b": {}") || field.ends_with(b": null")) && !field.contains(&b'\n')
}

/// Inserts a field, and keeps the fields from `base` on sorted by rank.
fn insert(fields: &mut Vec<Field>, base: usize, field: Field) {
    let later = fields[base..].iter().rev().take_while(|other| other.rank > field.rank).count();
    fields.insert(fields.len() - later, field);
}

/// Moves the bytes of the fields into the order of `fields`, by a copy at the end of `out`.
fn rearrange(out: &mut Vec<u8>, fields: &[Field]) {
    let Some(mut start) = fields.iter().map(|field| field.start).min() else { return };
    let copy = out.len();
    let mut moved = fields;
    while let [field, rest @ ..] = moved
        && field.start == start
    {
        start = field.end;
        moved = rest;
    }
    let mut end = copy;
    while let [rest @ .., field] = moved
        && field.end == end
    {
        end = field.start;
        moved = rest;
    }
    for field in moved {
        out.extend_from_within(field.start..field.end);
    }
    out.copy_within(copy.., start);
    out.truncate(copy);
}

impl<F: Format> SerializeSeq for Items<'_, F> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.item(value)
    }

    fn end(self) -> Result<(), WriteError> {
        self.close();
        Ok(())
    }
}

impl<F: Format> SerializeTuple for Items<'_, F> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.item(value)
    }

    fn end(self) -> Result<(), WriteError> {
        self.close();
        Ok(())
    }
}

impl<F: Format> SerializeTupleStruct for Items<'_, F> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.item(value)
    }

    fn end(self) -> Result<(), WriteError> {
        self.close();
        Ok(())
    }
}

impl<F: Format> SerializeTupleVariant for Items<'_, F> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.item(value)
    }

    fn end(self) -> Result<(), WriteError> {
        self.close();
        Ok(())
    }
}

impl<F: Format> SerializeMap for Entries<'_, F> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), WriteError> {
        key.serialize(KeySerializer::<F>::new(&mut self.emitter.out, self.frame.body))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.value(value)
    }

    fn end(self) -> Result<(), WriteError> {
        self.close();
        Ok(())
    }
}

impl<F: Format> SerializeStruct for Fields<'_, F> {
    type Ok = ();
    type Error = WriteError;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), WriteError> {
        self.field(key, value)
    }

    #[inline]
    fn end(self) -> Result<(), WriteError> {
        self.close();
        Ok(())
    }
}

impl<F: Format> SerializeStructVariant for Entries<'_, F> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), WriteError> {
        F::key(&mut self.emitter.out, self.frame.body, key);
        self.value(value)
    }

    fn end(self) -> Result<(), WriteError> {
        self.close();
        Ok(())
    }
}
