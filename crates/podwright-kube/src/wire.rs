//! Names and bodies as an API server reads them.

use std::fmt::Write as _;

/// Writes a name as a segment of a path. Roles may have nearly any characters in their names.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc3986#section-3.3>
pub(crate) fn segment(name: &str) -> String {
    let mut segment = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => segment.push(byte.into()),
            _ if b"-._~!$&'()*+,;=:@".contains(&byte) => segment.push(byte.into()),
            _ => {
                // Writing to a text does not fail.
                let _ = write!(segment, "%{byte:02X}");
            }
        }
    }
    segment
}

/// Writes JSON that means the same when it is read as YAML, as API servers read what is applied.
///
/// JSON has all characters but `"`, `\` and the first controls as they are. YAML refuses some of them, and takes others for the
/// ends of lines.
///
/// Source: <https://yaml.org/spec/1.1/#id868524>
pub(crate) fn json_for_yaml(json: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(json) {
        Ok(text) if text.contains(is_special_in_yaml) => {
            let mut escaped = String::with_capacity(text.len() + 16);
            for c in text.chars() {
                if is_special_in_yaml(c) {
                    let _ = write!(escaped, "\\u{:04x}", u32::from(c));
                } else {
                    escaped.push(c);
                }
            }
            escaped.into_bytes()
        }
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

fn is_special_in_yaml(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{json_for_yaml, segment};

    #[test]
    fn a_name_is_one_segment() {
        assert_eq!(segment("system:node-proxier"), "system:node-proxier");
        assert_eq!(segment("N_ _Vh"), "N_%20_Vh");
        assert_eq!(segment("a?b#c\"é"), "a%3Fb%23c%22%C3%A9");
    }

    #[test]
    fn json_means_the_same_as_yaml() {
        let value = json!({ "a\u{7f}": "\u{80}\u{85}\u{9f}\u{2028}\u{2029}\u{feff}\u{ffff}", "b": "é \u{1f600} \" \\ \n" });
        let text = json_for_yaml(serde_json::to_vec(&value).unwrap());
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains(r#""a\u007f":"\u0080\u0085\u009f\u2028\u2029\ufeff\uffff""#), "{text}");
        assert!(text.contains("é \u{1f600}"), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
