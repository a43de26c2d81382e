//! The grammars of security contexts: capabilities, profiles, Windows accounts.

use super::{Grammar, LABEL_MAX, broken};

/// Longest name of an AppArmor profile.
pub(crate) const PROFILE_MAX: usize = 4095;
/// Largest GMSA credential specification, in bytes.
pub(crate) const CREDENTIAL_SPEC_MAX: usize = 64 * 1024;
/// Longest user in the name of a Windows account.
pub(crate) const WINDOWS_USER_MAX: usize = 104;
/// Longest domain in the name of a Windows account.
pub(crate) const WINDOWS_DOMAIN_MAX: usize = 255;
/// Longest NetBIOS name of a Windows domain, in characters.
pub(crate) const NETBIOS_MAX: usize = 15;

/// Checks a capability of the Linux kernel, written without `CAP_`.
pub(crate) const fn capability(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("a capability must not be empty", 0);
    }
    let mut i = 0;
    while i < bytes.len() {
        let c = bytes[i];
        if !c.is_ascii_uppercase() && !c.is_ascii_digit() && c != b'_' {
            return broken("a capability holds only A-Z, 0-9 and '_'", i);
        }
        i += 1;
    }
    if !bytes[0].is_ascii_uppercase() {
        return broken("a capability starts with a letter", 0);
    }
    if starts_with_cap(bytes) {
        return broken("a capability is written without 'CAP_'", 0);
    }
    Ok(())
}

const fn starts_with_cap(bytes: &[u8]) -> bool {
    bytes.len() >= 4 && bytes[0] == b'C' && bytes[1] == b'A' && bytes[2] == b'P' && bytes[3] == b'_'
}

/// Checks the name of an AppArmor profile on the node: not blank, no spaces around it.
pub(crate) const fn profile_name(text: &str) -> Grammar {
    if text.is_empty() {
        return broken("the name of a profile must not be empty", 0);
    }
    let (first, last) = ends(text);
    if is_space(first) {
        return broken("the name of a profile does not start with a space", 0);
    }
    if is_space(last) {
        return broken("the name of a profile does not end with a space", text.len() - last_len(text));
    }
    if text.len() > PROFILE_MAX {
        return broken("the name of a profile has at most 4095 characters", PROFILE_MAX);
    }
    Ok(())
}

const fn is_space(c: u32) -> bool {
    matches!(c, 0x09..=0x0d | 0x20 | 0x85 | 0xa0 | 0x1680 | 0x2000..=0x200a | 0x2028 | 0x2029 | 0x202f | 0x205f | 0x3000)
}

const fn last_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut from = bytes.len() - 1;
    while from > 0 && bytes[from] & 0xc0 == 0x80 {
        from -= 1;
    }
    bytes.len() - from
}

/// Returns the first and the last character of a text that is not empty.
const fn ends(text: &str) -> (u32, u32) {
    let bytes = text.as_bytes();
    (decode(bytes, 0), decode(bytes, bytes.len() - last_len(text)))
}

/// Returns the character that begins at `at`. The text is UTF-8, and `at` a boundary.
const fn decode(bytes: &[u8], at: usize) -> u32 {
    let lead = bytes[at] as u32;
    if lead < 0x80 {
        return lead;
    }
    let (mut c, more) = match lead {
        0xc0..=0xdf => (lead & 0x1f, 1),
        0xe0..=0xef => (lead & 0x0f, 2),
        _ => (lead & 0x07, 3),
    };
    let mut i = 1;
    while i <= more && at + i < bytes.len() {
        c = c << 6 | (bytes[at + i] & 0x3f) as u32;
        i += 1;
    }
    c
}

/// Checks a GMSA credential specification.
pub(crate) const fn credential_spec(text: &str) -> Grammar {
    if text.is_empty() {
        return broken("a GMSA credential specification must not be empty", 0);
    }
    if text.len() > CREDENTIAL_SPEC_MAX {
        return broken("a GMSA credential specification has at most 64 KiB", CREDENTIAL_SPEC_MAX);
    }
    Ok(())
}

/// Checks a Windows account: `USER` or `DOMAIN\USER`.
pub(crate) const fn windows_user_name(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("the name of a Windows account must not be empty", 0);
    }
    let mut backslash = None;
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i].is_ascii_control() {
            return broken("the name of a Windows account holds no control characters", i);
        }
        if bytes[i] == b'\\' {
            if backslash.is_some() {
                return broken(
                    "the name of a Windows account has one '\\' at most, between a domain and a user",
                    i,
                );
            }
            backslash = Some(i);
        }
        i += 1;
    }
    let from = match backslash {
        None => 0,
        Some(at) => {
            if at > WINDOWS_DOMAIN_MAX {
                return broken("a Windows domain has at most 255 characters", WINDOWS_DOMAIN_MAX);
            }
            if !is_netbios(bytes, at) && !is_windows_dns(bytes, at) {
                return broken("a Windows domain is a NetBIOS name or a DNS name", 0);
            }
            at + 1
        }
    };
    windows_user(bytes, from)
}

const fn windows_user(bytes: &[u8], from: usize) -> Grammar {
    if from == bytes.len() {
        return broken("the user of a Windows account must not be empty", from);
    }
    let mut blank = true;
    let mut i = from;
    while i < bytes.len() {
        if matches!(
            bytes[i],
            b'"' | b'/'
                | b':'
                | b';'
                | b'|'
                | b'='
                | b','
                | b'+'
                | b'*'
                | b'?'
                | b'<'
                | b'>'
                | b'@'
                | b'['
                | b']'
        ) {
            return broken("the user of a Windows account holds none of \"/\\:;|=,+*?<>@[]", i);
        }
        blank &= matches!(bytes[i], b'.' | b' ');
        i += 1;
    }
    if blank {
        return broken("the user of a Windows account is not made of dots and spaces only", from);
    }
    if bytes.len() - from > WINDOWS_USER_MAX {
        return broken("the user of a Windows account has at most 104 characters", from + WINDOWS_USER_MAX);
    }
    Ok(())
}

/// Returns whether a domain is a NetBIOS name: 1 to 15 characters, none of those that paths use, the first not a dot.
const fn is_netbios(bytes: &[u8], to: usize) -> bool {
    let mut characters = 0;
    let mut i = 0;
    while i < to {
        if matches!(bytes[i], b'/' | b':' | b'*' | b'?' | b'"' | b'<' | b'>' | b'|') {
            return false;
        }
        if bytes[i] & 0xc0 != 0x80 {
            characters += 1;
        }
        i += 1;
    }
    characters >= 1 && characters <= NETBIOS_MAX && bytes[0] != b'.'
}

/// Returns whether a domain is a DNS name: labels of letters, digits and `-` in any case, joined by dots.
const fn is_windows_dns(bytes: &[u8], to: usize) -> bool {
    let mut from = 0;
    let mut i = 0;
    while i <= to {
        if i == to || bytes[i] == b'.' {
            if i == from || i - from > LABEL_MAX || bytes[from] == b'-' || bytes[i - 1] == b'-' {
                return false;
            }
            from = i + 1;
        } else if !bytes[i].is_ascii_alphanumeric() && bytes[i] != b'-' {
            return false;
        }
        i += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{capability, credential_spec, profile_name, windows_user_name};

    #[test]
    fn capabilities() {
        for good in ["ALL", "NET_BIND_SERVICE", "SYS_ADMIN", "BPF"] {
            assert!(capability(good).is_ok(), "{good}");
        }
        for bad in ["", "CAP_SYS_ADMIN", "net_admin", "_A", "NET-ADMIN"] {
            assert!(capability(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn profile_names() {
        for good in ["k8s-deny-write", "/usr/bin/app", "a b", "ä", "\u{200b}"] {
            assert!(profile_name(good).is_ok(), "{good}");
        }
        for bad in ["", " ", "a ", " a", "\ta", "\u{a0}a", "a\u{3000}", "a\n"] {
            assert!(profile_name(bad).is_err(), "{bad:?}");
        }
        assert!(profile_name(&"a".repeat(4095)).is_ok());
        assert!(profile_name(&"a".repeat(4096)).is_err());
        for c in ('\0'..=char::MAX).filter(|c| *c != 'a') {
            assert_eq!(profile_name(c.encode_utf8(&mut [0; 4])).is_err(), c.is_whitespace(), "{c:?}");
            let (before, after) = (format!("{c}a"), format!("a{c}"));
            assert_eq!(profile_name(&before).is_err(), c.is_whitespace(), "{before:?}");
            assert_eq!(profile_name(&after).is_err(), c.is_whitespace(), "{after:?}");
        }
    }

    #[test]
    fn credential_specs() {
        assert!(credential_spec("{}").is_ok());
        assert!(credential_spec("").is_err());
        assert!(credential_spec(&"a".repeat(64 * 1024)).is_ok());
        assert!(credential_spec(&"a".repeat(64 * 1024 + 1)).is_err());
    }

    #[test]
    fn windows_accounts() {
        for good in
            ["ContainerUser", "NT AUTHORITY\\SYSTEM", "corp\\web", "corp.example.com\\web", "a..", "Jürgen"]
        {
            assert!(windows_user_name(good).is_ok(), "{good}");
        }
        for bad in ["", "a\\b\\c", "\\a", "a\\", "...", ". .", "a@b", "a\tb", ".corp\\a", "c:\\a", "a/b"] {
            assert!(windows_user_name(bad).is_err(), "{bad}");
        }
        let long_part = format!("{}.example.com\\a", "a".repeat(64));
        assert!(windows_user_name(&long_part).is_err());
        assert!(windows_user_name(&"a".repeat(104)).is_ok());
        assert!(windows_user_name(&"a".repeat(105)).is_err());
        assert!(windows_user_name(&format!("{}\\a", "ä".repeat(15))).is_ok());
        assert!(windows_user_name(&format!("{}\\a", "ä".repeat(16))).is_err());
    }
}
