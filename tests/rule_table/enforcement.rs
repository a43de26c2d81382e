//! What `enforcement.txt` says: for each rule who holds it, what shows that, and what is left to `build()`.

use std::fmt;

/// The one place that says how each rule is held.
const TABLE: &str = include_str!("enforcement.txt");

/// What a row begins with where the builder lacks what the rule is about.
const ABSENT: &str = "nothing writes ";

/// Who keeps a rule from being broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// No program breaks it without writing the objects of `k8s_openapi` by hand.
    Types,
    /// Types leave a way, which the row names.
    Both,
    /// Types do nothing for it.
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

/// How one rule is held.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) id: &'static str,
    pub(crate) by: By,
    /// Programs of `tests/ui/fail`.
    pub(crate) programs: Vec<&'static str>,
    /// Types, traits and functions, as paths below the crate.
    pub(crate) items: Vec<&'static str>,
    /// What the builder has no method for.
    pub(crate) absent: Option<&'static str>,
    /// What a program can write all the same.
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
    for line in TABLE.lines().filter(|line| !line.is_empty()) {
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
