//! PEM, as Go's `encoding/pem` reads it.

/// A block between a line `-----BEGIN KIND-----` and a line `-----END KIND-----`.
#[derive(Debug)]
pub(super) struct Block<'t> {
    pub(super) kind: &'t [u8],
    pub(super) bytes: Vec<u8>,
}

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";

/// Returns all blocks. Text between blocks is skipped, and so is what looks like a block and is none.
pub(super) fn blocks(text: &[u8]) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    // The lines that may belong to the block that has begun.
    let mut begun: Option<(&[u8], usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let (from, trimmed) = (at, trim_end(line));
        at += line.len();
        if let Some(kind) = line.strip_prefix(BEGIN) {
            begun = trim_end(kind).strip_suffix(DASHES).map(|kind| (kind, at));
        } else if let Some(rest) = trimmed.strip_prefix(END)
            && let Some((kind, body)) = begun.take()
            && rest.strip_suffix(DASHES) == Some(kind)
            && let Some(bytes) = decode(&text[skip_headers(text, body, from)..from])
        {
            blocks.push(Block { kind, bytes });
        }
    }
    blocks
}

/// Returns where the lines `Key: value` below the first line end.
fn skip_headers(text: &[u8], body: usize, end: usize) -> usize {
    let mut at = body;
    for line in text[body..end].split_inclusive(|byte| *byte == b'\n') {
        if !line.contains(&b':') {
            break;
        }
        at += line.len();
    }
    at
}

fn trim_end(line: &[u8]) -> &[u8] {
    let end = line
        .iter()
        .rposition(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
        .map_or(0, |last| last + 1);
    &line[..end]
}

/// Decodes base64 with padding. Blanks and line breaks are skipped.
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut digits, mut padding) = (0_u32, 0_u32, 0_u32);
    for byte in text.iter().filter(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' if digits + padding >= 2 && digits + padding < 4 => {
                padding += 1;
                continue;
            }
            _ => return None,
        };
        if padding > 0 {
            return None;
        }
        bits = bits << 6 | u32::from(digit);
        digits += 1;
        if digits == 4 {
            bytes.extend_from_slice(&bits.to_be_bytes()[1..]);
            (bits, digits) = (0, 0);
        }
    }
    match (digits, padding) {
        (0, 0) => {}
        (2, 2) => bytes.push((bits >> 4).to_be_bytes()[3]),
        (3, 1) => bytes.extend_from_slice(&(bits >> 2).to_be_bytes()[2..]),
        _ => return None,
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{blocks, decode};

    fn kinds(text: &str) -> Vec<String> {
        blocks(text.as_bytes()).iter().map(|block| String::from_utf8_lossy(block.kind).into_owned()).collect()
    }

    #[test]
    fn blocks_stand_between_their_lines() {
        let block = |kind: &str| format!("-----BEGIN {kind}-----\nTWFu\n-----END {kind}-----\n");
        assert_eq!(kinds(&(block("A") + "text\n" + &block("B"))), ["A", "B"]);
        assert_eq!(kinds(&block("A").replace('\n', "\r\n")), ["A"]);
        assert_eq!(kinds(block("A").trim_end()), ["A"]);
        assert_eq!(kinds("-----BEGIN A-----\n-----END B-----\n"), [""; 0]);
        assert_eq!(kinds(" -----BEGIN A-----\nTWFu\n-----END A-----\n"), [""; 0]);
        assert_eq!(kinds("-----BEGIN A-----\nTW?u\n-----END A-----\n"), [""; 0]);
        assert_eq!(kinds("-----BEGIN A-----\nKey: value\n\nTWFu\n-----END A-----\n"), ["A"]);
        assert_eq!(kinds("-----BEGIN A-----\n-----BEGIN B-----\nTWFu\n-----END B-----\n"), ["B"]);
        assert_eq!(blocks(block("A").as_bytes())[0].bytes, b"Man");
    }

    #[test]
    fn base64_has_its_padding() {
        for (text, bytes) in
            [("", ""), ("TWFu", "Man"), ("TWE=", "Ma"), ("TQ==", "M"), ("TW\r\nFu", "Man"), ("T W E =", "Ma")]
        {
            assert_eq!(decode(text.as_bytes()).as_deref(), Some(bytes.as_bytes()), "{text}");
        }
        for text in ["T", "TW", "TWE", "TWF=u", "TQ=", "TQ===", "=", "T===", "TWFu=", "TW-u"] {
            assert_eq!(decode(text.as_bytes()), None, "{text}");
        }
    }
}
