use std::fmt;
use std::net::IpAddr;

use super::ParseError;
use super::grammar::Broken;

/// An IP address, version 4 or 6, as Kubernetes takes it: no leading zeros, and no IPv4 address mapped into IPv6.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IpAddress(IpAddr);

impl std::str::FromStr for IpAddress {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        match text.parse::<IpAddr>() {
            Ok(ip) => Ok(Self(ip)),
            Err(_) => Err(ParseError::new(text, Broken { rule: "an IP address is expected", at: 0 })),
        }
    }
}

impl fmt::Display for IpAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for IpAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IpAddress").field(&self.0).finish()
    }
}
