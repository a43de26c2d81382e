//! The page that says which method sets which field of Kubernetes is made from the tables in `field_table/fields`.
//!
//! `PODWRIGHT_BLESS=1 cargo test --test repository field_table` writes it anew.

mod page;
mod source;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use podwright_tests::assert_page;
use source::Source;
use table::{Group, How, Item, Struct};

fn structs(groups: &[Group]) -> impl Iterator<Item = &Struct> {
    groups.iter().flat_map(|group| &group.structs)
}

/// All items, each with the name in Kubernetes of what it sets or stands for.
fn items(groups: &[Group]) -> impl Iterator<Item = (&'static str, Item)> {
    structs(groups).flat_map(|of| {
        let types = of.types.iter().map(|item| (of.name, *item));
        let rows = of
            .rows
            .iter()
            .flat_map(|row| row.fields.iter().flat_map(|field| row.items.iter().map(|item| (*field, *item))));
        types.chain(rows)
    })
}

fn assert_none<T: AsRef<str>>(what: &str, found: &[T]) {
    let lines: Vec<_> = found.iter().map(AsRef::as_ref).collect();
    assert!(found.is_empty(), "{what}:\n{}\n", lines.join("\n"));
}

#[test]
fn every_row_says_what_sets_the_field_or_why_nothing_does() {
    let groups = table::groups();
    let silent = structs(&groups).flat_map(|of| of.rows.iter().map(move |row| (of, row)));
    let silent = silent.filter(|(_, row)| row.items.is_empty() && row.note.is_empty());
    let silent: Vec<_> = silent.map(|(of, row)| format!("{} {}", of.name, row.fields.join(", "))).collect();
    assert_none("rows with neither a method nor a reason", &silent);
}

#[test]
fn every_method_and_type_is_defined() {
    let (source, groups) = (Source::read(), table::groups());
    let missing = items(&groups).filter(|(_, item)| source.find(*item).is_empty());
    let missing: BTreeSet<_> = missing.map(|(_, item)| item.path).collect();
    assert_none("the table names what is not in `src`", &Vec::from_iter(missing));
}

#[test]
fn every_method_and_type_is_found_by_the_name_in_kubernetes() {
    let (source, groups) = (Source::read(), table::groups());
    let mut missing: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (name, item) in items(&groups).filter(|(name, item)| needs_alias(name, *item)) {
        for definition in source.find(item) {
            let aliases = definition.aliases.iter().map(String::as_str);
            let missing = missing.entry((&definition.place, item.path)).or_default();
            if !aliases.chain(missing.iter().copied()).any(|alias| alias.eq_ignore_ascii_case(name)) {
                missing.push(name);
            }
        }
    }
    let attribute = |name: &&str| format!("#[doc(alias = \"{name}\")]");
    let missing = missing.into_iter().filter(|(_, names)| !names.is_empty());
    let missing = missing.map(|((place, path), names)| {
        format!("{place}: {path}: {}", names.iter().map(attribute).collect::<Vec<_>>().join(" "))
    });
    assert_none("a search in the docs finds these only with an alias", &missing.collect::<Vec<_>>());
}

/// Methods that set no field: they start, end or repeat what others set.
const NO_SETTERS: [&str; 12] = [
    "as_str",
    "build",
    "build_for",
    "each_container",
    "each_main",
    "guaranteed",
    "literal",
    "new",
    "pod_security",
    "shown",
    "when",
    "with_some",
];

#[test]
fn every_setter_has_a_row() {
    let (source, groups) = (Source::read(), table::groups());
    let listed: BTreeSet<_> = items(&groups).map(|(_, item)| (item.owner(), item.name())).collect();
    let owners: BTreeSet<_> = items(&groups).map(|(_, item)| item.owner().unwrap_or(item.name())).collect();
    let mut missing = BTreeSet::new();
    for owner in owners {
        for (name, definition) in source.setters(owner) {
            let plain = name.trim_start_matches("try_");
            // Setters of metadata have the rows of the pod's.
            let is_of_metadata = definition.place.starts_with("src/object/metadata.rs")
                && listed.contains(&(Some("PodBuilder"), name));
            let is_other = NO_SETTERS.contains(&name) || name.starts_with("raw") || is_of_metadata;
            if !is_other && !listed.contains(&(Some(owner), name)) && !listed.contains(&(Some(owner), plain))
            {
                missing.insert(format!("{}: {owner}::{name}", definition.place));
            }
        }
    }
    assert_none("the table does not say which field these set", &Vec::from_iter(missing));
}

/// Whether a search for the name needs an alias to find the item.
///
/// It finds a type by a part of its name. A single word for one of several things that the item sets, such as the `name`
/// of a new container, would find everything.
fn needs_alias(name: &str, item: Item) -> bool {
    let is_word = !name.contains(char::is_uppercase);
    let is_type = item.name().starts_with(char::is_uppercase);
    let is_found = if is_type {
        item.name().to_lowercase().contains(&name.to_lowercase())
    } else {
        name == camel_case(item.name())
    };
    match item.how {
        How::Sets => !is_found,
        How::SetsMore => !is_found && !is_word,
        How::Also => false,
    }
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

#[test]
fn the_page_is_the_one_in_the_docs() {
    let page = page::write(&table::groups());
    assert_page("src/FIELDS.md", &page, "--test repository field_table");
}

// The newest version has all fields.
k8s_openapi::k8s_if_ge_1_37! {
    mod roots;

    use podwright_tests::full::Shape;

    /// Notes the fields of a struct and of all structs below, but those of fields that nothing sets.
    fn collect(shape: &Shape, unset: &[(&str, &str)], all: &mut BTreeMap<&'static str, Vec<&'static str>>) {
        match shape {
            Shape::Scalar => {}
            Shape::Sequence(inner) | Shape::Map(inner) => collect(inner, unset, all),
            Shape::Struct(name, fields) => {
                all.insert(name, fields.keys().copied().collect());
                for (field, below) in fields {
                    if !unset.contains(&(name, field)) {
                        collect(below, unset, all);
                    }
                }
            }
        }
    }

    #[test]
    fn every_field_of_kubernetes_has_a_row() {
        let groups = table::groups();
        let rows = || structs(&groups).flat_map(|of| of.rows.iter().map(|row| (of.name, row)));
        let fields = |of, row: &table::Row| row.fields.iter().map(move |field| (of, *field)).collect::<Vec<_>>();
        let mapped: Vec<_> = rows().flat_map(|(of, row)| fields(of, row)).collect();
        let unset = rows().filter(|(_, row)| row.items.is_empty());
        let unset: Vec<_> = unset.flat_map(|(of, row)| fields(of, row)).collect();

        let mut all = BTreeMap::new();
        for root in roots::roots() {
            collect(&root, &unset, &mut all);
        }
        let real: Vec<_> =
            all.iter().flat_map(|(of, fields)| fields.iter().map(|field| (*of, *field))).collect();

        let list = |some: &[(&str, &str)], others: &[(&str, &str)]| -> Vec<String> {
            let left = some.iter().filter(|field| !others.contains(field));
            left.map(|(of, field)| format!("{of} {field}")).collect()
        };
        assert_none("fields without a row", &list(&real, &mapped));
        assert_none("rows without a field, or below a field that nothing sets", &list(&mapped, &real));
        assert_eq!(structs(&groups).count(), all.len(), "a struct stands twice");
        for of in structs(&groups) {
            let fields: Vec<_> = of.rows.iter().flat_map(|row| row.fields.iter().copied()).collect();
            assert_eq!(fields, all[of.name], "the fields of {} stand in this order", of.name);
        }
    }
}
