//! Secrets as `Debug` shows them: without their values.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

/// The annotation in which `kubectl apply` keeps the whole object.
pub(crate) const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// A Secret whose values `Debug` does not show.
pub(crate) struct Masked<'s>(pub(crate) &'s v1::Secret);

impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(secret) = self;
        f.debug_struct("Secret")
            .field("data", &secret.data.as_ref().map(Keys))
            .field("immutable", &secret.immutable)
            .field("metadata", &without_copy(&secret.metadata))
            .field("string_data", &secret.string_data.as_ref().map(Keys))
            .field("type_", &secret.type_)
            .finish()
    }
}

/// A map of which `Debug` shows the keys only.
struct Keys<'m, V>(&'m BTreeMap<String, V>);

impl<V> fmt::Debug for Keys<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.keys().map(|key| (key, Hidden))).finish()
    }
}

struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

fn without_copy(metadata: &ObjectMeta) -> ObjectMeta {
    let mut metadata = metadata.clone();
    if let Some(copy) = metadata.annotations.as_mut().and_then(|all| all.get_mut(LAST_APPLIED)) {
        "..".clone_into(copy);
    }
    metadata
}

/// Writes an object for `Debug`, a Secret without its values.
pub(crate) fn debug<T: fmt::Debug + Any>(object: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let any: &dyn Any = object;
    match (any.downcast_ref::<v1::Secret>(), any.downcast_ref::<k8s_openapi::List<v1::Secret>>()) {
        (Some(secret), _) => fmt::Debug::fmt(&Masked(secret), f),
        (_, Some(list)) => f.debug_list().entries(list.items.iter().map(Masked)).finish(),
        _ => fmt::Debug::fmt(object, f),
    }
}

/// Tells whether a text of YAML or JSON, which need not be well-formed, seems to hold a Secret.
#[cfg(any(feature = "build", feature = "read"))]
pub(crate) fn holds_secret(text: &str) -> bool {
    let is_filling = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
    text.match_indices("Secret").any(|(at, _)| {
        let before = text[..at].trim_end_matches(is_filling);
        before.strip_suffix(':').is_some_and(|before| before.trim_end_matches(is_filling).ends_with("kind"))
    })
}

#[cfg(test)]
mod tests {
    use k8s_openapi::ByteString;

    use super::*;

    #[test]
    fn keys_are_shown_and_values_are_not() {
        let mut secret = v1::Secret {
            data: Some([("password".to_owned(), ByteString(b"hunter2".to_vec()))].into()),
            string_data: Some([("token".to_owned(), "hunter3".to_owned())].into()),
            ..v1::Secret::default()
        };
        secret.metadata.name = Some("db".to_owned());
        secret.metadata.annotations = Some([(LAST_APPLIED.to_owned(), "hunter4".to_owned())].into());
        let shown = format!("{:?}", Masked(&secret));
        for text in ["password", "token", "db"] {
            assert!(shown.contains(text), "{shown}");
        }
        assert!(!shown.contains("hunter") && !shown.contains("104, 117"), "{shown}");
    }

    #[cfg(any(feature = "build", feature = "read"))]
    #[test]
    fn a_text_holds_a_secret_if_it_names_the_kind() {
        for text in [
            "kind: Secret",
            "{\"kind\" : \n \"SecretList\"",
            "kind: 'Secret",
            "  - kind:  \"Secret\"\n",
            "'kind': Secret",
        ] {
            assert!(holds_secret(text), "{text}");
        }
        for text in
            ["", "kind: ConfigMap", "kind: Pod\nsecretName: Secret", "Secret", "name: Secret", ": Secret"]
        {
            assert!(!holds_secret(text), "{text}");
        }
    }
}
