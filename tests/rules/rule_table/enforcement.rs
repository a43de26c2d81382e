//! Reads the tables in `enforcement/`, one an area: for each rule who enforces it, what shows that, and what is left to `build()`.

use std::fmt;

/// The tables of who enforces each rule, in the order of the catalog.
const TABLES: &[&str] = &[
    include_str!("enforcement/pod.txt"),
    include_str!("enforcement/workload.txt"),
    include_str!("enforcement/batch.txt"),
    include_str!("enforcement/scaling.txt"),
    include_str!("enforcement/network.txt"),
    include_str!("enforcement/config.txt"),
    include_str!("enforcement/access.txt"),
    include_str!("enforcement/cluster.txt"),
    include_str!("enforcement/claim.txt"),
];

/// The start of a row's items if the builder has no method for the field of the rule.
const ABSENT: &str = "nothing writes ";

/// Who enforces a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// No program breaks the rule, unless it writes objects of `k8s_openapi` itself.
    Types,
    /// Types leave a way to break the rule, which the row names.
    Both,
    /// Types do not prevent any violation.
    Build,
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Types => "types",
            Self::Both => "both",
            Self::Build => "`build()`",
        })
    }
}

/// A rule, and how it is enforced.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) id: &'static str,
    pub(crate) by: By,
    /// Programs of `tests/ui/fail`, by name.
    pub(crate) programs: Vec<&'static str>,
    /// Types, traits and functions, as paths below the crate.
    pub(crate) items: Vec<&'static str>,
    /// The field that the builder has no method for.
    pub(crate) absent: Option<&'static str>,
    /// The way in which a program can still break the rule.
    pub(crate) left: Option<&'static str>,
}

/// The rules of one area of a pod.
#[derive(Debug)]
pub(crate) struct Area {
    pub(crate) title: &'static str,
    pub(crate) rows: Vec<Row>,
}

pub(crate) fn areas() -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for line in TABLES.iter().flat_map(|table| table.lines()).filter(|line| !line.is_empty()) {
        match (line.strip_prefix("# "), areas.last_mut()) {
            (Some(title), _) => areas.push(Area { title, rows: Vec::new() }),
            (None, Some(area)) => area.rows.push(row(line)),
            (None, None) => panic!("{line:?} stands in no area"),
        }
    }
    areas
}

fn row(line: &'static str) -> Row {
    let cells: Vec<_> = line.split('|').map(str::trim).collect();
    let [id, by, programs, items, left] = cells[..] else { panic!("{line:?} has not five cells") };
    let by = match by {
        "types" => By::Types,
        "both" => By::Both,
        "build()" => By::Build,
        _ => panic!("{by:?} holds no rule"),
    };
    let absent = items.starts_with(ABSENT).then_some(items);
    let items = if absent.is_some() { Vec::new() } else { list(items) };
    Row { id, by, programs: list(programs), items, absent, left: Some(left).filter(|left| !left.is_empty()) }
}

fn list(cell: &'static str) -> Vec<&'static str> {
    cell.split(", ").filter(|word| !word.is_empty()).collect()
}
