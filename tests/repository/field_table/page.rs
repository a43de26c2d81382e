//! The page, written in Markdown.

use std::fmt::Write;

use super::table::{Group, Item, Row, Struct};

const TYPES: &str = "
# Types under other names

Kubernetes' name of each struct that has another name here:

| Kubernetes | type |
| --- | --- |
";

pub(crate) fn write(groups: &[Group]) -> String {
    let mut page = String::new();
    for group in groups {
        if !page.is_empty() {
            page.push('\n');
        }
        writeln!(page, "# {}", group.title).unwrap();
        for of in &group.structs {
            write!(page, "\n## `{}`\n\n", of.name).unwrap();
            head(&mut page, of);
            page.push_str("| field | set by | notes |\n| --- | --- | --- |\n");
            for row in &of.rows {
                writeln!(page, "| {} | {} | {} |", fields(row), links(&row.items), row.note).unwrap();
            }
        }
    }
    page.push_str(TYPES);
    for of in groups.iter().flat_map(|group| &group.structs) {
        let others: Vec<_> = of.types.iter().copied().filter(|item| item.name() != of.name).collect();
        if !others.is_empty() {
            writeln!(page, "| `{}` | {} |", of.name, links(&others)).unwrap();
        }
    }
    page
}

/// The line above a table: the types, and the reference of Kubernetes.
fn head(page: &mut String, of: &Struct) {
    let reference = of.reference.map(|group| {
        let anchor = format!("{}-v1-{group}", of.name.to_lowercase());
        format!("[reference](https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/#{anchor})")
    });
    let types = Some(links(&of.types)).filter(|types| !types.is_empty());
    let parts: Vec<_> = types.into_iter().chain(reference).collect();
    if !parts.is_empty() {
        write!(page, "{}\n\n", parts.join(" · ")).unwrap();
    }
}

fn fields(row: &Row) -> String {
    row.fields.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(", ")
}

fn links(items: &[Item]) -> String {
    items.iter().map(|item| link(*item)).collect::<Vec<_>>().join(", ")
}

fn link(item: Item) -> String {
    let bang = if item.path.ends_with('!') { "!" } else { "" };
    let owner = item.owner().map(|owner| format!("{owner}::")).unwrap_or_default();
    format!("[`{owner}{}{bang}`](crate::{})", item.name(), item.path)
}
