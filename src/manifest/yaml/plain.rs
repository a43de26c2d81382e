//! Texts that need no quotes in YAML.

/// Returns whether every reader, of YAML 1.1 or 1.2, reads the text without quotes as a string, as a value and as a key.
///
/// The grammar is narrower than that of any reader. A plain text
/// - is printable ASCII without `: ` and ` #`, and does not end with a blank or a colon;
/// - begins with a letter, `/` or `$`; or with `./`; or with `-` or `--` and a letter; or with a digit, if it also has a
///   letter that no number has (`500m`, `128Mi`, `1.28-alpine`, but not `1e3`, `0xbad` or `2024-01-01T00:00:00Z`);
/// - is not a word that some reader takes for a boolean, null or a number.
#[inline]
pub(crate) fn is_plain(text: &str) -> bool {
    let text = text.as_bytes();
    let seen = text.iter().fold(0, |seen, byte| seen | CLASSES[usize::from(*byte)]);
    if seen & REFUSED != 0 {
        return false;
    }
    let begins_well = match text {
        [b'a'..=b'z' | b'A'..=b'Z', ..] => !is_word(text),
        [b'0', b'x' | b'X' | b'o' | b'O' | b'b' | b'B', ..] => false,
        [b'0'..=b'9', ..] => seen & WORDY != 0,
        [b'-', b'-', next, ..] => next.is_ascii_alphabetic(),
        [b'-', rest @ ..] => rest.first().is_some_and(u8::is_ascii_alphabetic) && !is_word(rest),
        [b'/' | b'$', ..] | [b'.', b'/', ..] => true,
        _ => false,
    };
    begins_well
        && match seen & (SPACE | COLON) {
            0 => true,
            COLON => !text.ends_with(b":"),
            _ => is_well_spaced(text),
        }
}

fn is_word(text: &[u8]) -> bool {
    // Most texts begin with a letter with which none of the words begins.
    if !matches!(
        text,
        [b'y' | b'n' | b'o' | b'i' | b't' | b'f' | b'Y' | b'N' | b'O' | b'I' | b'T' | b'F', ..]
    ) {
        return false;
    }
    let words: &[&[u8]] = match text.len() {
        1 => &[b"y", b"n"],
        2 => &[b"no", b"on"],
        3 => &[b"yes", b"off", b"nan", b"inf"],
        4 => &[b"true", b"null"],
        5 => &[b"false"],
        8 => &[b"infinity"],
        _ => return false,
    };
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn is_well_spaced(text: &[u8]) -> bool {
    !matches!(text.last(), Some(b' ' | b':'))
        && !text.windows(2).any(|pair| matches!(pair, [b':', b' '] | [b' ', b'#']))
}

static CLASSES: [u8; 256] = classes();

const SPACE: u8 = 1;
const COLON: u8 = 2;
/// A letter that no number, date or time of any YAML dialect contains.
const WORDY: u8 = 4;
const REFUSED: u8 = 8;

const fn classes() -> [u8; 256] {
    let mut classes = [REFUSED; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        classes[byte as usize] = match byte {
            b' ' => SPACE,
            b':' => COLON,
            b'a'..=b'f' | b'A'..=b'F' | b'o' | b'O' | b't' | b'T' | b'x' | b'X' | b'z' | b'Z' => 0,
            b'g'..=b'z' | b'G'..=b'Z' => WORDY,
            _ => 0,
        };
        byte += 1;
    }
    classes
}
