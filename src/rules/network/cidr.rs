//! Blocks of IP addresses, parsed as Kubernetes does.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::rules::catalog::network as rule;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::ip;
use crate::rules::engine::path::Path;
use crate::rules::engine::warning::Warnings;

/// A block, and how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cidr {
    ip: ip::Parsed,
    /// The length of the prefix.
    ones: u8,
    /// Whether the length of the prefix has a leading zero.
    leading_zeros: bool,
}

impl Cidr {
    /// Parses a block. Octets and the length may have leading zeros, and bits behind the prefix may be set.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let ip = ip::parse(address)?;
        if length.is_empty() || !length.bytes().all(|c| c.is_ascii_digit()) {
            return None;
        }
        let ones = match length.trim_start_matches('0') {
            "" => 0,
            digits => digits.parse().ok()?,
        };
        let leading_zeros = length.len() > 1 && length.starts_with('0');
        (ones <= bits(ip.address)).then_some(Self { ip, ones, leading_zeros })
    }

    /// Returns the first address of the block.
    fn network(&self) -> IpAddr {
        match self.ip.address {
            IpAddr::V4(address) => IpAddr::V4(Ipv4Addr::from_bits(address.to_bits() & mask_4(self.ones))),
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask_6(self.ones))),
        }
    }

    /// Tells whether the block is a proper part of `outer`. An IPv4 address that is written as IPv6 is one of IPv4, but the
    /// lengths are compared as they are written: so does the API server.
    fn is_inside(&self, outer: &Self) -> bool {
        let contains = match (outer.network().to_canonical(), self.network().to_canonical()) {
            (IpAddr::V4(outer_ip), IpAddr::V4(inner_ip)) => {
                let mask = match outer.ip.address {
                    IpAddr::V4(_) => mask_4(outer.ones),
                    IpAddr::V6(_) => mask_4(outer.ones.saturating_sub(96)),
                };
                outer_ip.to_bits() & mask == inner_ip.to_bits() & mask
            }
            (IpAddr::V6(outer_ip), IpAddr::V6(inner_ip)) => {
                let mask = mask_6(outer.ones);
                // A mask of an IPv4 block does not fit an address of IPv6.
                outer.ip.address.is_ipv6() && outer_ip.to_bits() & mask == inner_ip.to_bits() & mask
            }
            _ => false,
        };
        contains && outer.ones < self.ones
    }

    fn has_bits_behind_prefix(&self) -> bool {
        self.network() != self.ip.address
    }

    fn has_leading_zeros(&self) -> bool {
        self.leading_zeros || self.ip.leading_zeros
    }

    /// Returns the block as it is usually written.
    fn usual(&self) -> String {
        let network = self.network();
        match network.to_canonical() {
            IpAddr::V4(four) if network.is_ipv6() => format!("{four}/{}", self.ones.saturating_sub(96)),
            _ => format!("{network}/{}", self.ones),
        }
    }
}

const fn bits(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

fn mask_4(ones: u8) -> u32 {
    u32::MAX.checked_shl(32 - u32::from(ones)).unwrap_or(0)
}

fn mask_6(ones: u8) -> u128 {
    u128::MAX.checked_shl(128 - u32::from(ones)).unwrap_or(0)
}

/// Validates a block. `strict` forbids leading zeros, IPv4 written as IPv6, and bits behind the prefix.
pub(crate) fn validate(text: &str, strict: bool, at: &Path<'_>, findings: &mut Findings) {
    let detail = match Cidr::parse(text) {
        None => "must be an address and the length of its prefix, such as 10.9.8.0/24 or 2001:db8::/64",
        Some(cidr) if strict && cidr.has_leading_zeros() => "must have no leading zeros",
        Some(cidr) if strict && cidr.ip.is_mapped() => "must not be an IPv4 address written as IPv6",
        Some(cidr) if strict && cidr.has_bits_behind_prefix() => "must have no bits set behind the prefix",
        Some(_) => return,
    };
    findings.invalid(rule::CIDR_INVALID, at, text, detail);
}

/// Validates that a block is a proper part of another.
pub(crate) fn validate_inside(outer: &Cidr, text: &str, at: &Path<'_>, findings: &mut Findings) {
    if Cidr::parse(text).is_some_and(|inner| !inner.is_inside(outer)) {
        findings.invalid(rule::CIDR_EXCEPT, at, text, "must be a part of `cidr`, and not all of it");
    }
}

/// Warns of a block that is not in canonical form.
pub(crate) fn warn(text: &str, at: &Path<'_>, warnings: &mut Warnings) {
    let Some(cidr) = Cidr::parse(text) else { return };
    let usual = cidr.usual();
    let mut is_fine = true;
    if cidr.has_bits_behind_prefix() {
        let one = format!("{}/{}", cidr.ip.address.to_canonical(), bits(cidr.ip.address));
        let message = format!("{text:?} is refused since Kubernetes 1.36; use {usual:?} or {one:?}");
        warnings.warn(rule::WARN_CIDR_FORM, at, message);
        is_fine = false;
    }
    if cidr.has_leading_zeros() || cidr.ip.is_mapped() {
        let message = format!("{text:?} is refused since Kubernetes 1.36; use {usual:?}");
        warnings.warn(rule::WARN_CIDR_FORM, at, message);
        is_fine = false;
    }
    if is_fine && cidr.ip.address.is_ipv6() && usual != text {
        warnings.warn(rule::WARN_CIDR_FORM, at, format!("{text:?} is written {usual:?} (RFC 5952)"));
    }
}

#[cfg(test)]
mod tests {
    use super::Cidr;

    #[test]
    fn blocks_are_read_as_kubernetes_reads_them() {
        for good in ["10.0.0.0/8", "0.0.0.0/0", "::/0", "2001:db8::/64", "010.0.0.1/08", "::ffff:1.2.3.4/128"]
        {
            assert!(Cidr::parse(good).is_some(), "{good}");
        }
        for bad in
            ["", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/8/8", "10.0.0.0/+8", "/8", "a/8"]
        {
            assert!(Cidr::parse(bad).is_none(), "{bad}");
        }
        assert!(Cidr::parse("10.0.0.0/99999999999999999999").is_none());
    }

    #[test]
    fn a_part_of_a_block_is_smaller() {
        let is_inside = |inner, outer| Cidr::parse(inner).unwrap().is_inside(&Cidr::parse(outer).unwrap());
        assert!(is_inside("10.1.0.0/16", "10.0.0.0/8"));
        assert!(is_inside("2001:db8:1::/48", "2001:db8::/32"));
        assert!(is_inside("1.2.3.4/32", "0.0.0.0/0"));
        assert!(is_inside("::ffff:10.1.0.0/112", "10.0.0.0/8"));
        assert!(!is_inside("10.0.0.0/8", "10.0.0.0/8"));
        assert!(!is_inside("10.0.0.0/7", "10.0.0.0/8"));
        assert!(!is_inside("11.1.0.0/16", "10.0.0.0/8"));
        assert!(!is_inside("2001:db8::/64", "0.0.0.0/0"));
        assert!(!is_inside("10.1.0.0/16", "::/0"));
    }

    #[test]
    fn the_usual_form_has_no_zeros_and_no_bits_behind_the_prefix() {
        for (text, usual) in [
            ("010.1.2.3/08", "10.0.0.0/8"),
            ("FE80:0::1/64", "fe80::/64"),
            ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
        ] {
            assert_eq!(Cidr::parse(text).unwrap().usual(), usual);
        }
    }
}
