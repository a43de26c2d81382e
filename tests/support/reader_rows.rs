//! The table of differences in the docs of `Reader`: what kubectl reads and this crate refuses.

use podwright::manifest::ReadErrors;

const DOCS: &str = include_str!("../../src/manifest/read/reader.rs");

/// The rows of the table, and a part of the messages that belong to them.
const ROWS: &[(&str, &str)] = &[
    ("a key that stands twice", "duplicate key"),
    ("a key that is a boolean, a number or null to kubectl", "is read as"),
    ("`<<` after a key that it gives too", "is given before the `<<`"),
    ("a tag that Kubernetes does not need", "means nothing to Kubernetes"),
    ("anything but comments after the end of a document", "kubectl ignores what follows"),
    (
        "`items` in an object whose kind does not end with `List`",
        "kubectl takes an object with `items` for a list",
    ),
    ("a directive after a line `---`", "kubectl reads no directives"),
    ("an alias that touches the colon behind it", "an alias touches the colon"),
    ("an invisible character", "cannot stand in a manifest"),
    ("half of a surrogate pair in JSON", "half of a surrogate pair"),
    ("a `?` in brackets", "a `?` in brackets"),
    ("an anchor with a colon", "an anchor's name"),
    (
        "a block whose first line is blank and deeper than its text",
        "a line of a block is indented less than its first line",
    ),
    ("a block that begins in the column of its key", "a block begins in the column of its key"),
    ("a template that is not rendered, beside another row", "a template that has not been rendered"),
    ("the escape `\\'`", "YAML has no such escape"),
    ("a document beyond the limits", "nested more than"),
    ("a document beyond the limits", "the aliases of this document"),
];

/// Returns the row that allows to refuse a stream, if there is one: that of the first problem, if all problems belong to rows.
pub fn of(errors: &ReadErrors) -> Option<&'static str> {
    let row = |message: &str| ROWS.iter().find(|(_, part)| message.contains(part)).map(|(row, _)| *row);
    let mut rows = errors.iter().map(|problem| row(problem.message()));
    let first = rows.next()?;
    if rows.all(|row| row.is_some()) { first } else { None }
}

/// Fails if a row is not in the docs.
pub fn are_documented() {
    for (row, _) in ROWS {
        assert!(DOCS.contains(&format!("/// | {row} |")), "{row}");
    }
}
