use std::fmt;

use super::grammar::Broken;

/// The number of bytes of a rejected text that an error message quotes.
const QUOTED: usize = 80;

/// A text or a number that breaks the grammar of the value it was parsed as.
///
/// The message quotes the text, names the rule that it broke, and the place:
///
/// ```
/// let error = "Web_1".parse::<podwright::DnsLabel>().unwrap_err();
/// assert_eq!(error.to_string(), r#""Web_1": a DNS-1123 label holds only a-z, 0-9 and '-' (byte 0, 'W')"#);
/// assert_eq!(error.text(), "Web_1");
/// assert_eq!(error.rule(), "a DNS-1123 label holds only a-z, 0-9 and '-'");
/// assert_eq!(error.position(), Some(0));
///
/// let error = error.in_field("spec.name");
/// assert_eq!(error.field(), "spec.name");
/// assert!(error.to_string().starts_with(r#"spec.name: "Web_1": a DNS-1123 label holds only"#));
/// ```
///
/// [`field`](crate::field) parses a value and names its field at once.
#[derive(Clone, PartialEq, Eq)]
pub struct ParseError(Box<Reason>);

#[derive(Clone, PartialEq, Eq)]
struct Reason {
    /// The path of the field; empty if none is known.
    field: Box<str>,
    text: Box<str>,
    rule: &'static str,
    at: Option<usize>,
    /// A text to write instead; empty if none is known.
    hint: Box<str>,
}

impl ParseError {
    /// Creates an error for a value type of your own, to be reported beside those of this crate.
    ///
    /// `rule` is a sentence about what is right, without a capital letter and a full stop.
    ///
    /// ```
    /// use podwright::ParseError;
    ///
    /// #[derive(Debug)]
    /// struct Even(u32);
    ///
    /// impl std::str::FromStr for Even {
    ///     type Err = ParseError;
    ///
    ///     fn from_str(text: &str) -> Result<Self, ParseError> {
    ///         let number = text.parse().ok().filter(|number| number % 2 == 0);
    ///         number.map(Even).ok_or_else(|| ParseError::custom(text, "an even number is divided by two"))
    ///     }
    /// }
    ///
    /// let error = podwright::field::<Even>("spec.shards", "3").unwrap_err();
    /// assert!(error.to_string().ends_with(r#"spec.shards: "3": an even number is divided by two"#));
    /// ```
    pub fn custom(text: impl Into<String>, rule: &'static str) -> Self {
        Self::whole(text.into(), rule)
    }

    /// The error of a text that breaks its grammar at one place.
    pub(crate) fn new(text: impl Into<Box<str>>, broken: Broken) -> Self {
        Self::at(text, broken.rule, Some(broken.at))
    }

    /// The error of a text that is wrong as a whole.
    pub(crate) fn whole(text: impl Into<Box<str>>, rule: &'static str) -> Self {
        Self::at(text, rule, None)
    }

    fn at(text: impl Into<Box<str>>, rule: &'static str, at: Option<usize>) -> Self {
        Self(Box::new(Reason { field: Box::default(), text: text.into(), rule, at, hint: Box::default() }))
    }

    /// Adds what to write instead.
    #[must_use]
    pub(crate) fn with_hint(mut self, hint: Option<String>) -> Self {
        self.0.hint = hint.unwrap_or_default().into();
        self
    }

    /// Names the field that the value was read from.
    ///
    /// A field that is named already becomes a part of this one:
    ///
    /// ```
    /// # let error = "Web_1".parse::<podwright::DnsLabel>().unwrap_err();
    /// let error = error.in_field("name").in_field("[2]").in_field("spec.sidecars");
    /// assert_eq!(error.field(), "spec.sidecars[2].name");
    /// ```
    #[must_use]
    pub fn in_field(mut self, field: &str) -> Self {
        let inner = &*self.0.field;
        let dot = if field.is_empty() || inner.is_empty() || inner.starts_with('[') { "" } else { "." };
        self.0.field = [field, dot, inner].concat().into();
        self
    }

    /// Returns the path of the field that the value was read from, such as `spec.image`; empty where none was named.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.0.field
    }

    /// Returns the whole text that was rejected.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Returns the rule that the text broke.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.0.rule
    }

    /// Returns the byte of the text at which it broke the rule: the text's length if something is missing, `None` if
    /// the text is wrong as a whole.
    #[must_use]
    pub fn position(&self) -> Option<usize> {
        self.0.at
    }

    /// Returns what to write instead, if the mistake is a known one, such as `write 256M or 256Mi`; else an empty text.
    ///
    /// ```
    /// let error = "256MB".parse::<podwright::Memory>().unwrap_err();
    /// assert_eq!(error.hint(), "write 256M or 256Mi");
    /// ```
    #[must_use]
    pub fn hint(&self) -> &str {
        &self.0.hint
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Reason { field, text, rule, at, hint } = &*self.0;
        if !field.is_empty() {
            write!(f, "{field}: ")?;
        }
        let shown = (0..=QUOTED.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let more = if shown < text.len() { ".." } else { "" };
        write!(f, "{:?}{more}: {rule}", &text[..shown])?;
        if let Some(at) = at.filter(|_| !text.is_empty()) {
            match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some(c) => write!(f, " (byte {at}, {c:?})")?,
                None => write!(f, " (byte {at})")?,
            }
        }
        if hint.is_empty() { Ok(()) } else { write!(f, "; {hint}") }
    }
}

impl fmt::Debug for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ParseError {}

/// Panics while a literal that breaks its grammar is evaluated; the message quotes the literal.
#[track_caller]
pub(crate) const fn refuse_literal(text: &str, rule: &str) -> ! {
    let mut message = Message { bytes: [0; 256], len: 0 };
    message.push("\"", 1);
    message.push(text, QUOTED);
    message.push("\": ", 3);
    message.push(rule, rule.len());
    message.end(rule)
}

/// Panics while a literal number that breaks its rule is evaluated; the message quotes the number.
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

/// Panics while a macro that gives a key twice is evaluated; the message names the key.
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

/// A message that is put together at compile time, when nothing can be allocated.
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

    /// Panics with the message, or with `otherwise` if the message was cut within a character.
    #[track_caller]
    const fn end(&self, otherwise: &str) -> ! {
        let (written, _) = self.bytes.split_at(self.len);
        match std::str::from_utf8(written) {
            Ok(message) => panic!("{}", message),
            Err(_) => panic!("{}", otherwise),
        }
    }
}
