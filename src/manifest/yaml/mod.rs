//! YAML as Kubernetes tools read it.

mod plain;
mod text;

use super::format::{Format, Place, lead, spaces};
use super::order::Key;
pub(crate) use plain::is_plain;
use text::Block;

pub(crate) use text::is_printable;

/// A longer key stands behind `? `: YAML limits the keys that stand before a colon to 1,024 characters.
const LONGEST_KEY: usize = 128;

/// YAML in blocks, indented by two spaces, the items of a sequence level with its key.
#[derive(Debug)]
pub(crate) struct Yaml;

impl Format for Yaml {
    const END: &'static [u8] = b"\n";
    const EMPTY_MAP: &'static [u8] = b"{}";
    const EMPTY_SEQ: &'static [u8] = b"[]";

    #[inline]
    fn open(out: &mut Vec<u8>, place: Place, indent: usize, bracket: u8) -> usize {
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
    fn close(_: &mut Vec<u8>, _: usize, _: u8) {}

    #[inline]
    fn mark_item(out: &mut [u8], start: usize, indent: usize) {
        out[start + indent - 2] = b'-';
    }

    #[inline]
    fn key(out: &mut Vec<u8>, indent: usize, key: &str) {
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
    fn known_key(out: &mut Vec<u8>, indent: usize, key: &Key) {
        spaces(out, indent);
        let end = out.len() + key.name.len() + 2;
        if key.name.len() + 2 <= Key::LINE {
            out.extend_from_slice(&key.line);
            out.truncate(end);
        } else {
            out.extend_from_slice(key.name.as_bytes());
            out.extend_from_slice(b": ");
        }
    }

    #[inline]
    fn text(out: &mut Vec<u8>, place: Place, indent: usize, text: &str) {
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
