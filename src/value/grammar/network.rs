//! Names in the network of a pod.

use super::{Grammar, SUBDOMAIN_MAX, broken, is_lower_alphanumeric, subdomain};

/// Longest name that Linux keeps for a host.
pub(crate) const HOSTNAME_MAX: usize = 64;

/// The name of an HTTP header.
pub(crate) const fn header_name(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("the name of a header must not be empty", 0);
    }
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_alphanumeric() && bytes[i] != b'-' {
            return broken("the name of a header holds only letters, digits and '-'", i);
        }
        i += 1;
    }
    Ok(())
}

/// A domain in which short names are looked up: a subdomain that may hold `_`, also as the first character of a part,
/// and may end with a dot; or a lone dot.
pub(crate) const fn search_domain(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("a search domain must not be empty", 0);
    }
    if bytes.len() == 1 && bytes[0] == b'.' {
        return Ok(());
    }
    let to = if bytes[bytes.len() - 1] == b'.' { bytes.len() - 1 } else { bytes.len() };
    if to == 0 {
        return broken("a search domain must not be empty", 0);
    }
    let mut i = 0;
    while i < to {
        let c = bytes[i];
        if !is_lower_alphanumeric(c) {
            if c != b'-' && c != b'_' && c != b'.' {
                return broken("a search domain holds only a-z, 0-9, '-', '_' and '.'", i);
            }
            let at_start = i == 0 || bytes[i - 1] == b'.';
            let at_end = i + 1 == to || bytes[i + 1] == b'.';
            let leads = c == b'_' && at_start && i + 1 < to && is_lower_alphanumeric(bytes[i + 1]);
            if (at_start && !leads) || at_end {
                return broken(
                    "each part of a search domain starts with a letter, a digit or one '_' before them, and ends with a letter or a digit",
                    i,
                );
            }
        }
        i += 1;
    }
    if to > SUBDOMAIN_MAX {
        return broken("a search domain has at most 253 characters", SUBDOMAIN_MAX);
    }
    Ok(())
}

/// The name of an option of the resolver: anything but nothing.
pub(crate) const fn dns_option(text: &str) -> Grammar {
    if text.is_empty() {
        return broken("the name of a DNS option must not be empty", 0);
    }
    Ok(())
}

/// The name that a pod gives itself in place of the usual one.
pub(crate) const fn hostname_override(text: &str) -> Grammar {
    if let Err(broken) = subdomain(text) {
        return Err(broken);
    }
    if text.len() > HOSTNAME_MAX {
        return broken("a hostname has at most 64 characters", HOSTNAME_MAX);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{dns_option, header_name, hostname_override, search_domain};

    #[test]
    fn header_names() {
        for good in ["Accept", "X-Custom-Header", "-", "1"] {
            assert!(header_name(good).is_ok(), "{good}");
        }
        for bad in ["", "X_Header", "Content Type", "Häder", "A:"] {
            assert!(header_name(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn search_domains() {
        for good in
            [".", "example.com", "example.com.", "_tcp.example.com", "a_b", "_a", "a__b", "svc.cluster.local"]
        {
            assert!(search_domain(good).is_ok(), "{good}");
        }
        for bad in
            ["", "..", ".a", "a..b", "a..", "-a", "a-", "A", "a b", "a.-b", "_", "__a", "a_", "a._.b", "a.b_"]
        {
            assert!(search_domain(bad).is_err(), "{bad}");
        }
        assert!(search_domain(&format!("{}.", "a".repeat(253))).is_ok());
        assert!(search_domain(&"a".repeat(254)).is_err());
    }

    #[test]
    fn hostnames_and_options() {
        assert!(hostname_override("db-0.example.com").is_ok());
        assert!(hostname_override(&"a".repeat(64)).is_ok());
        assert!(hostname_override(&"a".repeat(65)).is_err());
        assert!(hostname_override("A").is_err());
        assert!(dns_option("ndots").is_ok());
        assert!(dns_option("").is_err());
    }
}
