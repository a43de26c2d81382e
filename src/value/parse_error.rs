use std::fmt;

use super::grammar::Broken;

/// How much of a rejected text an error message quotes.
const QUOTED: usize = 80;

/// A text that is not what it was parsed as.
///
/// The message quotes the text, says which rule it broke and where:
///
/// ```
/// let error = "Web_1".parse::<podwright::DnsLabel>().unwrap_err();
/// assert_eq!(error.to_string(), r#""Web_1": a DNS-1123 label holds only a-z, 0-9 and '-' (byte 0, 'W')"#);
/// assert_eq!(error.text(), "Web_1");
/// assert_eq!(error.rule(), "a DNS-1123 label holds only a-z, 0-9 and '-'");
/// assert_eq!(error.position(), 0);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ParseError {
    text: Box<str>,
    broken: Broken,
}

impl ParseError {
    pub(crate) fn new(text: impl Into<Box<str>>, broken: Broken) -> Self {
        Self { text: text.into(), broken }
    }

    /// The whole text that was rejected.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The rule that the text broke.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.broken.rule
    }

    /// The byte of the text at which it broke the rule; the text's length where something is missing.
    #[must_use]
    pub fn position(&self) -> usize {
        self.broken.at
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown =
            (0..=QUOTED.min(self.text.len())).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(0);
        let more = if shown < self.text.len() { ".." } else { "" };
        write!(f, "{:?}{more}: {}", &self.text[..shown], self.broken.rule)?;
        match self.text.get(self.broken.at..).and_then(|rest| rest.chars().next()) {
            Some(c) => write!(f, " (byte {}, {c:?})", self.broken.at),
            None if self.text.is_empty() => Ok(()),
            None => write!(f, " (byte {})", self.broken.at),
        }
    }
}

impl fmt::Debug for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ParseError {}

/// Ends the evaluation of a literal that breaks its grammar, with the literal in the message.
#[track_caller]
pub(crate) const fn refuse_literal(text: &str, rule: &str) -> ! {
    let mut message = Message { bytes: [0; 256], len: 0 };
    message.push("\"", 1);
    message.push(text, QUOTED);
    message.push("\": ", 3);
    message.push(rule, rule.len());
    message.end(rule)
}

/// Ends the evaluation of a literal number that breaks its rule, with the number in the message.
#[track_caller]
pub(crate) const fn refuse_number(number: i64, rule: &str) -> ! {
    let (mut digits, mut from) = ([0; 20], 20);
    let mut rest = number.unsigned_abs();
    while rest > 0 || from == 20 {
        from -= 1;
        digits[from] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    if number < 0 {
        from -= 1;
        digits[from] = b'-';
    }
    match std::str::from_utf8(digits.split_at(from).1) {
        Ok(text) => refuse_literal(text, rule),
        Err(_) => refuse_literal("number", rule),
    }
}

/// Ends the evaluation of a macro that gives a key twice, with the key in the message.
#[track_caller]
pub(crate) const fn refuse_duplicate(noun: &str, key: &str) -> ! {
    let mut message = Message { bytes: [0; 256], len: 0 };
    message.push("the ", 4);
    message.push(noun, noun.len());
    message.push(" `", 2);
    message.push(key, QUOTED);
    message.push("` is given twice", 16);
    message.end("a key is given twice")
}

/// A message put together while compiling, where nothing can be allocated.
struct Message {
    bytes: [u8; 256],
    len: usize,
}

impl Message {
    const fn push(&mut self, text: &str, most: usize) {
        let text = text.as_bytes();
        let mut i = 0;
        while i < text.len() && i < most && self.len < self.bytes.len() {
            self.bytes[self.len] = text[i];
            self.len += 1;
            i += 1;
        }
    }

    /// Panics with the message, or with another if this one was cut within a character.
    #[track_caller]
    const fn end(&self, otherwise: &str) -> ! {
        let (written, _) = self.bytes.split_at(self.len);
        match std::str::from_utf8(written) {
            Ok(message) => panic!("{}", message),
            Err(_) => panic!("{}", otherwise),
        }
    }
}
