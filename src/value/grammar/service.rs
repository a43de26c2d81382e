//! Names of services and hosts, paths of ingresses.

use super::{Broken, Grammar, SUBDOMAIN_MAX, broken, label, subdomain};

/// Checks an RFC 1035 label: the name of a service before Kubernetes 1.36.
pub(crate) const fn label_1035(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if !bytes.is_empty() && bytes[0].is_ascii_digit() {
        return broken("the name of a service begins with a letter, before Kubernetes 1.36", 0);
    }
    label(text)
}

/// Checks the start of a label, from which a name is generated. It may end with a '-'.
pub(crate) fn label_prefix(text: &str) -> Grammar {
    prefix(text, label)
}

/// Checks the start of an RFC 1035 label, from which a name is generated. It may end with a '-'.
pub(crate) fn label_1035_prefix(text: &str) -> Grammar {
    prefix(text, label_1035)
}

/// Checks the start of a name. The API server replaces the last two characters of one that ends with '-' by a letter.
fn prefix(text: &str, name: fn(&str) -> Grammar) -> Grammar {
    let Some(start) = text.strip_suffix('-').filter(|start| !start.is_empty()) else { return name(text) };
    let end = start.char_indices().next_back().map_or(0, |(at, _)| at);
    match start.get(end..).filter(|last| last.len() == 1) {
        Some(_) => name(&format!("{}a", &start[..end])),
        // The API server cuts the last byte of this character.
        None => broken("the start of a name holds only a-z, 0-9 and '-'", end),
    }
}

/// Checks the host of an ingress: a subdomain, which may begin with `*.`.
pub(crate) const fn host(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    let rest = match bytes {
        [b'*', b'.', rest @ ..] => rest,
        _ => bytes,
    };
    let mut i = 0;
    while i < rest.len() {
        if rest[i] == b'*' {
            return broken(
                "'*' stands only at the start of a host: *.example.com",
                i + bytes.len() - rest.len(),
            );
        }
        i += 1;
    }
    let Ok(rest) = std::str::from_utf8(rest) else { return subdomain(text) };
    if bytes.len() > SUBDOMAIN_MAX {
        return broken("a host has at most 253 characters", SUBDOMAIN_MAX);
    }
    match subdomain(rest) {
        Err(Broken { rule, at }) => broken(rule, at + bytes.len() - rest.len()),
        Ok(()) => Ok(()),
    }
}

/// Checks the name of a host, which is no IP address.
pub(crate) const fn host_name(text: &str) -> Grammar {
    if crate::value::ip::parse(text).is_ok() || is_lenient_ipv4(text.as_bytes()) {
        return broken("a host has a name, not an IP address", 0);
    }
    host(text)
}

/// Tells whether a text is four numbers that are joined by dots. The API server takes leading zeros for an address too.
const fn is_lenient_ipv4(bytes: &[u8]) -> bool {
    let (mut octets, mut octet, mut digits, mut i) = (1, 0_u32, 0, 0);
    while i < bytes.len() {
        match bytes[i] {
            digit @ b'0'..=b'9' => {
                octet = octet.saturating_mul(10).saturating_add((digit - b'0') as u32);
                digits += 1;
            }
            b'.' if digits > 0 && octet <= 255 => {
                octets += 1;
                octet = 0;
                digits = 0;
            }
            _ => return false,
        }
        i += 1;
    }
    octets == 4 && digits > 0 && octet <= 255
}

/// Checks the path of an ingress: absolute, without `//`, `.` and `..` elements and `%2f`.
pub(crate) const fn ingress_path(text: &str) -> Grammar {
    match absolute_path(text) {
        Ok(()) => path_sequences(text),
        broken => broken,
    }
}

/// Checks that a path begins with `/`.
pub(crate) const fn absolute_path(text: &str) -> Grammar {
    if matches!(text.as_bytes(), [b'/', ..]) { Ok(()) } else { broken("a path begins with '/'", 0) }
}

/// Checks that a path has no `//`, no `.` or `..` element behind a `/`, and no `%2f`.
pub(crate) const fn path_sequences(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        let (_, rest) = bytes.split_at(i);
        match rest {
            [b'/', b'/', ..] => return broken("a path has no '//'", i),
            [b'/', b'.', b'/', ..] | [b'/', b'.'] => return broken("a path has no '.' element", i),
            [b'/', b'.', b'.', b'/', ..] | [b'/', b'.', b'.'] => {
                return broken("a path has no '..' element", i);
            }
            [b'%', b'2', b'f' | b'F', ..] => return broken("a path has no '%2f'", i),
            _ => i += 1,
        }
    }
    Ok(())
}

/// Checks a text that is one segment of a path of the API: the kind or the name of any object.
pub(crate) const fn path_segment(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if matches!(bytes, [b'.'] | [b'.', b'.']) {
        return broken("the name of an object is not '.' or '..'", 0);
    }
    let mut i = 0;
    while i < bytes.len() {
        if matches!(bytes[i], b'/' | b'%') {
            return broken("the name of an object holds no '/' and no '%'", i);
        }
        i += 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn hosts_and_paths_of_ingresses() {
        for good in ["a", "shop.example.com", "*.example.com", "*.a"] {
            assert!(super::host_name(good).is_ok(), "{good}");
        }
        for bad in ["", "*", "*.", "*a.b", "a.*.b", "*.*.a", "A.b", "1.2.3.4", "01.2.3.4", "::1", "a_b", "a."]
        {
            assert!(super::host_name(bad).is_err(), "{bad}");
        }
        assert!(super::host_name("1.2.3.400").is_ok() && super::host_name("1.2.3").is_ok());
        assert!(super::host(&format!("*.{}", "a".repeat(251))).is_ok());
        assert!(super::host(&format!("*.{}", "a".repeat(252))).is_err());
        for good in ["/", "/a/b", "/...", "/.a", "/a.", "/%2e"] {
            assert!(super::ingress_path(good).is_ok(), "{good}");
        }
        for bad in ["", "a", "/a//b", "/./a", "/a/.", "/a/..", "/a/../b", "/a%2fb", "/%2F"] {
            assert!(super::ingress_path(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn names_of_services_and_their_starts() {
        for good in ["a", "web-1"] {
            assert!(super::label_1035(good).is_ok(), "{good}");
        }
        for bad in ["", "1web", "-a", "a.b"] {
            assert!(super::label_1035(bad).is_err(), "{bad}");
        }
        for good in ["web-", "1-", "1web-", "a"] {
            assert!(super::label_prefix(good).is_ok(), "{good}");
        }
        assert!(super::label_1035_prefix("1-").is_ok());
        for bad in ["1web-", "-", "web.-a", "ä-"] {
            assert!(super::label_1035_prefix(bad).is_err(), "{bad}");
        }
    }
}
