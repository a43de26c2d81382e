//! Hooks that leave no time to stop.
//!
//! When a pod stops, the hooks of all containers start at once. Each takes its time from the grace period of its container.
//! Of a sidecar, the time that it waits for the containers before it is taken too.
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination>

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::view::ContainerView;
use crate::rules::engine::warning::Warnings;

#[inline]
pub(super) fn advise(scope: &Scope<'_>, container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    let Some(hook) = container.lifecycle.and_then(|lifecycle| lifecycle.pre_stop.as_ref()) else { return };
    let grace = scope.grace_period();
    // A pod without a grace period is meant to stop at once.
    if grace > 0
        && let Some(sleep) = sleep_of(hook)
        && sleep >= grace
    {
        let message = format!(
            "sleeps {sleep} s of the {grace} s that the container has to stop, so the program is killed before it is \
             done; write a shorter sleep or a larger terminationGracePeriodSeconds"
        );
        let at = at.field("lifecycle");
        advice.warn(rule::ADVICE_PRE_STOP_SLEEP, &at.field("preStop"), message);
    }
}

/// Returns how many seconds a hook sleeps at least, if it can be told.
#[inline]
fn sleep_of(hook: &v1::LifecycleHandler) -> Option<i64> {
    if let Some(sleep) = &hook.sleep {
        return Some(sleep.seconds);
    }
    let command = hook.exec.as_ref()?.command.as_ref()?;
    let program = |word: &str| word.rsplit('/').next().map(str::to_owned).unwrap_or_default();
    match command.as_slice() {
        [sleep, time] if program(sleep) == "sleep" => seconds(time),
        [shell, option, script] if option == "-c" && program(shell).ends_with("sh") => first_sleep(script),
        _ => None,
    }
}

/// Returns how long a script sleeps, if that is the first thing it does.
#[inline]
fn first_sleep(script: &str) -> Option<i64> {
    let rest = script.trim_start();
    let rest = rest.strip_prefix("/bin/").unwrap_or(rest).strip_prefix("sleep ")?.trim_start();
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ';' | '&' | '|')).unwrap_or(rest.len());
    let (time, after) = rest.split_at(end);
    let after = after.trim_start();
    let is_in_background = after.starts_with('&') && !after.starts_with("&&");
    if is_in_background { None } else { seconds(time) }
}

/// Parses what `sleep` takes: whole seconds, or minutes with an `m`.
#[inline]
fn seconds(text: &str) -> Option<i64> {
    let (number, factor) = match text.strip_suffix('m') {
        Some(minutes) => (minutes, 60),
        None => (text.strip_suffix('s').unwrap_or(text), 1),
    };
    let is_number = !number.is_empty() && number.bytes().all(|c| c.is_ascii_digit());
    number.parse::<i64>().ok().filter(|_| is_number)?.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::core::v1;

    use super::sleep_of;

    #[test]
    fn a_sleep_is_read_where_it_comes_first() {
        let of = |words: &[&str]| {
            let command = words.iter().map(ToString::to_string).collect();
            let exec = Some(v1::ExecAction { command: Some(command) });
            sleep_of(&v1::LifecycleHandler { exec, ..Default::default() })
        };
        for (words, sleep) in [
            (&["sleep", "15"][..], Some(15)),
            (&["/bin/sleep", "2m"], Some(120)),
            (&["sh", "-c", "sleep 15"], Some(15)),
            (&["/bin/bash", "-c", " /bin/sleep 20s && nginx -s quit"], Some(20)),
            (&["sh", "-c", "sleep 5; sleep 5"], Some(5)),
            (&["sh", "-c", "sleep 5 & wait"], None),
            (&["sh", "-c", "nginx -s quit; sleep 5"], None),
            (&["sh", "-c", "sleep $N"], None),
            (&["sleep", "inf"], None),
            (&["sleep", "+5"], None),
            (&["sleep", "99999999999999999999"], None),
            (&["sleep", "9223372036854775807m"], None),
            (&["sleep"], None),
            (&["nginx", "15"], None),
        ] {
            assert_eq!(of(words), sleep, "{words:?}");
        }
    }
}
