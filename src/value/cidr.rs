use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::grammar::Broken;
use super::{IpAddress, ParseError, ip, refuse_literal};

const SLASH: &str = "a block of addresses is an address, '/' and the length of the prefix: 10.0.0.0/8";
const LENGTH: &str = "the length of a prefix is 0 to 32 for IPv4, 0 to 128 for IPv6, without leading zeros";
const BITS: &str = "a block of addresses has no bits set behind its prefix";

/// A block of IP addresses, version 4 or 6. [`cidr!`](crate::cidr) makes one of a literal.
///
/// The address is the first of the block: no bits behind the prefix are set.
///
/// ```
/// use podwright::{cidr, ip};
/// use podwright::value::Cidr;
///
/// let block: Cidr = cidr!("10.0.0.0/8");
/// assert_eq!("10.0.0.0/8".parse(), Ok(block));
/// assert_eq!(Cidr::of(ip!("192.0.2.7")).to_string(), "192.0.2.7/32");
/// assert!("10.0.0.1/8".parse::<Cidr>().is_err());
/// assert!("10.0.0.0/33".parse::<Cidr>().is_err());
/// ```
///
/// Source: <https://github.com/kubernetes/enhancements/tree/master/keps/sig-network/4858-ip-cidr-validation>
#[doc(alias = "IPBlock")]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cidr {
    first: IpAddr,
    prefix: u8,
}

impl Cidr {
    /// Creates a block from a literal.
    ///
    /// In a `const` item the literal is checked at compile time. A text that is known only at run time is parsed:
    /// `text.parse()?`.
    ///
    /// # Panics
    ///
    /// If the text is no block; the message quotes it and says what is wrong.
    #[must_use]
    #[track_caller]
    #[inline]
    pub const fn literal(text: &'static str) -> Self {
        match parse(text) {
            Ok(block) => block,
            Err(broken) => refuse_literal(text, broken.rule),
        }
    }

    /// Creates the block of one address.
    #[must_use]
    #[inline]
    pub fn of(address: IpAddress) -> Self {
        let first = IpAddr::from(address);
        Self { first, prefix: if first.is_ipv4() { 32 } else { 128 } }
    }

    /// Returns the length of the prefix.
    #[must_use]
    #[inline]
    pub const fn prefix(&self) -> u8 {
        self.prefix
    }
}

const fn parse(text: &str) -> Result<Cidr, Broken> {
    let bytes = text.as_bytes();
    let mut slash = 0;
    while slash < bytes.len() && bytes[slash] != b'/' {
        slash += 1;
    }
    if slash == bytes.len() {
        return Err(Broken { rule: SLASH, at: slash });
    }
    let (address, length) = bytes.split_at(slash);
    let Ok(address) = std::str::from_utf8(address) else { return Err(Broken { rule: SLASH, at: 0 }) };
    let first = match ip::parse(address) {
        Ok(first) => first,
        Err(broken) => return Err(broken),
    };
    let (most, bits) = match first {
        IpAddr::V4(four) => (32, (four.to_bits() as u128) << 96),
        IpAddr::V6(six) => (128, six.to_bits()),
    };
    let Some(prefix) = prefix(length, most) else { return Err(Broken { rule: LENGTH, at: slash + 1 }) };
    let is_behind_prefix = match bits.checked_shl(prefix as u32) {
        Some(rest) => rest != 0,
        None => false,
    };
    if is_behind_prefix {
        return Err(Broken { rule: BITS, at: 0 });
    }
    Ok(Cidr { first, prefix })
}

/// Parses `/` and a number of at most `most`.
const fn prefix(bytes: &[u8], most: u8) -> Option<u8> {
    if bytes.len() < 2 || bytes.len() > 4 || (bytes.len() > 2 && bytes[1] == b'0') {
        return None;
    }
    let (mut number, mut i) = (0_u8, 1);
    while i < bytes.len() {
        if !bytes[i].is_ascii_digit() {
            return None;
        }
        let Some(tens) = number.checked_mul(10) else { return None };
        let Some(sum) = tens.checked_add(bytes[i] - b'0') else { return None };
        number = sum;
        i += 1;
    }
    if number > most { None } else { Some(number) }
}

impl std::str::FromStr for Cidr {
    type Err = ParseError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, ParseError> {
        parse(text).map_err(|broken| ParseError::new(text, broken))
    }
}

impl TryFrom<&str> for Cidr {
    type Error = ParseError;

    #[inline]
    fn try_from(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl TryFrom<String> for Cidr {
    type Error = ParseError;

    #[inline]
    fn try_from(text: String) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl From<Cidr> for String {
    #[inline]
    fn from(block: Cidr) -> String {
        block.to_string()
    }
}

impl fmt::Display for Cidr {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.prefix)
    }
}

impl fmt::Debug for Cidr {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cidr({self})")
    }
}

impl From<Ipv4Addr> for Cidr {
    #[inline]
    fn from(address: Ipv4Addr) -> Self {
        Self::of(address.into())
    }
}

impl TryFrom<Ipv6Addr> for Cidr {
    type Error = ParseError;

    #[inline]
    fn try_from(address: Ipv6Addr) -> Result<Self, ParseError> {
        IpAddress::try_from(IpAddr::from(address)).map(Self::of)
    }
}

impl serde::Serialize for Cidr {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Cidr {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_has_its_first_address() {
        for good in
            ["0.0.0.0/0", "10.0.0.0/8", "10.1.2.3/32", "::/0", "2001:db8::/32", "::1/128", "128.0.0.0/1"]
        {
            let block: Cidr = good.parse().unwrap();
            assert_eq!(block.to_string(), good);
            assert_eq!(serde_json::to_value(block).unwrap(), good);
        }
        for (bad, rule, at) in [
            ("10.0.0.0", SLASH, 8),
            ("10.0.0.0/33", LENGTH, 9),
            ("10.0.0.0/", LENGTH, 9),
            ("10.0.0.0/08", LENGTH, 9),
            ("10.0.0.0/8/8", LENGTH, 9),
            ("::/129", LENGTH, 3),
            ("10.0.0.1/8", BITS, 0),
            ("0.0.0.1/31", BITS, 0),
            ("2001:db8::1/64", BITS, 0),
        ] {
            assert_eq!(parse(bad), Err(Broken { rule, at }), "{bad}");
        }
        assert!("::ffff:10.0.0.0/104".parse::<Cidr>().is_err());
        assert!("010.0.0.0/8".parse::<Cidr>().is_err());
    }
}
