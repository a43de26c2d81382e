//! What the macros expand to. Programs do not name these items.

use std::ffi::OsString;
use std::fmt::Display;
use std::marker::PhantomData;

use crate::contract::Contract;
use crate::describe::Description;
pub use crate::describe::{Entry, Need, OwnVariable};
use crate::error::EnvErrors;
use crate::reader::{Source, read_from, read_pairs};

/// Reads a contract from the environment of the process.
///
/// # Errors
///
/// If anything is wrong with it.
pub fn from_env<T: Contract>() -> Result<T, EnvErrors> {
    read_from(&Source::Process, Vec::new(), T::read)
}

/// Reads a contract from pairs of names and values.
///
/// # Errors
///
/// If anything is wrong with them, or a variable is given twice.
pub fn from_vars<T: Contract, K: Into<OsString>, V: Into<OsString>>(
    vars: impl IntoIterator<Item = (K, V)>,
) -> Result<T, EnvErrors> {
    read_pairs(vars.into_iter().map(|(name, value)| (name.into(), value.into())), T::read)
}

/// The state of a required variable that has no value yet.
#[derive(Debug)]
pub struct Missing<Field, Variable>(PhantomData<fn() -> (Field, Variable)>);

/// The state of a nested contract whose variables have no values yet.
#[derive(Debug)]
pub struct MissingNested<Field>(PhantomData<fn() -> Field>);

/// The state of a required variable that has its value.
#[derive(Debug)]
pub struct Set<Name>(PhantomData<fn() -> Name>);

/// The states in which a manifest can be built.
pub trait Ready {}

impl<Name> Ready for Set<Name> {}
impl<Field: HasValue<Variable>, Variable> Ready for Missing<Field, Variable> {}
impl<Field: HasValues> Ready for MissingNested<Field> {}

/// A required variable that has its value. Nothing implements it: the state of such a variable is another.
#[diagnostic::on_unimplemented(
    message = "the variable `{Variable}` has no value",
    label = "call `.{Self}(..)` first: the contract has no default for it"
)]
pub trait HasValue<Variable> {}

/// A nested contract whose variables have their values. Nothing implements it.
#[diagnostic::on_unimplemented(
    message = "the variables of a nested contract have no values",
    label = "call its setter first, with the `vars()` of its type: `.db(DbEnv::vars().host(\"db\").build())`"
)]
pub trait HasValues {}

/// The states in which a variable takes a value.
pub trait Unset {}

impl<Field, Variable> Unset for Missing<Field, Variable> {}
impl<Field> Unset for MissingNested<Field> {}
impl<Name: NoValueYet> Unset for Set<Name> {}

/// A variable without a value. Nothing implements it.
#[diagnostic::on_unimplemented(
    message = "the variable `{Self}` has its value already",
    label = "it is given once"
)]
pub trait NoValueYet {}

/// Finds the text of a default: what it displays, or else the expression.
#[derive(Debug)]
pub struct DefaultOf<T>(pub fn() -> T, pub &'static str);

/// The first choice.
pub trait Displayed {
    fn text(&self) -> String;
}

impl<T: Display> Displayed for &DefaultOf<T> {
    fn text(&self) -> String {
        (self.0)().to_string()
    }
}

/// The second choice.
pub trait AsWritten {
    fn text(&self) -> String;
}

impl<T> AsWritten for DefaultOf<T> {
    fn text(&self) -> String {
        self.1.to_owned()
    }
}

/// How deep contracts nest.
const DEPTH: usize = 8;

/// A name in the environment, as its parts. A word is one of a single part.
#[derive(Clone, Copy)]
struct Name {
    parts: [&'static str; DEPTH],
    len: usize,
}

impl Name {
    const EMPTY: Self = Self { parts: [""; DEPTH], len: 0 };

    #[track_caller]
    const fn with(mut self, part: &'static str) -> Self {
        if self.len >= DEPTH {
            refuse("contracts nest at most 7 deep");
        }
        self.parts[self.len] = part;
        self.len += 1;
        self
    }

    const fn byte(&self, mut at: usize) -> Option<u8> {
        let mut part = 0;
        while part < self.len {
            let bytes = self.parts[part].as_bytes();
            if at < bytes.len() {
                return Some(bytes[at]);
            }
            at -= bytes.len();
            part += 1;
        }
        None
    }

    const fn has_zero(&self) -> bool {
        let mut at = 0;
        while let Some(byte) = self.byte(at) {
            if byte == 0 {
                return true;
            }
            at += 1;
        }
        false
    }

    const fn is(&self, other: &Self) -> bool {
        let mut at = 0;
        loop {
            match (self.byte(at), other.byte(at)) {
                (None, None) => return true,
                (Some(one), Some(another)) if one == another => at += 1,
                _ => return false,
            }
        }
    }
}

/// Returns the name of a variable, or the number of variables that are left to count.
const fn name_at(of: &Description, mut at: usize, prefix: Name) -> Result<Name, usize> {
    let mut entry = 0;
    while entry < of.entries.len() {
        match &of.entries[entry] {
            Entry::Variable(variable) if at == 0 => return Ok(prefix.with(variable.name)),
            Entry::Variable(_) => at -= 1,
            Entry::Nested { prefix: inner, of } => match name_at(of, at, prefix.with(inner)) {
                Ok(name) => return Ok(name),
                Err(left) => at = left,
            },
        }
        entry += 1;
    }
    Err(at)
}

/// Stops the compiler with a message.
#[track_caller]
const fn refuse(message: &str) -> ! {
    panic!("{}", message)
}

const fn is_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let is_letter = bytes[at].is_ascii_alphabetic() || bytes[at] == b'_';
        let is_digit = at > 0 && bytes[at].is_ascii_digit();
        if !(is_letter || is_digit) {
            return false;
        }
        at += 1;
    }
    true
}

/// Stops the compiler if two variants of an enum have one word, or if no variable can hold a word.
///
/// # Panics
///
/// At compile time only.
#[track_caller]
pub const fn check_words(words: &[&'static str]) {
    let mut one = 0;
    while one < words.len() {
        let word = Name::EMPTY.with(words[one]);
        assert!(!word.has_zero(), "a variable of the environment holds no zero byte");
        let mut other = one + 1;
        while other < words.len() {
            assert!(!word.is(&Name::EMPTY.with(words[other])), "two variants of the enum have one word");
            other += 1;
        }
        one += 1;
    }
}

/// Stops the compiler if two variables of a contract have one name, or if a prefix is none.
///
/// # Panics
///
/// At compile time only.
#[track_caller]
pub const fn check(contract: &Description) {
    let mut entry = 0;
    while entry < contract.entries.len() {
        match &contract.entries[entry] {
            Entry::Nested { prefix, .. } => {
                if !is_name(prefix) {
                    refuse("a prefix holds letters, digits and '_', and begins with no digit");
                }
            }
            Entry::Variable(variable) => {
                assert!(
                    is_name(variable.name),
                    "the name of a variable holds only ASCII letters, digits and '_'"
                );
            }
        }
        entry += 1;
    }
    let mut one = 0;
    while let Ok(name) = name_at(contract, one, Name::EMPTY) {
        let mut other = one + 1;
        while let Ok(another) = name_at(contract, other, Name::EMPTY) {
            if name.is(&another) {
                refuse("two variables of the contract have one name in the environment");
            }
            other += 1;
        }
        one += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{UnwindSafe, catch_unwind};

    use super::*;

    fn own(name: &'static str) -> Entry {
        let (need, docs) = (Need::Required, &[][..]);
        Entry::Variable(OwnVariable { name, type_name: "u16", is_secret: false, need, docs })
    }

    fn contract(entries: Vec<Entry>) -> &'static Description {
        Box::leak(Box::new(Description::new("Env", &[], entries.leak())))
    }

    fn nested(prefix: &'static str, entries: Vec<Entry>) -> Entry {
        Entry::Nested { prefix, of: contract(entries) }
    }

    /// Returns the message that stops the compiler.
    fn stopped(check: impl FnOnce() + UnwindSafe) -> Option<String> {
        let panic = catch_unwind(check).err()?;
        let literal = panic.downcast_ref::<&str>().map(ToString::to_string);
        literal.or_else(|| panic.downcast_ref().cloned())
    }

    fn checked(entries: Vec<Entry>) -> Option<String> {
        let contract = contract(entries);
        stopped(|| check(contract))
    }

    #[test]
    fn names_are_compared_with_their_prefixes() {
        let twice = Some("two variables of the contract have one name in the environment".to_owned());
        assert_eq!(checked(vec![]), None);
        assert_eq!(checked(vec![own("A"), own("AB"), own("B"), own("AC")]), None);
        assert_eq!(checked(vec![own("AB"), own("B"), own("AB")]), twice);
        assert_eq!(checked(vec![nested("A_B", vec![own("C")]), nested("A_", vec![own("BC")])]), twice);
        assert_eq!(
            checked(vec![nested("A_B", vec![own("C")]), nested("A_", vec![own("BD"), own("B")])]),
            None
        );
        assert_eq!(checked(vec![nested("A_", vec![own("B"), own("C")]), own("D"), own("A_C")]), twice);
        assert_eq!(checked(vec![nested("A_", vec![own("B"), own("C")]), own("D"), own("C")]), None);
        let deep =
            |name| nested("A", vec![own("X"), nested("B", vec![own("Y"), nested("C", vec![own(name)])])]);
        assert_eq!(checked(vec![deep("D"), own("E"), own("ABCE")]), None);
        assert_eq!(checked(vec![deep("D"), own("E"), own("ABCD")]), twice);
        assert_eq!(checked(vec![nested("", vec![own("A")]), own("A")]), twice);
    }

    #[test]
    fn names_and_prefixes_hold_letters_digits_and_underscores() {
        for name in ["A", "a1", "_", "_9", "Z_z0"] {
            assert_eq!(checked(vec![own(name), nested(name, vec![own("1")])]), None, "{name}");
        }
        for name in ["1", "A-B", "É", "A ", "A\0"] {
            let own = checked(vec![own(name)]);
            assert_eq!(own.unwrap(), "the name of a variable holds only ASCII letters, digits and '_'");
            let prefix = checked(vec![nested(name, vec![])]);
            assert_eq!(prefix.unwrap(), "a prefix holds letters, digits and '_', and begins with no digit");
        }
    }

    #[test]
    fn contracts_nest_seven_deep() {
        let deep = |levels: usize| (0..levels).fold(own("X"), |inner, _| nested("A", vec![inner]));
        assert_eq!(checked(vec![deep(7)]), None);
        let twice = "two variables of the contract have one name in the environment";
        assert_eq!(checked(vec![deep(7), own("AAAAAAAX")]).unwrap(), twice);
        assert_eq!(checked(vec![deep(8)]).unwrap(), "contracts nest at most 7 deep");
    }

    #[test]
    fn words_differ_and_can_be_held_by_a_variable() {
        assert_eq!(stopped(|| check_words(&["", "a", "ab", "b", "é", "A"])), None);
        let twice = Some("two variants of the enum have one word".to_owned());
        assert_eq!(stopped(|| check_words(&["a", "b", "a"])), twice);
        assert_eq!(stopped(|| check_words(&["a", "b", "b"])), twice);
        let zero = Some("a variable of the environment holds no zero byte".to_owned());
        assert_eq!(stopped(|| check_words(&["a\0"])), zero);
        assert_eq!(stopped(|| check_words(&["a", "b\0c"])), zero);
    }
}
