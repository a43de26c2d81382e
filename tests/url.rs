//! Contracts with URLs: what a manifest writes is what the service reads.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the variables of a contract have a type without a name"
)]

use podwright::prelude::*;
use podwright_env::{List, Secret, Url, contract};
use podwright_tests::hostile;
use podwright_tests::kubelet::environment;
use proptest::prelude::*;

contract! {
    #[derive(Debug)]
    struct Env {
        HOME_PAGE as home_page: Url,
        PROXY as proxy: Option<Url>,
        MIRRORS as mirrors: List<Url, ' '>,
        TOKENS as tokens: Secret<Url>,
        nested "INNER_" as inner: Inner,
    }
}

contract! {
    #[derive(Debug)]
    struct Inner {
        URL as url: Url,
        URLS as urls: Option<List<Url>>,
    }
}

/// Returns URLs that are read, and URLs that setters make. The setters of paths without a `/` encode nothing, so `mailto:` takes
/// the path `#a`, and writes what is read as a fragment. No such URL is returned.
fn url() -> impl Strategy<Value = Url> {
    let base = prop::sample::select(
        [
            "https://shop.example.com",
            "redis://db:6379/0",
            "mailto:a@b.c",
            "file:///etc/x",
            "http://[::1]:80/",
            "data:text/plain,x",
        ]
        .as_slice(),
    );
    let part = || prop::option::of(hostile::text());
    let made = (base, part(), part(), part(), part()).prop_map(|(base, path, query, fragment, user)| {
        let mut url: Url = base.parse().unwrap();
        if let Some(path) = path {
            url.set_path(&path);
        }
        url.set_query(query.as_deref());
        url.set_fragment(fragment.as_deref());
        // A mail has no user.
        let _ = user.map(|user| (url.set_username(&user), url.set_password(Some(&user))));
        url
    });
    let made = made.prop_filter("another URL is read", |url| Url::parse(url.as_str()).as_ref() == Ok(url));
    let read = hostile::text().prop_filter_map("it is no URL", |text| format!("a://{text}").parse().ok());
    prop_oneof![made, read]
}

proptest! {
    #[test]
    fn urls_are_read_as_they_are_written(
        (home_page, proxy) in (url(), prop::option::of(url())),
        (inner, mirrors, urls) in (url(), prop::collection::vec(url(), 0..3), prop::collection::vec(url(), 0..3)),
    ) {
        let secrets = SecretRef::literal("shop");
        let mirrors = List::<Url, ' '>::new(mirrors.into_iter().filter(|url| !url.as_str().contains(' '))).unwrap();
        let urls = List::<Url>::new(urls).ok();
        let inner_vars = Inner::vars().url(inner.clone()).with_some(urls.clone(), |vars, urls| vars.urls(urls)).build();
        let vars = Env::vars()
            .home_page(home_page.clone())
            .mirrors(mirrors.clone())
            .tokens(secrets.key(config_key!("tokens")))
            .inner(inner_vars)
            .with_some(proxy.clone(), |vars, proxy| vars.proxy(proxy))
            .build();
        let web: v1::Container = Container::new(name!("web"), image!("nginx:1.27")).env(vars).into();
        let read = Env::from_vars(environment(&web, |_, _| Some(home_page.to_string()))).unwrap();
        prop_assert_eq!((&read.home_page, read.proxy, read.mirrors), (&home_page, proxy, mirrors));
        prop_assert_eq!((read.inner.url, read.inner.urls, read.tokens.expose()), (inner, urls, &home_page));
    }
}
