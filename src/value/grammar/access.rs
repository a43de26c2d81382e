//! The grammars of roles.
//!
//! Source: <https://kubernetes.io/docs/reference/access-authn-authz/rbac/>

use super::{Grammar, broken};

/// Checks a name that is an element of a URL's path: the name of a role or a binding.
pub(crate) const fn path_segment(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if matches!(bytes, b"." | b"..") {
        return broken("the name of a role or a binding is neither '.' nor '..'", 0);
    }
    let mut i = 0;
    while i < bytes.len() {
        if matches!(bytes[i], b'/' | b'%') {
            return broken("the name of a role or a binding has no '/' and no '%'", i);
        }
        i += 1;
    }
    Ok(())
}

/// Checks the name of a role or a binding.
pub(crate) const fn role_name(text: &str) -> Grammar {
    if text.is_empty() {
        return broken("the name of a role or a binding must not be empty", 0);
    }
    path_segment(text)
}

/// Checks a verb that is not one of Kubernetes' own.
pub(crate) const fn verb(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return broken("a verb must not be empty", 0);
    }
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_lowercase() && !bytes[i].is_ascii_digit() && bytes[i] != b'-' {
            return broken("a verb holds only a-z, 0-9 and '-'", i);
        }
        i += 1;
    }
    Ok(())
}

/// Checks the path of URLs that are no resources.
pub(crate) const fn url_path(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if matches!(bytes, b"*") {
        return Ok(());
    }
    if bytes.is_empty() || bytes[0] != b'/' {
        return broken("the path of a URL begins with '/', or is '*'", 0);
    }
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'*' && i + 1 < bytes.len() {
            return broken("a '*' stands at the end of a path alone", i);
        }
        if !bytes[i].is_ascii_graphic() {
            return broken("the path of a URL is printable ASCII without spaces", i);
        }
        i += 1;
    }
    Ok(())
}

/// Returns whether the first part of the text of a resource is an API group. The core group has no text. Groups of custom
/// resources have a dot, and Kubernetes' own groups without a dot are few.
pub(crate) const fn is_group(part: &[u8]) -> bool {
    if matches!(part, b"apps" | b"autoscaling" | b"batch" | b"extensions" | b"policy" | b"*") {
        return true;
    }
    let mut i = 0;
    while i < part.len() {
        if part[i] == b'.' {
            return true;
        }
        i += 1;
    }
    false
}

/// Checks the text of a resource: an API group that is left out for the core group, the resource, a subresource.
pub(crate) const fn resource_path(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    let mut part = 0;
    let mut parts = 1;
    let mut has_group = false;
    let mut i = 0;
    while i <= bytes.len() {
        if i < bytes.len() && bytes[i] != b'/' {
            let is_word = bytes[i].is_ascii_lowercase() || bytes[i].is_ascii_digit();
            if !is_word && !matches!(bytes[i], b'-' | b'.' | b'*' | b':') {
                return broken(
                    "a resource is written in the plural and in lower case, after its group: apps/deployments",
                    i,
                );
            }
            i += 1;
            continue;
        }
        if i == part {
            return broken("a resource is written RESOURCE, GROUP/RESOURCE or GROUP/RESOURCE/SUBRESOURCE", i);
        }
        if parts == 1 {
            let (first, _) = bytes.split_at(i);
            has_group = is_group(first) && (i < bytes.len() || !matches!(first, b"*"));
        }
        if i < bytes.len() {
            parts += 1;
            part = i + 1;
        }
        i += 1;
    }
    if has_group && parts == 1 {
        return broken("a resource stands after its group: apps/deployments", bytes.len());
    }
    if parts > 3 || (parts == 3 && !has_group) {
        return broken("a resource is written RESOURCE, GROUP/RESOURCE or GROUP/RESOURCE/SUBRESOURCE", 0);
    }
    Ok(())
}

/// Checks the ratio of a limit and its request: a decimal number from 1, with at most three places.
pub(crate) const fn limit_ratio(text: &str) -> Grammar {
    const RULE: &str = "a ratio of a limit and its request is a decimal number from 1, such as 2 or 1.5";
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes[0] < b'1' || bytes[0] > b'9' {
        return broken(RULE, 0);
    }
    let mut i = 1;
    while i < bytes.len() && bytes[i].is_ascii_digit() {
        i += 1;
    }
    let whole = i;
    if i < bytes.len() && bytes[i] == b'.' {
        i += 1;
        while i < bytes.len() && bytes[i].is_ascii_digit() {
            i += 1;
        }
        if i == whole + 1 || i > whole + 4 {
            return broken(RULE, whole);
        }
    }
    if i < bytes.len() || whole > 9 {
        return broken(RULE, i);
    }
    Ok(())
}
