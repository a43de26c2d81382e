mod grammar;
mod registry;

use std::borrow::Cow;

pub use self::registry::Registry;

use self::grammar::{LIBRARY, is_docker_hub, reference, registry_end};
use super::text::text_value_traits;
use super::{ParseError, refuse_literal};

/// A reference to a container image: `[registry[:port]/]repository[:tag][@digest]`.
///
/// The grammar is that of kubelets, which is stricter than the API server's: a container with another text never starts, and
/// its pod shows `InvalidImageName`. A digest is one of sha256, sha384 or sha512. [`image!`](crate::image) makes one of a
/// literal.
///
/// ```
/// use podwright::{Image, image};
///
/// let image = image!("ghcr.io/acme/web:1.4.2");
/// assert_eq!(image.repository(), "ghcr.io/acme/web");
/// assert_eq!(image.tag(), Some("1.4.2"));
/// assert_eq!(image.digest(), None);
///
/// let error = "Acme/Web".parse::<Image>().unwrap_err();
/// assert_eq!(error.position(), Some(5));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/containers/images/#image-names>
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Image(Cow<'static, str>);

impl Image {
    /// Creates an image reference from a literal.
    ///
    /// In a `const` item the literal is checked at compile time. A text that is known only at run time is parsed:
    /// `text.parse()?`.
    ///
    /// # Panics
    ///
    /// If the text is no image reference; the message quotes it and says what is wrong.
    #[must_use]
    #[track_caller]
    #[inline]
    pub const fn literal(text: &'static str) -> Self {
        match reference(text) {
            Ok(()) => Self(Cow::Borrowed(text)),
            Err(broken) => refuse_literal(text, broken.rule),
        }
    }

    /// Creates a reference from any text, such as the `$(params.image)` of a manifest that another program completes.
    ///
    /// `build()` checks what the API server does: the text is not empty, and has no blanks around it.
    ///
    /// ```
    /// assert_eq!(podwright::Image::opaque("$(params.image)").as_str(), "$(params.image)");
    /// ```
    #[must_use]
    pub fn opaque(text: impl Into<String>) -> Self {
        Self(Cow::Owned(text.into()))
    }

    /// Returns the whole reference.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the reference without its tag and digest.
    #[must_use]
    #[inline]
    pub fn repository(&self) -> &str {
        self.split().0
    }

    /// Returns the tag, if there is one.
    #[must_use]
    #[inline]
    pub fn tag(&self) -> Option<&str> {
        self.split().1
    }

    /// Returns the digest, such as `sha256:..`, if there is one.
    #[must_use]
    #[inline]
    pub fn digest(&self) -> Option<&str> {
        self.split().2
    }

    /// Returns the image with another tag, and without a digest, which would name another image.
    ///
    /// ```
    /// use podwright::image;
    ///
    /// assert_eq!(image!("nginx:1.27").with_tag("1.28")?.as_str(), "nginx:1.28");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the tag breaks the grammar.
    pub fn with_tag(&self, tag: &str) -> Result<Self, ParseError> {
        format!("{}:{tag}", self.repository()).parse()
    }

    /// Returns the image with a digest, such as `sha256:..`. The tag stays, and only says what the digest is of.
    ///
    /// ```
    /// use podwright::image;
    ///
    /// let digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    /// assert_eq!(image!("nginx:1.27").with_digest(digest)?.as_str(), format!("nginx:1.27@{digest}"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the digest breaks the grammar.
    pub fn with_digest(&self, digest: &str) -> Result<Self, ParseError> {
        let (name, _) = self.0.split_once('@').unwrap_or((&self.0, ""));
        format!("{name}@{digest}").parse()
    }

    /// Returns the image of the same path, tag and digest in another registry: a mirror.
    ///
    /// An image of Docker Hub without a path, such as `nginx`, has the path `library/nginx` there. An
    /// [`opaque`](Self::opaque) text that is no reference stays as it is.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let mirror = registry!("mirror.example.com:5000/hub");
    /// assert_eq!(image!("nginx:1.27").in_registry(&mirror).as_str(), "mirror.example.com:5000/hub/library/nginx:1.27");
    /// assert_eq!(image!("ghcr.io/acme/web:1").in_registry(&registry!("quay.io")).as_str(), "quay.io/acme/web:1");
    /// ```
    #[must_use]
    pub fn in_registry(&self, registry: &Registry) -> Self {
        let text = &*self.0;
        if reference(text).is_err() {
            return self.clone();
        }
        let host = registry_end(text.as_bytes(), text.len()).unwrap_or(0);
        let path = text.get(host..).unwrap_or(text).trim_start_matches('/');
        let is_familiar = is_docker_hub(text.as_bytes(), host) && !path.contains('/');
        let library = if is_familiar { LIBRARY } else { "" };
        Self(format!("{registry}/{library}{path}").into())
    }

    #[inline]
    fn split(&self) -> (&str, Option<&str>, Option<&str>) {
        let (name, digest) = match self.0.split_once('@') {
            Some((name, digest)) => (name, Some(digest)),
            None => (&*self.0, None),
        };
        match name.rsplit_once(':') {
            Some((repository, tag)) if !tag.contains('/') => (repository, Some(tag), digest),
            _ => (name, None, digest),
        }
    }

    #[inline]
    pub(crate) fn into_string(self) -> String {
        self.0.into_owned()
    }
}

text_value_traits!(Image, reference);

#[cfg(test)]
mod tests {
    use super::Image;
    use crate::image;

    const DIGEST: &str = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    #[test]
    fn takes_what_registries_take() {
        for text in [
            "busybox",
            "busybox:1.28",
            "library/busybox",
            "ghcr.io/acme/web:1.4.2",
            "localhost/web",
            "localhost:5000/web:latest",
            "registry.example.com:5000/a/b__c/d-e.f:V1_2-x",
            "Registry.Example.COM/web",
            "[2001:db8::1]:5000/web",
            "a--b/c---d",
            "quay.io/acme/web:_tag",
            "my_registry.io/web",
        ] {
            assert!(text.parse::<Image>().is_ok(), "{text}");
            assert!(format!("{text}{DIGEST}").parse::<Image>().is_ok(), "{text} with a digest");
        }
    }

    #[test]
    fn says_where_a_reference_breaks() {
        for (text, at) in [
            ("", 0),
            (" busybox", 0),
            ("busybox ", 7),
            ("Busybox", 0),
            ("acme/Web", 5),
            ("busybox:", 8),
            ("busybox:-1", 8),
            ("busy box", 4),
            ("https://ghcr.io/acme/web", 5),
            ("a//b", 1),
            ("/web", 0),
            ("web/", 3),
            ("a..b", 1),
            ("a___b", 1),
            ("a.-b", 1),
            ("host:port/web", 5),
            ("-host.io/web", 0),
            ("[::1/web", 4),
            ("web@sha256:abc", 14),
            ("web@sha256:ABC", 11),
            ("web@sha256", 4),
            ("web@:0123456789abcdef0123456789abcdef", 4),
            ("web@md5:0123456789abcdef0123456789abcdef", 4),
            ("my_host.io:5000/web", 2),
            ("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 0),
        ] {
            let error = text.parse::<Image>().expect_err(text);
            assert_eq!(error.position(), Some(at), "{error}");
        }
    }

    #[test]
    fn splits_tag_and_digest() {
        let image: Image = format!("localhost:5000/web:1{DIGEST}").parse().unwrap();
        assert_eq!(image.repository(), "localhost:5000/web");
        assert_eq!(image.tag(), Some("1"));
        assert_eq!(image.digest(), Some(&DIGEST[1..]));
        assert_eq!(image!("localhost:5000/web").tag(), None);
    }
}
