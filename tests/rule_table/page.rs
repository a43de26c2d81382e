//! The page, written in Markdown.

use std::collections::BTreeMap;
use std::fmt::Write;

use podwright::rules::RULES;

use crate::examples::{Example, Source};
use crate::enforcement::{Area, By, Row};

/// As much of a field's path as a cell shows.
const SHOWN: usize = 72;

const HEAD: &str = "\
# Who holds each rule

- **types**: no program breaks the rule, unless it uses `raw`, `Volume::raw` or `Image::opaque`. What would break it does
  not compile, is no value that can be parsed, or has no method to be written with. Items that the docs hide are not meant
  for programs.
- **`build()`**: a program that compiles can break the rule; `build()` returns the violation.
- **both**: types keep most of it from being written, `build()` catches what is left.

`build()` validates by all rules, whoever holds them, for the sake of what `raw` made; [`Valid`](crate::Valid) validates objects
from elsewhere.
";

const FOOT: &str = "
*Shown by*: the programs of `tests/ui/fail` that do not compile, and what of this crate keeps the rule; where types leave a
way, that way. *Broken by*: the kind of the violation and the field of the smallest pod in
`tests/conformance/rules-1.36.2.ndjson.gz` that breaks the rule, with its line; where none of them does, of a pod in
`tests/rule_table`, which a program builds or which is written there, with the version of Kubernetes that validates it.

Every way that is left is shown by a program in `tests/rule_table/programs.rs`, which compiles, does without `raw`, and breaks
the rule.
";

pub(crate) fn write(areas: &[Area], examples: &BTreeMap<&'static str, Example>) -> String {
    let mut page = String::from(HEAD);
    page.push_str(&share(areas));
    page.push_str(FOOT);
    for area in areas {
        write!(page, "\n## {}\n\n", area.title).unwrap();
        page.push_str(
            "| rule | what it demands | held by | shown by | broken by |\n| --- | --- | --- | --- | --- |\n",
        );
        for row in &area.rows {
            let broken = examples.get(row.id).map(broken_by).unwrap_or_default();
            let (id, demands, by) = (row.id, escaped(demands(row.id)), row.by);
            writeln!(page, "| `{id}` | {demands} | {by} | {} | {broken} |", shown_by(row)).unwrap();
        }
    }
    page
}

/// How many of the rules types hold, in words.
pub(crate) fn share(areas: &[Area]) -> String {
    let rows = || areas.iter().flat_map(|area| &area.rows);
    let count = |by| rows().filter(|row| row.by == by).count();
    let all = rows().count();
    let (types, both, build) = (count(By::Types), count(By::Both), count(By::Build));
    let absent = rows().filter(|row| row.absent.is_some()).count();
    let (of, types_of) = (all - absent, types - absent);
    format!(
        "\nTypes alone hold **{types} of the {all} rules, {}**. Of these {absent} speak of fields that the builder does not \
         have;\nwithout them it is {types_of} of {of}, {}. Both hold {both}, `build()` alone {build}.\n",
        percent(types, all),
        percent(types_of, of),
    )
}

fn percent(part: usize, whole: usize) -> String {
    let tenths = (part * 1000 + whole / 2) / whole;
    format!("{}.{} %", tenths / 10, tenths % 10)
}

fn demands(id: &str) -> &'static str {
    RULES.iter().find(|rule| rule.id() == id).map(podwright::rules::Rule::demands).unwrap_or_default()
}

fn shown_by(row: &Row) -> String {
    let programs = row.programs.iter().map(|program| format!("`{program}`"));
    let items = row.items.iter().map(|path| format!("[`{}`](crate::{path})", name(path)));
    let absent = row.absent.map(str::to_owned);
    let left = row.left.map(|left| match row.by {
        By::Build => left.to_owned(),
        By::Types | By::Both => format!("left: {left}"),
    });
    programs.chain(items).chain(absent).chain(left).collect::<Vec<_>>().join("; ")
}

/// The name of a type, or of a function with that of its type.
fn name(path: &str) -> &str {
    let is_type = |at: usize| path[at..].starts_with(char::is_uppercase);
    let starts = || std::iter::once(0).chain(path.match_indices("::").map(|(at, _)| at + 2));
    starts().find(|at| is_type(*at)).map_or(path, |at| &path[at..])
}

fn broken_by(example: &Example) -> String {
    let field = match example.field.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}..", &example.field[..end]),
        None => example.field.clone(),
    };
    assert!(!field.contains(|c: char| c == '`' || c.is_control()), "{field:?} cannot stand in a cell");
    let source = match example.source {
        Source::Recorded(line) => format!("line {line}"),
        Source::Written(version) => format!("a pod, {version}"),
        Source::Program(version) => format!("a program, {version}"),
    };
    let (kind, at) =
        (example.kind, if field.is_empty() { "the pod".to_owned() } else { format!("`{field}`") });
    format!("{kind} {at}, {source}").replace('|', "\\|")
}

/// Text in Markdown that reads as it stands, with the words of Kubernetes as code.
fn escaped(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len()).max(c.len_utf8());
        let (word, after) = rest.split_at(end);
        if is_code(word) {
            escaped.extend(["`", word, "`"]);
        } else {
            if matches!(c, '\\' | '*' | '_' | '<' | '[' | '|' | '`') {
                escaped.push('\\');
            }
            escaped.push_str(word);
        }
        rest = after;
    }
    escaped
}

/// Whether a word is the name of something: `runAsUser`, `CAP_SYS_ADMIN`.
fn is_code(word: &str) -> bool {
    let letters = word.as_bytes();
    let humps = letters.windows(2).any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase());
    let lower = letters.iter().filter(|letter| letter.is_ascii_lowercase()).count();
    (humps && lower > 1) || (word.len() > 1 && word.contains('_'))
}
