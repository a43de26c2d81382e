//! iSCSI volumes, with the names of their targets and initiators.

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::require_set;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;

/// Validates `iscsi` of a volume.
pub(crate) fn validate(source: &v1::ISCSIVolumeSource, at: &Path<'_>, findings: &mut Findings) {
    require_set(findings, rule::VOLUME_SOURCE_INCOMPLETE, &at.field("targetPortal"), &source.target_portal);
    if source.iqn.is_empty() {
        findings.required(rule::VOLUME_SOURCE_INCOMPLETE, &at.field("iqn"), "");
    } else {
        validate_name(&source.iqn, &at.field("iqn"), findings);
    }
    validate_lun(source.lun, &at.field("lun"), findings);
    let chap = source.chap_auth_discovery == Some(true) || source.chap_auth_session == Some(true);
    if chap && source.secret_ref.is_none() {
        findings.required(rule::ISCSI_SECRET, &at.field("secretRef"), "CHAP authentication needs a secret");
    }
    if let Some(name) = &source.initiator_name {
        // The API server writes the field in lower case.
        validate_name(name, &at.field("initiatorname"), findings);
    }
}

/// Validates the number of a logical unit.
pub(crate) fn validate_lun(lun: i32, at: &Path<'_>, findings: &mut Findings) {
    if !(0..=255).contains(&lun) {
        findings.invalid_plain(rule::LUN_RANGE, at, lun, "must be between 0 and 255");
    }
}

fn validate_name(name: &str, at: &Path<'_>, findings: &mut Findings) {
    if !is_name(name) {
        let detail = "must be iqn.YYYY-MM.DOMAIN:NAME, eui. with 16 digits or naa. with 32";
        findings.invalid(rule::ISCSI_NAME, at, name, detail);
    }
}

fn is_name(name: &str) -> bool {
    // The API server accepts any character but a newline after the first three letters.
    let alphanumeric = |prefix: &str, count: usize| {
        let mut rest = name.strip_prefix(prefix).unwrap_or_default().chars();
        let dot = rest.next();
        let rest = rest.as_str();
        dot.is_some_and(|c| c != '\n')
            && rest.len() == count
            && rest.bytes().all(|c| c.is_ascii_alphanumeric())
    };
    match name.get(..3) {
        // The API server accepts anything before the qualified name.
        Some("iqn") => name.match_indices("iqn.").any(|(at, _)| is_qualified(&name.as_bytes()[at + 4..])),
        Some("eui") => alphanumeric("eui", 16),
        Some("naa") => alphanumeric("naa", 32),
        _ => false,
    }
}

/// Tells whether a text is `YYYY-MM.domain:name`.
fn is_qualified(rest: &[u8]) -> bool {
    let [y0, y1, y2, y3, b'-', m0, m1, b'.', rest @ ..] = rest else { return false };
    if ![y0, y1, y2, y3, m0, m1].into_iter().all(u8::is_ascii_digit) {
        return false;
    }
    let in_domain = |c: &u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'.');
    let domain = rest.iter().take_while(|c| in_domain(c)).count();
    let bad = |c: &u8| {
        matches!(c, b',' | b';' | b'*' | b'&' | b'$' | b'|' | b' ' | b'\t' | b'\n' | b'\x0c' | b'\r')
    };
    match &rest[domain..] {
        [b':', name @ ..] => domain > 0 && !name.is_empty() && !name.iter().any(bad),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_of_three_forms() {
        let naa = format!("naa.{}", "0".repeat(32));
        for good in [
            "iqn.2015-02.example.com:test",
            "iqn.2015-02.a:b:c",
            "iqnx-iqn.2015-02.a:b",
            "eui.0123456789abcdef",
            &naa,
        ] {
            assert!(is_name(good), "{good}");
        }
        for bad in [
            "",
            "iq",
            "abc",
            "iqn",
            "iqn.2015-2.example.com:test",
            "iqn.2015-02.example.com",
            "iqn.2015-02.:x",
            "iqn.2015-02.a:",
            "iqn.2015-02.a:b c",
            "eui.0123456789abcde",
            "eui0123456789abcdef",
            "naa.0123",
            "äöü",
        ] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
