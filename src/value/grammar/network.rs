//! Names in the network of a pod.

use super::{Grammar, broken, search_domain, subdomain};

/// Longest name that Linux keeps for a host.
pub(crate) const HOSTNAME_MAX: usize = 64;

/// Checks a domain in which short names are looked up: it may end with a dot, or be a lone dot.
pub(crate) const fn dns_search(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.len() == 1 && bytes[0] == b'.' {
        return Ok(());
    }
    match bytes {
        [before @ .., b'.'] => match std::str::from_utf8(before) {
            Ok(before) => search_domain(before),
            Err(_) => search_domain(text),
        },
        _ => search_domain(text),
    }
}

/// Checks the name of an option of the resolver: any text except the empty one.
pub(crate) const fn dns_option(text: &str) -> Grammar {
    if text.is_empty() {
        return broken("the name of a DNS option must not be empty", 0);
    }
    Ok(())
}

/// Checks the hostname that a pod sets instead of its name.
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
    use super::{dns_option, dns_search, hostname_override};

    #[test]
    fn search_domains() {
        for good in
            [".", "example.com", "example.com.", "_tcp.example.com", "a_b", "_a", "a__b", "svc.cluster.local"]
        {
            assert!(dns_search(good).is_ok(), "{good}");
        }
        for bad in
            ["", "..", ".a", "a..b", "a..", "-a", "a-", "A", "a b", "a.-b", "_", "__a", "a_", "a._.b", "a.b_"]
        {
            assert!(dns_search(bad).is_err(), "{bad}");
        }
        assert!(dns_search(&format!("{}.", "a".repeat(253))).is_ok());
        assert!(dns_search(&"a".repeat(254)).is_err());
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
