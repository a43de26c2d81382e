//! Cutting a stream into documents, where kubectl cuts it.

use std::io::{self, BufRead, Read};

use super::json::{Json, Step};
use super::problem::ProblemKind;
use super::source::{Separator, Source};

/// Cuts a stream into documents: a stream of JSON after each object, a stream of YAML before each line that begins with `---`.
///
/// A stream is JSON while objects of strict JSON follow each other. After at most one of them, the rest is YAML. After more, it
/// is an error, as it is for kubectl.
#[derive(Debug)]
pub(super) struct Chunks<R> {
    input: R,
    pub(super) max_size: usize,
    /// Text that has been read as JSON and is none, and how many of its bytes have been read again.
    again: Vec<u8>,
    used_again: usize,
    /// The current line, and how many of its bytes have been returned.
    line: Vec<u8>,
    used: usize,
    number: usize,
    /// The column of the first byte that has not been returned.
    column: usize,
    /// Whether the next line is the first one that kubectl's parser sees of a document. kubectl leaves out the lines `---` between
    /// documents, and keeps one before the first.
    is_first: bool,
    format: Format,
}

/// What a stream is, as far as it is known.
#[derive(Clone, Copy, Debug)]
enum Format {
    Json { objects: usize },
    Yaml,
}

const BOM: &[u8] = "\u{feff}".as_bytes();
const MARKER: &[u8] = b"---";
/// How many bytes kubectl looks at when JSON has ended, without an answer if there are fewer.
const SHORTEST: usize = 4;

impl<R: BufRead> Chunks<R> {
    pub(super) fn new(input: R, max_size: usize) -> Self {
        Self {
            input,
            max_size,
            again: Vec::new(),
            used_again: 0,
            line: Vec::new(),
            used: 0,
            number: 0,
            column: 1,
            is_first: true,
            format: Format::Json { objects: 0 },
        }
    }

    /// Returns the next document, with the comments and the marker before it. It may be empty.
    pub(super) fn next_chunk(&mut self) -> Result<Option<Source>, Failure> {
        if let Format::Json { objects } = self.format {
            let mut chunk = Chunk { is_json: true, ..Chunk::default() };
            if self.json(&mut chunk)? {
                self.format = Format::Json { objects: objects + 1 };
                return chunk.source().map(Some);
            }
            if chunk.text.trim_ascii().is_empty() && objects > 0 {
                return Ok(None);
            }
            while objects == 1 && chunk.text.len() < 2 * SHORTEST && self.read_line()? {
                self.take(&mut chunk, self.line.len())?;
            }
            let text = trimmed(&chunk.text);
            let blanks = &chunk.text[..chunk.text.len() - text.len()];
            let lines = blanks.split(|byte| *byte == b'\n').count() - 1;
            // The first byte that is no blank, or ends the line.
            let first = blanks.iter().position(|byte| *byte == b'\n').unwrap_or(blanks.len());
            let is_short = chunk.text.len() - first < SHORTEST;
            let failure = |message: &str| {
                let line = chunk.first_line + lines;
                Err(Failure { kind: ProblemKind::Syntax, line, message: message.to_owned() })
            };
            if objects == 1 && is_short && self.is_at_end()? {
                return failure("kubectl cannot read so short a text after an object of JSON");
            }
            if objects > 1 {
                return failure("this is no JSON: after two objects of JSON kubectl reads nothing else");
            }
            self.format = Format::Yaml;
            self.read_again(&chunk, objects > 0 || text.starts_with(b"{"));
        }
        self.yaml()
    }

    /// Adds a JSON object to a chunk. Returns whether it is one.
    fn json(&mut self, chunk: &mut Chunk) -> Result<bool, Failure> {
        let mut json = Json::default();
        while self.used < self.line.len() || self.read_line()? {
            let line = &self.line[self.used..];
            match json.line(line) {
                Step::Open => {
                    let len = line.len();
                    self.take(chunk, len)?;
                }
                Step::End(end) => {
                    self.take(chunk, end)?;
                    return Ok(true);
                }
                Step::Invalid => {
                    let len = line.len();
                    self.take(chunk, len)?;
                    return Ok(false);
                }
            }
        }
        Ok(false)
    }

    fn yaml(&mut self) -> Result<Option<Source>, Failure> {
        let mut chunk = Chunk::default();
        let (mut has_marker, mut has_content) = (false, false);
        while self.used < self.line.len() || self.read_line()? {
            let mut line = &self.line[self.used..];
            let is_marker = line.starts_with(MARKER);
            let touches_comment = is_marker && line[MARKER.len()..].starts_with(b"#");
            if is_marker && (has_marker || has_content || (touches_comment && !chunk.text.is_empty())) {
                break;
            }
            let is_left_out = is_marker && !self.is_first;
            if is_left_out && touches_comment {
                self.used += MARKER.len();
                self.column += MARKER.len();
                line = &line[MARKER.len()..];
                has_marker = true;
            } else if let Some(rest) = line.strip_prefix(BOM)
                && self.is_first
                && self.column == 1
            {
                self.used += BOM.len();
                line = rest;
            }
            self.is_first = is_left_out;
            if line.starts_with(MARKER) {
                has_marker = true;
                if is_marker {
                    chunk.separator = if is_left_out { Separator::LeftOut } else { Separator::Kept };
                }
            } else {
                has_content |= !matches!(line.trim_ascii().first(), None | Some(b'#'));
            }
            let len = line.len();
            self.take(&mut chunk, len)?;
            // kubectl ends each line with a line feed, and the carriage return before that is a part of the line break.
            if chunk.text.ends_with(b"\r\r\n") {
                chunk.text.truncate(chunk.text.len() - 3);
                chunk.text.extend_from_slice(b"\r\n");
            }
        }
        if chunk.text.is_empty() {
            return Ok(None);
        }
        // kubectl adds the line break too, and a block at the end of the file has it.
        if !chunk.text.ends_with(b"\n") {
            chunk.text.push(b'\n');
        }
        chunk.source().map(Some)
    }

    /// Moves bytes of the current line into a chunk.
    fn take(&mut self, chunk: &mut Chunk, len: usize) -> Result<(), Failure> {
        if chunk.text.is_empty() {
            (chunk.first_line, chunk.first_column) = (self.number, self.column);
        }
        if chunk.text.len() + len > self.max_size {
            return Err(too_large(self.max_size, chunk.first_line));
        }
        let taken = &self.line[self.used..self.used + len];
        chunk.text.extend_from_slice(taken);
        self.column += String::from_utf8_lossy(taken).chars().count();
        self.used += len;
        Ok(())
    }

    /// Has a chunk read once more, without the blanks that it begins with, up to a line break.
    fn read_again(&mut self, chunk: &Chunk, skips_blanks: bool) {
        let text = &chunk.text;
        let mut blanks = if skips_blanks { text.len() - trimmed(text).len() } else { 0 };
        if let Some(end) = text[..blanks].iter().position(|byte| *byte == b'\n') {
            blanks = end;
        }
        let skipped = String::from_utf8_lossy(&text[..blanks]).chars().count();
        (self.number, self.column) = (chunk.first_line.saturating_sub(1), chunk.first_column + skipped);
        if skips_blanks && text.get(blanks) == Some(&b'\n') {
            blanks += 1;
            (self.number, self.column) = (chunk.first_line, 1);
        }
        self.again = text[blanks..].to_vec();
        if !self.again.is_empty() {
            self.next_of_again();
        }
    }

    /// Makes the first line that is read again the current one. It keeps its column.
    fn next_of_again(&mut self) {
        let rest = &self.again[self.used_again..];
        let len = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
        self.line.clear();
        self.line.extend_from_slice(&rest[..len]);
        self.used = 0;
        self.used_again += len;
        self.number += 1;
        if self.used_again == self.again.len() {
            (self.again, self.used_again) = (Vec::new(), 0);
        }
    }

    fn is_at_end(&mut self) -> Result<bool, Failure> {
        let rest = self.input.fill_buf().map_err(|error| Failure::io(&error, self.number))?;
        Ok(rest.is_empty() && self.used == self.line.len())
    }

    /// Reads a line. Fails if it is longer than a document may be.
    fn read_line(&mut self) -> Result<bool, Failure> {
        self.column = 1;
        if self.used_again < self.again.len() {
            self.next_of_again();
            return Ok(true);
        }
        self.line.clear();
        self.used = 0;
        self.number += 1;
        let most = self.max_size as u64 + 1;
        let read = self.input.by_ref().take(most).read_until(b'\n', &mut self.line);
        read.map_err(|error| Failure::io(&error, self.number))?;
        if self.line.len() > self.max_size {
            return Err(too_large(self.max_size, self.number));
        }
        Ok(!self.line.is_empty())
    }
}

/// A document that is being read.
#[derive(Debug, Default)]
struct Chunk {
    text: Vec<u8>,
    first_line: usize,
    first_column: usize,
    is_json: bool,
    separator: Separator,
}

impl Chunk {
    fn source(self) -> Result<Source, Failure> {
        let Self { text, first_line, first_column, is_json, separator } = self;
        let text = String::from_utf8(text).map_err(|error| {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = first_line + valid.split(|byte| *byte == b'\n').count() - 1;
            Failure { kind: ProblemKind::Io, line, message: "is not UTF-8: save it as UTF-8".to_owned() }
        })?;
        Ok(Source { name: String::new(), first_line, first_column, text, is_json, separator })
    }
}

/// An error after which the reader stops.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) kind: ProblemKind,
    pub(super) line: usize,
    pub(super) message: String,
}

impl Failure {
    pub(super) fn io(error: &io::Error, line: usize) -> Self {
        Self { kind: ProblemKind::Io, line, message: format!("cannot be read: {error}") }
    }
}

/// Returns a text without the blanks that it begins with.
fn trimmed(text: &[u8]) -> &[u8] {
    let start = match std::str::from_utf8(text) {
        Ok(text) => text.len() - text.trim_start().len(),
        Err(_) => text.len() - text.trim_ascii_start().len(),
    };
    &text[start..]
}

fn too_large(max_size: usize, line: usize) -> Failure {
    let message = format!("the document that begins here has more than {max_size} bytes");
    Failure { kind: ProblemKind::Limit, line, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(usize, usize, String)> {
        let mut chunks = Chunks::new(text.as_bytes(), 64);
        std::iter::from_fn(|| chunks.next_chunk().unwrap())
            .map(|source| (source.first_line, source.first_column, source.text))
            .collect()
    }

    fn texts(text: &str) -> Vec<String> {
        cut(text).into_iter().map(|(.., text)| text).collect()
    }

    #[test]
    fn documents_are_cut_at_their_markers() {
        assert_eq!(texts("a: 1\n---\nb: 1\n--- # c\nc: 1"), ["a: 1\n", "---\nb: 1\n", "--- # c\nc: 1\n"]);
        assert_eq!(texts("# head\n\n---\na: 1\n"), ["# head\n\n---\na: 1\n"]);
        assert_eq!(texts("%YAML 1.2\n---\na\n"), ["%YAML 1.2\n", "---\na\n"]);
        assert_eq!(texts("a: |\n  ---\n  b\n---\t\nx: 1\n"), ["a: |\n  ---\n  b\n", "---\t\nx: 1\n"]);
        assert_eq!(texts("---\n---\na\n"), ["---\n", "---\na\n"]);
        assert_eq!(texts("a\n...\nb\n"), ["a\n...\nb\n"]);
        assert_eq!(texts(""), Vec::<String>::new());
    }

    #[test]
    fn byte_order_marks_may_begin_a_document() {
        assert_eq!(texts("\u{feff}a: 1\n---\n\u{feff}b: 1"), ["a: 1\n", "---\nb: 1\n"]);
        assert_eq!(texts("\u{feff}---\n# c\na: 1"), ["---\n# c\na: 1\n"]);
        assert_eq!(
            texts("---\n\u{feff}a: 1"),
            ["---\n\u{feff}a: 1\n"],
            "kubectl reads the first `---` with the document"
        );
        assert_eq!(texts("a: 1\n\u{feff}b: 1"), ["a: 1\n\u{feff}b: 1\n"]);
    }

    #[test]
    fn json_is_cut_behind_each_object() {
        assert_eq!(
            cut("{\"a\": 1}{\"é\": \"}\"} {\n}\n{}\n"),
            [
                (1, 1, "{\"a\": 1}".to_owned()),
                (1, 9, "{\"é\": \"}\"}".to_owned()),
                (1, 19, " {\n}".to_owned()),
                (2, 2, "\n{}".to_owned()),
            ]
        );
        assert_eq!(
            texts("{\"a\": \"\\\"}\"}\n---\n{\"b\": [{}]}\n---\n{}\n"),
            ["{\"a\": \"\\\"}\"}", "---\n{\"b\": [{}]}\n", "---\n{}\n"]
        );
    }

    #[test]
    fn what_is_no_json_is_yaml() {
        assert_eq!(cut(" {a: 1} # flow\nb"), [(1, 2, "{a: 1} # flow\nb\n".to_owned())]);
        assert_eq!(cut("\t\n\t{a: 1}\nb"), [(2, 1, "\t{a: 1}\nb\n".to_owned())]);
        assert_eq!(cut("\t\na: 1"), [(1, 1, "\t\na: 1\n".to_owned())]);
        assert_eq!(cut("{} # comment"), [(1, 1, "{}".to_owned()), (1, 4, "# comment\n".to_owned())]);
        assert_eq!(texts("{a: 'x\"'}\n---\nb: 1\n"), ["{a: 'x\"'}\n", "---\nb: 1\n"]);
        assert_eq!(
            cut("\n{\"a\":\n1,}\n---\nb"),
            [(2, 1, "{\"a\":\n1,}\n".to_owned()), (4, 1, "---\nb\n".to_owned())]
        );
    }

    #[test]
    fn kubectl_reads_nothing_but_json_after_two_objects() {
        for (text, line) in [
            ("{}\n{}\n---\n{}\n", 3),
            ("{}{}{", 1),
            ("{} #c", 1),
            ("{}\nb: 1", 0),
            ("{}\n#c", 2),
            ("{}\n#cc", 0),
            ("{} # c", 1),
            ("{} # cc", 0),
        ] {
            let mut chunks = Chunks::new(text.as_bytes(), 64);
            let failure = loop {
                match chunks.next_chunk() {
                    Ok(Some(_)) => {}
                    Ok(None) => break 0,
                    Err(failure) => break failure.line,
                }
            };
            assert_eq!(failure, line, "{text:?}");
        }
    }

    #[test]
    fn what_is_too_large_or_no_utf_8_is_refused() {
        let mut chunks =
            Chunks::new("a: 1\n---\n".as_bytes().chain(io::BufReader::new(io::repeat(b'x'))), 64);
        assert!(chunks.next_chunk().unwrap().is_some());
        let failure = chunks.next_chunk().unwrap_err();
        assert_eq!((failure.kind, failure.line), (ProblemKind::Limit, 3));
        let mut chunks = Chunks::new(b"a\n\xff\n".as_slice(), 64);
        assert_eq!(chunks.next_chunk().unwrap_err().line, 2);
        let many = "- a\n".repeat(17);
        assert_eq!(Chunks::new(many.as_bytes(), 64).next_chunk().unwrap_err().line, 1);
    }
}
