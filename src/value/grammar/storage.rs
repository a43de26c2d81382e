//! The grammars of storage: drivers, servers, targets, signers.
//!
//! Sources: <https://kubernetes.io/docs/concepts/storage/volumes/>,
//! <https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#signers> and, for iSCSI,
//! RFC 3720, section 3.2.6.3.

use super::{
    Broken, Case, End, Grammar, LABEL_MAX, SUBDOMAIN_MAX, annotation_key, broken, dotted,
    is_lower_alphanumeric,
};

/// Longest name of a signer: a domain, a namespace and a name, joined by `/` and `.`.
const SIGNER_MAX: usize = SUBDOMAIN_MAX + 1 + LABEL_MAX + 1 + SUBDOMAIN_MAX;

/// Checks the name of a CSI driver: a DNS name in any case.
pub(crate) const fn csi_driver(text: &str) -> Grammar {
    if text.is_empty() {
        return broken("the name of a CSI driver must not be empty", 0);
    }
    if let Err(Broken { at, .. }) = dotted(text.as_bytes(), 0, text.len(), Case::Any, End::Closed) {
        return broken("the name of a CSI driver is a DNS name: letters, digits, '-' and '.'", at);
    }
    if text.len() > LABEL_MAX {
        return broken("the name of a CSI driver has at most 63 characters", LABEL_MAX);
    }
    Ok(())
}

/// Checks the host name or IP address of a server, and for iSCSI its port.
pub(crate) const fn server(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("the address of a server must not be empty", 0);
    }
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] <= b' ' || bytes[i] == 0x7f {
            return broken("the address of a server holds no white space", i);
        }
        i += 1;
    }
    Ok(())
}

/// Checks a path that a server exports.
pub(crate) const fn export_path(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes[0] != b'/' {
        return broken("an exported path is absolute: it starts with '/'", 0);
    }
    Ok(())
}

/// Checks the name of an iSCSI target or initiator, in one of its three forms.
pub(crate) const fn iscsi_name(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    match bytes {
        [b'i', b'q', b'n', b'.', ..] => iqn(bytes),
        [b'e', b'u', b'i', b'.', ..] => {
            identifier(bytes, 16, "an eui. name goes on with exactly 16 letters and digits")
        }
        [b'n', b'a', b'a', b'.', ..] => {
            identifier(bytes, 32, "a naa. name goes on with exactly 32 letters and digits")
        }
        _ => broken("an iSCSI name starts with 'iqn.', 'eui.' or 'naa.'", 0),
    }
}

/// Checks `iqn.yyyy-mm.naming-authority:unique-name`.
const fn iqn(bytes: &[u8]) -> Grammar {
    const YEAR: usize = 4;
    const MONTH: usize = 9;
    const AUTHORITY: usize = 12;
    let mut i = YEAR;
    while i < AUTHORITY {
        let separator = match i {
            8 => Some(b'-'),
            11 => Some(b'.'),
            _ => None,
        };
        let fits = i < bytes.len()
            && match separator {
                Some(c) => bytes[i] == c,
                None => bytes[i].is_ascii_digit(),
            };
        if !fits {
            let rule = if i < MONTH {
                "an iqn. name goes on with a year of four digits and '-'"
            } else {
                "an iqn. name has a month of two digits and '.' after its year"
            };
            return broken(rule, i);
        }
        i += 1;
    }
    while i < bytes.len() && bytes[i] != b':' {
        if !bytes[i].is_ascii_alphanumeric() && bytes[i] != b'-' && bytes[i] != b'.' {
            return broken("the naming authority of an iqn. name holds only letters, digits, '-' and '.'", i);
        }
        i += 1;
    }
    if i == AUTHORITY {
        return broken("the naming authority of an iqn. name must not be empty", i);
    }
    if i + 1 >= bytes.len() {
        return broken("an iqn. name ends with ':' and a name of its own", i);
    }
    i += 1;
    while i < bytes.len() {
        if matches!(bytes[i], b',' | b';' | b'*' | b'&' | b'$' | b'|' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c) {
            return broken("an iqn. name holds no white space and none of ,;*&$|", i);
        }
        i += 1;
    }
    Ok(())
}

const fn identifier(bytes: &[u8], length: usize, rule: &'static str) -> Grammar {
    const START: usize = 4;
    let mut i = START;
    while i < bytes.len() {
        if !bytes[i].is_ascii_alphanumeric() || i == START + length {
            return broken(rule, i);
        }
        i += 1;
    }
    if i < START + length { broken(rule, i) } else { Ok(()) }
}

/// Checks the name of a signer: `example.com/name`. The domain has at least two labels.
pub(crate) const fn signer_name(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    let (mut slash, mut dot, mut start, mut i) = (None, false, 0, 0);
    while i < bytes.len() {
        match (bytes[i], slash) {
            (b'/', Some(_)) => return broken("the name of a signer has one '/'", i),
            (b'/', None) => {
                slash = Some(i);
                start = i + 1;
            }
            (b'.', None) => {
                dot = true;
                start = i + 1;
            }
            (_, None) if i - start == LABEL_MAX => {
                return broken("each part of a signer's domain has at most 63 characters", i);
            }
            _ => {}
        }
        i += 1;
    }
    let Some(slash) = slash else {
        return broken("the name of a signer is a domain, a '/' and a path", bytes.len());
    };
    if let Err(Broken { at, .. }) = dotted(bytes, 0, slash, Case::Lower, End::Closed) {
        return broken("the domain of a signer, before the '/', is a DNS name", at);
    }
    if !dot {
        return broken("the domain of a signer, before the '/', has a dot", slash);
    }
    signer_path(bytes, slash + 1)
}

/// Checks parts that are joined by dots. Each may be as long as a subdomain.
const fn signer_path(bytes: &[u8], from: usize) -> Grammar {
    const RULE: &str = "the path of a signer, after the '/', is made of DNS labels joined by dots";
    if from == bytes.len() {
        return broken(RULE, from);
    }
    let (mut start, mut i) = (from, from);
    while i < bytes.len() {
        let c = bytes[i];
        let inner = i > start && i + 1 < bytes.len() && bytes[i + 1] != b'.';
        if c == b'.' {
            if i == start || i + 1 == bytes.len() {
                return broken(RULE, i);
            }
            start = i + 1;
        } else if !(is_lower_alphanumeric(c) || (c == b'-' && inner)) {
            return broken(RULE, i);
        } else if i - start == SUBDOMAIN_MAX {
            return broken("each part of a signer's path has at most 253 characters", i);
        }
        i += 1;
    }
    if bytes.len() > SIGNER_MAX {
        return broken("the name of a signer has at most 571 characters", SIGNER_MAX);
    }
    Ok(())
}

/// Checks the name of a cluster trust bundle: a subdomain. `example.com:signer:` stands before it if a signer owns it.
pub(crate) const fn trust_bundle_name(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b':' {
            if i == 0 {
                return broken("a signer's name stands before the ':'", 0);
            }
            from = i + 1;
        }
        i += 1;
    }
    dotted(bytes, from, bytes.len(), Case::Lower, End::Closed)
}

/// Checks the key of an annotation that has a prefix.
pub(crate) const fn prefixed_key(text: &str) -> Grammar {
    if let Err(broken) = annotation_key(text) {
        return Err(broken);
    }
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'/' {
            return Ok(());
        }
        i += 1;
    }
    broken("the key has a domain as its prefix: 'example.com/key'", 0)
}

/// Checks the kind of an object: a DNS label in camel case.
pub(crate) const fn object_kind(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("the kind of an object must not be empty", 0);
    }
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_alphanumeric() {
            return broken("the kind of an object holds only letters and digits", i);
        }
        i += 1;
    }
    if !bytes[0].is_ascii_alphabetic() {
        return broken("the kind of an object starts with a letter", 0);
    }
    if bytes.len() > LABEL_MAX {
        return broken("the kind of an object has at most 63 characters", LABEL_MAX);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(grammar: fn(&str) -> Grammar, good: &[&str], bad: &[&str]) {
        for text in good {
            assert_eq!(grammar(text), Ok(()), "{text:?}");
        }
        for text in bad {
            let Broken { at, .. } = grammar(text).expect_err(text);
            assert!(at <= text.len(), "{text:?}: {at}");
        }
    }

    #[test]
    fn csi_drivers_are_dns_names_in_any_case() {
        let long = "a".repeat(64);
        accepts(
            csi_driver,
            &["csi.example.com", "Secrets-Store.CSI.k8s.io", "a"],
            &["", "csi_driver", ".csi", "csi.", "a..b", &long],
        );
        accepts(csi_driver, &[&long[1..]], &[]);
    }

    #[test]
    fn servers_and_exports() {
        accepts(server, &["10.0.0.1:3260", "nfs.example.com", "[fd00::1]:3260"], &["", "a b", "a\n"]);
        accepts(export_path, &["/", "/srv/a b"], &["", "srv"]);
    }

    #[test]
    fn iscsi_names_have_three_forms() {
        let eui = "eui.0123456789abCDef";
        let naa = format!("naa.{}", "0123456789abcdef".repeat(2));
        accepts(
            iscsi_name,
            &["iqn.2001-04.com.example:storage.disk1", "iqn.2001-04.c:a:b/é", eui, &naa],
            &[
                "",
                "iqn",
                "iqn.",
                "iqn.2001",
                "iqn.2001-4.com:a",
                "iqn.2001-04",
                "iqn.2001-04.",
                "iqn.2001-04.:a",
                "iqn.2001-04.com.example",
                "iqn.2001-04.com.example:",
                "iqn.2001-04.com_example:a",
                "iqn.2001-04.com.example:a b",
                "iqn.2001-04.com.example:a*",
                "eui.",
                &eui[..19],
                "eui.0123456789abcdef0",
                "eui.0123456789abcde-",
                &naa[..20],
                "wwn.2001-04.com:a",
            ],
        );
    }

    #[test]
    fn signers_have_a_domain_and_a_path() {
        let label = "a".repeat(63);
        let part = "b".repeat(253);
        let longest = format!("{label}.{label}.{label}.{}/{label}.{part}", &label[2..]);
        assert_eq!(longest.len(), SIGNER_MAX);
        accepts(
            signer_name,
            &["example.com/signer", "kubernetes.io/kube-apiserver-client", "a.b/ns.name", &longest],
            &[
                "",
                "example.com",
                "/signer",
                "example.com/",
                "example/signer",
                "example.com/a/b",
                "example..com/a",
                "Example.com/a",
                "example.com/a..b",
                "example.com/.a",
                "example.com/a.",
                "example.com/-a",
                "example.com/a-",
                "example.com/a-.b",
                "example.com/A",
                &format!("a{label}.com/a"),
                &format!("example.com/b{part}"),
                &format!("{longest}.b"),
            ],
        );
    }

    #[test]
    fn trust_bundles_may_name_their_signer() {
        accepts(
            trust_bundle_name,
            &["corporate-ca", "example.com:signer:roots", "a.b"],
            &["", ":a", "a:", "A", "example.com:Roots"],
        );
    }

    #[test]
    fn prefixed_keys_have_a_prefix() {
        accepts(prefixed_key, &["example.com/a", "Example.com/A_b"], &["", "a", "/a", "a/", "a/b/c"]);
    }

    #[test]
    fn kinds_are_camel_case() {
        accepts(object_kind, &["VolumeSnapshot", "Disk2"], &["", "volume-snapshot", "2Disk", "a.b"]);
    }
}
