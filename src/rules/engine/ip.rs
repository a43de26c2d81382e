//! IP addresses, parsed as Kubernetes does.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address, and how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parsed {
    pub(crate) address: IpAddr,
    /// Whether an octet of the IPv4 part has a leading zero.
    pub(crate) leading_zeros: bool,
}

impl Parsed {
    /// Tells whether this is an IPv4 address written as an IPv6 one.
    pub(crate) fn is_mapped(&self) -> bool {
        matches!(self.address, IpAddr::V6(address) if address.to_ipv4_mapped().is_some())
    }
}

/// Parses an address. Octets may have leading zeros; an IPv6 zone is an error.
pub(crate) fn parse(text: &str) -> Option<Parsed> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(Parsed { address, leading_zeros: false });
    }
    // The standard library rejects leading zeros in the IPv4 part, and groups of IPv6 of more than four digits.
    let (head, tail) = text.rsplit_once(':').map_or((None, text), |(head, tail)| (Some(head), tail));
    let address = match (head, lenient_v4(tail)) {
        (None, four) => IpAddr::V4(four?),
        (Some(head), four) => {
            let tail = four.map_or_else(|| lenient_group(tail).to_owned(), |four| four.to_string());
            let groups: Vec<_> = head.split(':').map(lenient_group).collect();
            IpAddr::V6(format!("{}:{tail}", groups.join(":")).parse::<Ipv6Addr>().ok()?)
        }
    };
    Some(Parsed { address, leading_zeros: true })
}

/// Returns a group of IPv6 without the leading zeros that make it longer than four digits.
fn lenient_group(group: &str) -> &str {
    let zeros = group.len() - group.trim_start_matches('0').len();
    &group[zeros.min(group.len().saturating_sub(4))..]
}

fn lenient_v4(text: &str) -> Option<Ipv4Addr> {
    let mut octets = [0; 4];
    let mut parts = text.split('.');
    for octet in &mut octets {
        let part = parts.next()?;
        if part.is_empty() || !part.bytes().all(|c| c.is_ascii_digit()) {
            return None;
        }
        *octet = match part.trim_start_matches('0') {
            "" => 0,
            digits => digits.parse().ok()?,
        };
    }
    parts.next().is_none().then(|| Ipv4Addr::from(octets))
}

/// Validates an address. `strict` forbids leading zeros and IPv4 written as IPv6.
pub(crate) fn validate(text: &str, strict: bool) -> Result<(), &'static str> {
    let Some(parsed) = parse(text) else {
        return Err("must be an IPv4 or IPv6 address, such as 10.9.8.7 or 2001:db8::ffff");
    };
    if strict && parsed.leading_zeros {
        return Err("must have no leading zeros in its octets");
    }
    if strict && parsed.is_mapped() {
        return Err("must not be an IPv4 address written as IPv6");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{parse, validate};

    #[test]
    fn addresses_are_read_as_kubernetes_reads_them() {
        for good in ["10.9.8.7", "::", "::1", "2001:db8::ffff", "FE80:0:0:0:0:0:0:0abc", "64:ff9b::1.2.3.4"] {
            assert_eq!(validate(good, true), Ok(()), "{good}");
        }
        for old in
            ["010.002.003.004", "0.0.0.00", "::ffff:1.2.3.4", "::1.2.3.04", "::00001", "00fe80::1.2.3.04"]
        {
            assert!(validate(old, true).is_err(), "{old}");
            assert_eq!(validate(old, false), Ok(()), "{old}");
        }
        for bad in [
            "",
            "1.2.3",
            "1.2.3.300",
            "1.2.3.4.5",
            "1.2.3.x",
            "1..2.3",
            "fe80::1%eth0",
            "1::2::3",
            " 1.2.3.4",
            "1.2.3.04.",
            "::10000",
            "::0g",
        ] {
            assert!(validate(bad, false).is_err(), "{bad}");
        }
        assert_eq!(parse("010.2.3.4").map(|parsed| parsed.address.to_string()), Some("10.2.3.4".to_owned()));
    }
}
