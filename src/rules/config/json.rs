//! Whether bytes are a JSON object, as Go's `encoding/json` reads one into a map.

/// The number of values within each other that Go's reader accepts.
const DEPTH_MAX: usize = 10_000;

/// Tells whether the bytes are a JSON object, or `null`. As in Go, a text need not be UTF-8, and a number must fit into a
/// float of 64 bits.
pub(crate) fn is_object(bytes: &[u8]) -> bool {
    let mut reader = Reader { bytes, at: 0 };
    matches!(reader.peek(), Some(b'{' | b'n')) && reader.value().is_some() && reader.peek().is_none()
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Reader<'_> {
    /// Skips blanks, and returns the next byte without taking it.
    fn peek(&mut self) -> Option<u8> {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    /// Takes a byte if it is the next one after blanks.
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Takes a value of any kind.
    fn value(&mut self) -> Option<()> {
        let mut open = Vec::new();
        loop {
            let first = self.peek()?;
            match first {
                b'{' | b'[' => {
                    let close = if first == b'{' { b'}' } else { b']' };
                    self.at += 1;
                    open.push(close);
                    if open.len() > DEPTH_MAX {
                        return None;
                    }
                    if !self.take(close) {
                        self.key_in(close)?;
                        continue;
                    }
                    open.pop();
                }
                b'"' => self.string()?,
                b't' => self.word(b"true")?,
                b'f' => self.word(b"false")?,
                b'n' => self.word(b"null")?,
                _ => self.number()?,
            }
            loop {
                let Some(close) = open.last().copied() else { return Some(()) };
                if self.take(close) {
                    open.pop();
                } else if self.take(b',') {
                    self.key_in(close)?;
                    break;
                } else {
                    return None;
                }
            }
        }
    }

    /// Takes the key of a field and the colon after it, in an object.
    fn key_in(&mut self, close: u8) -> Option<()> {
        if close == b'}' {
            self.peek()?;
            self.string()?;
            return self.take(b':').then_some(());
        }
        Some(())
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.bytes[self.at..].starts_with(word).then(|| self.at += word.len())
    }

    fn string(&mut self) -> Option<()> {
        if self.next()? != b'"' {
            return None;
        }
        loop {
            match self.next()? {
                b'"' => return Some(()),
                b'\\' => match self.next()? {
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                    b'u' => {
                        for _ in 0..4 {
                            if !self.next()?.is_ascii_hexdigit() {
                                return None;
                            }
                        }
                    }
                    _ => return None,
                },
                0..=0x1f => return None,
                _ => {}
            }
        }
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }

    fn number(&mut self) -> Option<()> {
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
        let number: f64 = std::str::from_utf8(&self.bytes[from..self.at]).ok()?.parse().ok()?;
        number.is_finite().then_some(())
    }

    fn digits(&mut self) -> Option<()> {
        let count = self.bytes[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        (count > 0).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::is_object;

    #[test]
    fn objects_are_those_of_serde_json() {
        for text in [
            "{}",
            " {\"auths\": {}} ",
            "{\"a\": [1, -0.5e+3, true, false, null, \"\\u00e4\\n\"]}",
            "{\"a\": 1, \"a\": 2}",
            "{\"a\": {\"b\": {}}, \"c\": []}",
            "{",
            "}",
            "{]",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\": 1,}",
            "{a: 1}",
            "{\"a\": 01}",
            "{\"a\": 1.}",
            "{\"a\": .5}",
            "{\"a\": 1e}",
            "{\"a\": -}",
            "{\"a\": \"\\x\"}",
            "{\"a\": \"\n\"}",
            "{\"a\": tru}",
            "{} {}",
            "{}x",
            "{\"a\": [1 2]}",
            "{\"a\": [1,]}",
            "{\"a\": \"\\u00g4\"}",
            "{\"a\": \"",
        ] {
            let is_json = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text).is_ok();
            assert_eq!(is_object(text.as_bytes()), is_json, "{text}");
        }
    }

    #[test]
    fn other_values_are_no_objects_but_null_is() {
        for text in ["", " ", "[]", "1", "\"{}\"", "true", "nul", "nulll", "null null"] {
            assert!(!is_object(text.as_bytes()), "{text}");
        }
        assert!(is_object(b" null\n"));
    }

    #[test]
    fn what_go_reads_otherwise_than_serde_json() {
        assert!(is_object(b"{\"a\": \"\xff\"}"));
        assert!(is_object(b"{\"a\": \"\\ud83d\"}"));
        assert!(!is_object(b"{\"a\": 1e400}"));
        let nested = |depth: usize| "{\"a\":".repeat(depth - 1) + "{}" + &"}".repeat(depth - 1);
        assert!(is_object(nested(10_000).as_bytes()));
        assert!(!is_object(nested(10_001).as_bytes()));
    }
}
