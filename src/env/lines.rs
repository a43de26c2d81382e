//! What [`vars!`](crate::vars) says about its lines while the program compiles.

/// Counts the variables in the tokens of a [`vars!`](crate::vars), or more: each has one `=`.
#[doc(hidden)]
#[must_use]
pub const fn count_variables(tokens: &[&str]) -> usize {
    let (mut count, mut i) = (0, 0);
    while i < tokens.len() {
        if let [b'='] = tokens[i].as_bytes() {
            count += 1;
        }
        i += 1;
    }
    count
}

/// Returns whether a name is one of those given: identifiers and names in quotes, with white space between them.
#[doc(hidden)]
#[must_use]
pub const fn is_given(names: &str, name: &str) -> bool {
    let (names, name) = (names.as_bytes(), name.as_bytes());
    let mut start = 0;
    while start < names.len() {
        let quoted = names[start] == b'"';
        if quoted {
            start += 1;
        }
        let mut end = start;
        while end < names.len() && if quoted { names[end] != b'"' } else { !names[end].is_ascii_whitespace() }
        {
            end += 1;
        }
        if is_at(names, start, end, name) {
            return true;
        }
        start = end + 1;
    }
    false
}

const fn is_at(text: &[u8], start: usize, end: usize, name: &[u8]) -> bool {
    if end - start != name.len() {
        return false;
    }
    let mut i = 0;
    while i < name.len() {
        if text[start + i] != name[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// A name that no line above gives. No type has it: [`vars!`](crate::vars) asks for it only of names that are given twice.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the environment variable `{Self}` is given twice",
    label = "a line above gives it already",
    note = "a variable that replaces another is set with `.env_override(Var::new(name, value))`"
)]
pub trait GivenOnce {}

#[doc(hidden)]
pub const fn given_once<Name: GivenOnce>(name: Name) {
    std::mem::forget(name);
}

/// A name with a value. No type has it: [`vars!`](crate::vars) asks for it only of names without one.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "no `= value` and a comma follow `{Self}`: environment variables are written `NAME = value`, one a line",
    label = "not a line of the form `NAME = value,`",
    note = "lines end with a comma: `vars! {{ HOST = \"localhost\", PORT = 8080 }}`",
    note = "a name that is no Rust identifier stands in quotes: `\"spring.profiles.active\" = \"production\"`",
    note = "arguments follow a semicolon: `vars! {{ PORT = 8080; args [text![\"--port=\", PORT]] }}`"
)]
pub trait HasValue {}

#[doc(hidden)]
pub const fn has_value<Name: HasValue>(name: Name) {
    std::mem::forget(name);
}

/// A list of words. No type has it: [`vars!`](crate::vars) asks for it only of what is none.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of arguments: after the semicolon stand `args [..]` and `command [..]`",
    label = "not `args [..]` or `command [..]`",
    note = "a command has a program: `command [\"nginx\"]`",
    note = "for instance: `vars! {{ PORT = 8080; command [\"serve\"] args [\"--port\", PORT] }}`"
)]
pub trait IsWords {}

#[doc(hidden)]
pub const fn is_words<Name: IsWords>(name: Name) {
    std::mem::forget(name);
}

#[cfg(test)]
mod tests {
    use super::{count_variables, is_given};

    #[test]
    fn a_name_is_given_where_it_stands_whole() {
        let names = "PORT \"spring.datasource.url\"\n HOST \"A B\"";
        for name in ["PORT", "spring.datasource.url", "HOST", "A B"] {
            assert!(is_given(names, name), "{name}");
        }
        for name in ["POR", "PORTS", "A", "B", "spring", "\"HOST\""] {
            assert!(!is_given(names, name), "{name}");
        }
        assert!(!is_given("", "PORT"));
    }

    #[test]
    fn there_are_at_most_as_many_variables_as_equals_signs() {
        assert_eq!(count_variables(&["A", "=", "1", ",", "B", "=", "x == y"]), 2);
    }
}
