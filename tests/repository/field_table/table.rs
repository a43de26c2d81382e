//! What the tables in `fields/` say, one an area: for each struct and field of Kubernetes, what sets it.
//!
//! `# Group`, then `## Struct | core, meta or - | types`, then a line `fields | items | note` for each field. An item is a
//! path below the crate; `in` before it says that it sets more than this field, `also` that others are nearer to it.

/// The one place that maps the fields of Kubernetes to this crate.
const TABLES: &[&str] = &[
    include_str!("fields/pod.txt"),
    include_str!("fields/workload.txt"),
    include_str!("fields/batch.txt"),
    include_str!("fields/scaling.txt"),
    include_str!("fields/network.txt"),
    include_str!("fields/config.txt"),
    include_str!("fields/access.txt"),
    include_str!("fields/cluster.txt"),
    include_str!("fields/claim.txt"),
];

/// Structs that belong together.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) title: &'static str,
    pub(crate) structs: Vec<Struct>,
}

/// A struct of Kubernetes.
#[derive(Debug)]
pub(crate) struct Struct {
    pub(crate) name: &'static str,
    /// Its API group in the reference of Kubernetes, `core` or `meta`, if it is there.
    pub(crate) reference: Option<&'static str>,
    /// The types of this crate that stand for it.
    pub(crate) types: Vec<Item>,
    pub(crate) rows: Vec<Row>,
}

/// Fields of a struct that are set in the same way: nearly always one.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) fields: Vec<&'static str>,
    pub(crate) items: Vec<Item>,
    /// What else there is to know; the reason if nothing sets the field.
    pub(crate) note: &'static str,
}

/// A method, a type, a variant or a macro, as a path below the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) path: &'static str,
    pub(crate) how: How,
}

/// How an item sets a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// It is there for this field.
    Sets,
    /// The field is one of several that it sets; written `in`.
    SetsMore,
    /// Others are nearer to the field; written `also`, unless the name is `raw`.
    Also,
}

impl Item {
    /// Returns the last name of the path, without the `!` of a macro.
    pub(crate) fn name(self) -> &'static str {
        self.path.rsplit("::").next().unwrap_or(self.path).trim_end_matches('!')
    }

    /// Returns the type that the item belongs to, if it is a method or a variant.
    pub(crate) fn owner(self) -> Option<&'static str> {
        self.path.rsplit("::").nth(1).filter(|name| name.starts_with(char::is_uppercase))
    }
}

pub(crate) fn groups() -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for line in TABLES.iter().flat_map(|table| table.lines()).filter(|line| !line.is_empty()) {
        if let Some(title) = line.strip_prefix("# ") {
            groups.push(Group { title, structs: Vec::new() });
        } else if let Some(head) = line.strip_prefix("## ") {
            let group = groups.last_mut().unwrap_or_else(|| panic!("{line:?} stands in no group"));
            group.structs.push(head_of(head));
        } else {
            let last = groups.last_mut().and_then(|group| group.structs.last_mut());
            last.unwrap_or_else(|| panic!("{line:?} stands in no struct")).rows.push(row(line));
        }
    }
    groups
}

fn head_of(line: &'static str) -> Struct {
    let [name, reference, types] = cells(line);
    Struct {
        name,
        reference: Some(reference).filter(|group| *group != "-"),
        types: items(types),
        rows: Vec::new(),
    }
}

fn row(line: &'static str) -> Row {
    let [fields, how, note] = cells(line);
    Row { fields: list(fields).collect(), items: items(how), note }
}

fn cells(line: &'static str) -> [&'static str; 3] {
    let cells: Vec<_> = line.split('|').map(str::trim).collect();
    cells.try_into().unwrap_or_else(|_| panic!("{line:?} has not three cells"))
}

fn items(cell: &'static str) -> Vec<Item> {
    list(cell).map(item).collect()
}

fn item(word: &'static str) -> Item {
    let (how, path) = match word.split_once(' ') {
        Some(("in", path)) => (How::SetsMore, path),
        Some(("also", path)) => (How::Also, path),
        Some(_) => panic!("{word:?} is no path"),
        None if word.ends_with("::raw") || word.ends_with("::raw_metadata") => (How::Also, word),
        None => (How::Sets, word),
    };
    Item { path, how }
}

fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(", ").filter(|word| !word.is_empty())
}
