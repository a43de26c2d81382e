//! References to environment variables, `$(NAME)`, as the kubelet expands them.
//!
//! Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/>

/// Returns the names that a text refers to. `$$(NAME)` is not a reference.
pub(crate) fn names(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find('$')? + 1..];
            if let Some(after) = rest.strip_prefix('$') {
                rest = after;
            } else if let Some(after) = rest.strip_prefix('(') {
                // Without an end here, no later name has one.
                let (name, after) = after.split_once(')')?;
                rest = after;
                return Some(name);
            }
        }
    })
}

/// Tells whether a name looks like a variable's, and not like a command in a shell's `$(date)`.
pub(crate) fn is_variable(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-' | b'.'))
        && name.bytes().any(|c| c.is_ascii_uppercase() || c == b'_')
}

/// Tells whether Kubernetes sets a variable of this name for services.
pub(crate) fn is_of_service(name: &str) -> bool {
    name.ends_with("_SERVICE_HOST")
        || name.contains("_SERVICE_PORT")
        || name.contains("_PORT_")
        || name.ends_with("_PORT")
}

#[cfg(test)]
mod tests {
    use super::{is_variable, names};

    #[test]
    fn dollars_are_read_as_the_kubelet_reads_them() {
        let found = |text: &'static str| names(text).collect::<Vec<_>>();
        assert_eq!(found("http://$(IP):$(PORT)/"), ["IP", "PORT"]);
        assert_eq!(found("$$(IP) $$$(PORT)"), ["PORT"]);
        assert_eq!(found("$ $( $(a b) $"), [" $(a b"]);
        assert_eq!(found("pa$$word$"), [""; 0]);
    }

    #[test]
    fn a_shell_is_not_taken_for_a_variable() {
        assert!(is_variable("POD_IP") && is_variable("a_b"));
        assert!(!is_variable("date") && !is_variable("cat /x") && !is_variable("") && !is_variable("1A"));
    }
}
