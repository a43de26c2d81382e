use std::collections::HashMap;
use std::fmt;
use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Lines, Progress, lines};
use crate::status::{State, Status};

/// Draws a line for each object, and below it a line for each of its pods, with init containers, sidecars and main containers as
/// they start.
///
/// Where standard error is no terminal, plain [`Lines`] are written to it.
///
/// ```no_run
/// # async fn wait(client: kube::Client, changes: &podwright_kube::ChangeSet) -> Result<(), podwright_kube::WaitError> {
/// use podwright_kube::Wait;
/// use podwright_kube::progress::Bars;
///
/// Wait::builder().client(client).build().ready(changes, &mut Bars::stderr()).await?;
/// # Ok(())
/// # }
/// ```
pub struct Bars {
    display: Display,
}

enum Display {
    Lines(Lines<io::Stderr>),
    Terminal(Terminal),
}

struct Terminal {
    bars: MultiProgress,
    by_subject: HashMap<String, ProgressBar>,
}

impl Bars {
    /// Creates a display on standard error.
    #[must_use]
    pub fn stderr() -> Self {
        let stderr = io::stderr();
        if stderr.is_terminal() {
            return Self::on(ProgressDrawTarget::stderr());
        }
        Self { display: Display::Lines(Lines::new(stderr)) }
    }

    /// Creates a display on a target of indicatif.
    fn on(target: ProgressDrawTarget) -> Self {
        let bars = MultiProgress::with_draw_target(target);
        Self { display: Display::Terminal(Terminal { bars, by_subject: HashMap::new() }) }
    }
}

impl fmt::Debug for Bars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_terminal = matches!(self.display, Display::Terminal(_));
        f.debug_struct("Bars").field("is_terminal", &is_terminal).finish_non_exhaustive()
    }
}

impl Progress for Bars {
    fn update(&mut self, statuses: &[Status]) {
        match &mut self.display {
            Display::Lines(lines) => lines.update(statuses),
            Display::Terminal(terminal) => terminal.update(statuses),
        }
    }

    fn finish(&mut self) {
        if let Display::Terminal(terminal) = &mut self.display {
            for bar in terminal.by_subject.values().filter(|bar| !bar.is_finished()) {
                bar.abandon();
            }
        }
    }
}

impl Terminal {
    fn update(&mut self, statuses: &[Status]) {
        for status in statuses {
            let mut last = self.bar(status.object().to_string(), None, "{spinner} {wide_msg}");
            last.set_message(format!("{:8} {status}", lines::word(status.state())));
            for pod in status.pods() {
                let subject = format!("{}/{}", status.object(), pod.name());
                let bar = self.bar(subject, Some(&last), "  {wide_msg}");
                bar.set_message(format!("         {}: {pod}", pod.name()));
                last = bar;
            }
            self.remove_gone(status);
            if status.state() != State::InProgress {
                let subject = status.object().to_string();
                self.by_subject
                    .iter()
                    .filter(|(other, _)| is_of(other, &subject))
                    .for_each(|(_, bar)| bar.abandon());
            }
        }
    }

    /// Returns the bar of a subject. A new one comes after the given one, or at the end.
    fn bar(&mut self, subject: String, after: Option<&ProgressBar>, template: &str) -> ProgressBar {
        if let Some(bar) = self.by_subject.get(&subject) {
            return bar.clone();
        }
        let bar = ProgressBar::new_spinner();
        let bar = match after {
            Some(after) => self.bars.insert_after(after, bar),
            None => self.bars.add(bar),
        };
        bar.set_style(
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner()),
        );
        bar.enable_steady_tick(Duration::from_millis(120));
        self.by_subject.insert(subject, bar.clone());
        bar
    }

    /// Removes the lines of pods that are gone.
    fn remove_gone(&mut self, status: &Status) {
        let object = status.object().to_string();
        let is_there = |subject: &str| {
            subject == object || status.pods().iter().any(|pod| subject == format!("{object}/{}", pod.name()))
        };
        let gone: Vec<_> =
            self.by_subject.keys().filter(|key| is_of(key, &object) && !is_there(key)).cloned().collect();
        for bar in gone.iter().filter_map(|key| self.by_subject.remove(key)) {
            bar.finish_and_clear();
            self.bars.remove(&bar);
        }
    }
}

/// Tells whether a line is that of an object or of one of its pods.
fn is_of(subject: &str, object: &str) -> bool {
    subject.strip_prefix(object).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::status::{Observed, Patience};

    fn status(pods: &[&str]) -> Status {
        let set = json!({
            "apiVersion": "apps/v1", "kind": "StatefulSet",
            "metadata": { "name": "db", "namespace": "shop", "uid": "s1" },
            "status": { "observedGeneration": 1 },
        });
        let pod = |name: &&str| {
            json!({
                "metadata": { "name": name, "ownerReferences": [{ "uid": "s1" }] },
                "spec": { "containers": [{ "name": "db" }] },
            })
        };
        Observed::new(set)
            .pods(pods.iter().map(pod))
            .status(&Patience::new(), "2026-11-26T12:00:00Z".parse().unwrap())
    }

    #[test]
    fn each_pod_has_a_line_as_long_as_it_is_there() {
        let mut bars = Bars::on(ProgressDrawTarget::hidden());
        bars.update(&[status(&["db-0", "db-1"])]);
        bars.update(&[status(&["db-1"])]);
        let Display::Terminal(terminal) = &bars.display else { panic!("{bars:?}") };
        let mut messages: Vec<_> = terminal.by_subject.values().map(ProgressBar::message).collect();
        messages.sort();
        let pod =
            r#"StatefulSet "shop/db": 0 of 1 pods are updated: pod "db-1": container "db" has not started"#;
        assert_eq!(messages, ["         db-1: db waiting".to_owned(), format!("waiting  {pod}")]);
        bars.finish();
        let Display::Terminal(terminal) = &bars.display else { panic!("{bars:?}") };
        assert!(terminal.by_subject.values().all(ProgressBar::is_finished));
    }
}
