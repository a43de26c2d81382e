//! From the field path of a rule to the position in the file.

use std::collections::VecDeque;
use std::ops::Range;

use super::resolve::Scalar;
use super::tree::{NodeId, Tree, Value};

/// Returns the span of a field: its key or its value, or the innermost parent that exists.
///
/// The paths are the API server's, such as `spec.containers[0].resources.limits[cpu]`. A few of its paths do not name a field
/// exactly: they are followed as far as possible.
pub(crate) fn locate(tree: &Tree, root: NodeId, path: &str) -> Range<usize> {
    walk(tree, root, path).span
}

/// Tells whether there is a field.
pub(crate) fn exists(tree: &Tree, root: NodeId, path: &str) -> bool {
    walk(tree, root, path).missing.is_none()
}

/// Like [`locate`], but if the field is a map or a list, returns the span of the entry that is or has a value.
///
/// The API server names the map for a bad label, and the list for a bad `subPath`.
pub(crate) fn locate_value(tree: &Tree, root: NodeId, path: &str, value: Option<&str>) -> Range<usize> {
    let Found { node, span, missing } = walk(tree, root, path);
    let Some(value) = value.filter(|value| !value.is_empty()) else { return span };
    let found = match (&tree.node(node).value, missing) {
        (Value::Sequence(items), Some(Step::Name(name))) => items.iter().take(SEARCHED).find_map(|item| {
            let entry = tree.entry(*item, name)?;
            is_text(tree, entry.value, value).then(|| field(tree, *item, name))?
        }),
        (Value::Mapping(_) | Value::Sequence(_), None) => {
            search(tree, node, value, &mut SEARCHED.clone()).map(|span| (node, span))
        }
        _ => None,
    };
    found.map_or(span, |(_, span)| span)
}

/// How many values are searched for one problem.
const SEARCHED: usize = 500;

/// Returns the span of the first key or text that is `value`. What is near the root comes first.
fn search(tree: &Tree, root: NodeId, value: &str, left: &mut usize) -> Option<Range<usize>> {
    let mut parts = VecDeque::from([root]);
    while let Some(part) = parts.pop_front() {
        match &tree.node(part).value {
            Value::Scalar(_) => {}
            Value::Sequence(items) => {
                for item in items.iter().take(*left) {
                    if is_text(tree, *item, value) {
                        return Some(tree.node(*item).span.clone());
                    }
                    parts.push_back(*item);
                    *left -= 1;
                }
            }
            Value::Mapping(entries) => {
                for entry in entries.iter().take(*left) {
                    if *entry.key == *value {
                        return Some(entry.key_span.clone());
                    }
                    if is_text(tree, entry.value, value) {
                        return field(tree, part, &entry.key).map(|(_, span)| span);
                    }
                    parts.push_back(entry.value);
                    *left -= 1;
                }
            }
        }
    }
    None
}

fn is_text(tree: &Tree, node: NodeId, text: &str) -> bool {
    match &tree.node(node).value {
        Value::Scalar(Scalar::Text(value)) => **value == *text,
        Value::Scalar(Scalar::Int(value)) => value.to_string() == text,
        _ => false,
    }
}

/// How far a path was followed.
struct Found<'p> {
    node: NodeId,
    span: Range<usize>,
    /// The last step, if it leads nowhere.
    missing: Option<Step<'p>>,
}

fn walk<'p>(tree: &Tree, root: NodeId, path: &'p str) -> Found<'p> {
    let mut here = root;
    let mut span = start_of(tree, root);
    let mut missing = None;
    for step in steps(path) {
        let missed = missing.is_some();
        let next = match (&tree.node(here).value, step) {
            (Value::Sequence(items), Step::Bracket(index)) if !missed => index
                .parse()
                .ok()
                .and_then(|index: usize| items.get(index))
                .map(|item| (*item, start_of(tree, *item))),
            // The labels of a template are `spec.template.labels` to the API server.
            (Value::Mapping(_), Step::Name(name)) if !missed => {
                field(tree, here, name).or_else(|| field(tree, tree.entry(here, "metadata")?.value, name))
            }
            // The API server writes `spec.overhead.limits[cpu]` where the object has `spec.overhead.cpu`.
            (Value::Mapping(_), Step::Bracket(key)) => field(tree, here, key),
            _ => None,
        };
        match next {
            Some((node, found)) => (here, span, missing) = (node, found, None),
            None if missed => break,
            None => missing = Some(step),
        }
    }
    Found { node: here, span, missing }
}

fn field(tree: &Tree, here: NodeId, key: &str) -> Option<(NodeId, Range<usize>)> {
    let entry = tree.entry(here, key)?;
    let value = tree.node(entry.value);
    // A merged or aliased value is elsewhere in the file: its key is shown instead.
    let follows = value.span.start >= entry.key_span.end;
    let span = match &value.value {
        Value::Scalar(_) if follows => value.span.clone(),
        _ => entry.key_span.clone(),
    };
    Some((entry.value, span))
}

/// Returns the span that is shown for a whole value: the first key of a map, else the start of the value.
fn start_of(tree: &Tree, id: NodeId) -> Range<usize> {
    let node = tree.node(id);
    match &node.value {
        Value::Scalar(_) => node.span.clone(),
        Value::Mapping(entries) if !entries.is_empty() => entries[0].key_span.clone(),
        _ => node.span.start..node.span.start + 1,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step<'a> {
    Name(&'a str),
    Bracket(&'a str),
}

fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    let mut rest = path;
    std::iter::from_fn(move || {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if rest.is_empty() {
            return None;
        }
        if let Some(inside) = rest.strip_prefix('[') {
            let (key, after) = inside.split_once(']').unwrap_or((inside, ""));
            rest = after;
            return Some(Step::Bracket(key));
        }
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        rest = after;
        Some(Step::Name(name))
    })
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::super::source::Source;
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        let path: Vec<_> = steps("spec.containers[0].limits[a.b/c].x").collect();
        let wanted = [
            Step::Name("spec"),
            Step::Name("containers"),
            Step::Bracket("0"),
            Step::Name("limits"),
            Step::Bracket("a.b/c"),
            Step::Name("x"),
        ];
        assert_eq!(path, wanted);
        assert_eq!(steps("").count(), 0);
        assert_eq!(steps("a[").collect::<Vec<_>>(), [Step::Name("a"), Step::Bracket("")]);
    }

    #[test]
    fn fields_are_found_or_what_they_would_stand_in() {
        let text =
            "spec:\n  overhead: {cpu: 1}\n  containers:\n  - name: web\n    env:\n    - value: a\n  - *x\n";
        let text = text.replace("*x", "image: b");
        let parsed = parse(&Source { text: text.clone(), ..Source::default() });
        let at = |path: &str| &text[locate(&parsed.tree, parsed.roots[0], path)];
        assert_eq!(at("spec.containers[0].name"), "web");
        assert_eq!(at("spec.containers[0].env"), "env");
        assert_eq!(at("spec.containers[0].env[0].value"), "a");
        assert_eq!(at("spec.containers[0].env[0].name"), "value");
        assert_eq!(at("spec.containers[1]"), "image");
        assert_eq!(at("spec.containers[1].name"), "image");
        assert_eq!(at("spec.containers[7].name"), "containers");
        assert_eq!(at("spec.overhead.limits[cpu]"), "1");
        assert_eq!(at("spec.volumes[0].name"), "spec");
        assert_eq!(at("metadata.name"), "spec");
        assert_eq!(at("spec.{topologyKey, whenUnsatisfiable}"), "spec");
        assert_eq!(at(""), "spec");

        let text = "template:\n  metadata:\n    labels: {a: b}\n";
        let parsed = parse(&Source { text: text.to_owned(), ..Source::default() });
        assert_eq!(&text[locate(&parsed.tree, parsed.roots[0], "template.labels")], "labels");
    }
}
