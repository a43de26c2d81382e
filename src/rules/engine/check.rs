//! Checks that several rules share.
//!
//! Each `require_` and `forbid_` function reports a violation if its condition is not met.

use std::collections::{BTreeMap, btree_map};

use super::findings::Findings;
use super::path::Path;
use crate::rules::catalog::Id;
use crate::rules::catalog::pod as rule;
use crate::value::grammar::{self, Grammar};
use crate::value::words::PullPolicy;

/// Returns a field whose type is `T` in some versions of Kubernetes and `Option<T>` in others.
#[cfg(feature = "app")]
pub(crate) fn some<'a, T, F>(field: &'a F) -> Option<&'a T>
where
    Option<&'a T>: From<&'a F>,
{
    field.into()
}

/// Returns the text, or `""` if it is unset: Kubernetes does not distinguish the two.
#[inline]
pub(crate) fn text(text: Option<&String>) -> &str {
    text.map_or("", String::as_str)
}

/// Returns the text, or the API server's default if it is unset or empty.
#[inline]
pub(crate) fn text_or<'a>(text: Option<&'a String>, default: &'a str) -> &'a str {
    match text.map(String::as_str) {
        None | Some("") => default,
        Some(text) => text,
    }
}

/// Returns the list, or an empty one if it is unset.
#[inline]
pub(crate) fn list<T>(list: Option<&Vec<T>>) -> &[T] {
    list.map_or(&[], Vec::as_slice)
}

/// Returns the entries of a map, or none if it is unset.
#[inline]
pub(crate) fn entries<V>(map: Option<&BTreeMap<String, V>>) -> btree_map::Iter<'_, String, V> {
    map.map_or_else(btree_map::Iter::default, BTreeMap::iter)
}

/// Reports a text that breaks its grammar.
pub(crate) fn require_grammar(
    findings: &mut Findings,
    id: Id,
    at: &Path<'_>,
    text: &str,
    grammar: impl Fn(&str) -> Grammar,
) {
    if let Err(broken) = grammar(text) {
        findings.invalid(id, at, text, broken.rule);
    }
}

/// Reports a text that is not empty and breaks its grammar.
pub(crate) fn require_grammar_if_set(
    findings: &mut Findings,
    id: Id,
    at: &Path<'_>,
    text: &str,
    grammar: impl Fn(&str) -> Grammar,
) {
    if !text.is_empty() {
        require_grammar(findings, id, at, text, grammar);
    }
}

/// Reports a text that breaks its grammar in lower case. The grammar itself accepts upper case in ASCII.
pub(crate) fn require_grammar_in_lower_case(
    findings: &mut Findings,
    id: Id,
    at: &Path<'_>,
    text: &str,
    grammar: impl Fn(&str) -> Grammar,
) {
    require_grammar(findings, id, at, text, |text| {
        if text.is_ascii() { grammar(text) } else { grammar(&lower_case(text)) }
    });
}

/// Returns the text in lower case, converted character by character as Go does it: `\u{130}` and `\u{212a}` become `i` and `k`
/// in ASCII.
pub(crate) fn lower_case(text: &str) -> String {
    text.chars().filter_map(|c| c.to_lowercase().next()).collect()
}

/// Reports an empty text.
pub(crate) fn require_set(findings: &mut Findings, id: Id, at: &Path<'_>, text: &str) {
    if text.is_empty() {
        findings.required(id, at, "");
    }
}

/// Reports a text that is empty or breaks its grammar.
pub(crate) fn require_set_and_grammar(
    findings: &mut Findings,
    (required, invalid): (Id, Id),
    at: &Path<'_>,
    text: &str,
    grammar: impl Fn(&str) -> Grammar,
) {
    if text.is_empty() {
        findings.required(required, at, "");
    } else {
        require_grammar(findings, invalid, at, text, grammar);
    }
}

/// Reports a value that is not one of `known`.
pub(crate) fn require_one_of(findings: &mut Findings, id: Id, at: &Path<'_>, value: &str, known: &[&str]) {
    if !known.contains(&value) {
        findings.not_supported(id, at, value, known);
    }
}

/// Reports a number below zero.
pub(crate) fn require_not_negative(findings: &mut Findings, id: Id, at: &Path<'_>, value: i64) {
    if value < 0 {
        findings.invalid_plain(id, at, value, "must not be negative");
    }
}

/// Reports a number that is not a user id or a group id.
pub(crate) fn require_user_or_group(findings: &mut Findings, id: Id, at: &Path<'_>, value: Option<i64>) {
    if let Some(value) = value
        && !(0..=i64::from(i32::MAX)).contains(&value)
    {
        findings.invalid_plain(id, at, value, "must be between 0 and 2147483647");
    }
}

/// Reports a number that is not the mode of a file.
pub(crate) fn require_file_mode(findings: &mut Findings, id: Id, at: &Path<'_>, value: Option<i32>) {
    if let Some(value) = value
        && !(0..=0o777).contains(&value)
    {
        findings.invalid_plain(id, at, value, "must be between 0 and 0777 (octal), 511 in decimal");
    }
}

/// Reports keys that are not label keys, and values that are not label values. The path is that of the map.
pub(crate) fn require_labels(
    findings: &mut Findings,
    (key_id, value_id): (Id, Id),
    at: &Path<'_>,
    labels: Option<&BTreeMap<String, String>>,
) {
    for (key, value) in entries(labels) {
        require_grammar(findings, key_id, at, key, grammar::label_key);
        require_grammar(findings, value_id, at, value, grammar::label_value);
    }
}

/// Reports a path that is absolute or has a `..` element. An empty path is accepted.
pub(crate) fn require_relative(findings: &mut Findings, id: Id, at: &Path<'_>, path: &str) {
    if path.starts_with('/') {
        findings.invalid(id, at, path, "must be a relative path");
    }
    forbid_dot_dot(findings, id, at, path);
}

/// Reports a path with a `..` element.
pub(crate) fn forbid_dot_dot(findings: &mut Findings, id: Id, at: &Path<'_>, path: &str) {
    if has_dot_dot(path) {
        findings.invalid(id, at, path, "must have no '..' element");
    }
}

/// Tells whether a path has a `..` element.
pub(crate) fn has_dot_dot(path: &str) -> bool {
    grammar::dot_dot(path.as_bytes()).is_some()
}

/// Reports a path that a file of a projected volume cannot have. An empty path is accepted.
pub(crate) fn require_projected_path(findings: &mut Findings, id: Id, at: &Path<'_>, path: &str) {
    require_relative(findings, id, at, path);
    if path.starts_with("..") && !path.starts_with("../") {
        findings.invalid(id, at, path, "must not start with '..'");
    }
}

/// Reports a text that is not an IPv4 or IPv6 address. Any form of an IPv6 address is accepted, not only the shortest.
pub(crate) fn require_ip(findings: &mut Findings, strict: bool, at: &Path<'_>, text: &str) {
    if let Err(detail) = crate::rules::engine::ip::validate(text, strict) {
        findings.invalid(rule::IP_INVALID, at, text, detail);
    }
}

/// Reports a pull policy that does not exist. The API server sets a default for an empty one.
pub(crate) fn require_pull_policy(findings: &mut Findings, at: &Path<'_>, policy: &str) {
    if !policy.is_empty() {
        require_one_of(findings, rule::PULL_POLICY, at, policy, PullPolicy::WORDS);
    }
}

/// Reports a name of another object that is not a DNS-1123 subdomain.
pub(crate) fn require_reference(findings: &mut Findings, at: &Path<'_>, name: &str) {
    require_grammar(findings, rule::REFERENCE_NAME_INVALID, at, name, grammar::subdomain);
}
