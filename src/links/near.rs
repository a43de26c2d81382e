//! Names that a misspelt one probably means.

use std::fmt::Write as _;

/// The longest name that is compared, in bytes.
const LONGEST: usize = 64;

/// The most names that one is compared with.
const CANDIDATES: usize = 1000;

/// The most names that a message lists.
const LISTED: usize = 8;

/// Returns the name that is nearest to another, if it is near: equal but for case, `-` and `_`, but for `-svc`, or by one or two
/// letters.
pub(super) fn nearest<N: AsRef<str>>(name: &str, names: impl IntoIterator<Item = N>) -> Option<N> {
    if name.len() > LONGEST {
        return None;
    }
    let meant = plain(name);
    let most = if meant.len() < 5 { 1 } else { 2 };
    let mut best = None;
    for other in names.into_iter().take(CANDIDATES) {
        let text = other.as_ref();
        if text == name || text.len() > LONGEST {
            continue;
        }
        let found = plain(text);
        let distance = if found == meant {
            0
        } else if without_suffix(&found) == without_suffix(&meant) {
            1
        } else {
            distance(meant.as_bytes(), found.as_bytes(), most)
        };
        if distance <= most && best.as_ref().is_none_or(|(least, _)| distance < *least) {
            best = Some((distance, other));
        }
    }
    best.map(|(_, name)| name)
}

/// Returns `; did you mean "web"?`, if a name is near.
pub(super) fn proposal<N: AsRef<str>>(name: &str, names: impl IntoIterator<Item = N>) -> String {
    nearest(name, names).map(|near| format!("; did you mean {:?}?", near.as_ref())).unwrap_or_default()
}

/// Returns `; it has "a", "b"`, or the name that is probably meant if there are many.
///
/// Names are compared only if `may_propose`.
pub(super) fn offer(name: &str, offers: &[&str], may_propose: bool) -> String {
    if offers.is_empty() {
        return "; it has none".to_owned();
    }
    let near = may_propose.then(|| nearest(name, offers.iter().copied())).flatten();
    let mut text = match near {
        Some(near) if offers.len() > LISTED => return format!("; did you mean {near:?}?"),
        Some(near) => format!("; did you mean {near:?}? It has "),
        None => "; it has ".to_owned(),
    };
    for (at, offer) in offers.iter().take(LISTED).enumerate() {
        let comma = if at > 0 { ", " } else { "" };
        // Writing to a text does not fail.
        let _ = write!(text, "{comma}{offer:?}");
    }
    if offers.len() > LISTED {
        let _ = write!(text, " and {} more", offers.len() - LISTED);
    }
    text
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_')).map(|c| c.to_ascii_lowercase()).collect()
}

fn without_suffix(name: &str) -> &str {
    name.strip_suffix("service").or_else(|| name.strip_suffix("svc")).unwrap_or(name)
}

/// Returns by how many letters two names differ, or more than `most`. Two letters that have changed places count as one.
fn distance(one: &[u8], other: &[u8], most: usize) -> usize {
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, counterpart) in other.iter().enumerate() {
            let replaced = above[column] + usize::from(letter != counterpart);
            let mut least = replaced.min(above[column + 1] + 1).min(current[column] + 1);
            let swaps = row > 0 && column > 0 && *letter == other[column - 1] && one[row - 1] == *counterpart;
            if swaps {
                least = least.min(before[column - 1] + 1);
            }
            current.push(least);
        }
        before = std::mem::replace(&mut above, current);
    }
    above[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found() {
        let names = ["web-config", "db", "routes.yaml", "level", "redis-svc"];
        for (name, near) in [
            ("web_config", Some("web-config")),
            ("Web-Config", Some("web-config")),
            ("web-confgi", Some("web-config")),
            ("web-conf", Some("web-config")),
            ("lvl", None),
            ("levle", Some("level")),
            ("redis", Some("redis-svc")),
            ("redis-service", Some("redis-svc")),
            ("api", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, names), near, "{name}");
        }
        assert_eq!(nearest(&"a".repeat(1 << 16), ["a"]), None);
    }

    #[test]
    fn what_there_is_is_listed() {
        assert_eq!(offer("lvl", &["level", "routes.yaml"], true), r#"; it has "level", "routes.yaml""#);
        assert_eq!(offer("levle", &["level", "x"], true), r#"; did you mean "level"? It has "level", "x""#);
        assert_eq!(offer("x", &[], true), "; it has none");
        let many: Vec<String> = (0..20).map(|n| format!("key-{n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(offer("other", &many, true).ends_with(r#""key-7" and 12 more"#));
        assert_eq!(offer("key-1x", &many, true), r#"; did you mean "key-1"?"#);
    }
}
