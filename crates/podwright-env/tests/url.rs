//! The type of the feature `url`.

#![cfg(feature = "url")]
#![allow(missing_docs, reason = "a contract of a test")]

use podwright_env::{FromLiteral, List, Url, contract};

contract! {
    #[derive(Debug)]
    struct Env {
        HOME_PAGE as home_page: Url,
        MIRRORS as mirrors: Option<List<Url, ' '>>,
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
fn urls_are_read_as_they_are_written() {
    let url: Url = "https://shop.example.com/a,b?b=c d#$(X)".parse().expect("a URL");
    let mirrors = List::new([url.clone(), url.clone()]).expect("no space is in a URL");
    assert_eq!(
        List::<Url>::new([url.clone()]).expect_err("it has a comma").to_string(),
        "item 1, \"https://shop.example.com/a,b?b=c%20d#$(X)\": it has the separator ',', so it would be read as several items"
    );
    let vars = Env::vars().home_page(url.clone()).mirrors(mirrors.clone()).build();
    let pairs = vars.into_iter().map(|var| {
        let (name, Text(text)) = var.into_parts();
        (name, text)
    });
    let read = Env::from_vars(pairs).expect("what is written is read");
    assert_eq!((read.home_page, read.mirrors), (url, Some(mirrors)));
}

#[test]
fn a_malformed_url_is_named() {
    let error = Env::from_vars([("HOME_PAGE", "shop")]).expect_err("it is malformed");
    let shown = error.to_string();
    assert!(shown.starts_with("HOME_PAGE=\"shop\" is not a Url: "), "{shown}");
}
