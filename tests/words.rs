//! The sources and the documents do without words that readers stumbled over: names that have been replaced, and a passive
//! of *say* where *set* is meant.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use regex::{Regex, RegexBuilder};

/// Files and directories, relative to the package.
const READ: [&str; 5] = ["src", "examples", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

/// The endings of the files that are read in directories.
const ENDINGS: [&str; 4] = ["rs", "md", "toml", "sh"];

/// Regular expressions for what must not occur, each with the words to use instead.
const WORDS: &[(&str, &str)] = &[
    (r"(?i)\bjudg\w*", "validate, verdict, report"),
    (r"(?i)\b(unless|is|was|not) said\b", "set, unset, `Defaults to ..`"),
    (r"\bSubdomain\b|\bsubdomain!", "DnsSubdomain, dns_subdomain!"),
    (r"\bPodSecurity\b", "PodSecurityContext"),
    (r"\bIs[A-Z]\w*\b", "Into.., as for all input traits"),
    (r"\b(IntoObjects|ObjectsIter)\b", "Iter, IntoIter"),
    (r"\bUnknownVersion\b", "ParseVersionError"),
    (r"\b(Settles|Owed)\b", "SharesAll, Required"),
    (r"\b(priority|runtime)_class_with\b", "a setter named for what it sets"),
    (r"\bmains\b", "main and containers"),
    (r"\b(Door|Placed)\b", "Operation, ContainerRef"),
    (r"\bValid::try_from\b", "Valid::new"),
    (r"\b(held\.txt|piles\.rs)\b", "enforcement.txt, combinations.rs"),
];

/// Names of the standard library.
const ALLOWED: [&str; 1] = ["IsTerminal"];

#[test]
fn replaced_words_do_not_come_back() {
    let words: Vec<_> = WORDS.iter().map(|(word, instead)| (regex(word), *instead)).collect();
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    READ.iter().for_each(|path| collect(package.join(path), &mut files));
    assert!(files.len() > 200, "{} files are read", files.len());
    let mut found = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        for (word, instead) in &words {
            for bad in word.find_iter(&text).filter(|bad| !ALLOWED.contains(&bad.as_str())) {
                let path = path.strip_prefix(package).unwrap().display();
                let line = text[..bad.start()].matches('\n').count() + 1;
                found.push(format!("{path}:{line}: {:?}; better: {instead}", bad.as_str()));
            }
        }
    }
    assert!(found.is_empty(), "{} replaced words:\n{}", found.len(), found.join("\n"));
}

fn regex(word: &str) -> Regex {
    RegexBuilder::new(word).unicode(false).build().unwrap()
}

/// Adds the file, or the files of the directory with the right endings, in order.
fn collect(path: PathBuf, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let mut entries: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        let is_read = |path: &PathBuf| {
            let is_target = path.file_name().is_some_and(|name| name == "target");
            let ending = path.extension().and_then(|ending| ending.to_str());
            !is_target && (path.is_dir() || ending.is_some_and(|ending| ENDINGS.contains(&ending)))
        };
        entries.into_iter().filter(is_read).for_each(|path| collect(path, files));
    } else {
        files.push(path);
    }
}

#[test]
fn a_replaced_word_is_found() {
    let is_found = |text: &str| WORDS.iter().any(|(word, _)| regex(word).is_match(text));
    for bad in [
        "Judged by the rules.",
        "2 seconds unless said",
        "unless it is said otherwise",
        "nothing is said",
        "fn f(port: impl IsPort)",
        "enum Door {",
    ] {
        assert!(is_found(bad), "{bad}");
    }
    for good in
        ["The API server says so.", "a DNS-1123 subdomain", "fn is_port()", "IntoPort", "the main container"]
    {
        assert!(!is_found(good), "{good}");
    }
}
