//! The picture of the modules in ARCHITECTURE.md is the code: each arrow that is there, no other, and all of them down.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What stands below a module, as `use crate::..` says it.
type Arrows = BTreeMap<String, BTreeSet<String>>;

#[test]
fn the_modules_stand_on_each_other_as_the_picture_shows() {
    compare("modules", &[]);
}

#[test]
fn the_rules_stand_on_each_other_as_the_picture_shows() {
    compare("rules", &["rules"]);
}

/// Compares the table after `<!-- NAME -->` with the modules below `base`.
fn compare(name: &str, base: &[&str]) {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (order, drawn) = table(&page, name);
    let found = arrows(&root().join("src"), base);
    assert!(found.len() > 8, "the sources are not found");
    for (module, below) in &found {
        let drawn = drawn.get(module).unwrap_or_else(|| panic!("`{module}` is not in the picture of {name}"));
        assert_eq!(
            below, drawn,
            "the picture of `{module}` is not what it uses (left: the code, right: the picture)"
        );
    }
    for module in drawn.keys() {
        assert!(
            found.contains_key(module),
            "the picture of {name} has a module that does not exist: `{module}`"
        );
    }
    let place = |module: &String| order.iter().position(|other| other == module).unwrap();
    for (module, below) in &found {
        for other in below {
            assert!(place(module) < place(other), "`{module}` uses `{other}`, which stands above it");
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Reads the table: the modules from top to bottom, and what each stands on.
fn table(page: &str, name: &str) -> (Vec<String>, Arrows) {
    let (_, table) = page.split_once(&format!("<!-- {name} -->")).unwrap();
    let rows = table.trim_start().lines().take_while(|line| line.starts_with('|')).skip(2);
    let words = |cell: &str| -> Vec<String> {
        cell.split('`').skip(1).step_by(2).map(|word| word.trim_end_matches('/').to_owned()).collect()
    };
    let rows: Vec<(String, BTreeSet<String>)> = rows
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
            let [module, _, below] = cells[..] else { panic!("three cells: {row}") };
            (words(module).remove(0), words(below).into_iter().collect())
        })
        .collect();
    (rows.iter().map(|(module, _)| module.clone()).collect(), rows.into_iter().collect())
}

/// Returns the arrows between the modules right below `base`.
fn arrows(sources: &Path, base: &[&str]) -> Arrows {
    let exported = exports(
        &fs::read_to_string(
            base.iter().fold(sources.to_owned(), |path, part| path.join(part)).join(if base.is_empty() {
                "lib.rs"
            } else {
                "mod.rs"
            }),
        )
        .unwrap(),
    );
    let mut files = Vec::new();
    collect(sources, &mut Vec::new(), &mut files);
    let modules: BTreeSet<String> =
        files.iter().filter_map(|(module, _)| below(module, base)).map(str::to_owned).collect();
    let mut arrows: Arrows = modules.iter().map(|module| (module.clone(), BTreeSet::new())).collect();
    for (module, text) in &files {
        let Some(from) = below(module, base) else { continue };
        for path in paths(text, module) {
            let Some(to) = below(&path, base) else { continue };
            let to = if modules.contains(to) { to } else { exported.get(to).map_or(to, String::as_str) };
            if to != from && modules.contains(to) {
                arrows.get_mut(from).unwrap().insert(to.to_owned());
            }
        }
    }
    arrows
}

/// Returns the module right below `base` that a path leads into.
fn below<'p>(path: &'p [String], base: &[&str]) -> Option<&'p str> {
    path.iter()
        .map(String::as_str)
        .take(base.len())
        .eq(base.iter().copied())
        .then(|| path.get(base.len()))
        .flatten()
        .map(String::as_str)
}

/// Collects the files with the paths of their modules, without tests and comments. The root and its prelude are left out: they
/// show everything.
fn collect(directory: &Path, module: &mut Vec<String>, files: &mut Vec<(Vec<String>, String)>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            module.push(stem);
            collect(&path, module, files);
            module.pop();
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let is_root = module.is_empty() && ["lib", "prelude"].contains(&&*stem);
            if !is_root {
                let mut module = module.clone();
                if stem != "mod" {
                    module.push(stem);
                }
                files.push((module, code(&fs::read_to_string(&path).unwrap())));
            }
        }
    }
}

fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap();
    text.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// Returns the paths that a file names with `crate::` or `super::`, from the root on.
fn paths(code: &str, module: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (start, root) in [("crate::", true), ("super::", false)] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c == '$' || c == '_' || c.is_alphanumeric() || c == ':') {
                continue;
            }
            let mut base = if root { Vec::new() } else { parent(module) };
            let mut rest = &code[at + start.len()..];
            while let Some(after) = rest.strip_prefix("super::") {
                base = parent(&base);
                rest = after;
            }
            for tree in trees(rest) {
                found.push(base.iter().cloned().chain(tree).collect());
            }
        }
    }
    found
}

fn parent(module: &[String]) -> Vec<String> {
    module[..module.len().saturating_sub(1)].to_vec()
}

/// Returns the paths of a tree of imports: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn trees(text: &str) -> Vec<Vec<String>> {
    if let Some(inner) = text.strip_prefix('{') {
        let mut depth = 1;
        let mut start = 0;
        let mut all = Vec::new();
        for (at, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 || (depth == 1 && c == ',') {
                all.extend(trees(inner[start..at].trim()));
                start = at + 1;
            }
            if depth == 0 {
                break;
            }
        }
        return all;
    }
    let end = text.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if name.is_empty() {
        return Vec::new();
    }
    match rest.strip_prefix("::").map(trees) {
        Some(below) if !below.is_empty() => {
            below.into_iter().map(|path| [vec![name.to_owned()], path].concat()).collect()
        }
        _ => vec![vec![name.to_owned()]],
    }
}

/// Returns the modules of the items that a root shows as its own.
fn exports(root: &str) -> BTreeMap<String, String> {
    let root = code(root);
    let mut exports = BTreeMap::new();
    for (at, start) in root.match_indices("use ") {
        let text = root[at + start.len()..].trim_start_matches("self::");
        for path in trees(text) {
            if let [module, .., item] = &path[..] {
                exports.insert(item.clone(), module.clone());
            }
        }
    }
    exports
}

#[test]
fn imports_are_read_as_rust_reads_them() {
    let module = ["pod".to_owned(), "network".to_owned(), "dns".to_owned()];
    let text = "use super::host::Host;\nuse super::super::build::{a, b::{c, d}};\nuse crate::{rules, value::Name};\n$crate::env!();";
    let found: BTreeSet<String> = paths(&code(text), &module).iter().map(|path| path.join("::")).collect();
    let expected = [
        "pod::build::a",
        "pod::build::b::c",
        "pod::build::b::d",
        "pod::network::host::Host",
        "rules",
        "value::Name",
    ];
    assert_eq!(found, expected.map(str::to_owned).into());
}
