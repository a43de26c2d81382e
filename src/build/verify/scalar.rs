//! Parts of one line of YAML.

/// Returns the key and the text after its colon, if the text begins with a key.
pub(crate) fn key(text: &str) -> Option<(&str, &str)> {
    let end = match text.as_bytes().first()? {
        b'"' | b'\'' => quoted_end(text)?,
        b'?' | b':' | b'-' if text[1..].starts_with(' ') => return None,
        _ => text.find(": ").or_else(|| text.strip_suffix(':').map(str::len))?,
    };
    let value = text[end..].strip_prefix(':')?;
    let value = if value.is_empty() { value } else { value.strip_prefix(' ')? };
    let key = text[..end].trim_matches(['"', '\'']);
    Some((key, value.trim_start_matches(' ')))
}

/// Splits a line into its value and the comment after it. The comment includes the blanks before it.
pub(crate) fn split_comment(text: &str) -> (&str, &str) {
    let end = match text.as_bytes().first() {
        Some(b'#') => 0,
        Some(b'"' | b'\'') => quoted_end(text).unwrap_or(text.len()),
        _ => text.find(" #").unwrap_or(text.len()),
    };
    let (value, comment) = text.split_at(end);
    let value = value.trim_end();
    match comment.trim() {
        "" => (value, ""),
        _ => (value, &text[value.len()..]),
    }
}

/// Returns an image without its tag and digest: `ghcr.io/acme/web` of `ghcr.io/acme/web:1.4@sha256:..`.
pub(crate) fn repository(image: &str) -> &str {
    let image = image.trim_matches(['"', '\'']);
    let image = image.split_once('@').map_or(image, |(name, _)| name);
    match image.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => name,
        _ => image,
    }
}

/// Returns the byte after the closing quote of a text that begins with a quote.
fn quoted_end(text: &str) -> Option<usize> {
    let quote = *text.as_bytes().first()?;
    let mut bytes = text.bytes().enumerate().skip(1).peekable();
    while let Some((at, byte)) = bytes.next() {
        let is_doubled =
            quote == b'\'' && byte == quote && bytes.peek().is_some_and(|(_, next)| *next == quote);
        if byte == b'\\' && quote == b'"' || is_doubled {
            bytes.next();
        } else if byte == quote {
            return Some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_ends_at_its_colon() {
        for (text, expected) in [
            ("name: web", Some(("name", "web"))),
            ("name:  web", Some(("name", "web"))),
            ("spec:", Some(("spec", ""))),
            ("a:b: c", Some(("a:b", "c"))),
            ("\"a: b\": \"c: d\"", Some(("a: b", "\"c: d\""))),
            ("\"a\\\": b\": c", Some(("a\\\": b", "c"))),
            ("'it''s: x': c", Some(("it''s: x", "c"))),
            ("\"y\":", Some(("y", ""))),
            ("web", None),
            ("a:b", None),
            ("\"a: b\"", None),
            ("\"a: b", None),
            ("? a", None),
            (": a: b", None),
            ("- a: b", None),
            ("", None),
        ] {
            assert_eq!(key(text), expected, "{text}");
        }
    }

    #[test]
    fn a_comment_follows_a_blank() {
        for (text, expected) in [
            ("web", ("web", "")),
            ("web  ", ("web", "")),
            ("web # why", ("web", " # why")),
            ("web  # {\"x\": \"y\"}", ("web", "  # {\"x\": \"y\"}")),
            ("a#b", ("a#b", "")),
            ("\"a # b\"", ("\"a # b\"", "")),
            ("\"a\" # b", ("\"a\"", " # b")),
            ("'a''# #' # b", ("'a''# #'", " # b")),
            ("\"a # b", ("\"a # b", "")),
            ("# b", ("", "# b")),
            ("", ("", "")),
        ] {
            assert_eq!(split_comment(text), expected, "{text}");
        }
    }

    #[test]
    fn a_repository_has_no_tag() {
        for (image, expected) in [
            ("nginx", "nginx"),
            ("nginx:1.27", "nginx"),
            ("\"nginx:1.27\"", "nginx"),
            ("localhost:5000/web", "localhost:5000/web"),
            ("localhost:5000/web:1", "localhost:5000/web"),
            ("acme/web:1@sha256:00", "acme/web"),
            ("acme/web@sha256:00", "acme/web"),
        ] {
            assert_eq!(repository(image), expected, "{image}");
        }
    }
}
