use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::emitter::{Emitter, Field, MAX_DEPTH};
use super::error::WriteError;
use super::format::{Format, Place, spaces};
use super::key::KeySerializer;
use super::order::{Cursor, Order};

/// An open map or sequence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    bracket: u8,
    place: Place,
    indent: usize,
    start: usize,
    body_start: usize,
    /// The indentation of the entries or items.
    pub(crate) body: usize,
}

impl Frame {
    #[inline]
    pub(crate) fn open<F: Format>(emitter: &mut Emitter<F>, bracket: u8) -> Result<Self, WriteError> {
        if emitter.depth == MAX_DEPTH {
            return Err(WriteError::value(format!(
                "more than {MAX_DEPTH} maps and sequences within each other"
            )));
        }
        emitter.depth += 1;
        let (place, indent, start) = (emitter.place, emitter.indent, emitter.out.len());
        let body = F::open(&mut emitter.out, place, indent, bracket);
        Ok(Self { bracket, place, indent, start, body_start: emitter.out.len(), body })
    }

    #[inline]
    pub(crate) fn close<F: Format>(self, emitter: &mut Emitter<F>) {
        emitter.depth -= 1;
        let out = &mut emitter.out;
        if out.len() > self.body_start {
            // The closing bracket follows the opening one by two, for `{}` and `[]` alike.
            F::close(out, self.indent, self.bracket + 2);
            return;
        }
        match self.place {
            Place::Key => {
                out.truncate(self.start - 1);
                out.push(b' ');
            }
            Place::Line => {
                out.truncate(self.start);
                spaces(out, self.indent);
            }
        }
        out.extend_from_slice(if self.bracket == b'{' { F::EMPTY_MAP } else { F::EMPTY_SEQ });
        out.extend_from_slice(F::END);
    }
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

/// The entries of a map with keys of the user's, or of a struct variant, in the order in which they come.
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

/// The fields of a struct, which are put into their published order when it ends.
#[derive(Debug)]
pub(crate) struct Fields<'a, F> {
    emitter: &'a mut Emitter<F>,
    frame: Frame,
    cursor: Cursor,
    /// Where the fields of this struct begin among those of all open structs.
    base: usize,
    last_rank: u8,
    is_sorted: bool,
}

impl<'a, F: Format> Fields<'a, F> {
    #[inline]
    pub(crate) fn open(emitter: &'a mut Emitter<F>, order: &'static Order) -> Result<Self, WriteError> {
        let frame = Frame::open(emitter, b'{')?;
        let base = emitter.fields.len();
        Ok(Self { emitter, frame, cursor: Cursor::new(order), base, last_rank: 0, is_sorted: true })
    }

    #[inline(always)]
    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), WriteError> {
        let indent = self.frame.body;
        let start = self.emitter.out.len();
        let known = self.cursor.find(key);
        match known {
            Some(key) => F::known_key(&mut self.emitter.out, indent, key),
            None => F::key(&mut self.emitter.out, indent, key),
        }
        let value_start = self.emitter.out.len();
        self.emitter.place = Place::Key;
        self.emitter.indent = indent;
        value.serialize(&mut *self.emitter)?;
        if known.is_some_and(|key| key.is_noise_when_empty)
            && says_nothing::<F>(&self.emitter.out[value_start..])
        {
            self.emitter.out.truncate(start);
            return Ok(());
        }
        let rank = known.map_or(self.cursor.rest(), |key| key.rank);
        self.is_sorted &= self.last_rank <= rank;
        self.last_rank = rank;
        self.emitter.fields.push(Field { rank, start, end: self.emitter.out.len() });
        Ok(())
    }

    #[inline]
    fn close(self) {
        if !self.is_sorted {
            sort(&mut self.emitter.out, &mut self.emitter.fields[self.base..]);
        }
        self.emitter.fields.truncate(self.base);
        self.frame.close(self.emitter);
    }
}

fn says_nothing<F: Format>(value: &[u8]) -> bool {
    let scalar = value.strip_suffix(F::END).unwrap_or(value).trim_ascii();
    scalar == F::EMPTY_MAP || scalar == b"null"
}

/// Moves the ranges of `out` into the order of their ranks, by way of a copy behind the end of `out`.
fn sort(out: &mut Vec<u8>, fields: &mut [Field]) {
    let Some(mut start) = fields.first().map(|field| field.start) else { return };
    fields.sort_unstable_by_key(|field| (field.rank, field.start));
    let end = out.len();
    let in_place = fields.iter().take_while(|field| {
        let stays = field.start == start;
        start = if stays { field.end } else { start };
        stays
    });
    let in_place = in_place.count();
    for field in &fields[in_place..] {
        out.extend_from_within(field.start..field.end);
    }
    out.copy_within(end.., start);
    out.truncate(end);
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

    #[inline(always)]
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
