//! Commands that mean a shell where there is none.
//!
//! Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/>

use crate::rules::catalog::pod as rule;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::seen::Seen;
use crate::rules::engine::view::ContainerView;
use crate::rules::engine::warning::Warnings;

/// The programs that replace `$NAME` by the value of a variable.
const SHELLS: &[&str] = &[
    "sh",
    "ash",
    "bash",
    "busybox",
    "csh",
    "dash",
    "fish",
    "ksh",
    "mksh",
    "tcsh",
    "zsh",
    "cmd",
    "cmd.exe",
    "powershell",
    "powershell.exe",
    "pwsh",
    "pwsh.exe",
    "envsubst",
    "eval",
];

#[inline]
pub(super) fn advise(scope: &Scope<'_>, container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    let Some(program) = container.command.first() else { return };
    if is_command_line(program) && !scope.is_windows() {
        let written = match words(program) {
            Some(words) => words,
            None => format!("[\"sh\", \"-c\", {program:?}]"),
        };
        let message = format!(
            "is the name of one program to the runtime, which finds no such program; write {written}"
        );
        advice.warn(rule::ADVICE_COMMAND_ONE_WORD, &at.item("command", 0), message);
    }
    if !scope.is_windows() {
        advise_variables(container, at, advice);
    }
}

/// Tells whether a text is a command line, and not a program.
#[inline]
fn is_command_line(program: &str) -> bool {
    program.trim().contains(char::is_whitespace) && !program.contains('\\')
}

/// Returns a command line as a list, if no shell is needed to split it.
#[inline]
fn words(line: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+ ".contains(c);
    (line.len() <= 60 && line.chars().all(is_plain))
        .then(|| format!("{:?}", line.split_whitespace().collect::<Vec<_>>()))
}

/// Gives advice about `$NAME` and `${NAME}` in the arguments of a program that is no shell.
#[inline]
fn advise_variables(container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    if container.env.is_empty() || has_shell(container) {
        return;
    }
    let mut names = Seen::<_>::new();
    names.extend(container.env.iter().map(|var| &*var.name));
    let command = container.command.iter().enumerate().skip(1).map(|(i, word)| ("command", i, word));
    let args = container.args.iter().enumerate().map(|(i, word)| ("args", i, word));
    for (field, i, word) in command.chain(args) {
        if let Some((written, name)) = shell_variables(word).find(|(_, name)| names.contains(*name)) {
            let message = format!("no shell replaces {written}, which arrives as it is; write $({name})");
            advice.warn(rule::ADVICE_SHELL_VARIABLE, &at.item(field, i), message);
        }
    }
}

/// Tells whether a word of the command or an argument is a shell, a script, or a command line of its own.
#[inline]
fn has_shell(container: &ContainerView<'_>) -> bool {
    container.command.iter().chain(container.args).any(|word| {
        let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
        SHELLS.contains(&name)
            || matches!(&**word, "-c" | "-e" | "--command")
            || name.rsplit_once('.').is_some_and(|(_, extension)| extension == "sh")
            || word.trim().contains(char::is_whitespace)
    })
}

/// Returns `$NAME` and `${NAME}` as they are written, each with the name.
#[inline]
fn shell_variables(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let from = &rest[rest.find('$')?..];
            let after = &from[1..];
            if after.starts_with('$') {
                rest = after.trim_start_matches('$');
                continue;
            }
            let (inner, braces) = match after.strip_prefix('{') {
                Some(inner) => (inner, 2),
                None => (after, 0),
            };
            let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inner.len());
            let (name, tail) = inner.split_at(end);
            rest = tail;
            if !name.is_empty() && (braces == 0 || tail.starts_with('}')) {
                return Some((&from[..1 + braces + name.len()], name));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{is_command_line, shell_variables, words};

    #[test]
    fn variables_are_found_as_a_shell_would_find_them() {
        let found = |text| shell_variables(text).collect::<Vec<_>>();
        assert_eq!(found("--a=$A:${B_1}/$C"), [("$A", "A"), ("${B_1}", "B_1"), ("$C", "C")]);
        assert_eq!(found("$(A) $$B ${C:-x} ${D $ $1é $"), [("$1", "1")]);
    }

    #[test]
    fn a_command_line_has_blanks_within() {
        assert!(is_command_line("sleep 3600") && is_command_line("a\tb"));
        assert!(
            !is_command_line("sleep")
                && !is_command_line(" sleep ")
                && !is_command_line(r"C:\Program Files\a")
        );
        assert_eq!(words("sleep  3600").as_deref(), Some(r#"["sleep", "3600"]"#));
        assert_eq!(words("a | b"), None);
    }
}
