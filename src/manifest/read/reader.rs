use std::collections::VecDeque;
use std::io::BufRead;
use std::sync::Arc;

use super::chunk::Chunks;
use super::diagnose::diagnose;
use super::document::Document;
use super::parse::{Parsed, parse};
use super::problem::{Problem, ReadErrors};
use super::source::Source;
use crate::rules::KubeVersion;

/// A reader of YAML and JSON: an iterator over the [`Document`]s of the input.
///
/// `---` separates YAML documents. JSON objects follow each other without a separator. Each item of a `List` is a document. The
/// reader holds one YAML document or JSON object in memory at a time. After a document with problems it continues with the
/// next.
///
/// # Differences from kubectl
///
/// The reader finds the same objects as kubectl, and refuses what kubectl refuses. It also refuses what others read otherwise than
/// kubectl, or what kubectl reads otherwise than its author means:
///
/// | kubectl reads | the reader refuses it, because |
/// | --- | --- |
/// | a key that stands twice | kubectl takes one of the values and drops the other |
/// | a key that is a boolean, a number or null to kubectl | `on:` becomes `true`, `010:` becomes `8` |
/// | `<<` after a key that it gives too | kubectl takes the merged value, other readers the written one |
/// | a tag that Kubernetes does not need | only `!!str`, `!!map` and `!!seq` mean the same to all readers |
/// | anything but comments after the end of a document | kubectl ignores it: after `...`, and after the last bracket |
/// | `items` in an object whose kind does not end with `List` | kubectl takes the object for a list |
/// | a directive after a line `---` | it belongs before that line, and kubectl refuses it there |
/// | an alias that touches the colon behind it | `*a: b` is no key to readers of YAML 1.2 |
/// | an invisible character | some readers take U+0085, U+2028 and U+2029 for line breaks, and U+FEFF for nothing |
/// | half of a surrogate pair in JSON | kubectl replaces it by U+FFFD |
/// | a `?` in brackets | it begins a key to some readers and a text to others |
/// | an anchor with a colon | `&a:b` is the anchor `a` to kubectl, and `a:b` to others |
/// | a block whose first line is blank and deeper than its text | kubectl drops the text |
/// | a block that begins in the column of its key | other readers expect a key there |
/// | a template that is not rendered, beside another row | the template is named first |
/// | the escape `\'` | YAML has no such escape |
/// | a document beyond the limits | more than 200 levels, or aliases that stand for more than 100,000 values |
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
        let Parsed { roots, mut tree, problems } = parse(&source);
        if !problems.is_empty() {
            let problems = problems.into_iter().map(|problem| diagnose(&source.text, problem)).collect();
            self.refuse(source, problems);
            return;
        }
        source.name.clone_from(&self.name);
        let mut objects = Vec::new();
        for root in roots {
            match tree.list_items(root) {
                Ok(Some(items)) => objects.extend(items),
                Ok(None) => objects.push(root),
                Err(problem) => {
                    self.refuse(source, vec![problem]);
                    return;
                }
            }
        }
        let (source, tree) = (Arc::new(source), Arc::new(tree));
        let documents = objects.into_iter().map(|root| Document::new(&source, &tree, root, self.version));
        self.read.extend(documents.map(|document| placed(&source, document)));
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

fn placed(source: &Arc<Source>, document: Result<Document, Problem>) -> Result<Document, ReadErrors> {
    document.map_err(|problem| ReadErrors::new(Arc::clone(source), vec![problem]))
}
