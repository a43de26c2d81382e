//! Finding the field that a misspelt key probably means.

/// The longest key that is compared, in bytes.
const LONGEST: usize = 64;

/// Returns the field whose name is nearest to a key, if it is near.
pub(crate) fn nearest<'a>(key: &str, fields: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if key.len() > LONGEST {
        return None;
    }
    let plain = |name: &str| name.replace(['-', '_'], "").to_ascii_lowercase();
    let meant = plain(key);
    let distance = |field: &str| strsim::damerau_levenshtein(&meant, &plain(field));
    let (distance, field) = fields.into_iter().map(|field| (distance(field), field)).min()?;
    (distance <= meant.len().div_ceil(4).min(3)).then_some(field)
}

/// Returns the field that ends with a key: `secretName` for `name` in a `SecretVolumeSource`.
///
/// If more than one does, it is the one whose other words the name of the struct has too.
pub(crate) fn longer<'a>(
    key: &str,
    name: &str,
    fields: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let mut letters = key.chars();
    let capitalised = format!("{}{}", letters.next()?.to_ascii_uppercase(), letters.as_str());
    let name = name.to_ascii_lowercase();
    let rest = |field: &'a str| {
        Some((field.strip_suffix(&*capitalised)?, field)).filter(|(rest, _)| !rest.is_empty())
    };
    let found: Vec<_> = fields.into_iter().filter_map(rest).collect();
    let named = found.iter().find(|(rest, _)| name.contains(&rest.to_ascii_lowercase()));
    match (&found[..], named) {
        (_, Some((_, field))) | ([(_, field)], None) => Some(field),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{longer, nearest};

    #[test]
    fn a_longer_field_is_found_by_its_end() {
        let ports = ["containerPort", "hostIP", "hostPort", "name", "protocol"];
        assert_eq!(longer("port", "ContainerPort", ports), Some("containerPort"));
        assert_eq!(longer("port", "X", ports), None);
        assert_eq!(longer("name", "SecretVolumeSource", ["items", "secretName"]), Some("secretName"));
        assert_eq!(longer("", "X", ports), None);
        assert_eq!(longer("name", "X", ["name"]), None);
    }

    #[test]
    fn the_nearest_field_is_found_if_it_is_near() {
        let fields = ["image", "imagePullPolicy", "livenessProbe", "name", "resources", "env", "envFrom"];
        for (key, field) in [
            ("imagee", Some("image")),
            ("image_pull_policy", Some("imagePullPolicy")),
            ("imagePullpolicy", Some("imagePullPolicy")),
            ("livenesProbe", Some("livenessProbe")),
            ("liveness-probe", Some("livenessProbe")),
            ("nmae", Some("name")),
            ("resource", Some("resources")),
            ("envs", Some("env")),
            ("replicas", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(key, fields), field, "{key}");
        }
        assert_eq!(nearest(&"a".repeat(1 << 20), fields), None);
        assert_eq!(nearest("name", []), None);
    }
}
