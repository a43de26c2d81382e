//! The page of rules in Markdown.

use std::collections::BTreeMap;
use std::fmt::Write;

use podwright::rules::RULES;

use super::examples::{Example, Source};
use super::enforcement::{Area, By, Row};
use super::markdown::escaped;

/// The number of characters of a field's path that a cell shows.
const SHOWN: usize = 72;

const HEAD: &str = "\
# Who enforces each rule

- **types**: no program breaks the rule, unless it uses `raw`, `Volume::raw` or `Image::opaque`. A program that would break it
  does not compile, its value cannot be parsed, or there is no method for it. Hidden items are not meant for programs.
- **`build()`**: a program that compiles can break the rule. `build()` returns the violation.
- **both**: types prevent most violations of the rule. `build()` returns the others.

`build()` checks all rules, since `raw` can break any of them. [`Valid::new`](crate::Valid::new) checks them for objects from
elsewhere.
";

const FOOT: &str = "
*Shown by* names the programs of `tests/ui/fail` that do not compile, and the items of this crate that enforce the rule. After
*left* stands the way in which a program can still break the rule; a program in `tests/rules/rule_table/programs` takes each of
these ways, without `raw`.

*Broken by* is the kind and the field of the violation in the smallest object that breaks the rule: a line of
`tests/conformance/rules-1.36.2.ndjson.gz` or `object-rules-1.36.2.ndjson.gz`, or an object or a program in `tests/rules/rule_table`,
with the version of Kubernetes that it is validated for.
";

pub(crate) fn write(areas: &[Area], examples: &BTreeMap<&'static str, Example>) -> String {
    let mut page = String::from(HEAD);
    page.push_str(&share(areas));
    page.push_str(FOOT);
    for area in areas {
        write!(page, "\n## {}\n\n", area.title).unwrap();
        page.push_str(
            "| rule | what it demands | enforced by | shown by | broken by |\n| --- | --- | --- | --- | --- |\n",
        );
        for row in &area.rows {
            let broken = examples.get(row.id).map(broken_by).unwrap_or_default();
            let (id, demands, by) = (row.id, escaped(demands(row.id)), row.by);
            writeln!(page, "| `{id}` | {demands} | {by} | {} | {broken} |", shown_by(row)).unwrap();
        }
    }
    page
}

/// Returns the sentences that say how many of the rules types enforce.
pub(crate) fn share(areas: &[Area]) -> String {
    let rows = || areas.iter().flat_map(|area| &area.rows);
    let count = |by| rows().filter(|row| row.by == by).count();
    let all = rows().count();
    let (types, both, build) = (count(By::Types), count(By::Both), count(By::Build));
    let absent = rows().filter(|row| row.absent.is_some()).count();
    let (of, types_of) = (all - absent, types - absent);
    format!(
        "\nTypes alone enforce **{types} of the {all} rules, {}**. {absent} of these are about fields that the builder does not \
         have;\nwithout them it is {types_of} of {of}, {}. Types and `build()` together enforce {both}, `build()` alone {build}.\n",
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

/// Returns the last part of a path: a type, or a function with its type.
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
        Source::Recorded(file, line) => format!("{}line {line}", if file.contains("object") { "object " } else { "" }),
        Source::Written(version) => format!("an object, {version}"),
        Source::Program(version) => format!("a program, {version}"),
    };
    let (kind, at) =
        (example.kind, if field.is_empty() { "the object".to_owned() } else { format!("`{field}`") });
    format!("{kind} {at}, {source}").replace('|', "\\|")
}
