//! Variables: secrets in plain sight, and references that the kubelet leaves as they are.
//!
//! Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/>

use k8s_openapi::api::core::v1;

use crate::expansion::{escaped_names, names};
use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::text;
use crate::rules::engine::index::Index;
use crate::rules::engine::path::Path;
use crate::rules::engine::seen::Seen;
use crate::rules::engine::view::ContainerView;
use crate::rules::engine::warning::Warnings;

/// The last words in the names of variables that hold secrets.
const SECRET_WORDS: &[&str] =
    &["PASSWORD", "PASSWD", "SECRET", "TOKEN", "API_KEY", "APIKEY", "PRIVATE_KEY", "ACCESS_KEY"];

/// Those of them that hardly ever end the name of a variable that only names a secret.
const PASSWORD_WORDS: &[&str] = &["PASSWORD", "PASSWD"];

#[inline]
pub(super) fn advise(container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    advise_secrets(container.env, at, advice);
    advise_values(container, at, advice);
    advise_arguments(container, at, advice);
}

#[inline]
fn advise_secrets(env: &[v1::EnvVar], at: &Path<'_>, advice: &mut Warnings) {
    for (i, var) in env.iter().enumerate() {
        let value = text(var.value.as_ref());
        let at = at.item("env", i);
        if !value.is_empty() && !value.contains("$(") && ends_with_word(&var.name, SECRET_WORDS) {
            let message = "looks like a secret in plain text; take it from a Secret with secretKeyRef";
            advice.warn(rule::ADVICE_SECRET_LITERAL, &at.field("value"), message);
        }
        let source = var.value_from.as_ref().and_then(|source| source.config_map_key_ref.as_ref());
        if source.is_some() && ends_with_word(&var.name, PASSWORD_WORDS) {
            let message = "looks like a secret in a config map; take it from a Secret with secretKeyRef";
            advice.warn(rule::ADVICE_SECRET_CONFIG_MAP, &at.field("valueFrom.configMapKeyRef"), message);
        }
    }
}

#[inline]
fn ends_with_word(name: &str, words: &[&str]) -> bool {
    let name = name.to_ascii_uppercase();
    let mut endings = words.iter().filter_map(|word| name.strip_suffix(word));
    endings.any(|rest| rest.is_empty() || rest.ends_with('_'))
}

#[inline]
fn advise_values(container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    // The last place of each name: a name is later than a variable if its last place is.
    let mut places = Index::new();
    for (i, var) in container.env.iter().enumerate() {
        places.set(&*var.name, i);
    }
    let mut earlier = Seen::<_>::new();
    for (i, var) in container.env.iter().enumerate() {
        let value = text(var.value.as_ref());
        let at = at.item("env", i);
        let at = at.field("value");
        let is_later = |name: &str| places.get(name).is_some_and(|place| *place > i);
        for name in names(value).filter(|name| !earlier.contains(*name) && is_later(name)) {
            let message = format!(
                "$({name}) names a variable that is set after this one, and stays as it is; set {name} before \
                 this variable"
            );
            advice.warn(rule::ADVICE_REFERENCE_LATER, &at, message);
        }
        if container.env_from.is_empty() {
            advise_unknown(value, |name| earlier.contains(name) || is_later(name), &at, advice);
        }
        advise_escaped(value, |name| places.get(name).is_some(), &at, advice);
        earlier.insert(&*var.name);
    }
}

#[inline]
fn advise_arguments(container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    let mut declared = Seen::<_>::new();
    declared.extend(container.env.iter().map(|var| &*var.name));
    for (field, list) in [("command", container.command), ("args", container.args)] {
        for (i, argument) in list.iter().enumerate() {
            let at = at.item(field, i);
            if container.env_from.is_empty() {
                // In a script, `$(name)` in lower case is the output of a command.
                let is_script = argument.contains(char::is_whitespace);
                let is_command = |name: &str| is_script && !name.bytes().any(|c| c.is_ascii_uppercase());
                let is_known = |name: &str| declared.contains(name) || is_command(name);
                advise_unknown(argument, is_known, &at, advice);
            }
            advise_escaped(argument, |name| declared.contains(name), &at, advice);
        }
    }
}

fn advise_unknown(value: &str, is_known: impl Fn(&str) -> bool, at: &Path<'_>, advice: &mut Warnings) {
    for name in names(value).filter(|name| is_variable(name)) {
        if !is_known(name) && !is_of_service(name) {
            let message = format!(
                "$({name}) names no variable set before it, and stays as it is; write $$({name}) to mean that"
            );
            advice.warn(rule::ADVICE_REFERENCE_UNKNOWN, at, message);
        }
    }
}

/// Gives advice about `$$(NAME)`, a text and no reference, of a variable that the container has.
fn advise_escaped(value: &str, is_known: impl Fn(&str) -> bool, at: &Path<'_>, advice: &mut Warnings) {
    for name in escaped_names(value).filter(|name| is_known(name)) {
        let message = format!(
            "$$({name}) is no reference and arrives as $({name}), although the container has a variable {name}; \
             write $({name}), or text! in Rust, for its value"
        );
        advice.warn(rule::ADVICE_REFERENCE_ESCAPED, at, message);
    }
}

/// Tells whether a name looks like a variable's, and not like a command in a shell's `$(date)`.
fn is_variable(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-' | b'.'))
        && name.bytes().any(|c| c.is_ascii_uppercase() || c == b'_')
}

/// Tells whether Kubernetes sets a variable of this name for services.
fn is_of_service(name: &str) -> bool {
    name.ends_with("_SERVICE_HOST")
        || name.contains("_SERVICE_PORT")
        || name.contains("_PORT_")
        || name.ends_with("_PORT")
}

#[cfg(test)]
mod tests {
    use super::is_variable;

    #[test]
    fn a_shell_is_not_taken_for_a_variable() {
        assert!(is_variable("POD_IP") && is_variable("a_b"));
        assert!(!is_variable("date") && !is_variable("cat /x") && !is_variable("") && !is_variable("1A"));
    }
}
