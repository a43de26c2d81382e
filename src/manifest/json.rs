use super::format::{Format, Place, escape, lead, spaces};
use super::order::Key;

/// JSON with a line for each entry, indented by two spaces.
#[derive(Debug)]
pub(crate) struct Json;

impl Format for Json {
    const END: &'static [u8] = b",\n";

    fn open(out: &mut Vec<u8>, place: Place, indent: u16, bracket: u8) -> u16 {
        lead(out, place, indent);
        out.push(bracket);
        out.push(b'\n');
        indent + 2
    }

    fn close(out: &mut Vec<u8>, indent: u16, bracket: u8) {
        out.truncate(out.len() - Self::END.len());
        out.push(b'\n');
        spaces(out, indent);
        out.push(bracket);
        out.extend_from_slice(Self::END);
    }

    fn close_empty(out: &mut Vec<u8>, _: Place, _: u16, bracket: u8) {
        out.truncate(out.len() - 1);
        out.push(bracket + 2);
        out.extend_from_slice(Self::END);
    }

    fn mark_item(_: &mut [u8], _: usize, _: u16) {}

    fn key(out: &mut Vec<u8>, indent: u16, key: &str) {
        spaces(out, indent);
        quote(out, key);
        out.extend_from_slice(b": ");
    }

    fn known_key(out: &mut Vec<u8>, indent: u16, key: &Key) {
        spaces(out, indent);
        out.push(b'"');
        out.extend_from_slice(key.name.as_bytes());
        out.extend_from_slice(b"\": ");
    }

    fn text(out: &mut Vec<u8>, place: Place, indent: u16, text: &str) {
        lead(out, place, indent);
        quote(out, text);
        out.extend_from_slice(Self::END);
    }
}

fn quote(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut done = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.extend_from_slice(&bytes[done..at]);
        done = at + 1;
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            _ => escape(out, u32::from(byte)),
        }
    }
    out.extend_from_slice(&bytes[done..]);
    out.push(b'"');
}
