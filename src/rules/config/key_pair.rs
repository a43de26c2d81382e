//! Whether a certificate and a private key belong together.
//!
//! It reads as much of both as it needs to compare their public keys. A key of an elliptic curve that does not hold its public
//! key, and an Ed25519 key, are compared by kind only.

use super::pem::{self, Block};

const NO_PAIR: &str = "the private key does not belong to the certificate";
const BAD_CERTIFICATE: &str = "the certificate in tls.crt is malformed";
const BAD_KEY: &str = "the private key in tls.key is malformed";

/// Checks that a certificate and a private key, both PEM, belong together.
pub(super) fn check(certificate: &[u8], key: &[u8]) -> Result<(), &'static str> {
    let is_key = |kind: &[u8]| kind == b"PRIVATE KEY" || kind.ends_with(b" PRIVATE KEY");
    let certificates = pem::blocks(certificate);
    let Some(certificate) = certificates.iter().find(|block| block.kind == b"CERTIFICATE") else {
        return Err(match &*certificates {
            [] => "tls.crt holds no PEM data",
            [Block { kind, .. }] if kind.ends_with(b"PRIVATE KEY") => {
                "tls.crt holds a private key: the two values are swapped"
            }
            _ => "tls.crt holds no PEM block CERTIFICATE",
        });
    };
    let keys = pem::blocks(key);
    let Some(key) = keys.iter().find(|block| is_key(block.kind)) else {
        return Err(match &*keys {
            [] => "tls.key holds no PEM data",
            [Block { kind: b"CERTIFICATE", .. }] => "tls.key holds a certificate, not a private key",
            _ => "tls.key holds no PEM block PRIVATE KEY",
        });
    };
    let certified = PublicKey::of_certificate(&certificate.bytes).ok_or(BAD_CERTIFICATE)?;
    let own = PublicKey::of_private_key(&key.bytes).ok_or(BAD_KEY)?;
    match (certified, own) {
        (PublicKey::Other, _) => Err("the certificate has a public key of an unknown kind"),
        (_, PublicKey::Other) => Err("the private key is of an unknown kind"),
        (PublicKey::Rsa(certified), PublicKey::Rsa(own)) if certified == own => Ok(()),
        (PublicKey::Curve(Some(certified)), PublicKey::Curve(Some(own))) if certified == own => Ok(()),
        (PublicKey::Curve(_), PublicKey::Curve(None)) | (PublicKey::Ed25519, PublicKey::Ed25519) => Ok(()),
        (PublicKey::Rsa(_), PublicKey::Rsa(_)) | (PublicKey::Curve(_), PublicKey::Curve(_)) => Err(NO_PAIR),
        _ => Err("the private key is of another kind than the key of the certificate"),
    }
}

/// What is known of a public key.
#[derive(Debug, PartialEq)]
enum PublicKey<'d> {
    /// The modulus and the exponent.
    Rsa([&'d [u8]; 2]),
    /// The point, if the key holds it.
    Curve(Option<&'d [u8]>),
    Ed25519,
    Other,
}

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const CURVE: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OBJECT_ID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const CONTEXT_0: u8 = 0xa0;
const CONTEXT_1: u8 = 0xa1;

impl<'d> PublicKey<'d> {
    /// Source: RFC 5280, section 4.1.
    fn of_certificate(der: &'d [u8]) -> Option<Self> {
        let mut whole = Der(der).only(SEQUENCE)?;
        let mut signed = whole.take(SEQUENCE)?;
        whole.take(SEQUENCE)?;
        whole.take(BIT_STRING)?;
        if signed.is_next(CONTEXT_0) {
            signed.take(CONTEXT_0)?;
        }
        signed.take(INTEGER)?;
        for _ in ["signature", "issuer", "validity", "subject"] {
            signed.take(SEQUENCE)?;
        }
        let mut key = signed.take(SEQUENCE)?;
        let algorithm = key.take(SEQUENCE)?.take(OBJECT_ID)?.0;
        let bits = key.take(BIT_STRING)?.0.strip_prefix(&[0])?;
        match algorithm {
            RSA => {
                let mut key = Der(bits).only(SEQUENCE)?;
                Some(Self::Rsa([key.number()?, key.number()?]))
            }
            CURVE => Some(Self::Curve(Some(bits))),
            ED25519 => Some(Self::Ed25519),
            _ => Some(Self::Other),
        }
    }

    fn of_private_key(der: &'d [u8]) -> Option<Self> {
        Self::of_pkcs1(der).or_else(|| Self::of_pkcs8(der)).or_else(|| Self::of_sec1(der))
    }

    /// Source: RFC 8017, appendix A.1.2.
    fn of_pkcs1(der: &'d [u8]) -> Option<Self> {
        let mut key = Der(der).only(SEQUENCE)?;
        key.number()?;
        let public = [key.number()?, key.number()?];
        for _ in ["d", "p", "q"] {
            key.number()?;
        }
        Some(Self::Rsa(public))
    }

    /// Source: RFC 5208, section 5.
    fn of_pkcs8(der: &'d [u8]) -> Option<Self> {
        let mut key = Der(der).only(SEQUENCE)?;
        key.number()?;
        let algorithm = key.take(SEQUENCE)?.take(OBJECT_ID)?.0;
        let inner = key.take(OCTET_STRING)?.0;
        match algorithm {
            RSA => Self::of_pkcs1(inner),
            CURVE => Self::of_sec1(inner),
            ED25519 => Der(inner).only(OCTET_STRING).filter(|seed| seed.0.len() == 32).map(|_| Self::Ed25519),
            _ => Some(Self::Other),
        }
    }

    /// Source: RFC 5915, section 3.
    fn of_sec1(der: &'d [u8]) -> Option<Self> {
        let mut key = Der(der).only(SEQUENCE)?;
        if key.number()? != [1] {
            return None;
        }
        key.take(OCTET_STRING)?;
        if key.is_next(CONTEXT_0) {
            key.take(CONTEXT_0)?;
        }
        if !key.is_next(CONTEXT_1) {
            return Some(Self::Curve(None));
        }
        let point = key.take(CONTEXT_1)?.only(BIT_STRING)?.0.strip_prefix(&[0])?;
        Some(Self::Curve(Some(point)))
    }
}

/// What is left of a value in DER.
#[derive(Clone, Copy)]
struct Der<'d>(&'d [u8]);

impl<'d> Der<'d> {
    fn is_next(&self, tag: u8) -> bool {
        self.0.first() == Some(&tag)
    }

    /// Takes a value with this tag, and returns what is in it.
    fn take(&mut self, tag: u8) -> Option<Self> {
        let [found, first, rest @ ..] = self.0 else { return None };
        let (length, rest) = match *first {
            short @ 0..=0x7f => (usize::from(short), rest),
            long @ 0x81..=0x84 => {
                let (digits, rest) = rest.split_at_checked(usize::from(long & 0x7f))?;
                let length = digits.iter().fold(0_usize, |length, digit| length << 8 | usize::from(*digit));
                (length, rest)
            }
            _ => return None,
        };
        let (inner, rest) = rest.split_at_checked(length)?;
        if *found != tag {
            return None;
        }
        self.0 = rest;
        Some(Self(inner))
    }

    /// Takes the only value, which has this tag.
    fn only(mut self, tag: u8) -> Option<Self> {
        let inner = self.take(tag)?;
        self.0.is_empty().then_some(inner)
    }

    /// Takes a number that is not negative, and returns its bytes without zeros before them.
    fn number(&mut self) -> Option<&'d [u8]> {
        let bytes = self.take(INTEGER)?.0;
        if *bytes.first()? > 0x7f {
            return None;
        }
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        Some(&bytes[zeros..])
    }
}
