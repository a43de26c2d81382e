use std::ops::Range;
use std::sync::Arc;
use std::{fmt, io, slice, vec};

use super::excerpts::Excerpts;
use super::source::{Position, Positions, Source};

/// The kind of a [`Problem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The input could not be read, or is not UTF-8.
    Io,
    /// The text is neither YAML nor JSON, or it is YAML that kubectl does not accept.
    Syntax,
    /// The document is larger or deeper than the reader allows.
    Limit,
    /// A map has the same key twice.
    DuplicateKey,
    /// The document does not name its kind, or names another than the expected one.
    UnknownKind,
    /// The kind has no such field.
    UnknownField,
    /// A value does not have the type of its field.
    WrongType,
    /// The API server would reject the object.
    Violation,
    /// The API server would warn of the object.
    Warning,
}

/// One problem of a manifest, with its position.
///
/// ```
/// use podwright::manifest::{ProblemKind, from_yaml};
/// use podwright::prelude::v1;
///
/// let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  contaners: []\n";
/// let errors = from_yaml::<v1::Pod>(text).unwrap_err();
/// let problem = errors.iter().next().unwrap();
/// assert_eq!(problem.kind(), ProblemKind::UnknownField);
/// assert_eq!(problem.field(), "spec.contaners");
/// assert_eq!((problem.position().line(), problem.position().column()), (5, 3));
/// assert_eq!(problem.to_string(), "5:3: spec.contaners: unknown field, did you mean `containers`?");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub(super) kind: ProblemKind,
    pub(super) field: Box<str>,
    pub(super) message: Box<str>,
    pub(super) help: Option<Box<str>>,
    pub(super) note: Option<Box<Note>>,
    rule: Option<&'static str>,
    pub(super) span: Range<usize>,
    pub(super) position: Position,
}

/// Another position that belongs to a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) span: Range<usize>,
    pub(super) position: Position,
    pub(super) text: &'static str,
}

/// What is wrong with a value that is to be base64. It does not show the value.
const NOT_BASE64: &str = "the value is not base64";

impl Problem {
    pub(super) fn new(kind: ProblemKind, span: Range<usize>, message: impl Into<Box<str>>) -> Self {
        Self {
            kind,
            field: Box::default(),
            message: message.into(),
            help: None,
            note: None,
            rule: None,
            span,
            position: Position { line: 1, column: 1 },
        }
    }

    /// Creates the problem of a value that is to be base64.
    pub(super) fn not_base64(span: Range<usize>, field: &str) -> Self {
        let map = field.rsplit_once('[').and_then(|(map, _)| map.rsplit('.').next());
        let help = match map {
            Some("data") => "encode it, or write it as it is below `stringData`",
            Some("binaryData") => "encode it, or write it as it is below `data` if it is text",
            _ => "encode it",
        };
        Self::new(ProblemKind::WrongType, span, NOT_BASE64).helped_by(help)
    }

    /// Sets the field. Control characters in its keys are escaped, because the text may go to a terminal.
    pub(super) fn at(mut self, field: impl Into<Box<str>>) -> Self {
        let field = field.into();
        let is_clean = !field.contains(char::is_control);
        self.field = if is_clean { field } else { field.escape_debug().to_string().into() };
        self
    }

    pub(super) fn helped_by(mut self, help: impl Into<Box<str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn note(mut self, span: Range<usize>, note: &'static str) -> Self {
        let position = self.position;
        self.note = Some(Box::new(Note { span, position, text: note }));
        self
    }

    pub(super) fn rule_id(mut self, rule: &'static str) -> Self {
        self.rule = Some(rule);
        self
    }

    /// Removes the value from the message about a value of a wrong type.
    pub(super) fn hide_value(&mut self) {
        if self.kind != ProblemKind::WrongType || *self.message == *NOT_BASE64 {
            return;
        }
        self.message = match self.message.split_once(", found ") {
            Some((expected, _)) => expected.into(),
            None => "the value does not have the form of its field; it is not shown".into(),
        };
        self.help = None;
    }

    /// Returns the kind of the problem.
    #[must_use]
    pub fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// Returns the path of the field, as the API server writes it. The path of a problem of the text is empty.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Returns what is wrong, without the field.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns what to do, if the message does not contain it.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Returns the position of the field, or of its innermost parent that exists.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// Returns the id of the [rule](crate::rules::RULES), for violations and warnings.
    #[must_use]
    pub fn rule(&self) -> Option<&'static str> {
        self.rule
    }

    /// Returns the problem without its position: `spec.contaners: unknown field, did you mean ..`.
    fn statement(&self) -> String {
        let field = if self.field.is_empty() { String::new() } else { format!("{}: ", self.field) };
        let help = self.help.as_ref().map(|help| format!(": {help}")).unwrap_or_default();
        format!("{field}{}{help}", self.message)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.position, self.statement())
    }
}

/// The problems of a document, in the order of their positions. It is never empty.
///
/// `Display` writes a line for each problem: `FILE:LINE:COLUMN: FIELD: MESSAGE`. `Debug` writes the same, because a `main` that
/// returns the error prints it with `Debug`. [`excerpts`](Self::excerpts) shows the lines of the file too.
///
/// ```
/// use podwright::manifest::Reader;
///
/// let text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  name: db\n";
/// let errors = Reader::new(text.as_bytes()).named("k8s/web.yaml").next().unwrap().unwrap_err();
/// assert_eq!(errors.to_string(), "k8s/web.yaml:5:3: metadata.name: duplicate key \"name\"");
/// assert_eq!(errors.excerpts().to_string(), "\
/// error: metadata.name: duplicate key \"name\"
///  --> k8s/web.yaml:5:3
///   |
/// 3 | metadata:
/// 4 |   name: web
///   |   ---- the first one is here
/// 5 |   name: db
///   |   ^^^^
/// ");
/// ```
#[derive(Clone)]
pub struct ReadErrors {
    pub(super) source: Arc<Source>,
    pub(super) list: Vec<Problem>,
    pub(super) unreported: usize,
    /// Whether excerpts leave out the lines of the file.
    pub(super) hides_lines: bool,
}

/// The largest number of problems that are reported for one document.
const REPORTED: usize = 1_000;

impl ReadErrors {
    /// Sorts the problems and computes their positions. The list is not empty.
    pub(super) fn new(source: Arc<Source>, mut list: Vec<Problem>) -> Self {
        list.sort_by_key(|problem| problem.span.start);
        let unreported = list.len().saturating_sub(REPORTED);
        list.truncate(REPORTED);
        let mut positions = Positions::new(&source);
        for problem in &mut list {
            problem.position = positions.at(problem.span.start);
        }
        let mut notes: Vec<_> = list.iter_mut().filter_map(|problem| problem.note.as_deref_mut()).collect();
        notes.sort_by_key(|note| note.span.start);
        let mut positions = Positions::new(&source);
        for note in notes {
            note.position = positions.at(note.span.start);
        }
        let hides_lines = false;
        Self { source, list, unreported, hides_lines }
    }

    /// Creates an error about a text as a whole.
    pub(super) fn of_text(text: &str, message: &str) -> Self {
        let source = Source { text: text.to_owned(), ..Source::default() };
        Self::new(Arc::new(source), vec![Problem::new(ProblemKind::UnknownKind, 0..0, message)])
    }

    /// Creates an error about a file that cannot be opened.
    pub(crate) fn of_file(name: &str, error: &io::Error) -> Self {
        let source = Source { name: name.to_owned(), ..Source::default() };
        let message = format!("the file cannot be opened: {error}");
        Self::new(Arc::new(source), vec![Problem::new(ProblemKind::Io, 0..0, message)])
    }

    /// Returns the name of the file. It is empty unless [`Reader::named`](super::Reader::named) has set it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.source.name
    }

    /// Returns the problems in the order of their positions: at least one, at most a thousand.
    pub fn iter(&self) -> slice::Iter<'_, Problem> {
        self.list.iter()
    }

    /// Shows the problems with the lines of the file, as compilers do. The lines of a Secret are not shown.
    #[must_use]
    pub fn excerpts(&self) -> Excerpts<'_> {
        Excerpts::new(self)
    }
}

impl<'a> IntoIterator for &'a ReadErrors {
    type Item = &'a Problem;
    type IntoIter = slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl IntoIterator for ReadErrors {
    type Item = Problem;
    type IntoIter = vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl fmt::Display for ReadErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.list.iter().enumerate() {
            let line_break = if i > 0 { "\n" } else { "" };
            let colon = if self.file().is_empty() { "" } else { ":" };
            write!(f, "{line_break}{}{colon}{problem}", self.file())?;
        }
        if self.unreported > 0 {
            write!(f, "\nand {} more", self.unreported)?;
        }
        Ok(())
    }
}

impl fmt::Debug for ReadErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ReadErrors {}
