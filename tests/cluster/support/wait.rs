//! Waiting in tests.

use std::time::Duration;

/// The time after which a test gives up.
const MOST: Duration = Duration::from_secs(60);

/// Asks again and again until there is an answer.
pub async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let asking = async {
        loop {
            if let Some(answer) = ask().await {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(MOST, asking).await.unwrap_or_else(|_| panic!("no {what} after {MOST:?}"))
}
