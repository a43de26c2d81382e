use std::collections::HashMap;
use std::fmt;
use std::io::Write;

use super::Progress;
use crate::status::{PodProgress, State, Status};

/// Writes a line when an object or one of its pods changes: for logs, and where there is no terminal.
///
/// A destination that cannot be written to is given up: a wait does not end for it.
///
/// ```
/// use podwright_kube::progress::{Lines, Progress};
/// use podwright_kube::status::{Observed, Patience};
/// use serde_json::json;
///
/// let service = json!({ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "web" } });
/// let status = Observed::new(service).status(&Patience::new(), "2026-11-26T12:00:00Z".parse()?);
/// let mut lines = Lines::new(Vec::new());
/// lines.update(&[status.clone()]);
/// lines.update(&[status]);
/// assert_eq!(lines.into_inner(), b"ready    Service \"web\": it is there\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Lines<W> {
    destination: W,
    shown: HashMap<String, String>,
    is_broken: bool,
}

impl<W: Write> Lines<W> {
    /// Creates a display that writes to a destination, such as standard error.
    #[must_use]
    pub fn new(destination: W) -> Self {
        Self { destination, shown: HashMap::new(), is_broken: false }
    }

    /// Returns the destination.
    #[must_use]
    pub fn into_inner(self) -> W {
        self.destination
    }

    fn show(&mut self, subject: String, line: String) {
        if self.is_broken || self.shown.get(&subject) == Some(&line) {
            return;
        }
        self.is_broken = writeln!(self.destination, "{line}").is_err();
        self.shown.insert(subject, line);
    }
}

/// Shows the number of lines. The destination is not shown.
impl<W> fmt::Debug for Lines<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").field("subjects", &self.shown.len()).finish_non_exhaustive()
    }
}

impl<W: Write> Progress for Lines<W> {
    fn update(&mut self, statuses: &[Status]) {
        for status in statuses {
            self.show(status.object().to_string(), line(status));
            for pod in status.pods() {
                let subject = format!("{}/{}", status.object(), pod.name());
                self.show(subject, pod_line(pod));
            }
        }
    }
}

/// Returns the line of an object: `ready    Service "web": it is there`.
pub(super) fn line(status: &Status) -> String {
    format!("{:8} {status}", word(status.state()))
}

/// Returns the line of a pod, which stands below that of its object.
pub(super) fn pod_line(pod: &PodProgress) -> String {
    format!("           {}: {pod}", pod.name())
}

/// Returns the word for a state at the start of a line.
fn word(state: State) -> &'static str {
    match state {
        State::Ready => "ready",
        State::InProgress => "waiting",
        State::Failed => "failed",
        State::NotAwaited => "as it is",
    }
}
