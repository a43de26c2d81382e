use super::order::Key;

/// Where a value begins. It decides what comes before the first byte.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// After `key: `.
    Key,
    /// At the start of a line.
    Line,
}

/// The differences between YAML and JSON.
///
/// In both, every value and every entry ends with [`END`](Self::END) and every entry begins at the start of a line,
/// so that the entries of a struct can change places as ranges of bytes.
pub(crate) trait Format {
    const END: &'static [u8];

    /// Opens a collection, and returns the indentation of its entries.
    fn open(out: &mut Vec<u8>, place: Place, indent: u16, bracket: u8) -> u16;

    /// Closes a collection that is not empty.
    fn close(out: &mut Vec<u8>, indent: u16, bracket: u8);

    /// Removes the opening bytes of a collection that has no entries, and writes an empty one.
    fn close_empty(out: &mut Vec<u8>, place: Place, indent: u16, bracket: u8);

    /// Marks an item of a sequence, whose first line starts at `start`.
    fn mark_item(out: &mut [u8], start: usize, indent: u16);

    fn key(out: &mut Vec<u8>, indent: u16, key: &str);

    /// Writes a key of a struct whose order is published.
    fn known_key(out: &mut Vec<u8>, indent: u16, key: &Key);

    fn text(out: &mut Vec<u8>, place: Place, indent: u16, text: &str);
}

/// Indents a value that starts a line.
#[inline]
pub(crate) fn lead(out: &mut Vec<u8>, place: Place, indent: u16) {
    if place == Place::Line {
        spaces(out, indent);
    }
}

#[inline]
pub(crate) fn spaces(out: &mut Vec<u8>, count: u16) {
    // A copy of constant size needs no call. The surplus is cut off again.
    const SPACES: [u8; 32] = [b' '; 32];
    let count = usize::from(count);
    let end = out.len() + count;
    out.extend_from_slice(&SPACES);
    if count <= SPACES.len() {
        out.truncate(end);
    } else {
        out.resize(end, b' ');
    }
}

/// Writes `\u0007`, the only form of escape that YAML 1.1, YAML 1.2 and JSON share.
pub(crate) fn escape(out: &mut Vec<u8>, unit: u32) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.extend_from_slice(b"\\u");
    for shift in [12, 8, 4, 0] {
        out.push(HEX[(unit >> shift) as usize & 0xf]);
    }
}
