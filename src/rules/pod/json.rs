//! A JSON reader, just large enough for a list of objects in an annotation.

/// The depth that Go's reader accepts within a toleration, which is itself an object in a list.
const DEPTH_MAX: usize = 9_998;

pub(crate) struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0 }
    }

    /// Skips spaces, and returns the next byte without taking it.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    /// Takes a byte if it is the next one.
    pub(crate) fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Takes a word if it is the next one.
    pub(crate) fn take_word(&mut self, word: &str) -> bool {
        self.peek();
        let is_next = self.bytes[self.at..].starts_with(word.as_bytes());
        self.at += if is_next { word.len() } else { 0 };
        is_next
    }

    pub(crate) fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// Takes a string, and returns its text.
    pub(crate) fn string(&mut self) -> Option<String> {
        if !self.take(b'"') {
            return None;
        }
        let mut text = Vec::new();
        loop {
            let c = *self.bytes.get(self.at)?;
            self.at += 1;
            match c {
                b'"' => return String::from_utf8(text).ok(),
                b'\\' => {
                    let c = self.escape()?;
                    text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                0..=0x1f => return None,
                c => text.push(c),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let c = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(match c {
            b'"' | b'\\' | b'/' => char::from(c),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let high = self.four_digits()?;
                if (0xd800..0xdc00).contains(&high) && self.bytes[self.at..].starts_with(b"\\u") {
                    let before = self.at;
                    self.at += 2;
                    let low = self.four_digits()?;
                    if (0xdc00..0xe000).contains(&low) {
                        return char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
                    }
                    self.at = before;
                }
                char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return None,
        })
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits = self.bytes.get(self.at..self.at + 4)?;
        self.at += 4;
        let digit = |number: u32, c: &u8| Some(number * 16 + char::from(*c).to_digit(16)?);
        digits.iter().try_fold(0, digit)
    }

    /// Takes a number, and returns its text.
    pub(crate) fn number(&mut self) -> Option<&'t str> {
        self.peek();
        let from = self.at;
        self.at += usize::from(self.bytes.get(self.at) == Some(&b'-'));
        match self.bytes.get(self.at)? {
            b'0' => self.at += 1,
            b'1'..=b'9' => self.digits()?,
            _ => return None,
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.bytes.get(self.at), Some(b'+' | b'-')));
            self.digits()?;
        }
        std::str::from_utf8(&self.bytes[from..self.at]).ok()
    }

    fn digits(&mut self) -> Option<()> {
        let count = self.bytes[self.at..].iter().take_while(|c| c.is_ascii_digit()).count();
        self.at += count;
        (count > 0).then_some(())
    }

    /// Takes a value of any kind and depth.
    pub(crate) fn skip(&mut self) -> Option<()> {
        let mut open = Vec::new();
        loop {
            match self.peek()? {
                b'{' if open.len() < DEPTH_MAX => {
                    self.at += 1;
                    if !self.take(b'}') {
                        open.push(b'}');
                        self.key()?;
                        continue;
                    }
                }
                b'[' if open.len() < DEPTH_MAX => {
                    self.at += 1;
                    if !self.take(b']') {
                        open.push(b']');
                        continue;
                    }
                }
                b'"' => drop(self.string()?),
                b't' | b'f' | b'n' => {
                    if !["true", "false", "null"].into_iter().any(|word| self.take_word(word)) {
                        return None;
                    }
                }
                _ => drop(self.number()?),
            }
            loop {
                let Some(close) = open.last().copied() else { return Some(()) };
                if self.take(close) {
                    open.pop();
                } else if self.take(b',') {
                    if close == b'}' {
                        self.key()?;
                    }
                    break;
                } else {
                    return None;
                }
            }
        }
    }

    /// Takes the key of a field and the colon after it.
    pub(crate) fn key(&mut self) -> Option<String> {
        let key = self.string()?;
        self.take(b':').then_some(key)
    }
}

#[cfg(test)]
mod tests {
    use super::Reader;

    fn is_json(text: &str) -> bool {
        let mut reader = Reader::new(text);
        reader.skip().is_some() && reader.is_at_end()
    }

    #[test]
    fn a_value_is_skipped_if_serde_json_reads_it() {
        let texts = [
            "",
            "{}",
            "[]",
            "[1]",
            "[1,]",
            "{\"a\":1}",
            "{\"a\":1,}",
            "{a:1}",
            "null",
            "nul",
            "true",
            "-",
            "-0",
            "01",
            "1.",
            "1.5e+3",
            ".5",
            "\"\\u00e4\\n\"",
            "\"\\x\"",
            "\"\n\"",
            "[[{\"a\":[]}],2]",
            "[1 2]",
            "{\"a\" 1}",
            " 1 ",
            "1 1",
            "\"",
            "[",
            "{",
            "}",
            "[}",
            "\"\\ud83d\\ude00\"",
            "tru",
            "[null,false]",
        ];
        for text in texts {
            assert_eq!(is_json(text), serde_json::from_str::<serde_json::Value>(text).is_ok(), "{text}");
        }
        assert!(is_json(&("[".repeat(9_998) + &"]".repeat(9_998))));
        assert!(!is_json(&("[".repeat(9_999) + &"]".repeat(9_999))));
        assert!(!is_json(&"[".repeat(200_000)));
    }

    #[test]
    fn strings_are_unescaped() {
        assert_eq!(Reader::new(r#""a\u00e4\ud83d\ude00\/""#).string().as_deref(), Some("aä😀/"));
        assert_eq!(Reader::new(r#""\ud83dx""#).string().as_deref(), Some("\u{fffd}x"));
    }
}
