//! Reads JSON into the fields of objects as Go does: names match in any case, unknown fields are skipped, and `null` leaves a
//! field as it is. A value of another type than the field makes the whole text unreadable.

use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::rules::engine::quantities::Amount;
use crate::rules::pod::json::Reader;

/// What is read. `None` stands for a text that cannot be read.
pub(super) type Read = Option<()>;

/// Reads a whole text.
pub(super) fn text<T: Default>(text: &str, read: impl Fn(&mut Reader<'_>, &mut T) -> Read) -> Option<T> {
    let (mut reader, mut value) = (Reader::new(text), T::default());
    read(&mut reader, &mut value)?;
    reader.is_at_end().then_some(value)
}

/// Reads the fields of an object. `field` reads the value of a field with this name, or returns `false` if there is no such
/// field.
pub(super) fn object(
    reader: &mut Reader<'_>,
    mut field: impl FnMut(&mut Reader<'_>, &str) -> Option<bool>,
) -> Read {
    if reader.take_word("null") {
        return Some(());
    }
    if !reader.take(b'{') {
        return None;
    }
    if reader.take(b'}') {
        return Some(());
    }
    loop {
        let name = reader.key()?.to_ascii_lowercase();
        if !field(reader, &name)? {
            reader.skip()?;
        }
        if reader.take(b'}') {
            return Some(());
        }
        if !reader.take(b',') {
            return None;
        }
    }
}

/// Reads a field that may be missing.
pub(super) fn optional<T: Default>(
    reader: &mut Reader<'_>,
    field: &mut Option<T>,
    read: impl Fn(&mut Reader<'_>, &mut T) -> Read,
) -> Read {
    if reader.take_word("null") {
        *field = None;
        return Some(());
    }
    read(reader, field.get_or_insert_default())
}

/// Reads a list.
pub(super) fn list<T: Default>(
    reader: &mut Reader<'_>,
    field: &mut Vec<T>,
    read: impl Fn(&mut Reader<'_>, &mut T) -> Read,
) -> Read {
    field.clear();
    if reader.take_word("null") {
        return Some(());
    }
    if !reader.take(b'[') {
        return None;
    }
    if reader.take(b']') {
        return Some(());
    }
    loop {
        let mut item = T::default();
        read(reader, &mut item)?;
        field.push(item);
        if reader.take(b']') {
            return Some(());
        }
        if !reader.take(b',') {
            return None;
        }
    }
}

pub(super) fn string(reader: &mut Reader<'_>, field: &mut String) -> Read {
    if !reader.take_word("null") {
        *field = reader.string()?;
    }
    Some(())
}

pub(super) fn number(reader: &mut Reader<'_>, field: &mut i32) -> Read {
    if !reader.take_word("null") {
        *field = reader.number()?.parse().ok()?;
    }
    Some(())
}

/// Reads a quantity: a text or a number.
pub(super) fn quantity(reader: &mut Reader<'_>, field: &mut Quantity) -> Read {
    let text = match reader.peek()? {
        b'n' if reader.take_word("null") => "0".to_owned(),
        b'"' => reader.string()?,
        _ => reader.number()?.to_owned(),
    };
    Amount::parse(&text).ok()?;
    *field = Quantity(text);
    Some(())
}

/// Reads a label selector, of which no rule speaks.
pub(super) fn selector(reader: &mut Reader<'_>) -> Read {
    object(reader, |reader, name| {
        match name {
            "matchlabels" => labels(reader)?,
            "matchexpressions" => list(reader, &mut Vec::new(), |reader, (): &mut ()| requirement(reader))?,
            _ => return Some(false),
        }
        Some(true)
    })
}

fn labels(reader: &mut Reader<'_>) -> Read {
    object(reader, |reader, _| {
        string(reader, &mut String::new())?;
        Some(true)
    })
}

fn requirement(reader: &mut Reader<'_>) -> Read {
    object(reader, |reader, name| {
        match name {
            "key" | "operator" => string(reader, &mut String::new())?,
            "values" => list(reader, &mut Vec::new(), string)?,
            _ => return Some(false),
        }
        Some(true)
    })
}
