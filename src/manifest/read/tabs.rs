//! Tabs where Go's reader wants spaces.

use std::ops::Range;

use granit_parser::ScalarStyle;

use super::problem::{Problem, ProblemKind};

/// The tokens of a text that has tabs, but for the indicators between them.
#[derive(Debug, Default)]
pub(super) struct Tokens(Vec<Token>);

#[derive(Debug)]
struct Token {
    span: Range<usize>,
    kind: Kind,
    /// The column in which the lines of a block must not begin, counted from 1, and zero at the root: how deep the innermost
    /// block map or list is indented.
    indent: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Plain,
    Block,
    /// A text in quotes, an alias, an anchor or a tag.
    Other,
}

/// What a tab may be in the blanks between two tokens.
#[derive(Clone, Copy, Debug)]
enum Blanks {
    /// No tab may follow.
    Spaces,
    /// A tab may follow on this line.
    Line,
    /// A tab may follow in a column from this one on, and on the first line.
    After { indent: usize, is_first_line: bool },
}

impl Tokens {
    pub(super) fn scalar(&mut self, span: Range<usize>, style: ScalarStyle, indent: usize) {
        let kind = match style {
            ScalarStyle::Plain => Kind::Plain,
            ScalarStyle::Literal | ScalarStyle::Folded => Kind::Block,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Kind::Other,
        };
        self.0.push(Token { span, kind, indent });
    }

    pub(super) fn other(&mut self, span: Range<usize>) {
        self.0.push(Token { span, kind: Kind::Other, indent: 0 });
    }

    /// Finds a tab that Go's reader refuses.
    pub(super) fn misplaced_tab(mut self, text: &str) -> Option<Problem> {
        self.0.retain(|token| !token.span.is_empty());
        self.0.sort_by_key(|token| token.span.start);
        let mut between =
            Between { text, blanks: Blanks::Spaces, line: 0, depth: 0, has_token: false, is_explicit: false };
        let mut at = 0;
        for token in self.0 {
            let Range { start, end } = token.span.clone();
            if let Some(tab) = between.tab(at..start.max(at)).or_else(|| between.token(&token)) {
                return Some(problem(tab));
            }
            at = end.max(at);
        }
        between.tab(at..text.len()).map(problem)
    }
}

fn problem(tab: usize) -> Problem {
    Problem::new(ProblemKind::Syntax, tab..tab + 1, "a tab cannot indent").helped_by("indent with spaces")
}

/// What stands between two tokens: blanks, comments and indicators.
#[derive(Debug)]
struct Between<'a> {
    text: &'a str,
    blanks: Blanks,
    /// Where the line begins.
    line: usize,
    /// How many brackets are open.
    depth: usize,
    /// Whether a token stands on this line, which can be the key of a colon.
    has_token: bool,
    /// Whether the block that begins here says how deep it is indented.
    is_explicit: bool,
}

impl Between<'_> {
    fn tab(&mut self, span: Range<usize>) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = span.start;
        while at < span.end {
            match bytes[at] {
                b'\t' if !self.allows_tab(at) => return Some(at),
                b'\n' | b'\r' => self.line_break(at),
                b' ' | b'\t' => {}
                b'#' => {
                    at = line_end(bytes, at, span.end);
                    self.blanks = Blanks::Line;
                    continue;
                }
                b'|' | b'>' if self.depth == 0 => {
                    let end = line_end(bytes, at, span.end);
                    let header = bytes[at..end].iter().take_while(|byte| !byte.is_ascii_whitespace());
                    self.is_explicit = header.clone().any(u8::is_ascii_digit);
                    self.blanks = Blanks::Spaces;
                    at = end;
                    continue;
                }
                b'[' | b'{' => {
                    self.depth += 1;
                    self.blanks = Blanks::Line;
                }
                b']' | b'}' => {
                    self.depth = self.depth.saturating_sub(1);
                    (self.blanks, self.has_token) = (Blanks::Line, true);
                }
                b'-' if at == self.line && bytes[at..].starts_with(b"---") => {
                    self.blanks = Blanks::Line;
                    at += 2;
                }
                b'-' | b'?' if self.depth == 0 => (self.blanks, self.has_token) = (Blanks::Spaces, false),
                b':' if self.depth == 0 && !self.has_token => self.blanks = Blanks::Spaces,
                _ => self.blanks = Blanks::Line,
            }
            at += 1;
        }
        None
    }

    fn allows_tab(&self, at: usize) -> bool {
        match self.blanks {
            Blanks::Spaces => self.depth > 0,
            Blanks::Line => true,
            Blanks::After { indent, is_first_line } => is_first_line || at - self.line >= indent,
        }
    }

    fn line_break(&mut self, at: usize) {
        (self.line, self.has_token) = (at + 1, false);
        self.blanks = match self.blanks {
            Blanks::After { indent, .. } => Blanks::After { indent, is_first_line: false },
            Blanks::Spaces | Blanks::Line => Blanks::Spaces,
        };
    }

    /// Goes over a token. Returns a tab within it that should be a space.
    fn token(&mut self, token: &Token) -> Option<usize> {
        let raw = &self.text[token.span.clone()];
        let tab = match token.kind {
            Kind::Plain => plain(token, raw),
            Kind::Block => self.block(token, raw),
            Kind::Other => None,
        };
        if let Some(end) = raw.rfind(['\n', '\r']) {
            self.line = token.span.start + end + 1;
        }
        self.has_token = true;
        self.blanks = match token.kind {
            Kind::Plain => Blanks::After { indent: token.indent, is_first_line: true },
            Kind::Block => Blanks::Spaces,
            Kind::Other => Blanks::Line,
        };
        tab
    }

    /// Finds a tab that indents a line of a block, which begins in the column of its first line.
    fn block(&self, token: &Token, raw: &str) -> Option<usize> {
        let mut start = token.span.start;
        if raw.starts_with('\t') && !self.is_explicit {
            return Some(start);
        }
        let indent = start - self.line;
        for (number, line) in raw.split_inclusive(['\n', '\r']).enumerate() {
            let spaces = line.len() - line.trim_start_matches(' ').len();
            if number > 0 && spaces < indent && line[spaces..].starts_with('\t') {
                return Some(start + spaces);
            }
            start += line.len();
        }
        None
    }
}

/// Returns where a line ends, or where the bytes do.
fn line_end(bytes: &[u8], at: usize, end: usize) -> usize {
    let len = bytes[at..end].iter().position(|byte| matches!(byte, b'\n' | b'\r'));
    len.map_or(end, |len| at + len)
}

/// Finds a tab that begins a further line of a text without quotes.
fn plain(token: &Token, raw: &str) -> Option<usize> {
    let mut start = token.span.start;
    for (number, line) in raw.split_inclusive(['\n', '\r']).enumerate() {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        if number > 0
            && let Some(tab) = line[..blanks].find('\t').filter(|tab| *tab < token.indent)
        {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}
