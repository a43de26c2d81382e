//! Lines that look wrong.

use std::ops::Range;

use super::indentation::{Levels, Misfit};
use super::line::{Line, indentation, is_word, open_brackets, quote_end};

/// A place that looks wrong.
#[derive(Debug)]
pub(super) struct Suspect {
    pub(super) cause: Cause,
    pub(super) span: Range<usize>,
    pub(super) help: Option<String>,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    Template,
    Placeholder,
    Tab,
    WideSpace,
    OpenQuote,
    OpenBracket,
    ClosedBracket,
    AfterQuote,
    ColonSpace,
    DashSpace,
    Colon,
    SecondColon,
    ListAfterKey,
    Indicator,
    CurlyQuote,
    Indentation,
    ItemIndentation,
    BlockIndentation,
}

impl Cause {
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Template => "`{{ .. }}` is a template that has not been rendered",
            Self::Placeholder => "`${ .. }` is a placeholder that has not been replaced",
            Self::Tab => "a tab cannot indent",
            Self::WideSpace => "this is a no-break space or another space that YAML does not know",
            Self::OpenQuote => "the quote that begins here is not closed",
            Self::OpenBracket => "the bracket that begins here is not closed",
            Self::ClosedBracket => "a bracket is closed that is not open",
            Self::AfterQuote => "there is more after the closing quote",
            Self::ColonSpace => "the space after the colon is missing",
            Self::DashSpace => "the space after the dash is missing",
            Self::Colon => "the colon after the key is missing",
            Self::SecondColon => "a value without quotes cannot have a colon before a space or at its end",
            Self::ListAfterKey => "a list cannot begin on the line of its key",
            Self::Indicator => "a value without quotes cannot begin with this character",
            Self::CurlyQuote => "typographic quotes are no quotes in YAML",
            Self::Indentation => "the indentation fits none of the lines above",
            Self::ItemIndentation => "this list item is indented like no list above",
            Self::BlockIndentation => {
                "a line of a text block must be indented like its first line, more than its key"
            }
        }
    }
}

/// Looks at the lines up to a byte.
pub(super) fn scan(text: &str, end: usize) -> Vec<Suspect> {
    let mut scan = Scan {
        text,
        suspects: Vec::new(),
        levels: Levels::default(),
        above: Above::Nothing,
        block: 0,
        block_indent: 0,
        is_reported: false,
        comment: None,
        after_block: None,
    };
    let mut start = 0;
    while start < text.len() && start <= end {
        start = scan.line(start).max(start + 1);
    }
    scan.suspects
}

/// How many lines a quoted text or a bracket is followed.
const LINES: usize = 500;

struct Scan<'a> {
    text: &'a str,
    suspects: Vec<Suspect>,
    levels: Levels,
    above: Above,
    /// The column of the key of the last text block.
    block: usize,
    /// The indentation of the lines of that block.
    block_indent: usize,
    /// Whether a line of that block has been reported.
    is_reported: bool,
    /// Where the line of a comment begins that ends that block.
    comment: Option<usize>,
    /// Where the line of a key begins that follows that block.
    after_block: Option<usize>,
}

/// What the line above is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    Nothing,
    Plain,
    Block,
    Other,
}

impl<'a> Scan<'a> {
    fn add(&mut self, cause: Cause, span: Range<usize>, help: impl Into<Option<String>>) {
        self.suspects.push(Suspect { cause, span, help: help.into() });
    }

    fn line_at(&self, start: usize) -> &'a str {
        let rest = self.text.get(start..).unwrap_or_default();
        rest.find('\n').map_or(rest, |end| &rest[..end]).trim_end_matches('\r')
    }

    fn next(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |end| start + end + 1)
    }

    /// Looks at the line that begins at a byte. Returns where the next one begins.
    fn line(&mut self, start: usize) -> usize {
        let next = self.next(start);
        let text = self.line_at(start);
        let trimmed = text.trim_start();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            if !trimmed.is_empty() && self.above == Above::Block {
                self.comment = self.comment.or(Some(start));
            }
            return next;
        }
        let is_marker = |marker| {
            text.strip_prefix(marker)
                .is_some_and(|rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']))
        };
        if is_marker("---") || is_marker("...") || text.starts_with('%') {
            (self.levels, self.above) = (Levels::default(), Above::Nothing);
            return next;
        }
        if trimmed.starts_with("? ") || trimmed.starts_with(": ") {
            (self.levels.is_open, self.above) = (true, Above::Other);
            return next;
        }
        self.spaces(start, text);
        if let Some(at) = template(text) {
            self.add(Cause::Template, start + at..start + at + 2, "render it first".to_owned());
            return next;
        }
        if let Some(span) = placeholder(text) {
            self.add(Cause::Placeholder, start + span.start..start + span.end, "replace it first".to_owned());
            return next;
        }
        // A tab or another space that indents is read as a space, to go on.
        let line = Line::new(text);
        self.content(start, line).unwrap_or(next)
    }

    /// Finds tabs and spaces that are none in the indentation, and after dashes and colons.
    fn spaces(&mut self, start: usize, text: &str) {
        let mut is_separator = true;
        for (at, c) in text.char_indices() {
            let span = start + at..start + at + c.len_utf8();
            match c {
                '\t' if text[..at].trim().is_empty() => {
                    return self.add(Cause::Tab, span, "indent with spaces".to_owned());
                }
                ' ' | '\t' => {}
                _ if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') => {
                    if is_separator {
                        return self.add(Cause::WideSpace, span, "write a plain space".to_owned());
                    }
                }
                _ => {
                    is_separator = c == ':' || (c == '-' && text[..at].trim_matches([' ', '-']).is_empty());
                    // Beyond the first value, any space may be part of a text.
                    if c == ':' && text[at + 1..].starts_with(' ') {
                        let value = text[at + 1..].trim_start_matches(' ');
                        if !value.starts_with(|c: char| !c.is_ascii() && c.is_whitespace()) {
                            return;
                        }
                    }
                }
            }
        }
    }

    fn content(&mut self, start: usize, line: Line<'a>) -> Option<usize> {
        let at = start + line.column;
        let span = at..at + line.content.len().max(1);
        let was_open = self.levels.is_open;
        let first = line.dash.unwrap_or(line.column);
        let is_continued = self.above == Above::Plain && self.levels.column() < Some(first);
        if let Some(dash) = line.dash {
            match self.levels.item(dash, start) {
                Err(_) if is_continued => {}
                Err(Misfit::Here) => {
                    let help = "indent it like the list that it belongs to".to_owned();
                    self.add(Cause::ItemIndentation, start + dash..start + dash + 1, help);
                }
                Err(Misfit::At(first)) => self.misfit(first),
                Ok(()) => {}
            }
            if line.content.is_empty() {
                (self.levels.is_open, self.above) = (true, Above::Other);
                return None;
            }
        }
        match line.entry {
            Some((key, value)) if is_word(key) => {
                if self.above == Above::Block && line.dash.is_none() && self.block < line.column {
                    return Some(self.block_line(start, span));
                }
                self.key(start, line);
                self.value(start, at + line.content.len() - value.len(), value, line.column)
            }
            Some((key, _)) if key.starts_with('-') && is_word(key.trim_start_matches('-')) => {
                let help = format!("write `- {}`", shown(line.content.trim_start_matches('-')));
                self.add(Cause::DashSpace, span, help);
                let _ = self.levels.item(line.column, start);
                self.levels.key_of_item(line.column + 2, start);
                (self.levels.is_open, self.above) = (false, Above::Other);
                None
            }
            Some(_) if self.above == Above::Block => Some(self.block_line(start, span)),
            Some((key, value)) if key.contains(' ') && line.dash.is_none() => {
                // `image nginx: 1`, or a continued text with a colon.
                let first = key.split(' ').next().unwrap_or_default();
                if is_word(first) && !is_continued {
                    self.add(Cause::Colon, span, format!("write `{first}: ..`"));
                } else {
                    self.add(Cause::SecondColon, span, "put the value in quotes".to_owned());
                }
                self.levels.is_open = value.is_empty();
                None
            }
            _ if line.content.starts_with("- ") || was_open || line.dash.is_some() || !is_continued => {
                self.scalar(start, line, is_continued)
            }
            _ => None,
        }
    }

    /// Looks at the column of a key.
    fn key(&mut self, start: usize, line: Line<'a>) {
        let at = start + line.column;
        if line.dash.is_some() {
            self.levels.key_of_item(line.column, start);
            return;
        }
        let is_after_block = self.above == Above::Block;
        match self.levels.key(line.column, start) {
            Ok(()) => {
                let is_filled = line.entry.is_some_and(|(_, value)| !value.is_empty());
                self.after_block = (is_after_block && is_filled).then_some(start);
            }
            Err(_) if self.after_block.is_some() && self.block_indent == line.column => {
                // The line above looked like a key, and the block goes on.
                let above = self.after_block.take().unwrap_or(start);
                let at = above + indentation(self.line_at(above));
                self.block_line(above, at..at + 1);
            }
            Err(Misfit::Here) => {
                let help = "indent it like the fields that it belongs to".to_owned();
                self.add(Cause::Indentation, at..at + line.content.len().max(1), help);
            }
            Err(Misfit::At(first)) => self.misfit(first),
        }
    }

    /// Blames an earlier line for its indentation.
    fn misfit(&mut self, start: usize) {
        let at = start + indentation(self.line_at(start));
        self.add(Cause::Indentation, at..at + 1, "indent it like the lines beside it".to_owned());
    }

    /// Reports a line of a text block that is indented too little. Returns where the first line after the block begins.
    fn block_line(&mut self, start: usize, span: Range<usize>) -> usize {
        if !std::mem::replace(&mut self.is_reported, true) {
            // A comment that is indented less ends a block, too.
            let comment = self.comment.map(|start| start + indentation(self.line_at(start)));
            let span = comment.map_or(span, |at| at..at + 1);
            self.add(Cause::BlockIndentation, span, "indent it further".to_owned());
        }
        self.skip_block(start)
    }

    /// Tells whether a line below a text block is a key without its colon: another block or a list follows.
    fn is_broken_key(&self, start: usize, content: &str) -> bool {
        let header = content.trim_end_matches(['-', '+']);
        let is_header = header.strip_suffix(['|', '>']).is_some_and(|key| key.ends_with([':', ' ']));
        let list = self.line_at(self.next(start)).trim_start().starts_with("- ");
        is_header || (is_word(content) && list)
    }

    /// Looks at a line without a key. Goes on as if the mistake were not there.
    fn scalar(&mut self, start: usize, line: Line<'a>, is_continued: bool) -> Option<usize> {
        let (at, content) = (start + line.column, line.content);
        let span = at..at + content.len().max(1);
        let is_item = line.dash.is_some();
        if !is_item
            && self.above == Above::Block
            && !self.levels.is_open
            && !self.is_broken_key(start, content)
        {
            return Some(self.block_line(start, span));
        }
        let is_list = self.levels.is_list_at(line.column);
        let is_glued_dash = content.starts_with('-') && (is_list || !content.starts_with("--"));
        if !is_item && is_glued_dash && content.len() > 1 {
            self.add(Cause::DashSpace, span, format!("write `- {}`", shown(&content[1..])));
            let _ = self.levels.item(line.column, start);
            return self.value(start, at + 1, &content[1..], line.column);
        }
        let is_key = !is_item || self.beside(start, line.column);
        let is_glued =
            |(key, value): &(&str, &str)| is_word(key) && !value.is_empty() && !value.starts_with("//");
        let glued = content.split_once(':').filter(|glued| is_key && is_glued(glued));
        let (cause, key, value) = match glued {
            Some((key, value)) => (Cause::ColonSpace, key, value.trim_start()),
            None if is_continued || !is_key => {
                return self.value(start, at, content, line.dash.unwrap_or(line.column));
            }
            None => {
                let (key, value) = content.split_once(' ').unwrap_or((content, ""));
                (Cause::Colon, key, value.trim_start())
            }
        };
        if !is_word(key) {
            return self.value(start, at, content, line.dash.unwrap_or(line.column));
        }
        let blank = if value.is_empty() { "" } else { " " };
        self.add(cause, span, format!("write `{}:{blank}{}`", shown(key), shown(value)));
        if is_item {
            self.levels.key_of_item(line.column, start);
        } else {
            let _ = self.levels.key(line.column, start);
        }
        self.value(start, at + content.len() - value.len(), value, line.column)
    }

    /// Tells whether the next line is a key at this column, or deeper.
    fn beside(&self, start: usize, column: usize) -> bool {
        let mut next = self.next(start);
        for _ in 0..LINES {
            let text = self.line_at(next);
            if next >= self.text.len() {
                return false;
            }
            if !text.trim().is_empty() && !text.trim_start().starts_with('#') {
                let line = Line::new(text);
                return line.dash.is_none() && line.is_key() && line.column >= column;
            }
            next = self.next(next);
        }
        false
    }

    /// Looks at a value. `column` is that of the map or list that holds it. Returns where the next line to look at begins, if
    /// the value has more lines.
    fn value(&mut self, start: usize, at: usize, value: &'a str, column: usize) -> Option<usize> {
        let value_is_open = value.is_empty();
        (self.levels.is_open, self.above) = (value_is_open, Above::Other);
        let first = value.chars().next()?;
        let span = at..at + value.len();
        match first {
            '&' | '!' if value.contains(' ') => {
                let rest = value.split_once(' ').map_or("", |(_, rest)| rest.trim_start());
                return self.value(start, at + value.len() - rest.len(), rest, column);
            }
            '&' | '!' => self.levels.is_open = true,
            '|' | '>'
                if value.trim_start_matches(['|', '>', '+', '-']).chars().all(|c| c.is_ascii_digit()) =>
            {
                return Some(self.block(start, column));
            }
            '"' | '\'' => match quote_end(value) {
                Some(end) if value[end..].trim().is_empty() => {}
                Some(end) => self.add(
                    Cause::AfterQuote,
                    at + end + (value[end..].len() - value[end..].trim_start().len())..at + value.len(),
                    "put the whole value in the quotes".to_owned(),
                ),
                None => return self.quoted(start, at, value),
            },
            '[' | '{' => match open_brackets(value, 0) {
                Some(0) => {}
                Some(_) => return self.bracketed(start, at, value),
                None if open_brackets(&without_quotes(value), 0).is_none() => {
                    self.add(
                        Cause::ClosedBracket,
                        span,
                        "remove the bracket, or put the value in quotes".to_owned(),
                    );
                }
                None => self.add(Cause::OpenQuote, span, "close the quote".to_owned()),
            },
            '*' if value.len() > 1 && is_word(&value[1..]) && !value[1..].contains('/') => {}
            '*' | '@' | '`' | '%' | '|' | '>' | ']' | '}' | ',' => {
                self.add(Cause::Indicator, span, format!("put the value in quotes: \"{}\"", shown(value)));
            }
            '-' if value.starts_with("- ") => {
                self.add(Cause::ListAfterKey, span, "begin the list on the next line".to_owned());
            }
            '“' | '”' | '„' | '‘' | '’' => {
                self.add(Cause::CurlyQuote, span, "write \" or '".to_owned());
                self.above = Above::Plain;
            }
            _ => {
                self.above = Above::Plain;
                if value.contains(": ") || value.ends_with(':') {
                    self.add(
                        Cause::SecondColon,
                        span,
                        format!("put the value in quotes: \"{}\"", shown(value)),
                    );
                }
            }
        }
        None
    }

    /// Begins a text block. Returns where the first line after it begins.
    fn block(&mut self, start: usize, column: usize) -> usize {
        (self.above, self.block, self.is_reported) = (Above::Block, column, false);
        self.skip_block(start)
    }

    /// Skips the lines of a text block.
    fn skip_block(&mut self, start: usize) -> usize {
        self.comment = None;
        let mut next = self.next(start);
        let mut first = None;
        while next < self.text.len() {
            let text = self.line_at(next);
            if !text.trim().is_empty() {
                let indent = indentation(text);
                if indent <= self.block {
                    break;
                }
                if first.is_none() {
                    self.block_indent = indent;
                }
                if indent < *first.get_or_insert(indent) && !std::mem::replace(&mut self.is_reported, true) {
                    let help = "indent it further".to_owned();
                    self.add(Cause::BlockIndentation, next + indent..next + text.len(), help);
                }
            }
            next = self.next(next);
        }
        next
    }

    /// Follows a quoted text over its lines.
    fn quoted(&mut self, start: usize, at: usize, value: &str) -> Option<usize> {
        let quote = &value[..1];
        let mut next = self.next(start);
        for _ in 0..LINES {
            if next >= self.text.len() {
                break;
            }
            let text = self.line_at(next);
            if Line::new(text).is_key() {
                break;
            }
            if let Some(end) = quote_end(&format!("{quote}{text}")) {
                return text[end - 1..].trim().is_empty().then(|| self.next(next));
            }
            next = self.next(next);
        }
        self.add(Cause::OpenQuote, at..at + 1, format!("close it with {quote}"));
        None
    }

    /// Follows a bracket over its lines.
    fn bracketed(&mut self, start: usize, at: usize, value: &str) -> Option<usize> {
        let mut depth = open_brackets(value, 0)?;
        let own = indentation(self.line_at(start));
        let mut next = self.next(start);
        for _ in 0..LINES {
            if next >= self.text.len() {
                break;
            }
            let text = self.line_at(next);
            let line = Line::new(text);
            let is_outside = line.dash.is_some()
                || (line.is_key() && line.column <= own + 2 && !line.content.ends_with(','));
            if is_outside {
                break;
            }
            match open_brackets(line.content, depth) {
                Some(0) => return Some(self.next(next)),
                Some(left) => depth = left,
                None => return None,
            }
            next = self.next(next);
        }
        let close = if value.starts_with('[') { ']' } else { '}' };
        self.add(Cause::OpenBracket, at..at + 1, format!("close it with `{close}`"));
        None
    }
}

/// Returns where a placeholder stands that is all of a line: a key or an item is missing there.
fn placeholder(text: &str) -> Option<Range<usize>> {
    let content = text.trim();
    let name = content.strip_prefix("${")?.strip_suffix('}')?;
    let start = text.len() - text.trim_start().len();
    (!name.contains(['{', '}'])).then_some(start..start + content.len())
}

/// Returns where a template begins, outside of quotes.
fn template(text: &str) -> Option<usize> {
    let code = text.trim_start();
    if code.starts_with('#') {
        return None;
    }
    let at = text.find("{{").or_else(|| text.find("{%"))?;
    let line = Line::new(text);
    let value = line.entry.map_or("", |(_, value)| value);
    // A tag or an anchor may stand before the quote.
    let value =
        value.split_once(' ').filter(|_| value.starts_with(['!', '&'])).map_or(value, |(_, rest)| rest);
    let is_quoted = value.trim_start().starts_with(['"', '\'']) || line.content.starts_with(['"', '\'']);
    (!is_quoted).then_some(at)
}

fn without_quotes(text: &str) -> String {
    text.replace(['"', '\''], " ")
}

/// Returns a text as a message shows it.
fn shown(text: &str) -> String {
    let shown: String = text.chars().take(40).filter(|c| !c.is_control()).collect();
    if shown.len() < text.len() { format!("{shown}..") } else { shown }
}
