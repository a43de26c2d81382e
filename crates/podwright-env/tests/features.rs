//! Types of the features `duration` and `url`.

#![cfg(all(feature = "duration", feature = "url"))]
#![allow(missing_docs, reason = "a contract of a test")]

use podwright_env::{Duration, FromLiteral, Url, contract};

contract! {
    #[derive(Debug)]
    struct Env {
        TIMEOUT as timeout: Duration,
        HOME_PAGE as home_page: Option<Url>,
    }
}

/// What a manifest writes.
struct Text(String);

impl FromLiteral for Text {
    fn from_literal(text: String) -> Self {
        Self(text)
    }
}

#[test]
fn durations_and_urls_are_read_as_they_are_written() {
    for seconds in [0, 1, 90, 86_400, 1 << 32] {
        for nanos in [0, 1, 250_000_000] {
            let timeout = std::time::Duration::new(seconds, nanos);
            let url: Url = "https://shop.example.com/a?b=c".parse().expect("a URL");
            let vars = Env::vars().timeout(timeout).home_page(url.clone()).build();
            let pairs = vars.into_iter().map(|var| {
                let (name, Text(text)) = var.into_parts();
                (name, text)
            });
            let read = Env::from_vars(pairs).expect("what is written is read");
            assert_eq!((*read.timeout, read.home_page), (timeout, Some(url)));
        }
    }
}

#[test]
fn malformed_durations_and_urls_are_named() {
    let error =
        Env::from_vars([("TIMEOUT", "1 fortnight"), ("HOME_PAGE", "shop")]).expect_err("both are malformed");
    let shown = error.to_string();
    assert!(shown.contains("TIMEOUT=\"1 fortnight\" is not a Duration: "), "{shown}");
    assert!(shown.contains("HOME_PAGE=\"shop\" is not a Url: "), "{shown}");
}
