//! Sources and documents do without words that readers stumbled over: names that have been replaced, and a passive of *say*
//! where *set* is meant.

use std::fs;
use std::path::PathBuf;

/// Files and directories, relative to the package.
const READ: [&str; 8] = [
    "src",
    "crates",
    "examples",
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "DESIGN.md",
    "COMPARE.md",
];

/// The endings of the files that are read in directories.
const ENDINGS: [&str; 4] = ["rs", "md", "toml", "sh"];

/// Names that have been replaced, and the new ones.
const REPLACED: &[(&str, &str)] = &[
    ("Subdomain", "DnsSubdomain"),
    ("UnknownVersion", "ParseVersionError"),
    ("Settles", "SharesAll"),
    ("Owed", "Required"),
    ("priority_class_with", "a setter that is named for what it sets"),
    ("runtime_class_with", "a setter that is named for what it sets"),
    ("mains", "main and containers"),
    ("Door", "Operation"),
    ("Placed", "ContainerRef"),
];

/// The same, for more than one word.
const REPLACED_TEXTS: &[(&str, &str)] = &[
    (" subdomain!(", "dns_subdomain!"),
    ("PodSecurity::", "PodSecurityContext"),
    ("Valid::try_from", "Valid::new"),
    ("held.txt", "enforcement.txt"),
    ("piles.rs", "combinations.rs"),
];

/// Returns the words to use instead, if `word` has been replaced.
fn instead_of(word: &str, previous: &str) -> Option<&'static str> {
    let is = |other: &&str| word.eq_ignore_ascii_case(other);
    if word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("judg")) {
        return Some("validate, verdict, report");
    }
    if is(&"said") && ["unless", "is", "was", "not"].contains(&&*previous.to_ascii_lowercase()) {
        return Some("set, unset, \"Defaults to ..\"");
    }
    let is_input_trait = word.strip_prefix("Is").is_some_and(|rest| rest.starts_with(char::is_uppercase));
    if is_input_trait && word != "IsTerminal" {
        return Some("Into.., as for all input traits");
    }
    REPLACED.iter().find(|(name, _)| *name == word).map(|(_, instead)| *instead)
}

/// Returns each replaced word of a text: the byte where it begins, the word, and what to use instead.
fn replaced(text: &str) -> Vec<(usize, &str, &'static str)> {
    let mut found = Vec::new();
    let mut previous = "";
    for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty()) {
        let at = word.as_ptr().addr() - text.as_ptr().addr();
        found.extend(instead_of(word, previous).map(|instead| (at, word, instead)));
        previous = word;
    }
    for (name, instead) in REPLACED_TEXTS {
        found.extend(text.match_indices(name).map(|(at, name)| (at, name, *instead)));
    }
    found
}

#[test]
fn replaced_words_do_not_come_back() {
    let package = podwright_tests::root();
    let mut files = Vec::new();
    for path in READ {
        collect(package.join(path), &mut files);
    }
    assert!(files.len() > 200, "{} files are read", files.len());
    let mut found = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(package).unwrap().display();
        for (at, word, instead) in replaced(&text) {
            let line = text[..at].matches('\n').count() + 1;
            found.push(format!("{path}:{line}: {word:?}; better: {instead}"));
        }
    }
    assert!(found.is_empty(), "{} replaced words:\n{}", found.len(), found.join("\n"));
}

/// Adds the file, or the files of the directory with the right endings, in order.
fn collect(path: PathBuf, files: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        files.push(path);
        return;
    }
    let mut entries: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let is_read = |path: &PathBuf| {
        let is_target = path.file_name().is_some_and(|name| name == "target");
        let ending = path.extension().and_then(|ending| ending.to_str());
        !is_target && (path.is_dir() || ending.is_some_and(|ending| ENDINGS.contains(&ending)))
    };
    for path in entries.into_iter().filter(is_read) {
        collect(path, files);
    }
}

#[test]
fn a_replaced_word_is_found() {
    let words = |text: &'static str| replaced(text).iter().map(|(_, word, _)| *word).collect::<Vec<_>>();
    for (text, word) in [
        ("Judged by the rules.", "Judged"),
        ("2 seconds unless said", "said"),
        ("unless it is\n/// said otherwise", "said"),
        ("fn f(port: impl IsPort)", "IsPort"),
        ("enum Door {", "Door"),
        ("let host = subdomain!(\"a.b\");", " subdomain!("),
        ("Valid::try_from(pod)", "Valid::try_from"),
    ] {
        assert_eq!(words(text), [word], "{text}");
    }
    for text in [
        "The API server says so.",
        "a DNS-1123 subdomain",
        "dns_subdomain!(\"a.b\")",
        "fn is_port()",
        "IsTerminal",
    ] {
        assert_eq!(words(text), [""; 0], "{text}");
    }
}
