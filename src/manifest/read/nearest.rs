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

#[cfg(test)]
mod tests {
    use super::nearest;

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
