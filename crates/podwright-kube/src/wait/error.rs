use std::error::Error;
use std::fmt;
use std::time::Duration;

use crate::ObjectError;
use crate::status::{State, Status};

/// The error for objects that do not become ready.
///
/// `Display` writes a sentence for each: `Deployment "shop/web": pod "web-5d9f7c-x2x9q": init container "wait-for-db" failed 3
/// times, exit code 1: gave up after 120 s of waiting for db.internal port 5432`.
#[derive(Clone)]
pub struct WaitError {
    pub(super) kind: WaitErrorKind,
    pub(super) statuses: Vec<Status>,
}

/// Why a wait has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WaitErrorKind {
    /// Objects have failed.
    Failed,
    /// The time is over.
    Timeout(Duration),
    /// The API server does not answer the questions: the credentials are not accepted, or do not allow to read.
    ///
    /// What was applied stays.
    Request(ObjectError),
}

impl WaitError {
    /// Returns why the wait has ended.
    #[must_use]
    pub fn kind(&self) -> &WaitErrorKind {
        &self.kind
    }

    /// Returns the last status of all objects, those that are ready too.
    #[must_use]
    pub fn statuses(&self) -> &[Status] {
        &self.statuses
    }

    /// Returns the status of the objects that have failed, or that were not ready in time.
    pub fn unready(&self) -> impl Iterator<Item = &Status> {
        let only_failed = self.kind == WaitErrorKind::Failed;
        self.statuses.iter().filter(move |status| match status.state() {
            State::Failed => true,
            State::InProgress => !only_failed,
            State::Ready | State::NotAwaited => false,
        })
    }
}

impl fmt::Display for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let after = match &self.kind {
            WaitErrorKind::Failed => String::new(),
            WaitErrorKind::Timeout(time) => format!("not ready after {} s: ", time.as_secs()),
            WaitErrorKind::Request(error) => {
                let is_ready = |status: &&Status| status.state() == State::Ready;
                let ready = self.statuses.iter().filter(is_ready).count();
                let what = if ready == 1 { "object was" } else { "objects were" };
                return write!(
                    f,
                    "{error}\n{ready} {what} ready before; what was applied stays, and goes on without this wait"
                );
            }
        };
        for (at, status) in self.unready().enumerate() {
            let separator = if at == 0 { "" } else { "\n" };
            let after = if status.state() == State::Failed { "" } else { &after };
            write!(f, "{separator}{}: {after}{}", status.object(), status.reason())?;
        }
        Ok(())
    }
}

impl fmt::Debug for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for WaitError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            WaitErrorKind::Request(error) => Some(error),
            _ => None,
        }
    }
}
