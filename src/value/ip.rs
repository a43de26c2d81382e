use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::grammar::Broken;
use super::{ParseError, refuse_literal};

const NEITHER: &str = "an IP address is four numbers joined by '.' or hexadecimal groups joined by ':'";
const NUMBER: &str = "each number of an IPv4 address is from 0 to 255";
const LEADING_ZERO: &str = "the numbers of an IPv4 address have no leading zeros";
const NUMBERS: &str = "an IPv4 address has four numbers";
const GROUP: &str = "each group of an IPv6 address is one to four hexadecimal digits";
const GROUPS: &str = "an IPv6 address has eight groups, or fewer and one '::'";
const MAPPED: &str = "an IPv4 address is not written as one of IPv6";

/// An IP address, version 4 or 6. [`ip!`](crate::ip) makes one of a literal.
///
/// The numbers of version 4 have no leading zeros. An address of version 4 that is mapped into version 6 is refused.
///
/// ```
/// use podwright::{IpAddress, ip};
///
/// let address: IpAddress = ip!("10.0.0.1");
/// assert_eq!("10.0.0.1".parse(), Ok(address));
/// assert!("10.0.0.01".parse::<IpAddress>().is_err());
/// assert!("::ffff:10.0.0.1".parse::<IpAddress>().is_err());
/// ```
///
/// Source: <https://github.com/kubernetes/enhancements/tree/master/keps/sig-network/4858-ip-cidr-validation>
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IpAddress(IpAddr);

impl IpAddress {
    /// Creates an address from a literal.
    ///
    /// In a `const` item the literal is checked at compile time. A text that is known only at run time is parsed:
    /// `text.parse()?`.
    ///
    /// # Panics
    ///
    /// If the text is no address; the message quotes it and says what is wrong.
    #[must_use]
    #[track_caller]
    #[inline]
    pub const fn literal(text: &'static str) -> Self {
        match parse(text) {
            Ok(address) => Self(address),
            Err(broken) => refuse_literal(text, broken.rule),
        }
    }
}

impl std::str::FromStr for IpAddress {
    type Err = ParseError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, ParseError> {
        parse(text).map(Self).map_err(|broken| ParseError::new(text, broken))
    }
}

impl TryFrom<&str> for IpAddress {
    type Error = ParseError;

    #[inline]
    fn try_from(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl TryFrom<String> for IpAddress {
    type Error = ParseError;

    #[inline]
    fn try_from(text: String) -> Result<Self, ParseError> {
        text.parse()
    }
}

/// Converts an address, unless it is one of version 4 that is mapped into version 6.
impl TryFrom<IpAddr> for IpAddress {
    type Error = ParseError;

    #[inline]
    fn try_from(address: IpAddr) -> Result<Self, ParseError> {
        match address {
            IpAddr::V6(v6) if v6.to_ipv4_mapped().is_some() => {
                Err(ParseError::whole(address.to_string(), MAPPED))
            }
            _ => Ok(Self(address)),
        }
    }
}

impl From<Ipv4Addr> for IpAddress {
    #[inline]
    fn from(address: Ipv4Addr) -> Self {
        Self(IpAddr::V4(address))
    }
}

impl From<IpAddress> for IpAddr {
    #[inline]
    fn from(address: IpAddress) -> IpAddr {
        address.0
    }
}

impl From<IpAddress> for String {
    #[inline]
    fn from(address: IpAddress) -> String {
        address.to_string()
    }
}

impl fmt::Display for IpAddress {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for IpAddress {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IpAddress").field(&self.0).finish()
    }
}

impl serde::Serialize for IpAddress {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for IpAddress {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Parses an address. This function is `const`; the parser of the standard library is not.
#[inline]
pub(crate) const fn parse(text: &str) -> Result<IpAddr, Broken> {
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() && bytes[i] != b'.' && bytes[i] != b':' {
        i += 1;
    }
    if i == bytes.len() {
        return Err(Broken { rule: NEITHER, at: 0 });
    }
    if bytes[i] == b'.' {
        return match v4(bytes, 0) {
            Ok(bits) => Ok(IpAddr::V4(Ipv4Addr::from_bits(bits))),
            Err(broken) => Err(broken),
        };
    }
    match v6(bytes) {
        Ok(bits) if bits >> 32 == 0xffff => Err(Broken { rule: MAPPED, at: 0 }),
        Ok(bits) => Ok(IpAddr::V6(Ipv6Addr::from_bits(bits))),
        Err(broken) => Err(broken),
    }
}

/// Parses four numbers, from a byte to the end.
#[inline]
const fn v4(bytes: &[u8], from: usize) -> Result<u32, Broken> {
    let (mut bits, mut n, mut i) = (0, 0, from);
    loop {
        let start = i;
        let mut number: u8 = 0;
        while i < bytes.len() && bytes[i].is_ascii_digit() {
            if i > start && bytes[start] == b'0' {
                return Err(Broken { rule: LEADING_ZERO, at: start });
            }
            number = match number.checked_mul(10) {
                Some(tens) => match tens.checked_add(bytes[i] - b'0') {
                    Some(number) => number,
                    None => return Err(Broken { rule: NUMBER, at: start }),
                },
                None => return Err(Broken { rule: NUMBER, at: start }),
            };
            i += 1;
        }
        if i == start {
            return Err(Broken { rule: NUMBER, at: i });
        }
        bits = bits << 8 | number as u32;
        n += 1;
        if i == bytes.len() {
            return if n == 4 { Ok(bits) } else { Err(Broken { rule: NUMBERS, at: i }) };
        }
        if bytes[i] != b'.' {
            return Err(Broken { rule: NUMBER, at: i });
        }
        if n == 4 {
            return Err(Broken { rule: NUMBERS, at: i });
        }
        i += 1;
    }
}

/// Parses eight groups. `::` stands for a run of zeros, and four numbers for the last two groups.
#[inline]
const fn v6(bytes: &[u8]) -> Result<u128, Broken> {
    let (mut groups, mut n, mut gap, mut i) = ([0; 8], 0, None, 0);
    if bytes[0] == b':' {
        if bytes.len() == 1 || bytes[1] != b':' {
            return Err(Broken { rule: GROUP, at: 0 });
        }
        gap = Some(0);
        i = 2;
    }
    while i < bytes.len() {
        if n == 8 {
            return Err(Broken { rule: GROUPS, at: i });
        }
        let start = i;
        let mut group = 0;
        while i < bytes.len() && i - start < 4 && bytes[i].is_ascii_hexdigit() {
            group = group << 4 | hex(bytes[i]);
            i += 1;
        }
        if i < bytes.len() && bytes[i] == b'.' && n <= 6 {
            match v4(bytes, start) {
                Ok(bits) => {
                    groups[n] = bits >> 16;
                    groups[n + 1] = bits & 0xffff;
                }
                Err(broken) => return Err(broken),
            }
            n += 2;
            break;
        }
        if i == start {
            return Err(Broken { rule: GROUP, at: i });
        }
        groups[n] = group;
        n += 1;
        if i == bytes.len() {
            break;
        }
        if bytes[i] != b':' || i + 1 == bytes.len() {
            return Err(Broken { rule: GROUP, at: i });
        }
        i += 1;
        if bytes[i] == b':' {
            if gap.is_some() {
                return Err(Broken { rule: GROUPS, at: i });
            }
            gap = Some(n);
            i += 1;
        }
    }
    match gap {
        None if n == 8 => Ok(join(groups, n, n)),
        Some(gap) if n < 8 => Ok(join(groups, gap, n)),
        _ => Err(Broken { rule: GROUPS, at: bytes.len() }),
    }
}

/// Returns the address of `n` groups. The groups after the gap stand at the end.
#[inline]
const fn join(groups: [u32; 8], gap: usize, n: usize) -> u128 {
    let (mut bits, mut i) = (0, 0);
    while i < n {
        let place = if i < gap { 7 - i } else { n - 1 - i };
        bits |= (groups[i] as u128) << (16 * place);
        i += 1;
    }
    bits
}

#[inline]
const fn hex(digit: u8) -> u32 {
    (match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20) - b'a' + 10,
    }) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_library_agrees() {
        for text in [
            "0.0.0.0",
            "255.255.255.255",
            "256.0.0.1",
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.",
            ".1.2.3",
            "1..2.3",
            "01.2.3.4",
            "1.2.3.4 ",
            "1.2.3.a",
            "",
            "1",
            "a",
            "::",
            "::1",
            "1::",
            "1::2",
            ":1",
            "1:",
            ":::",
            "1:::2",
            "1::2::3",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1:2:3:4::5:6:7:8",
            "12345::",
            "g::",
            "fe80::1%eth0",
            "64:ff9b::192.0.2.33",
            "1:2:3:4:5:6:1.2.3.4",
            "1:2:3:4:5:6:7:1.2.3.4",
            "::1.2.3",
            "::01.2.3.4",
            "1.2.3.4::",
            "::1.2.3.4:5",
            "ABCD:EF01::",
            "::1.2.3.4",
            "[::1]",
            "2001:db8::/32",
            "1.2.3.4/8",
            "::12345.1.1.1",
        ] {
            assert_eq!(parse(text).ok(), text.parse().ok(), "{text}");
        }
    }

    #[test]
    fn mapped_addresses_are_refused() {
        for text in ["::ffff:1.2.3.4", "::ffff:102:304", "0:0:0:0:0:FFFF:1.2.3.4"] {
            assert_eq!(parse(text).unwrap_err().rule, MAPPED);
            assert!(IpAddress::try_from(text.parse::<IpAddr>().unwrap()).is_err());
        }
        assert!(parse("::fffe:1.2.3.4").is_ok());
    }

    #[test]
    fn a_refusal_says_where() {
        for (text, rule, at) in [
            ("10.0.0.01", LEADING_ZERO, 7),
            ("10.0.0.256", NUMBER, 7),
            ("10.0.0", NUMBERS, 6),
            ("10.0.0.1.2", NUMBERS, 8),
            ("1:2", GROUPS, 3),
            ("1::2::3", GROUPS, 5),
            ("1::g", GROUP, 3),
            ("web", NEITHER, 0),
        ] {
            assert_eq!(parse(text), Err(Broken { rule, at }), "{text}");
        }
    }
}
