//! Tolerations as JSON in an annotation, from before they had a field.

use k8s_openapi::api::core::v1::Toleration;

use super::json::Reader;

/// Reads a list of tolerations as Go does: names match in any case, unknown fields are skipped.
pub(crate) fn read(text: &str) -> Result<Vec<Toleration>, &'static str> {
    let mut reader = Reader::new(text);
    match tolerations(&mut reader) {
        Some(tolerations) if reader.is_at_end() => Ok(tolerations),
        _ => Err("must be a JSON list of tolerations"),
    }
}

fn tolerations(reader: &mut Reader<'_>) -> Option<Vec<Toleration>> {
    let mut tolerations = Vec::new();
    if reader.take_word("null") {
        return Some(tolerations);
    }
    if !reader.take(b'[') {
        return None;
    }
    if reader.take(b']') {
        return Some(tolerations);
    }
    loop {
        tolerations.push(if reader.take_word("null") { Toleration::default() } else { toleration(reader)? });
        if reader.take(b']') {
            return Some(tolerations);
        }
        if !reader.take(b',') {
            return None;
        }
    }
}

fn toleration(reader: &mut Reader<'_>) -> Option<Toleration> {
    let mut toleration = Toleration::default();
    if !reader.take(b'{') {
        return None;
    }
    if reader.take(b'}') {
        return Some(toleration);
    }
    loop {
        let key = reader.key()?;
        let is = |name: &str| key.eq_ignore_ascii_case(name);
        let text = match () {
            () if is("key") => Some(&mut toleration.key),
            () if is("operator") => Some(&mut toleration.operator),
            () if is("value") => Some(&mut toleration.value),
            () if is("effect") => Some(&mut toleration.effect),
            () => None,
        };
        if let Some(text) = text {
            if !reader.take_word("null") {
                *text = Some(reader.string()?);
            }
        } else if is("tolerationSeconds") {
            toleration.toleration_seconds =
                if reader.take_word("null") { None } else { Some(reader.number()?.parse().ok()?) };
        } else {
            reader.skip()?;
        }
        if reader.take(b'}') {
            return Some(toleration);
        }
        if !reader.take(b',') {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn names_may_be_in_any_case() {
        let tolerations =
            read(r#"[{"Key":"a","operator":"Exists","x":[1],"TOLERATIONSECONDS":3}, null]"#).unwrap();
        assert_eq!(tolerations.len(), 2);
        assert_eq!(tolerations[0].key.as_deref(), Some("a"));
        assert_eq!(tolerations[0].toleration_seconds, Some(3));
        assert!(read("null").unwrap().is_empty());
        for bad in ["{}", "[1]", "[{\"key\":1}]", "[{\"tolerationSeconds\":1.5}]", "[] x", "[", "x"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
