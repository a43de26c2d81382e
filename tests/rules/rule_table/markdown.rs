//! Text in Markdown.

/// Escapes a text for Markdown, and writes names such as `runAsUser` as code.
pub(crate) fn escaped(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len()).max(c.len_utf8());
        let (word, after) = rest.split_at(end);
        if is_code(word) {
            escaped.extend(["`", word, "`"]);
        } else {
            if matches!(c, '\\' | '*' | '_' | '<' | '[' | '|' | '`') {
                escaped.push('\\');
            }
            escaped.push_str(word);
        }
        rest = after;
    }
    escaped
}

/// Tells whether a word is a name: `runAsUser`, `CAP_SYS_ADMIN`.
fn is_code(word: &str) -> bool {
    let letters = word.as_bytes();
    let humps = letters.windows(2).any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase());
    let lower = letters.iter().filter(|letter| letter.is_ascii_lowercase()).count();
    (humps && lower > 1) || (word.len() > 1 && word.contains('_'))
}
