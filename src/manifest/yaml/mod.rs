//! YAML that every Kubernetes tool reads alike.

mod plain;
mod text;

use super::format::{Format, Place, lead, spaces};
use super::order::Key;
pub(crate) use plain::is_plain;
use text::Block;

pub(crate) use text::is_printable;

/// The longest key without `? ` before it, in bytes. YAML limits such keys to 1,024 characters.
const LONGEST_KEY: usize = 128;

/// YAML in block style, indented by two spaces. The items of a sequence are not indented below its key.
#[derive(Debug)]
pub(crate) struct Yaml;

impl Format for Yaml {
    const END: &'static [u8] = b"\n";

    #[inline]
    fn open(out: &mut Vec<u8>, place: Place, indent: u16, bracket: u8) -> u16 {
        match (place, bracket) {
            (Place::Line, b'{') => return indent,
            (Place::Line, _) => {}
            (Place::Key, _) => {
                out.truncate(out.len() - 1);
                out.push(b'\n');
            }
        }
        indent + 2
    }

    #[inline]
    fn close(_: &mut Vec<u8>, _: u16, _: u8) {}

    fn close_empty(out: &mut Vec<u8>, place: Place, indent: u16, bracket: u8) {
        match place {
            Place::Key => {
                out.truncate(out.len() - 1);
                out.push(b' ');
            }
            Place::Line => spaces(out, indent),
        }
        out.extend_from_slice(&[bracket, bracket + 2, b'\n']);
    }

    #[inline]
    fn mark_item(out: &mut [u8], start: usize, indent: u16) {
        out[start + usize::from(indent) - 2] = b'-';
    }

    fn key(out: &mut Vec<u8>, indent: u16, key: &str) {
        if key.len() > LONGEST_KEY {
            spaces(out, indent);
            out.extend_from_slice(b"? ");
            scalar(out, key);
            out.push(b'\n');
            spaces(out, indent);
        } else {
            spaces(out, indent);
            scalar(out, key);
        }
        out.extend_from_slice(b": ");
    }

    #[inline]
    fn known_key(out: &mut Vec<u8>, indent: u16, key: &Key) {
        let end = out.len() + usize::from(indent) + key.name.len() + 2;
        if let Some(line) = key.line(usize::from(indent)) {
            out.extend_from_slice(line);
            out.truncate(end);
        } else {
            spaces(out, indent);
            out.extend_from_slice(key.name.as_bytes());
            out.extend_from_slice(b": ");
        }
    }

    fn text(out: &mut Vec<u8>, place: Place, indent: u16, text: &str) {
        if is_plain(text) {
            lead(out, place, indent);
            out.extend_from_slice(text.as_bytes());
            out.push(b'\n');
            return;
        }
        let is_document = place == Place::Line && indent == 0;
        if let Some(block) = Block::of(text).filter(|_| !is_document) {
            text::block(out, place, indent, block, text);
            return;
        }
        lead(out, place, indent);
        text::quote(out, text);
        out.push(b'\n');
    }
}

fn scalar(out: &mut Vec<u8>, text: &str) {
    if is_plain(text) {
        out.extend_from_slice(text.as_bytes());
    } else {
        text::quote(out, text);
    }
}
