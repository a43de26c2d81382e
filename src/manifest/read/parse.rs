//! Building a tree from the events of the YAML parser.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span, StructureStyle, Tag};

use super::dialect;
use super::input::GoInput;
use super::json;
use super::problem::{Problem, ProblemKind};
use super::resolve::{Scalar, resolve};
use super::source::Source;
use super::tabs::Tokens;
use super::tree::{Entry, Node, NodeId, Tree, Value};

/// How deep maps and lists may be nested.
pub(crate) const MAX_DEPTH: usize = 200;
/// How many values all aliases of a document may stand for.
pub(crate) const MAX_ALIASED: usize = 100_000;

/// The result of parsing a text: the root of each document that is not empty, and the problems.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    pub(crate) roots: Vec<NodeId>,
    pub(crate) tree: Tree,
    pub(crate) problems: Vec<Problem>,
}

/// Parses the document of a source.
pub(crate) fn parse(source: &Source) -> Parsed {
    let text = &source.text;
    let mut builder = Builder {
        text,
        end: text.len(),
        parsed: Parsed::default(),
        tokens: (text.contains('\t') && !source.is_json).then(Tokens::default),
        open: Vec::new(),
        anchors: HashMap::new(),
        aliased: 0,
    };
    let result = if source.is_json { builder.json() } else { builder.yaml(source) };
    if let Err(problem) = result {
        builder.parsed.problems.push(problem);
    } else if let Some(problem) = builder.tokens.and_then(|tokens| tokens.misplaced_tab(&text[..builder.end]))
    {
        builder.parsed.problems.push(problem);
    }
    builder.parsed
}

fn options() -> Options {
    granit_parser::options! {
        disallow_directives: true,
        emit_anchor_events: true,
        emit_comments: false,
        // The limit of this crate is lower.
        flow_nesting_limit: MAX_DEPTH + 1,
        block_nesting_limit: MAX_DEPTH + 1,
    }
}

struct Builder<'a> {
    text: &'a str,
    /// Where the document ends.
    end: usize,
    parsed: Parsed,
    /// The tokens, if tabs may be misplaced.
    tokens: Option<Tokens>,
    /// The open collections, innermost last.
    open: Vec<Open>,
    /// `None` while the anchored value is open.
    anchors: HashMap<usize, Option<NodeId>>,
    aliased: usize,
}

struct Open {
    start: usize,
    is_in_brackets: bool,
    /// The column that follows that of the innermost block map or list.
    indent: usize,
    anchor: usize,
    content: Content,
}

enum Content {
    Sequence(Vec<NodeId>),
    Mapping {
        entries: Vec<Entry>,
        places: HashMap<Box<str>, usize>,
        key: Option<Key>,
        /// The value that `<<` merges, and how many entries are before it.
        merged: Option<(NodeId, usize)>,
    },
}

enum Key {
    Name { text: Box<str>, span: Range<usize> },
    Merge,
}

impl Builder<'_> {
    fn yaml(&mut self, source: &Source) -> Result<(), Problem> {
        dialect::source(source)?;
        let mut events = Parser::with_options(GoInput::new(self.text), options());
        while let Some(event) = events.next_event() {
            let (event, span) = event.map_err(|error| self.scan_error(&error))?;
            if event == Event::DocumentEnd {
                let span = bytes(&span);
                if self.text[span.start..].starts_with("...") {
                    self.end = span.end;
                }
                return dialect::nothing_follows(self.text, span.end);
            }
            self.event(event, &span)?;
        }
        Ok(())
    }

    fn json(&mut self) -> Result<(), Problem> {
        for (token, span) in json::Tokens::new(self.text) {
            match token {
                json::Token::Begin { is_object: true } => {
                    let (entries, places) = (Vec::new(), HashMap::new());
                    let content = Content::Mapping { entries, places, key: None, merged: None };
                    self.begin(span.start, 0, StructureStyle::Flow, 0, content)?;
                }
                json::Token::Begin { is_object: false } => {
                    self.begin(span.start, 0, StructureStyle::Flow, 0, Content::Sequence(Vec::new()))?;
                }
                json::Token::End => self.end(span.end)?,
                json::Token::Text(text) => {
                    self.resolved(&text, Scalar::Text(text.as_str().into()), 0, span, false)?;
                }
                json::Token::Word => {
                    let word = &self.text[span.clone()];
                    match resolve(word) {
                        Scalar::Text(_) => return Err(no_number(word, span)),
                        scalar => self.resolved(word, scalar, 0, span, true)?,
                    }
                }
                json::Token::HalfPair => {
                    let message = "half of a surrogate pair is no character";
                    let problem = Problem::new(ProblemKind::Syntax, span, message);
                    return Err(problem.helped_by("write the character itself"));
                }
            }
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, marks: &Span) -> Result<(), Problem> {
        let span = bytes(marks);
        let (start, column) = (span.start, marks.start.col());
        if let Some(tokens) = &mut self.tokens {
            let indent = self.open.last().map_or(0, |open| open.indent);
            match &event {
                Event::Scalar(_, style, ..) => tokens.scalar(span.clone(), *style, indent),
                Event::Alias(_) | Event::Anchor(..) => tokens.other(span.clone()),
                _ => {}
            }
            if let Some(tag) = marks.tag_span() {
                tokens.other(bytes(&tag));
            }
        }
        check_tag(&event, marks)?;
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), span)
            }
            Event::SequenceStart(style, anchor, _) => {
                self.begin(start, column, style, anchor, Content::Sequence(Vec::new()))
            }
            Event::MappingStart(style, anchor, _) => {
                if self.is_in_brackets() && self.text[start..].starts_with('?') {
                    return Err(dialect::question_mark(start));
                }
                let (entries, places) = (Vec::new(), HashMap::new());
                self.begin(
                    start,
                    column,
                    style,
                    anchor,
                    Content::Mapping { entries, places, key: None, merged: None },
                )
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span.end),
            Event::Alias(anchor) => {
                dialect::anchor_name(self.text, &span)?;
                self.alias(anchor, span)
            }
            Event::Anchor(..) => dialect::anchor_name(self.text, &span),
            _ => Ok(()),
        }
    }

    fn begin(
        &mut self,
        start: usize,
        column: usize,
        style: StructureStyle,
        anchor: usize,
        content: Content,
    ) -> Result<(), Problem> {
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(start..start));
        }
        if anchor > 0 {
            self.anchors.insert(anchor, None);
        }
        let is_in_brackets = style == StructureStyle::Flow;
        let outer = self.open.last().map_or(0, |open| open.indent);
        let is_list = matches!(content, Content::Sequence(_));
        let indent = match style {
            // A list whose dashes stand below its key is no deeper than the key.
            StructureStyle::Block if is_list && !self.text[start..].starts_with('-') => outer,
            StructureStyle::Block => column + 1,
            StructureStyle::Flow => outer,
        };
        self.open.push(Open { start, is_in_brackets, indent, anchor, content });
        Ok(())
    }

    fn end(&mut self, end: usize) -> Result<(), Problem> {
        let Some(Open { start, anchor, content, .. }) = self.open.pop() else { return Ok(()) };
        let span = start..end.max(start);
        let value = match content {
            Content::Sequence(items) => Value::Sequence(items),
            Content::Mapping { mut entries, mut places, merged, .. } => {
                if let Some((from, before)) = merged {
                    self.merge(from, before, &mut entries, &mut places)?;
                }
                Value::Mapping(entries)
            }
        };
        self.node(span, value, anchor)
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Range<usize>,
    ) -> Result<(), Problem> {
        let is_plain = style == ScalarStyle::Plain;
        dialect::check_scalar(&self.text[span.clone()], style, self.is_in_brackets(), span.start)?;
        if self.wants_key() && self.is_in_brackets() {
            dialect::one_line_key(self.text, &span)?;
        }
        let scalar = match tag {
            None if is_plain => match resolve(text) {
                Scalar::Float(value) if !value.is_finite() && !self.wants_key() => {
                    return Err(no_number(text, span));
                }
                scalar => scalar,
            },
            _ => Scalar::Text(text.into()),
        };
        self.resolved(text, scalar, anchor, span, is_plain && tag.is_none())
    }

    fn resolved(
        &mut self,
        text: &str,
        scalar: Scalar,
        anchor: usize,
        span: Range<usize>,
        is_plain: bool,
    ) -> Result<(), Problem> {
        if self.wants_key() {
            self.key(text, scalar, anchor, span, is_plain);
            return Ok(());
        }
        if self.open.is_empty() && scalar == Scalar::Null {
            return Ok(());
        }
        self.node(span, Value::Scalar(scalar), anchor)
    }

    fn is_in_brackets(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_in_brackets)
    }

    fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { content: Content::Mapping { key: None, .. }, .. }))
    }

    fn key(&mut self, text: &str, scalar: Scalar, anchor: usize, span: Range<usize>, is_plain: bool) {
        let is_merge = is_plain && text == "<<";
        let misread = match &scalar {
            Scalar::Text(_) => None,
            Scalar::Int(value) if value.to_string() == text => None,
            Scalar::Uint(value) if value.to_string() == text => None,
            Scalar::Bool(value) if value.to_string() == text => None,
            Scalar::Null => Some("null".to_owned()),
            Scalar::Bool(value) => Some(format!("the boolean {value}")),
            Scalar::Int(_) | Scalar::Uint(_) | Scalar::Float(_) => Some("a number".to_owned()),
        };
        if let Some(misread) = misread {
            let message = format!("the key {text:?} is read as {misread}");
            self.parsed.problems.push(
                Problem::new(ProblemKind::WrongType, span.clone(), message)
                    .at(self.field(text))
                    .helped_by(format!("put it in quotes: {text:?}")),
            );
        }
        if anchor > 0 {
            let id = self.push(span.clone(), Value::Scalar(scalar), 1, 0);
            self.anchors.insert(anchor, Some(id));
        }
        let Some(Open { content: Content::Mapping { key, entries, places, merged }, .. }) =
            self.open.last_mut()
        else {
            return;
        };
        if is_merge && merged.is_none() {
            *key = Some(Key::Merge);
            return;
        }
        let first =
            places.get(text).and_then(|first| entries.get(*first)).map(|first| first.key_span.clone());
        *key = Some(Key::Name { text: text.into(), span: span.clone() });
        if first.is_some() || is_merge {
            let message = format!("duplicate key {text:?}");
            let problem = Problem::new(ProblemKind::DuplicateKey, span, message).at(self.field(text));
            self.parsed.problems.push(match first {
                Some(first) => problem.note(first, "the first one is here"),
                None => problem,
            });
        }
    }

    /// Returns the path of a key of the innermost map.
    fn field(&self, key: &str) -> String {
        let mut field = String::new();
        let outer = self.open.len().saturating_sub(1);
        for open in &self.open[..outer] {
            match &open.content {
                Content::Sequence(items) => field.extend(["[", &items.len().to_string(), "]"]),
                Content::Mapping { key: Some(Key::Name { text, .. }), .. } => step(&mut field, text),
                Content::Mapping { .. } => {}
            }
        }
        step(&mut field, key);
        field
    }

    fn alias(&mut self, anchor: usize, span: Range<usize>) -> Result<(), Problem> {
        let Some(Some(id)) = self.anchors.get(&anchor).copied() else {
            let message = "an alias stands within the value that it stands for";
            return Err(Problem::new(ProblemKind::Syntax, span, message));
        };
        let Node { value, weight, depth, .. } = self.parsed.tree.node(id);
        if self.wants_key() {
            return match value {
                Value::Scalar(scalar @ Scalar::Text(text)) => {
                    let (text, scalar) = (text.clone(), scalar.clone());
                    self.key(&text, scalar, 0, span, false);
                    Ok(())
                }
                _ => Err(Problem::new(ProblemKind::Syntax, span, "a key must be a text")),
            };
        }
        if self.open.len() + depth > MAX_DEPTH {
            return Err(too_deep(span));
        }
        self.aliased += weight;
        if self.aliased > MAX_ALIASED {
            let message = format!("the aliases of this document stand for more than {MAX_ALIASED} values");
            return Err(Problem::new(ProblemKind::Limit, span, message));
        }
        self.place(id);
        Ok(())
    }

    fn node(&mut self, span: Range<usize>, value: Value, anchor: usize) -> Result<(), Problem> {
        let (mut weight, mut depth) = (1_usize, 0);
        let mut count = |id: NodeId| {
            let node = self.parsed.tree.node(id);
            weight = weight.saturating_add(node.weight);
            depth = depth.max(node.depth + 1);
        };
        match &value {
            Value::Scalar(_) => {}
            Value::Sequence(items) => items.iter().for_each(|id| count(*id)),
            Value::Mapping(entries) => entries.iter().for_each(|entry| count(entry.value)),
        }
        if matches!(value, Value::Sequence(_) | Value::Mapping(_)) {
            depth = depth.max(1);
        }
        if self.wants_key() {
            let problem =
                Problem::new(ProblemKind::Syntax, span, "a key must be a text, not a map or a list");
            return Err(problem.helped_by("put a text with brackets in quotes"));
        }
        let id = self.push(span, value, weight, depth);
        if anchor > 0 {
            self.anchors.insert(anchor, Some(id));
        }
        self.place(id);
        Ok(())
    }

    fn push(&mut self, span: Range<usize>, value: Value, weight: usize, depth: usize) -> NodeId {
        let nodes = &mut self.parsed.tree.nodes;
        nodes.push(Node { span, value, weight, depth });
        NodeId(nodes.len() - 1)
    }

    /// Adds a value to the innermost collection, or to the roots.
    fn place(&mut self, id: NodeId) {
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.parsed.roots.push(id),
            Some(Content::Sequence(items)) => items.push(id),
            Some(Content::Mapping { entries, places, key, merged }) => match key.take() {
                Some(Key::Name { text, span }) => {
                    places.entry(text.clone()).or_insert(entries.len());
                    entries.push(Entry { key: text, key_span: span, value: id });
                }
                Some(Key::Merge) => *merged = Some((id, entries.len())),
                None => {}
            },
        }
    }

    /// Adds the entries of a map, or of each map of a list, whose keys are new.
    fn merge(
        &mut self,
        from: NodeId,
        before: usize,
        entries: &mut Vec<Entry>,
        places: &mut HashMap<Box<str>, usize>,
    ) -> Result<(), Problem> {
        let tree = &self.parsed.tree;
        let sources = match &tree.node(from).value {
            Value::Sequence(items) => &items[..],
            _ => &[from],
        };
        for source in sources {
            let Node { span, value: Value::Mapping(more), .. } = tree.node(*source) else {
                let span = tree.node(*source).span.clone();
                let problem = Problem::new(ProblemKind::Syntax, span, "only a map can be merged by `<<`");
                return Err(problem.helped_by("write an alias of a map, or a map"));
            };
            self.aliased += more.len();
            if self.aliased > MAX_ALIASED {
                let message =
                    format!("the aliases of this document stand for more than {MAX_ALIASED} values");
                return Err(Problem::new(ProblemKind::Limit, span.clone(), message));
            }
            for entry in more {
                match places.get(&entry.key) {
                    Some(place) if *place < before => {
                        let message = format!("{:?} is given before the `<<` that gives it too", entry.key);
                        let problem = Problem::new(
                            ProblemKind::DuplicateKey,
                            entries[*place].key_span.clone(),
                            message,
                        );
                        return Err(problem.helped_by("kubectl would take the latter: put `<<` first"));
                    }
                    Some(_) => {}
                    None => {
                        places.insert(entry.key.clone(), entries.len());
                        entries.push(entry.clone());
                    }
                }
            }
        }
        Ok(())
    }
}

impl Builder<'_> {
    fn scan_error(&self, error: &ScanError) -> Problem {
        let at = error.marker().byte_offset().unwrap_or_default();
        let is_scalar = |root: &NodeId| matches!(self.parsed.tree.node(*root).value, Value::Scalar(_));
        let is_complete =
            self.open.is_empty() && self.parsed.roots.first().is_some_and(|root| !is_scalar(root));
        if is_complete || dialect::is_behind(self.text, at) {
            return dialect::ignored(at);
        }
        dialect::scan_error(error, self.text, at)
    }
}

/// Returns the bytes of a span. A parser of a text gives them for each event.
fn bytes(span: &Span) -> Range<usize> {
    let Range { start, end } = span.byte_range().unwrap_or_default();
    start..end.max(start)
}

fn no_number(text: &str, span: Range<usize>) -> Problem {
    let message = format!("`{text}` is a number that JSON does not have");
    Problem::new(ProblemKind::Syntax, span, message).helped_by("put it in quotes if it is a text")
}

/// Appends a key to a path: `.name` if it looks like a field, else `[key]`.
fn step(field: &mut String, key: &str) {
    if !key.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        field.extend(["[", key, "]"]);
    } else if field.is_empty() {
        field.push_str(key);
    } else {
        field.extend([".", key]);
    }
}

pub(super) fn too_deep(span: Range<usize>) -> Problem {
    let message = format!("maps and lists are nested more than {MAX_DEPTH} deep");
    Problem::new(ProblemKind::Limit, span, message)
}

/// Fails if a value has another tag than its own.
fn check_tag(event: &Event<'_>, marks: &Span) -> Result<(), Problem> {
    let own = match event {
        Event::Scalar(..) => "str",
        Event::SequenceStart(..) => "seq",
        _ => "map",
    };
    match event.tag() {
        Some(tag) if !tag.is_yaml_core_schema_tag(own) => {
            Err(unknown_tag(tag, bytes(&marks.tag_span().unwrap_or(*marks))))
        }
        _ => Ok(()),
    }
}

fn unknown_tag(tag: &Tag, span: Range<usize>) -> Problem {
    let name = tag.original();
    Problem::new(ProblemKind::Syntax, span, format!("the tag {name} means nothing to Kubernetes"))
        .helped_by("write the value without a tag".to_owned())
}
