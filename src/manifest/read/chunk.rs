//! Cutting a stream into documents.

use std::io::{BufRead, Read};

use super::problem::ProblemKind;
use super::reader::Failure;
use super::source::Source;

/// Cuts a stream into documents: before each line `---`, after each line `...`, and after each JSON object.
#[derive(Debug)]
pub(super) struct Chunks<R> {
    input: R,
    pub(super) max_size: usize,
    /// The current line, and how many of its bytes have been returned.
    line: Vec<u8>,
    used: usize,
    number: usize,
    /// The column of the first byte that has not been returned.
    column: usize,
}

impl<R: BufRead> Chunks<R> {
    pub(super) fn new(input: R, max_size: usize) -> Self {
        Self { input, max_size, line: Vec::new(), used: 0, number: 0, column: 1 }
    }

    /// Returns the next document, with the comments and markers before it. It may be empty.
    pub(super) fn next_chunk(&mut self) -> Result<Option<Source>, Failure> {
        let (mut text, mut first_line, mut first_column) = (Vec::new(), 0, 0);
        let (mut is_marked, mut has_content, mut json) = (false, false, None);
        while self.used < self.line.len() || self.read_line()? {
            let line = &self.line[self.used..];
            if is_marker(line, b"---") && (is_marked || has_content) {
                break;
            }
            if text.is_empty() {
                first_line = self.number;
                first_column = self.column;
            }
            let content = line.trim_ascii();
            if content == b"---" {
                is_marked = true;
            } else if !matches!(content.first(), None | Some(b'#' | b'%')) {
                if !has_content && content.first() == Some(&b'{') {
                    json = Some(Json::default());
                }
                has_content = true;
            }
            let mut taken = line.len();
            let mut is_end = is_marker(line, b"...") && has_content;
            if let Some(end) = json.as_mut().and_then(|json| json.end(line)) {
                match line[end..].trim_ascii_start().first() {
                    None => is_end = true,
                    Some(b'{') => (taken, is_end) = (end, true),
                    Some(_) => json = None,
                }
            }
            if text.len() + taken > self.max_size {
                return Err(too_large(self.max_size, first_line));
            }
            text.extend_from_slice(&line[..taken]);
            self.used += taken;
            self.column += String::from_utf8_lossy(&text[text.len() - taken..]).chars().count();
            if is_end {
                break;
            }
        }
        if text.is_empty() {
            return Ok(None);
        }
        let text = String::from_utf8(text).map_err(|error| {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = first_line + valid.split(|byte| *byte == b'\n').count() - 1;
            Failure { kind: ProblemKind::Io, line, message: "is not UTF-8: save it as UTF-8".to_owned() }
        })?;
        Ok(Some(Source { name: String::new(), first_line, first_column, text }))
    }

    /// Reads a line. Fails if it is longer than a document may be.
    fn read_line(&mut self) -> Result<bool, Failure> {
        self.line.clear();
        (self.used, self.column) = (0, 1);
        self.number += 1;
        let most = self.max_size as u64 + 1;
        let read = self.input.by_ref().take(most).read_until(b'\n', &mut self.line);
        read.map_err(|error| Failure::io(&error, self.number))?;
        if self.line.len() > self.max_size {
            return Err(too_large(self.max_size, self.number));
        }
        if self.number == 1 {
            self.used = if self.line.starts_with("\u{feff}".as_bytes()) { '\u{feff}'.len_utf8() } else { 0 };
        }
        Ok(self.used < self.line.len())
    }
}

fn too_large(max_size: usize, line: usize) -> Failure {
    let message = format!("the document that begins here has more than {max_size} bytes");
    Failure { kind: ProblemKind::Limit, line, message }
}

fn is_marker(line: &[u8], marker: &[u8]) -> bool {
    line.strip_prefix(marker).is_some_and(|rest| rest.first().is_none_or(u8::is_ascii_whitespace))
}

/// Finds the end of a JSON object.
#[derive(Debug, Default)]
struct Json {
    depth: usize,
    in_text: bool,
    is_escaped: bool,
}

impl Json {
    /// Returns where the object ends, if it ends in this line. Not to be called after that.
    fn end(&mut self, line: &[u8]) -> Option<usize> {
        for (at, byte) in line.iter().enumerate() {
            if self.in_text {
                match byte {
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    b'"' => self.in_text = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
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
        assert_eq!(texts("a: 1\n---\nb: 1\n--- # c\nc: 1"), ["a: 1\n", "---\nb: 1\n", "--- # c\nc: 1"]);
        assert_eq!(texts("# head\n\n---\na: 1\n"), ["# head\n\n---\na: 1\n"]);
        assert_eq!(
            texts("%YAML 1.2\n---\na\n...\n%YAML 1.2\n---\nb\n"),
            ["%YAML 1.2\n---\na\n...\n", "%YAML 1.2\n---\nb\n"]
        );
        assert_eq!(texts("a: |\n  ---\n  b\n---x: 1\n"), ["a: |\n  ---\n  b\n---x: 1\n"]);
        assert_eq!(texts("---\n---\na\n"), ["---\n", "---\na\n"]);
        assert_eq!(texts("\u{feff}a: 1\n"), ["a: 1\n"]);
        assert_eq!(texts(""), Vec::<String>::new());
    }

    #[test]
    fn json_is_cut_behind_each_object() {
        assert_eq!(
            cut("{\"a\": 1}{\"é\": \"}\"} {\n}\n{}\n"),
            [
                (1, 1, "{\"a\": 1}".to_owned()),
                (1, 9, "{\"é\": \"}\"}".to_owned()),
                (1, 19, " {\n}\n".to_owned()),
                (3, 1, "{}\n".to_owned()),
            ]
        );
        assert_eq!(
            texts("{\"a\": \"\\\"}\"}\n---\n{\"b\": [{}]}\n"),
            ["{\"a\": \"\\\"}\"}\n", "---\n{\"b\": [{}]}\n"]
        );
        assert_eq!(texts("{a: 1} # flow\nb"), ["{a: 1} # flow\nb"]);
        assert_eq!(texts("{a: 'x\"'}\n---\nb: 1\n"), ["{a: 'x\"'}\n", "---\nb: 1\n"]);
    }

    #[test]
    fn what_is_too_large_or_no_utf_8_is_refused() {
        let mut chunks =
            Chunks::new("a: 1\n---\n".as_bytes().chain(std::io::BufReader::new(std::io::repeat(b'x'))), 64);
        assert!(chunks.next_chunk().unwrap().is_some());
        let failure = chunks.next_chunk().unwrap_err();
        assert_eq!((failure.kind, failure.line), (ProblemKind::Limit, 3));
        let mut chunks = Chunks::new(b"a\n\xff\n".as_slice(), 64);
        assert_eq!(chunks.next_chunk().unwrap_err().line, 2);
        let many = "- a\n".repeat(17);
        assert_eq!(Chunks::new(many.as_bytes(), 64).next_chunk().unwrap_err().line, 1);
    }
}
