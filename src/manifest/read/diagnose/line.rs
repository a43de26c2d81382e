//! One line of YAML: its dashes, its key, its value.

/// A line, split as far as it looks like YAML. Columns count bytes from 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// The column of the first `- `, if there is one.
    pub(super) dash: Option<usize>,
    /// The column of what follows the indentation and the dashes.
    pub(super) column: usize,
    /// What stands there, without a comment and blanks at its end.
    pub(super) content: &'a str,
    /// The key and the value, if there is a colon.
    pub(super) entry: Option<(&'a str, &'a str)>,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let code = without_comment(text).trim_end();
        let mut column = indentation(code);
        let mut dash = None;
        while let Some(rest) = code.get(column..).and_then(|rest| rest.strip_prefix('-')) {
            if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
                break;
            }
            dash = dash.or(Some(column));
            column += 1 + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
        }
        let content = code.get(column..).unwrap_or_default();
        Self { dash, column, content, entry: entry(content) }
    }

    /// Tells whether the line is a key with or without a value, as manifests have them.
    pub(super) fn is_key(&self) -> bool {
        self.entry.is_some_and(|(key, _)| is_word(key))
    }
}

/// Returns the number of blanks that a line begins with.
pub(super) fn indentation(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// Tells whether a text may be a key: a word without blanks.
pub(super) fn is_word(key: &str) -> bool {
    if key == "<<" {
        return true;
    }
    let key = key.trim_matches(['"', '\'']);
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
    key.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.')) && key.chars().all(is_inner)
}

/// Returns the text before ` #`. A `#` within quotes is no comment.
fn without_comment(text: &str) -> &str {
    let (mut quote, mut before) = (None, ' ');
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '#') if before == ' ' || before == '\t' => return &text[..at],
            (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',') => quote = Some(c),
            (Some(open), _) if c == open => quote = None,
            _ => {}
        }
        before = c;
    }
    // An open quote is no quote to rely on.
    match quote {
        Some(_) => text.split_once(" #").map_or(text, |(code, _)| code),
        None => text,
    }
}

/// Splits a key from its value at the first `: `, or at a colon at the end.
fn entry(content: &str) -> Option<(&str, &str)> {
    if content.starts_with(['[', '{', '#', '|', '>']) {
        return None;
    }
    let start = match content.chars().next()? {
        quote @ ('"' | '\'') => content[1..].find(quote)? + 2,
        _ => 0,
    };
    let colon = content
        .char_indices()
        .skip_while(|(at, _)| *at < start)
        .find(|(at, c)| *c == ':' && content[at + 1..].chars().next().is_none_or(|c| c == ' ' || c == '\t'))?
        .0;
    if start > 0 && !content[start..colon].trim().is_empty() {
        return None;
    }
    Some((content[..colon].trim_end(), content[colon + 1..].trim_start()))
}

/// Returns where a quoted text ends, given a text that begins with the quote.
pub(super) fn quote_end(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == quote) {
                chars.next();
            } else {
                return Some(at + 1);
            }
        }
    }
    None
}

/// Returns how many brackets a text leaves open, or `None` if it closes more than it opens, or leaves a quote open.
pub(super) fn open_brackets(text: &str, mut depth: usize) -> Option<usize> {
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        match c {
            '"' | '\'' if matches!(before, ' ' | '[' | '{' | ',' | ':') => taken = quote_end(rest)?,
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        before = c;
        rest = &rest[taken..];
    }
    Some(depth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_taken_apart() {
        let line = Line::new("  - - name: web # a");
        assert_eq!((line.dash, line.column, line.content), (Some(2), 6, "name: web"));
        assert_eq!(line.entry, Some(("name", "web")));
        assert_eq!(Line::new("  \"a: b\": \"#\"").entry, Some(("\"a: b\"", "\"#\"")));
        assert_eq!(Line::new("a:b").entry, None);
        assert_eq!(Line::new("a:").entry, Some(("a", "")));
        assert_eq!(Line::new("- http://a:80/").entry, None);
        assert_eq!(Line::new("-x: 1").dash, None);
        assert!(Line::new("").content.is_empty());
    }

    #[test]
    fn quotes_and_brackets_are_matched() {
        assert_eq!(quote_end("'it''s' x"), Some(7));
        assert_eq!(quote_end(r#""a\"b""#), Some(6));
        assert_eq!(quote_end("\"a"), None);
        assert_eq!(open_brackets("[a, {b: ']'}", 0), Some(1));
        assert_eq!(open_brackets("a]", 0), None);
    }
}
