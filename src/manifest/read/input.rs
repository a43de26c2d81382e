//! The parser's view of a text, where Go's reader sees another one than YAML 1.2.

use std::cell::Cell;

use granit_parser::input::{BorrowedInput, Input, SkipTabs, WhitespaceResult};
use granit_parser::{ErrorKind, StrInput};

/// A text as Go's reader sees it.
///
/// - A comment may touch what stands before it.
/// - A colon before a bracket or a comma belongs to the text without quotes before it: `[fd00::]`.
/// - A dash before a bracket or a comma is a text: `[-]`.
/// - A tab that leads a line is a blank. [`Tokens`](super::tabs::Tokens) knows where it may stand.
pub(super) struct GoInput<'a> {
    text: &'a str,
    input: StrInput<'a>,
    /// The last byte that was looked at for a leading tab, and whether only blanks are before it in its line.
    leading: Cell<(usize, bool)>,
}

impl<'a> GoInput<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, input: StrInput::new(text), leading: Cell::new((0, true)) }
    }

    /// Returns whether only blanks are before the next byte in its line.
    fn is_leading(&self) -> bool {
        let at = self.input.byte_offset().unwrap_or_default();
        let (known, is_leading) = self.leading.get();
        let from = known.min(at);
        let bytes = &self.text.as_bytes()[from..at];
        let last = bytes.iter().rposition(|byte| !matches!(byte, b' ' | b'\t'));
        let is_leading = match last.map(|last| bytes[last]) {
            Some(byte) => matches!(byte, b'\n' | b'\r'),
            None if known <= at => is_leading,
            None => false,
        };
        self.leading.set((at, is_leading));
        is_leading
    }

    /// Returns whether a text without quotes that seems to have ended goes on with a colon.
    fn goes_on(&self, is_end: bool, in_flow: bool) -> bool {
        is_end && in_flow && self.input.peek() == ':' && self.next_can_be_plain_scalar(true)
    }
}

impl<'a> BorrowedInput<'a> for GoInput<'a> {
    fn slice_borrowed(&self, start: usize, end: usize) -> Option<&'a str> {
        self.input.slice_borrowed(start, end)
    }
}

impl Input for GoInput<'_> {
    fn peek(&self) -> char {
        match self.input.peek() {
            '\t' if self.is_leading() => ' ',
            c => c,
        }
    }

    fn peek_nth(&self, n: usize) -> char {
        match self.input.peek_nth(n) {
            ',' | '[' | ']' | '{' | '}' if n == 1 && self.input.peek() == '-' => 'x',
            c => c,
        }
    }

    fn skip_ws_to_eol(&mut self, skip_tabs: SkipTabs) -> (usize, Result<WhitespaceResult, ErrorKind>) {
        let (blanks, result) = self.skip_ws_to_eol_blanks(skip_tabs);
        let comment = if self.input.peek() == '#' { self.input.skip_while_non_breakz() } else { 0 };
        (blanks + comment, Ok(result))
    }

    fn skip_ws_to_eol_blanks(&mut self, skip_tabs: SkipTabs) -> (usize, WhitespaceResult) {
        let (blanks, result) = self.input.skip_ws_to_eol_blanks(skip_tabs);
        let is_comment = self.input.peek() == '#';
        (blanks, WhitespaceResult::new(result.found_tabs(), result.has_valid_yaml_ws() || is_comment))
    }

    fn next_can_be_plain_scalar(&self, in_flow: bool) -> bool {
        match self.input.peek() {
            ':' if in_flow => !matches!(self.input.peek_nth(1), ' ' | '\t' | '\n' | '\r' | '\0'),
            _ => self.input.next_can_be_plain_scalar(in_flow),
        }
    }

    fn fetch_plain_scalar_chunk(&mut self, out: &mut String, count: usize, in_flow: bool) -> (bool, usize) {
        let (mut is_end, mut chars) = self.input.fetch_plain_scalar_chunk(out, count, in_flow);
        while self.goes_on(is_end, in_flow) {
            out.push(':');
            self.input.skip();
            let more;
            (is_end, more) = self.input.fetch_plain_scalar_chunk(out, count, in_flow);
            chars += 1 + more;
        }
        (is_end, chars)
    }

    fn skip_plain_scalar_chunk(&mut self, count: usize, in_flow: bool) -> (bool, usize) {
        let (mut is_end, mut chars) = self.input.skip_plain_scalar_chunk(count, in_flow);
        while self.goes_on(is_end, in_flow) {
            self.input.skip();
            let more;
            (is_end, more) = self.input.skip_plain_scalar_chunk(count, in_flow);
            chars += 1 + more;
        }
        (is_end, chars)
    }

    fn lookahead(&mut self, count: usize) {
        self.input.lookahead(count);
    }

    fn buflen(&self) -> usize {
        self.input.buflen()
    }

    fn bufmaxlen(&self) -> usize {
        self.input.bufmaxlen()
    }

    fn raw_read_ch(&mut self) -> char {
        self.input.raw_read_ch()
    }

    fn raw_read_non_breakz_ch(&mut self) -> Option<char> {
        self.input.raw_read_non_breakz_ch()
    }

    fn skip(&mut self) {
        self.input.skip();
    }

    fn skip_n(&mut self, count: usize) {
        self.input.skip_n(count);
    }

    fn byte_offset(&self) -> Option<usize> {
        self.input.byte_offset()
    }

    fn slice_bytes(&self, start: usize, end: usize) -> Option<&str> {
        self.input.slice_bytes(start, end)
    }

    fn next_2_are(&self, c1: char, c2: char) -> bool {
        self.input.next_2_are(c1, c2)
    }

    fn next_3_are(&self, c1: char, c2: char, c3: char) -> bool {
        self.input.next_3_are(c1, c2, c3)
    }

    fn next_is_document_indicator(&self) -> bool {
        self.input.next_is_document_indicator()
    }

    fn next_is_document_start(&self) -> bool {
        self.input.next_is_document_start()
    }

    fn next_is_document_end(&self) -> bool {
        self.input.next_is_document_end()
    }

    fn next_is_blank_or_break(&self) -> bool {
        self.input.next_is_blank_or_break()
    }

    fn next_is_blank_or_breakz(&self) -> bool {
        self.input.next_is_blank_or_breakz()
    }

    fn next_is_blank(&self) -> bool {
        self.input.next_is_blank()
    }

    fn next_is_break(&self) -> bool {
        self.input.next_is_break()
    }

    fn next_is_breakz(&self) -> bool {
        self.input.next_is_breakz()
    }

    fn next_is_z(&self) -> bool {
        self.input.next_is_z()
    }

    fn next_is_flow(&self) -> bool {
        self.input.next_is_flow()
    }

    fn next_is_digit(&self) -> bool {
        self.input.next_is_digit()
    }

    fn next_is_alpha(&self) -> bool {
        self.input.next_is_alpha()
    }

    fn skip_while_non_breakz(&mut self) -> usize {
        self.input.skip_while_non_breakz()
    }

    fn skip_while_blank(&mut self) -> usize {
        self.input.skip_while_blank()
    }

    fn fetch_while_is_alpha(&mut self, out: &mut String) -> usize {
        self.input.fetch_while_is_alpha(out)
    }

    fn fetch_while_is_yaml_non_space(&mut self, out: &mut String) -> usize {
        self.input.fetch_while_is_yaml_non_space(out)
    }

    fn fetch_block_scalar_line(&mut self, out: &mut String) -> usize {
        self.input.fetch_block_scalar_line(out)
    }

    fn take_quoted_scalar_ascii_chunk(&mut self, single: bool) -> &str {
        self.input.take_quoted_scalar_ascii_chunk(single)
    }

    fn take_quoted_scalar_chunk(&mut self, single: bool) -> (&str, usize) {
        self.input.take_quoted_scalar_chunk(single)
    }
}
