use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};

/// The pauses between questions to an API server, which grow until a time is over.
pub(crate) struct Backoff {
    pause: Duration,
    deadline: Instant,
}

impl Backoff {
    const FIRST: Duration = Duration::from_millis(250);
    const LONGEST: Duration = Duration::from_secs(5);

    pub(crate) fn new(time: Duration) -> Self {
        Self { pause: Self::FIRST, deadline: Instant::now() + time }
    }

    /// Sleeps, and tells whether there is time left. The last pause ends with the time.
    pub(crate) async fn pause(&mut self) -> bool {
        let now = Instant::now();
        if now >= self.deadline {
            return false;
        }
        if now + self.pause < self.deadline {
            sleep(self.pause).await;
        } else {
            sleep_until(self.deadline).await;
        }
        self.pause = (self.pause * 2).min(Self::LONGEST);
        true
    }

    /// Lets the next pause be short again, because something has changed.
    pub(crate) fn shorten(&mut self) {
        self.pause = Self::FIRST * 2;
    }
}
