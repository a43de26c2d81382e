use std::fmt;
use std::ops::Range;

/// The text of a document, and its position in the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source {
    /// The name of the file. Empty if it is unknown.
    pub(crate) name: String,
    /// The line of the file on which the text begins. Counts from 1.
    pub(crate) first_line: usize,
    /// The column of that line at which the text begins. Counts from 1.
    pub(crate) first_column: usize,
    pub(crate) text: String,
    /// Whether it is an object of strict JSON.
    pub(crate) is_json: bool,
    /// The line `---` before its content.
    pub(crate) separator: Separator,
}

/// What kubectl does with the line `---` before a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Separator {
    /// There is no such line.
    #[default]
    None,
    /// kubectl reads it with the document.
    Kept,
    /// kubectl leaves it out.
    LeftOut,
}

/// A position in a file.
///
/// Lines and columns count from 1, columns in characters, as editors and compilers do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Position {
    /// Returns the line. The first line is 1.
    #[must_use]
    pub fn line(self) -> usize {
        self.line
    }

    /// Returns the column, in characters. The first column is 1.
    #[must_use]
    pub fn column(self) -> usize {
        self.column
    }
}

impl fmt::Display for Position {
    /// Writes `12:7`, as compilers do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Computes the positions of ascending offsets in one pass over the text.
#[derive(Debug)]
pub(crate) struct Positions<'a> {
    text: &'a str,
    offset: usize,
    position: Position,
}

impl<'a> Positions<'a> {
    pub(crate) fn new(source: &'a Source) -> Self {
        let position = Position { line: source.first_line.max(1), column: source.first_column.max(1) };
        Self { text: &source.text, offset: 0, position }
    }

    /// Returns the position of a byte, which is not before the byte of the last call.
    pub(crate) fn at(&mut self, offset: usize) -> Position {
        let offset = boundary(self.text, offset.min(end(self.text)));
        let between = self.text.get(self.offset..offset).unwrap_or_default();
        let lines = between.matches('\n').count();
        let line_start = between.rfind('\n').map_or(0, |end| end + 1);
        if lines > 0 {
            self.position.line += lines;
            self.position.column = 1;
        }
        self.position.column += between[line_start..].chars().count();
        self.offset = offset.max(self.offset);
        self.position
    }
}

/// A part of a source that is small enough to show: a few lines, none of them long.
#[derive(Debug)]
pub(crate) struct Excerpt {
    pub(crate) text: String,
    pub(crate) first_line: usize,
    /// The span within the text.
    pub(crate) span: Range<usize>,
    /// The line on which the span begins.
    pub(crate) line: usize,
    /// Whether the start of the span's line is cut off, so that columns differ from those of the file.
    pub(crate) is_cut: bool,
}

impl Excerpt {
    /// Returns where this span is in another excerpt, if that excerpt shows its whole line.
    pub(crate) fn within(&self, other: &Self) -> Option<Range<usize>> {
        let line = self.line.checked_sub(other.first_line)?;
        let start: usize = other.text.split_inclusive('\n').take(line).map(str::len).sum();
        let own_start = self.text[..self.span.start].rfind('\n').map_or(0, |at| at + 1);
        let column = self.span.start - own_start;
        let shown = other.text.get(start..)?;
        let span = start + column..start + column + self.span.len();
        let same = other.text.get(span.clone()) == self.text.get(self.span.clone());
        (same && !shown.is_empty()).then_some(span)
    }
}

/// How many lines are shown before the line of the span.
const LINES_BEFORE: usize = 2;
/// How many bytes of a line are shown on either side of the span.
const MARGIN: usize = 80;

/// How many bytes are searched for the ends of a line. Bounded, so that many problems on one long line stay cheap.
const WINDOW: usize = 8 * MARGIN;

impl Source {
    /// Returns the text around a span that begins on `line`.
    pub(crate) fn excerpt(&self, span: Range<usize>, line: usize) -> Excerpt {
        let text = &self.text;
        let start = boundary(text, span.start.min(end(text)));
        let ahead = boundary(text, (start + WINDOW).min(text.len()));
        let line_end = text[start..ahead].find('\n').map_or(ahead, |at| start + at);
        let end = boundary(text, span.end.clamp(start, line_end)).max(start);

        let mut excerpt = Excerpt { text: String::new(), first_line: line, span: 0..0, line, is_cut: false };
        let shown = &mut excerpt.text;
        let cut_start = match line_start(text, start) {
            Some(begin) => {
                let mut first = begin;
                while let Some(earlier) = first.checked_sub(1).and_then(|end| line_start(text, end))
                    && excerpt.first_line > 1
                    && line - excerpt.first_line < LINES_BEFORE
                {
                    first = earlier;
                    excerpt.first_line -= 1;
                }
                for line in text[first..begin].split_inclusive('\n') {
                    match line.char_indices().nth(MARGIN) {
                        Some((cut, _)) => shown.extend([&line[..cut], "..\n"]),
                        None => shown.push_str(line),
                    }
                }
                excerpt.is_cut = begin == 0 && self.first_column > 1;
                Some(begin).filter(|begin| start - begin <= MARGIN)
            }
            None => None,
        };
        let cut_start = cut_start.unwrap_or_else(|| {
            excerpt.is_cut = true;
            shown.push_str("..");
            boundary(text, start.saturating_sub(MARGIN))
        });
        let cut_end = boundary(text, line_end.min(end.min(start + 2 * MARGIN) + MARGIN));
        let offset = shown.len();
        shown.push_str(text[cut_start..cut_end].trim_end_matches('\r'));
        let within = |at: usize| (at.min(cut_end) - cut_start + offset).min(shown.len());
        excerpt.span = within(start)..within(end);
        if cut_end < line_end {
            shown.push_str("..");
        }
        excerpt
    }
}

/// Returns where the line of a byte begins, if that is near.
fn line_start(text: &str, at: usize) -> Option<usize> {
    let from = boundary(text, at.saturating_sub(WINDOW));
    text[from..at].rfind('\n').map(|end| from + end + 1).or((from == 0).then_some(0))
}

/// Returns the end of the last line. What is missing at the end of a text is missing there: the file need not have the last
/// line break.
fn end(text: &str) -> usize {
    text.strip_suffix('\n').unwrap_or(text).len()
}

/// Returns the last character boundary at or before a byte.
fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters() {
        let source = Source { first_line: 3, text: "é: a\n\nöö: b".to_owned(), ..Source::default() };
        let mut positions = Positions::new(&source);
        let at: Vec<_> = [0, 2, 4, 6, 7, 11].map(|offset| positions.at(offset).to_string()).into();
        assert_eq!(at, ["3:1", "3:2", "3:4", "4:1", "5:1", "5:3"]);
        assert_eq!(positions.at(999), positions.at(999));

        let source = Source { first_line: 3, text: "a:\n? \n".to_owned(), ..Source::default() };
        assert_eq!(Positions::new(&source).at(6).to_string(), "4:3");
        assert_eq!(Positions::new(&source).at(7).to_string(), "4:3");
        let excerpt = source.excerpt(7..7, 4);
        assert_eq!((excerpt.text.as_str(), excerpt.span), ("a:\n? ", 5..5));
    }

    #[test]
    fn excerpts_have_the_lines_before_and_cut_long_ones() {
        let source =
            Source { first_line: 1, text: "a\nb\nc\nkey: value\ne\n".to_owned(), ..Source::default() };
        let excerpt = source.excerpt(11..16, 4);
        assert_eq!((excerpt.text.as_str(), excerpt.first_line), ("b\nc\nkey: value", 2));
        assert_eq!(&excerpt.text[excerpt.span], "value");

        let long = format!("{}\n{}needle{}\n", "é".repeat(500), "x".repeat(1000), "y".repeat(1000));
        let source = Source { first_line: 1, text: long, ..Source::default() };
        let excerpt = source.excerpt(2001..2007, 2);
        assert_eq!(&excerpt.text[excerpt.span.clone()], "needle");
        assert!(excerpt.text.len() < 500, "{}", excerpt.text.len());
        let excerpt = source.excerpt(1..2001, 1);
        assert!(excerpt.text.len() < 500);
        assert_eq!(source.excerpt(9999..9999, 3).span.len(), 0);
    }
}
