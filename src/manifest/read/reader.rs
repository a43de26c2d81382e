use std::collections::VecDeque;
use std::io::{self, BufRead};
use std::sync::Arc;

use super::chunk::Chunks;
use super::diagnose::diagnose;
use super::document::Document;
use super::parse::{Parsed, parse};
use super::problem::{Problem, ProblemKind, ReadErrors};
use super::source::Source;
use super::tree::{NodeId, Tree};
use crate::rules::KubeVersion;

/// A reader of YAML and JSON: an iterator over the [`Document`]s of the input.
///
/// `---` separates YAML documents. JSON objects follow each other without a separator. Each item of a `List` is a document. The
/// reader holds one YAML document or JSON object in memory at a time. After a document with problems it continues with the
/// next.
///
/// ```
/// use podwright::manifest::Reader;
///
/// let text = "\
/// apiVersion: v1
/// kind: ConfigMap
/// ---
/// kind: Secret
/// ---
/// {\"apiVersion\": \"v1\", \"kind\": \"Service\"}
/// ";
/// let mut reader = Reader::new(text.as_bytes()).named("all.yaml");
/// assert_eq!(reader.next().unwrap()?.kind(), "ConfigMap");
/// let errors = reader.next().unwrap().unwrap_err();
/// assert!(errors.to_string().starts_with("all.yaml:4:1: apiVersion: Required value"));
/// assert_eq!(reader.next().unwrap()?.kind(), "Service");
/// assert!(reader.next().is_none());
/// # Ok::<(), podwright::manifest::ReadErrors>(())
/// ```
#[derive(Debug)]
pub struct Reader<R> {
    chunks: Chunks<R>,
    name: String,
    version: KubeVersion,
    read: VecDeque<Result<Document, ReadErrors>>,
    has_ended: bool,
}

impl<R: BufRead> Reader<R> {
    /// The largest document that a reader accepts by default, in bytes: 16 MiB, ten times what a cluster stores of an object.
    ///
    /// [`max_document_size`](Self::max_document_size) sets another limit.
    pub const DEFAULT_MAX_DOCUMENT_SIZE: usize = 16 << 20;

    /// Creates a reader of a buffered input: a file in a `BufReader`, a slice of bytes, standard input.
    pub fn new(input: R) -> Self {
        Self {
            chunks: Chunks::new(input, Self::DEFAULT_MAX_DOCUMENT_SIZE),
            name: String::new(),
            version: KubeVersion::ENABLED,
            read: VecDeque::new(),
            has_ended: false,
        }
    }

    /// Sets the file name that messages show.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the version of Kubernetes that [`Document::object`] validates for. Defaults to the version that is enabled.
    #[must_use]
    pub fn kubernetes(mut self, version: KubeVersion) -> Self {
        self.version = version;
        self
    }

    /// Sets the largest document that the reader accepts, in bytes. Defaults to
    /// [`DEFAULT_MAX_DOCUMENT_SIZE`](Self::DEFAULT_MAX_DOCUMENT_SIZE).
    #[must_use]
    pub fn max_document_size(mut self, bytes: usize) -> Self {
        self.chunks.max_size = bytes;
        self
    }

    fn read_chunk(&mut self) {
        let mut source = match self.chunks.next_chunk() {
            Ok(Some(source)) => source,
            Ok(None) => {
                self.has_ended = true;
                return;
            }
            Err(failure) => {
                self.has_ended = true;
                let source = Source { first_line: failure.line, ..Source::default() };
                let problem = Problem::new(failure.kind, 0..0, failure.message);
                self.refuse(source, vec![problem]);
                return;
            }
        };
        if let Some(problem) = control_character(&source.text) {
            self.refuse(source, vec![problem]);
            return;
        }
        let Parsed { roots, tree, problems } = parse(&source.text);
        if !problems.is_empty() {
            let problems = problems.into_iter().map(|problem| diagnose(&source.text, problem)).collect();
            self.refuse(source, problems);
            return;
        }
        source.name.clone_from(&self.name);
        let (source, tree) = (Arc::new(source), Arc::new(tree));
        for root in roots {
            let document = Document::new(&source, &tree, root, self.version, None);
            match document.as_ref().ok().and_then(|document| items(document, &tree, root)) {
                Some(items) => {
                    let list = document.as_ref().ok();
                    let documents =
                        items.iter().map(|item| Document::new(&source, &tree, *item, self.version, list));
                    self.read.extend(documents.map(|document| placed(&source, document)));
                }
                None => self.read.push_back(placed(&source, document)),
            }
        }
    }

    fn refuse(&mut self, mut source: Source, problems: Vec<Problem>) {
        source.name.clone_from(&self.name);
        self.read.push_back(Err(ReadErrors::new(Arc::new(source), problems)));
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Document, ReadErrors>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.read.is_empty() && !self.has_ended {
            self.read_chunk();
        }
        self.read.pop_front()
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

fn placed(source: &Arc<Source>, document: Result<Document, Problem>) -> Result<Document, ReadErrors> {
    document.map_err(|problem| ReadErrors::new(Arc::clone(source), vec![problem]))
}

/// Returns the items of an object of a kind such as `List` and `PodList`.
fn items<'t>(document: &Document, tree: &'t Tree, root: NodeId) -> Option<&'t [NodeId]> {
    document.kind().ends_with("List").then(|| tree.items(root, "items"))?
}

/// Finds a character that YAML forbids, or that is a line break in YAML 1.1 and none in YAML 1.2.
fn control_character(text: &str) -> Option<Problem> {
    let is_json = text.trim_start().starts_with('{');
    let is_refused = |c: char| match c {
        '\t' | '\n' | '\r' => false,
        '\0'..='\u{1f}' => true,
        '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => !is_json,
        _ => false,
    };
    let (at, c) = text.char_indices().find(|(_, c)| is_refused(*c))?;
    let message = format!("the character U+{:04X} cannot stand in a manifest", u32::from(c));
    let help = "write it as an escape in double quotes";
    Some(Problem::new(ProblemKind::Syntax, at..at + c.len_utf8(), message).helped_by(help))
}
