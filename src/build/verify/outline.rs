use super::field_path::Segment;
use super::scalar;

/// The lines of a YAML text, and the fields on them.
///
/// It reads the YAML that this crate writes, with comments between the lines and at their ends. In other YAML it finds fewer
/// fields.
#[derive(Debug)]
pub(crate) struct Outline<'a> {
    pub(crate) lines: Vec<&'a str>,
    /// For each line, whether it holds only a comment.
    is_comment: Vec<bool>,
    /// In the order of their first lines. On one line, an outer field comes before an inner one.
    pub(crate) fields: Vec<Field<'a>>,
    documents: Vec<Document<'a>>,
}

/// A key with its value, or an item of a sequence.
#[derive(Debug)]
pub(crate) struct Field<'a> {
    pub(crate) parent: Option<usize>,
    document: usize,
    step: Step<'a>,
    /// The column of the key or the dash.
    marker: usize,
    /// The column of the key, or of the value of an item.
    pub(crate) column: usize,
    pub(crate) first: usize,
    /// The line after the last one.
    pub(crate) end: usize,
    /// The scalar, if it is on the first line.
    pub(crate) value: &'a str,
    /// The field `name` of an item.
    name: Option<&'a str>,
    items: usize,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Key(&'a str),
    Item(usize),
}

/// The identity of a field: its document, by kind, namespace and name or by number, and its path, with the names of items.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Identity<'a> {
    document: Result<[&'a str; 3], usize>,
    path: Vec<Segment<'a>>,
}

/// What identifies a document.
#[derive(Debug, Default)]
struct Document<'a> {
    /// The line of its first field.
    first: usize,
    kind: Option<&'a str>,
    namespace: Option<&'a str>,
    name: Option<&'a str>,
}

impl<'a> Outline<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let lines: Vec<_> = text.split_inclusive('\n').collect();
        let mut fields = Vec::new();
        let mut reader = Reader::default();
        let read = |(at, line): (usize, &&'a str)| reader.line(&mut fields, at, line.trim_end());
        let is_comment = lines.iter().enumerate().map(read).collect();
        reader.close(&mut fields, 0, false);
        let mut outline = Self { lines, is_comment, fields, documents: Vec::new() };
        outline.documents = outline.documents();
        outline
    }

    /// Returns the path of a field in its document.
    pub(crate) fn path(&self, at: usize) -> Vec<Segment<'a>> {
        let outward = std::iter::successors(Some(at), |at| self.fields[*at].parent);
        let mut path: Vec<_> = outward.map(|at| self.segment(at)).collect();
        path.reverse();
        path
    }

    /// Returns the identity of a field, which is equal in two manifests of the same objects.
    pub(crate) fn identity(&self, at: usize) -> Identity<'a> {
        let at_document = self.fields[at].document;
        let document = match &self.documents[at_document] {
            Document { kind: Some(kind), namespace, name: Some(name), .. } => {
                Ok([*kind, namespace.unwrap_or_default(), *name])
            }
            _ => Err(at_document),
        };
        let by_name = |segment| match segment {
            Segment::Item { name: Some(name), .. } => Segment::Item { index: 0, name: Some(name) },
            other => other,
        };
        Identity { document, path: self.path(at).into_iter().map(by_name).collect() }
    }

    /// Returns the comments directly above a field, without those at the head of its document.
    pub(crate) fn comments_above(&self, field: &Field<'a>) -> &[&'a str] {
        let head = self.documents[field.document].first;
        let mut start = field.first;
        while start > head + 1 && self.is_comment[start - 1] {
            start -= 1;
        }
        &self.lines[start..field.first]
    }

    fn documents(&self) -> Vec<Document<'a>> {
        let mut documents: Vec<Document<'a>> = Vec::new();
        for (at, field) in self.fields.iter().enumerate() {
            if documents.len() <= field.document {
                let first = field.first;
                documents.resize_with(field.document + 1, || Document { first, ..Document::default() });
            }
            let document = &mut documents[field.document];
            match self.path(at)[..] {
                [Segment::Key("kind")] => document.kind = Some(field.value),
                [Segment::Key("metadata"), Segment::Key("name")] => document.name = Some(field.value),
                [Segment::Key("metadata"), Segment::Key("namespace")] => {
                    document.namespace = Some(field.value);
                }
                _ => {}
            }
        }
        documents
    }

    fn segment(&self, at: usize) -> Segment<'a> {
        let field = &self.fields[at];
        match field.step {
            Step::Key(key) => Segment::Key(key),
            Step::Item(index) => Segment::Item { index, name: field.name },
        }
    }
}

/// The state while the lines are read.
#[derive(Debug, Default)]
struct Reader {
    open: Vec<usize>,
    document: usize,
    is_begun: bool,
    /// The items of a document that is a sequence.
    items: usize,
    /// The column of the key or dash of a text of several lines that is open.
    block: Option<usize>,
    /// The line after the last one that was no comment.
    end: usize,
}

impl Reader {
    /// Reads a line, and returns whether it is a comment.
    fn line<'a>(&mut self, fields: &mut Vec<Field<'a>>, at: usize, line: &'a str) -> bool {
        let mut rest = line.trim_start_matches(' ');
        let mut column = line.len() - rest.len();
        if let Some(block) = self.block {
            if rest.is_empty() || column > block {
                self.end = at + 1;
                return false;
            }
            self.block = None;
        }
        if line == "---" || line.starts_with("--- ") {
            self.close(fields, 0, false);
            self.document += usize::from(self.is_begun);
            (self.is_begun, self.items) = (false, 0);
            return false;
        }
        if rest.is_empty() || rest.starts_with('#') {
            return !rest.is_empty();
        }
        let mut is_first = true;
        while let Some(value) = rest.strip_prefix("- ").or_else(|| (rest == "-").then_some("")) {
            let inner = value.trim_start_matches(' ');
            let content = column + rest.len() - inner.len();
            if is_first {
                self.close(fields, column, true);
            }
            self.item(fields, at, column, content);
            self.scalar(fields, column, inner);
            (rest, column, is_first) = (inner, content, false);
        }
        if let Some((key, value)) = scalar::key(rest) {
            if is_first {
                self.close(fields, column, false);
            }
            self.push(fields, at, Step::Key(key), column, column);
            self.scalar(fields, column, value);
        } else if is_first && rest.starts_with("? ") {
            self.close(fields, column, false);
            self.push(fields, at, Step::Key(rest[2..].trim()), column, column);
        } else if is_first && let Some(value) = rest.strip_prefix(": ") {
            self.scalar(fields, column, value);
        }
        self.is_begun = true;
        self.end = at + 1;
        false
    }

    fn item(&mut self, fields: &mut Vec<Field<'_>>, at: usize, marker: usize, column: usize) {
        let items = match self.open.last() {
            Some(parent) => &mut fields[*parent].items,
            None => &mut self.items,
        };
        let index = *items;
        *items += 1;
        self.push(fields, at, Step::Item(index), marker, column);
    }

    fn push<'a>(
        &mut self,
        fields: &mut Vec<Field<'a>>,
        at: usize,
        step: Step<'a>,
        marker: usize,
        column: usize,
    ) {
        let parent = self.open.last().copied();
        self.open.push(fields.len());
        let document = self.document;
        fields.push(Field {
            parent,
            document,
            step,
            marker,
            column,
            first: at,
            end: at + 1,
            value: "",
            name: None,
            items: 0,
        });
    }

    /// Reads the text after a key or a dash.
    fn scalar<'a>(&mut self, fields: &mut [Field<'a>], marker: usize, value: &'a str) {
        let value = scalar::split_comment(value).0;
        if value.starts_with(['|', '>']) {
            self.block = Some(marker);
        } else if let Some(at) = self.open.last() {
            fields[*at].value = value;
            if let (Step::Key("name"), Some(parent)) = (fields[*at].step, fields[*at].parent) {
                fields[parent].name = Some(value);
            }
        }
    }

    /// Ends the open fields at the column and to the right of it. A dash does not end the key at its own column.
    fn close(&mut self, fields: &mut [Field<'_>], column: usize, is_dash: bool) {
        while let Some(at) = self.open.last() {
            let field = &mut fields[*at];
            let is_kept = field.marker == column && is_dash && matches!(field.step, Step::Key(_));
            if field.marker < column || is_kept {
                return;
            }
            field.end = self.end.max(field.first + 1);
            self.open.pop();
        }
    }
}
