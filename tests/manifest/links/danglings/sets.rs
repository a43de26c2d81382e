//! Complete sets of manifests in several files, and changes of their texts.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use podwright::links::{Completeness, LinkSink, LinkedDocuments, Linker, LocatedFinding};
use podwright::manifest::{Document, ReadErrors, Reader};
use podwright::rules::KubeVersion;
use serde_json::Value;

/// A place of a finding: file, line and column.
pub(super) type Spot = (String, usize, usize);

/// A complete set of manifests.
pub(super) struct Set {
    pub(super) name: String,
    pub(super) files: Vec<File>,
}

pub(super) struct File {
    pub(super) name: String,
    pub(super) text: String,
    documents: Vec<Result<Document, ReadErrors>>,
}

impl File {
    pub(super) fn new(name: String, text: String) -> Self {
        let reader = Reader::new(text.as_bytes()).named(&name).kubernetes(KubeVersion::V1_36);
        let documents = reader.collect();
        Self { name, text, documents }
    }
}

/// The sets in the directory `sets`, each with its files.
pub(super) fn sets() -> Vec<Set> {
    let root = podwright_tests::root().join("tests/manifest/links/sets");
    names(&root)
        .into_iter()
        .map(|name| {
            let directory = root.join(&name);
            let file = |file: String| {
                let text = fs::read_to_string(directory.join(&file)).unwrap();
                File::new(format!("{name}/{file}"), text)
            };
            let files = names(&directory).into_iter().map(file).collect();
            Set { name, files }
        })
        .collect()
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

impl Set {
    /// Links the set, with one file changed.
    pub(super) fn link(&self, changed: Option<&File>) -> LinkedDocuments {
        // The controller of widgets makes nothing.
        let linker = Linker::new().custom("example.com", "Widget", |_: &Value, _: &mut LinkSink| {});
        let files = self.files.iter().map(|file| match changed {
            Some(changed) if changed.name == file.name => changed,
            _ => file,
        });
        linker.link_documents(files.flat_map(|file| file.documents.iter().cloned()))
    }

    /// Returns what a complete set and a fragment are told about a changed file.
    pub(super) fn findings(&self, file: &str, text: String) -> [Vec<LocatedFinding>; 2] {
        let linked = self.link(Some(&File::new(file.to_owned(), text)));
        assert!(linked.errors().is_empty(), "{:?}", linked.errors());
        [Completeness::Complete, Completeness::Fragment].map(|completeness| linked.findings(completeness))
    }

    pub(super) fn text(&self, file: &str) -> &str {
        &self.files.iter().find(|it| it.name == file).unwrap().text
    }
}

pub(super) fn spots(findings: &[LocatedFinding]) -> BTreeSet<Spot> {
    let places = findings.iter().flat_map(LocatedFinding::places);
    places
        .map(|place| (place.file().to_owned(), place.position().line(), place.position().column()))
        .collect()
}

/// Returns where a field of a document is.
pub(super) fn spot(document: &Document, field: &str) -> Spot {
    let position = document.position(field);
    (document.file().to_owned(), position.line(), position.column())
}

/// Replaces the text at a spot, which is `old`.
pub(super) fn replace(text: &str, (_, line, column): &Spot, old: &str, new: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let line = &mut lines[line - 1];
    let (before, rest) = line.split_at(column - 1);
    let rest = rest.strip_prefix(old).unwrap_or_else(|| panic!("{rest} does not begin with {old}"));
    *line = format!("{before}{new}{rest}");
    lines.join("\n") + "\n"
}

/// Puts comments in the place of the document with this number, so that all other lines stay where they are.
pub(super) fn delete(text: &str, number: usize) -> String {
    let documents = text.split("---\n").enumerate();
    let kept = documents.map(|(at, document)| {
        if at == number { "#\n".repeat(document.lines().count()) } else { document.to_owned() }
    });
    kept.collect::<Vec<_>>().join("---\n")
}
