use super::super::text::text_value;
use super::grammar::registry_and_path;

text_value!(
    /// A container registry: `host[:port]`, with or without the beginning of a path.
    ///
    /// The host is `localhost`, or has a `.` or a port, because another name is a path of Docker Hub.
    /// [`registry!`](crate::registry) makes one of a literal.
    ///
    /// ```
    /// use podwright::{Registry, registry};
    ///
    /// assert_eq!(registry!("mirror.example.com:5000/hub").as_str(), "mirror.example.com:5000/hub");
    /// let error = "mirror".parse::<Registry>().unwrap_err();
    /// assert!(error.rule().starts_with("a registry is localhost, or has a '.' or a port"));
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/containers/images/#image-names>
    Registry,
    registry_and_path
);

#[cfg(test)]
mod tests {
    use super::Registry;
    use crate::value::Image;

    #[test]
    fn registries_are_hosts_and_paths() {
        for text in [
            "ghcr.io",
            "localhost",
            "localhost/a",
            "host:5000",
            "mirror.example.com:5000/hub/a",
            "[::1]:5000",
            "Host",
        ] {
            assert!(text.parse::<Registry>().is_ok(), "{text}");
        }
        for (text, at) in [
            ("", 0),
            ("mirror", 0),
            ("ghcr.io/", 8),
            ("ghcr.io/A", 8),
            ("a_b.io", 1),
            ("host:", 4),
            ("https://a.io", 5),
        ] {
            assert_eq!(text.parse::<Registry>().expect_err(text).position(), Some(at), "{text}");
        }
    }

    #[test]
    fn an_image_moves_with_its_path_tag_and_digest() {
        let digest = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        let mirror = Registry::literal("mirror.io/hub");
        for (image, path) in [
            ("nginx", "library/nginx"),
            ("docker.io/nginx:1", "library/nginx:1"),
            ("index.docker.io/acme/web", "acme/web"),
            ("acme/web:1", "acme/web:1"),
            ("quay.io/web:1", "web:1"),
            ("localhost:5000/a/b", "a/b"),
            ("my_host.io/web", "web"),
        ] {
            for end in ["", digest] {
                let moved = format!("{image}{end}").parse::<Image>().unwrap().in_registry(&mirror);
                assert_eq!(moved.as_str(), format!("mirror.io/hub/{path}{end}"));
                assert!(moved.as_str().parse::<Image>().is_ok(), "{moved}");
            }
        }
        assert_eq!(Image::opaque("$(params.image)").in_registry(&mirror).as_str(), "$(params.image)");
    }
}
