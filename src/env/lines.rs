//! The checks of the lines of [`vars!`](crate::vars), made while the program compiles.

use crate::value::refuse_duplicate_keys;

/// Counts the variables in the tokens of a [`vars!`](crate::vars), or more: each has one `=`.
#[doc(hidden)]
#[must_use]
#[inline]
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

/// Refuses a name in quotes that stands above or below as well, in quotes or not.
///
/// # Panics
///
/// If there is one. A name is a pair: whether it stands in quotes, and the name itself.
#[doc(hidden)]
#[track_caller]
#[inline]
pub const fn refuse_names_in_quotes(names: &[(bool, &str)]) {
    let mut i = 0;
    while i < names.len() {
        let (mut j, (is_quoted, name)) = (0, names[i]);
        while j < i {
            if is_quoted || names[j].0 {
                refuse_duplicate_keys("environment variable", &[names[j].1, name]);
            }
            j += 1;
        }
        i += 1;
    }
}

/// A name that no line above gives. No type implements it: [`vars!`](crate::vars) demands it only of a name that is given
/// twice.
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

/// A name with a value. No type implements it: [`vars!`](crate::vars) demands it only of a name without one.
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

/// A list of words. No type implements it: [`vars!`](crate::vars) demands it only of anything else.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of arguments: only `args [..]` and `command [..]` follow the semicolon",
    label = "not `args [..]` or `command [..]`",
    note = "a command has a program: `command [\"nginx\"]`",
    note = "for instance: `vars! {{ PORT = 8080; command [\"serve\"] args [\"--port\", PORT] }}`"
)]
pub trait ListsArguments {}

#[doc(hidden)]
pub const fn lists_arguments<Name: ListsArguments>(name: Name) {
    std::mem::forget(name);
}

#[cfg(test)]
mod tests {
    use super::{count_variables, refuse_names_in_quotes};

    #[test]
    fn names_differ() {
        refuse_names_in_quotes(&[(false, "PORT"), (true, "PORTS"), (true, "a.b"), (false, "HOST")]);
    }

    #[test]
    #[should_panic(expected = "the environment variable `PORT` is given twice")]
    fn a_name_in_quotes_is_another_one() {
        refuse_names_in_quotes(&[(false, "PORT"), (true, "PORT")]);
    }

    #[test]
    #[should_panic(expected = "the environment variable `PORT` is given twice")]
    fn a_name_is_another_one_than_those_in_quotes() {
        refuse_names_in_quotes(&[(true, "PORT"), (false, "HOST"), (false, "PORT")]);
    }

    #[test]
    fn there_are_at_most_as_many_variables_as_equals_signs() {
        assert_eq!(count_variables(&["A", "=", "1", ",", "B", "=", "x == y"]), 2);
    }
}
