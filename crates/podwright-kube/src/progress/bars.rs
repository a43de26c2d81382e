use std::collections::HashMap;
use std::fmt;
use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Lines, Progress, lines};
use crate::ObjectRef;
use crate::status::{State, Status};

/// Draws a line for each object that is not ready, and below it a line for each of its pods that is not, with init containers,
/// sidecars and main containers as they start.
///
/// The line of an object that is ready, or has failed, moves above the others and stays there in full.
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
    /// What was last seen of the objects, in their order.
    last: Vec<Status>,
    /// The lines that stay, by the names of their objects.
    written: HashMap<String, String>,
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
        let terminal =
            Terminal { bars, by_subject: HashMap::new(), last: Vec::new(), written: HashMap::new() };
        Self { display: Display::Terminal(terminal) }
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
            terminal.finish();
        }
    }
}

impl Terminal {
    fn update(&mut self, statuses: &[Status]) {
        for status in statuses {
            if status.state() == State::InProgress {
                self.draw(status);
            } else {
                self.write(status);
            }
        }
        self.last = statuses.to_vec();
    }

    /// Writes what is not ready, so that it stays in full.
    fn finish(&mut self) {
        for status in std::mem::take(&mut self.last) {
            self.write(&status);
        }
    }

    /// Draws the lines of an object that is not ready.
    fn draw(&mut self, status: &Status) {
        let object = status.object();
        let name = match object.namespace() {
            Some(namespace) => format!("{namespace}/{}", shortened(object.name())),
            None => shortened(object.name()),
        };
        let mut last = self.bar(object.to_string(), None, "{spinner} {wide_msg}");
        last.set_message(format!("{} {name:?}: {}", object.kind(), status.reason()));
        let unready = || status.pods().iter().filter(|pod| !pod.is_ready());
        for pod in unready() {
            let bar = self.bar(pod_subject(status, pod.name()), Some(&last), "    {wide_msg}");
            bar.set_message(format!("{}: {pod}", shortened(pod.name())));
            last = bar;
        }
        self.remove(object, |subject| !unready().any(|pod| pod_subject(status, pod.name()) == subject));
    }

    /// Writes the lines of an object above those that are drawn. Pods that are ready need none.
    fn write(&mut self, status: &Status) {
        let object = status.object();
        self.remove(object, |_| true);
        if let Some(bar) = self.by_subject.remove(&object.to_string()) {
            self.bars.remove(&bar);
        }
        let line = lines::line(status);
        if self.written.get(&object.to_string()) == Some(&line) {
            return;
        }
        let is_unready = matches!(status.state(), State::Failed | State::InProgress);
        let pods = status.pods().iter().filter(|pod| is_unready && !pod.is_ready());
        let lines = [line.clone()].into_iter().chain(pods.map(lines::pod_line));
        // A wait does not end for a terminal that cannot be written to.
        let _ = self.bars.println(lines.collect::<Vec<_>>().join("\n"));
        self.written.insert(object.to_string(), line);
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

    /// Removes the lines of those pods of an object that the condition is true of.
    fn remove(&mut self, object: &ObjectRef, is_gone: impl Fn(&str) -> bool) {
        let of_object = format!("{object}/");
        let is_gone = |subject: &str| subject.starts_with(&of_object) && is_gone(subject);
        let gone: Vec<_> = self.by_subject.keys().filter(|subject| is_gone(subject)).cloned().collect();
        for bar in gone.iter().filter_map(|subject| self.by_subject.remove(subject)) {
            self.bars.remove(&bar);
        }
    }
}

fn pod_subject(status: &Status, pod: &str) -> String {
    format!("{}/{pod}", status.object())
}

/// Returns a name of which there is room for more than the name: the end tells pods apart.
fn shortened(name: &str) -> String {
    const START: usize = 10;
    const END: usize = 16;
    let chars: Vec<char> = name.chars().collect();
    if chars.len() <= START + END + 2 {
        return name.to_owned();
    }
    let (start, end) = (&chars[..START], &chars[chars.len() - END..]);
    start.iter().chain(&['.', '.']).chain(end).collect()
}

#[cfg(test)]
mod tests {
    use std::thread::sleep;

    use indicatif::{InMemoryTerm, TermLike};
    use serde_json::{Value, json};

    use super::*;
    use crate::status::{Observed, Patience};

    const LONG: &str = "a-stateful-set-with-a-name-that-is-rather-long";

    /// A pod with a sidecar and an init container. The init container runs, or has failed three times.
    fn pod(owner: &str, name: &str, has_failed: bool) -> Value {
        let init = if has_failed {
            json!({ "name": "migrate", "restartCount": 2, "state": { "waiting": { "reason": "CrashLoopBackOff" } },
                    "lastState": { "terminated": { "exitCode": 1, "reason": "Error" } } })
        } else {
            json!({ "name": "migrate", "state": { "running": {} } })
        };
        let sidecar = json!({ "name": "proxy", "ready": true, "started": true, "state": { "running": {} } });
        json!({
            "metadata": { "name": name, "ownerReferences": [{ "uid": owner }] },
            "spec": { "initContainers": [{ "name": "proxy", "restartPolicy": "Always" }, { "name": "migrate" }],
                      "containers": [{ "name": "main" }] },
            "status": { "initContainerStatuses": [sidecar, init] },
        })
    }

    fn status(set: &str, available: u8, pods: Vec<Value>) -> Status {
        let set = json!({
            "apiVersion": "apps/v1", "kind": "StatefulSet",
            "metadata": { "name": set, "namespace": "shop", "uid": set },
            "spec": { "replicas": 1 },
            "status": { "observedGeneration": 1, "replicas": 1, "updatedReplicas": 1, "availableReplicas": available },
        });
        Observed::new(set).pods(pods).status(&Patience::new(), "2026-11-26T12:00:00Z".parse().unwrap())
    }

    /// Returns the lines on a screen, without the sign that turns.
    fn screen(terminal: &InMemoryTerm) -> Vec<String> {
        let is_sign = |c: char| ('\u{2800}'..='\u{28ff}').contains(&c);
        let lines = terminal.contents();
        lines.lines().map(|line| line.trim_start_matches(is_sign).trim_end().to_owned()).collect()
    }

    /// The last lines of the screen are these, once they are drawn.
    #[track_caller]
    fn assert_shows(terminal: &InMemoryTerm, lines: &[&str]) {
        let last = || {
            let mut shown = screen(terminal);
            shown.split_off(shown.len().saturating_sub(lines.len()))
        };
        let drawn = (0..100).any(|_| {
            sleep(Duration::from_millis(50));
            last() == lines
        });
        assert!(drawn, "{:#?}\nis not\n{lines:#?}", screen(terminal));
    }

    fn on(rows: u16, columns: u16) -> (Bars, InMemoryTerm) {
        let terminal = InMemoryTerm::new(rows, columns);
        let target: Box<dyn TermLike> = Box::new(terminal.clone());
        (Bars::on(ProgressDrawTarget::term_like_with_hz(target, 60)), terminal)
    }

    #[test]
    fn what_is_ready_moves_up_and_what_is_not_stays_drawn() {
        let (mut bars, terminal) = on(20, 100);
        let mut ready = pod("db", "db-2", false);
        ready["status"]["conditions"] = json!([{ "type": "Ready", "status": "True" }]);
        let pods = |has_failed| vec![pod("db", "db-0", has_failed), ready.clone(), pod("db", "db-1", false)];
        let db = |has_failed| status("db", 0, pods(has_failed));
        bars.update(&[
            db(false),
            status("web", 0, Vec::new()),
            status("log", 0, vec![pod("log", "log-0", false)]),
        ]);
        assert_shows(
            &terminal,
            &[
                r#" StatefulSet "shop/db": 0 of 1 pods are available: pod "db-0": init container "migrate" runs"#,
                "    db-0: proxy ready, migrate running, main waiting",
                "    db-1: proxy ready, migrate running, main waiting",
                r#" StatefulSet "shop/web": 0 of 1 pods are available"#,
                r#" StatefulSet "shop/log": 0 of 1 pods are available: pod "log-0": init container "migrate" runs"#,
                "    log-0: proxy ready, migrate running, main waiting",
            ],
        );
        // A pod is gone, another is new, and one object is ready.
        let web = status("web", 0, vec![pod("web", "web-0", false)]);
        let log = status("log", 1, vec![pod("log", "log-0", false)]);
        bars.update(&[status("db", 0, vec![pod("db", "db-1", false)]), web.clone(), log.clone()]);
        let drawn = [
            r#"ready    StatefulSet "shop/log": 1 pod is available"#,
            r#" StatefulSet "shop/db": 0 of 1 pods are available: pod "db-1": init container "migrate" runs"#,
            "    db-1: proxy ready, migrate running, main waiting",
            r#" StatefulSet "shop/web": 0 of 1 pods are available: pod "web-0": init container "migrate" runs"#,
            "    web-0: proxy ready, migrate running, main waiting",
        ];
        assert_shows(&terminal, &drawn);
        bars.update(&[db(true), web, log]);
        bars.finish();
        assert_shows(
            &terminal,
            &[
                drawn[0],
                r#"failed   StatefulSet "shop/db": pod "db-0": init container "migrate" failed 3 times, exit code 1"#,
                "           db-0: proxy ready, migrate waiting (CrashLoopBackOff), main waiting",
                "           db-1: proxy ready, migrate running, main waiting",
                r#"waiting  StatefulSet "shop/web": 0 of 1 pods are available: pod "web-0": init container "migrate" ru"#,
                "ns",
                "           web-0: proxy ready, migrate running, main waiting",
            ],
        );
    }

    #[test]
    fn a_narrow_and_low_terminal_shows_the_ends_of_names_and_what_is_not_ready() {
        let (mut bars, terminal) = on(4, 40);
        let ready: Vec<_> = (0..9).map(|at| status(&format!("ready-{at}"), 0, Vec::new())).collect();
        let long = status(LONG, 0, vec![pod(LONG, &format!("{LONG}-0"), false)]);
        bars.update(&[&ready[..], std::slice::from_ref(&long)].concat());
        let ready: Vec<_> = (0..9).map(|at| status(&format!("ready-{at}"), 1, Vec::new())).collect();
        bars.update(&[&ready[..], &[long]].concat());
        assert_shows(
            &terminal,
            &[r#" StatefulSet "shop/a-stateful..t-is-rat"#, "    a-stateful..is-rather-long-0: proxy"],
        );
        bars.finish();
        let shown = screen(&terminal).concat();
        assert!(shown.ends_with("proxy ready, migrate running, main waiting"), "{shown}");
        assert_eq!(shortened("web-5d9f7c-x2x9q"), "web-5d9f7c-x2x9q");
    }
}
