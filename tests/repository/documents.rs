//! What the documents name exists: files, headings, commands, variables. The table of COMPARE.md is true for this crate.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use k8s_openapi::api::{batch::v1::Job, core::v1::Pod};
use podwright::manifest::Reader;
use podwright::rules::{self, KubeVersion};
use podwright_tests::{root, text_of};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

const DOCUMENTS: [&str; 6] =
    ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "DESIGN.md", "COMPARE.md", "CHANGELOG.md"];

/// The lines of a document that are prose, and those of its blocks of shell commands.
fn lines(text: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut prose, mut commands, mut block) = (Vec::new(), Vec::new(), None);
    for line in text.lines() {
        match (block, line.trim_start().strip_prefix("```")) {
            (None, Some(language)) => block = Some(language),
            (Some(_), Some(_)) => block = None,
            (None, None) => prose.push(line),
            (Some("sh"), None) => commands.push(line.split("  #").next().unwrap().trim()),
            (Some(_), None) => {}
        }
    }
    (prose, commands)
}

/// The texts between backticks, which may run over the end of a line.
fn code(text: &str) -> Vec<String> {
    let prose = lines(text).0.join("\n");
    let between = |part: &str| {
        part.split('`').skip(1).step_by(2).map(|code| code.replace('\n', " ")).collect::<Vec<_>>()
    };
    prose.split("\n\n").flat_map(between).collect()
}

/// The targets of links.
fn links(text: &str) -> Vec<String> {
    let prose = lines(text).0.join("\n");
    let pieces = prose.split('`').step_by(2).collect::<Vec<_>>().join("");
    let ends = pieces.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    ends.map(|(target, _)| target.to_owned()).collect()
}

/// The anchors of the headings, as GitHub makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = lines(text).0.into_iter().filter(|line| line.starts_with('#'));
    let slug = |heading: &str| {
        let heading = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(slug).collect()
}

fn broken_links(directory: &Path, name: &str, text: &str) -> Vec<String> {
    let is_broken = |target: &String| {
        if target.starts_with("http") {
            return false;
        }
        let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
        let file = if path.is_empty() { directory.join(name) } else { directory.join(path) };
        let has_anchor = || {
            let text = if path.is_empty() { text.to_owned() } else { fs::read_to_string(&file).unwrap() };
            anchors(&text).contains(anchor)
        };
        !file.exists() || !(anchor.is_empty() || has_anchor())
    };
    links(text).into_iter().filter(is_broken).collect()
}

#[test]
fn links_lead_somewhere() {
    let mut broken = BTreeMap::new();
    let mut count = 0;
    for name in DOCUMENTS {
        let text = text_of(name);
        count += links(&text).len();
        broken.insert(name, broken_links(root(), name, &text));
    }
    broken.retain(|_, links| !links.is_empty());
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(count > 50, "{count} links");
}

/// Writes `a/{b,c}.rs` as `a/b.rs` and `a/c.rs`.
fn alternatives(path: &str) -> Vec<String> {
    match path.split_once('{').and_then(|(start, rest)| Some((start, rest.split_once('}')?))) {
        Some((start, (middle, end))) => middle.split(',').map(|part| format!("{start}{part}{end}")).collect(),
        None => vec![path.to_owned()],
    }
}

/// The files and directories that a document names, below the repository or its sources, if their first directory exists,
/// and whether they exist.
fn named_files(root: &Path, text: &str) -> Vec<(String, bool)> {
    let places = [root.to_owned(), root.join("src")];
    let is_path = |code: &&String| {
        code.contains('/') && code.chars().all(|c| c.is_ascii_alphanumeric() || "/._-{},".contains(c))
    };
    let mut named = Vec::new();
    for path in code(text).iter().filter(is_path).flat_map(|path| alternatives(path)) {
        let first = path.split('/').next().unwrap();
        let mut near =
            places.iter().filter(|place| !first.is_empty() && place.join(first).is_dir()).peekable();
        if near.peek().is_some() {
            let exists = near.any(|place| place.join(&path).exists());
            named.push((path, exists));
        }
    }
    named
}

fn missing_files(root: &Path, text: &str) -> Vec<String> {
    named_files(root, text).into_iter().filter(|(_, exists)| !exists).map(|(path, _)| path).collect()
}

#[test]
fn files_that_are_named_exist() {
    let root = root();
    let missing: BTreeMap<_, _> = DOCUMENTS.map(|name| (name, missing_files(root, &text_of(name)))).into();
    assert!(missing.values().all(Vec::is_empty), "{missing:#?}");
    let count = DOCUMENTS.iter().map(|name| named_files(root, &text_of(name)).len()).sum::<usize>();
    assert!(count > 50, "{count} files");
}

/// The names that cargo knows in the workspace.
struct Workspace {
    packages: BTreeSet<String>,
    targets: BTreeSet<(String, String)>,
    features: BTreeSet<String>,
}

impl Workspace {
    fn of(root: &Path) -> Self {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
            .current_dir(root)
            .output()
            .unwrap();
        let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
        let packages = metadata["packages"].as_array().unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let targets = packages.iter().flat_map(|package| package["targets"].as_array().unwrap());
        Self {
            packages: packages.iter().map(|package| text(&package["name"])).collect(),
            targets: targets.map(|target| (text(&target["kind"][0]), text(&target["name"]))).collect(),
            features: packages
                .iter()
                .flat_map(|package| package["features"].as_object().unwrap().keys().cloned())
                .collect(),
        }
    }

    /// Returns what a command of cargo names and the workspace lacks.
    fn unknown(&self, command: &str) -> Vec<String> {
        let words: Vec<_> = command.split_whitespace().take_while(|word| *word != "--").collect();
        let mut unknown = Vec::new();
        for pair in words.windows(2) {
            let [option, value] = pair else { continue };
            let is_known = match option.trim_start_matches('-') {
                kind @ ("test" | "bench" | "example") if option.starts_with("--") => {
                    *value == "NAME" || self.targets.contains(&(kind.to_owned(), (*value).to_owned()))
                }
                "features" => value.split(',').all(|feature| self.features.contains(feature)),
                "p" | "package" => self.packages.contains(*value),
                _ => true,
            };
            if !is_known {
                unknown.push(format!("{option} {value}"));
            }
        }
        unknown
    }
}

/// The commands of a document: those of its blocks, and those in its text.
fn commands(text: &str) -> Vec<String> {
    let blocks = lines(text).1.into_iter().map(str::to_owned);
    let first =
        |command: &str| command.split_whitespace().find(|word| !word.contains('=')).map(str::to_owned);
    let is_command = |code: &String| {
        first(code).is_some_and(|first| {
            first == "cargo" || Path::new(&first).extension().is_some_and(|ending| ending == "sh")
        }) && code.contains(' ')
    };
    blocks.chain(code(text).into_iter().filter(is_command)).collect()
}

/// Returns what the commands of a document name that does not exist.
fn unknown_in_commands(root: &Path, workspace: &Workspace, text: &str) -> Vec<String> {
    let mut unknown = Vec::new();
    for command in commands(text) {
        let command = command.trim_matches(['(', ')']);
        // Commands in a directory of their own, such as the examples that are packages.
        if let Some(rest) = command.strip_prefix("cd ") {
            let directory = rest.split_whitespace().next().unwrap();
            if !root.join(directory).is_dir() {
                unknown.push(format!("cd {directory}"));
            }
            continue;
        }
        let mut words = command.split_whitespace().skip_while(|word| word.contains('='));
        match words.next() {
            Some("cargo") => unknown.extend(workspace.unknown(command)),
            Some(script) if script.contains('/') && !root.join(script).is_file() => {
                unknown.push(script.to_owned());
            }
            _ => {}
        }
    }
    unknown
}

#[test]
fn commands_name_what_exists() {
    let root = root();
    let workspace = Workspace::of(root);
    let unknown = DOCUMENTS.map(|name| (name, unknown_in_commands(root, &workspace, &text_of(name))));
    let unknown: BTreeMap<_, _> = unknown.into_iter().filter(|(_, unknown)| !unknown.is_empty()).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
    assert!(DOCUMENTS.iter().map(|name| commands(&text_of(name)).len()).sum::<usize>() > 20);
}

/// The texts of all programs and scripts.
fn sources(directory: &Path, into: &mut String) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("");
        if path.is_dir() && name != "target" && name != ".git" {
            sources(&path, into);
        } else if ["rs", "sh", "go", "py"].contains(&ending) && name != "documents.rs" {
            into.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn variables_that_are_named_are_read() {
    let mut programs = String::new();
    for directory in
        ["src", "crates", "tests", "benches", "examples", "compare"].map(|name| root().join(name))
    {
        if directory.is_dir() {
            sources(&directory, &mut programs);
        }
    }
    let mut count = 0;
    for name in DOCUMENTS {
        let text = text_of(name);
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        for variable in words.filter(|word| word.starts_with("PODWRIGHT_")) {
            assert!(programs.contains(variable), "{name} names {variable}, which no program reads");
            count += 1;
        }
    }
    assert!(count > 5, "{count} variables");
}

#[test]
fn what_does_not_exist_is_found() {
    let root = root();
    let text = "# A `<T>` heading?\n[a](#a-t-heading) [b](#b) [c](nowhere.md) `[d](e)`\n`src/lib.rs` `src/no.rs` `rules/no/` `a/b.rs`\n";
    assert_eq!(broken_links(root, "README.md", text), ["#b", "nowhere.md"]);
    assert_eq!(missing_files(root, text), ["src/no.rs", "rules/no/"]);
    let text = "```sh\nA=1 cargo test --test no   # why\ncargo bench --bench ratios\ntests/no.sh 1\ncd examples/no && cargo run\n```\n`cargo run --example myapp_pod --features no`";
    let workspace = Workspace::of(root);
    assert_eq!(
        unknown_in_commands(root, &workspace, text),
        ["--test no", "tests/no.sh", "cd examples/no", "--features no"]
    );
}

/// A row of the table of mistakes: what each tool makes of it.
struct Row {
    mistake: String,
    tools: Vec<String>,
}

const K8S_OPENAPI: usize = 0;
const PROGRAM: usize = 5;
const READING: usize = 6;

fn rows(text: &str) -> Vec<Row> {
    let table = text.split("## The mistakes").nth(1).unwrap().lines().filter(|line| line.starts_with("| `"));
    let cells =
        |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().replace('`', "")).collect();
    table
        .map(|line| {
            let mut cells: Vec<String> = cells(line);
            Row { mistake: cells.remove(0), tools: cells }
        })
        .take_while(|row| row.tools.len() > READING)
        .collect()
}

/// Returns whether the structs of `k8s_openapi` can hold the manifest.
fn is_held_by<T: Serialize + DeserializeOwned>(manifest: &Value) -> bool {
    serde_json::from_value::<T>(manifest.clone())
        .is_ok_and(|object| serde_json::to_value(object).unwrap() == *manifest)
}

#[test]
fn the_table_of_mistakes_is_true_for_this_crate() {
    let directory = root().join("compare/mistakes");
    let rows = rows(&text_of("COMPARE.md"));
    let files = fs::read_dir(&directory).unwrap().map(|entry| entry.unwrap().path());
    let manifests: BTreeSet<_> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(rows.iter().map(|row| row.mistake.clone()).collect::<BTreeSet<_>>(), manifests);
    for Row { mistake, tools } in &rows {
        let text = fs::read_to_string(directory.join(format!("{mistake}.yaml"))).unwrap();
        let manifest: Value = serde_yaml::from_str(&text).unwrap();
        let is_held = is_held_by::<Pod>(&manifest) || is_held_by::<Job>(&manifest);
        assert_eq!(tools[K8S_OPENAPI] == "-", is_held, "{mistake}");

        let mut reader = Reader::new(text.as_bytes()).kubernetes(KubeVersion::V1_36);
        let found = match reader.next().unwrap().and_then(|document| document.object()) {
            Err(_) => "refused",
            Ok(_) => match serde_json::from_value::<Pod>(manifest) {
                Ok(pod) if !rules::advise(&pod).is_empty() => "advice",
                _ => "-",
            },
        };
        assert_eq!(tools[READING], found, "{mistake}");

        let has_program = directory.join(format!("{mistake}.rs")).exists();
        assert_eq!(tools[PROGRAM] != "no words", has_program, "{mistake}");
    }
}

#[test]
fn the_numbers_below_the_table_of_mistakes_are_its_own() {
    let text = text_of("COMPARE.md");
    let rows = rows(&text);
    let tools = [
        "k8s-openapi",
        "kubernetes-validate",
        "`helm lint --strict`",
        "cdk8s-plus",
        "Pkl",
        "podwright, programs",
        "podwright, YAML read",
    ];
    for (column, tool) in tools.iter().enumerate() {
        let verdicts =
            rows.iter().map(|row| row.tools[column].as_str()).filter(|verdict| *verdict != "no words");
        let expressible = verdicts.clone().count();
        let found = verdicts.filter(|verdict| !["-", "advice"].contains(verdict)).count();
        let line = format!("| {tool} | {found} of {expressible}");
        assert!(text.contains(&line), "{line}");
    }
}
