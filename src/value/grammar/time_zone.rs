//! The names of time zones.

use super::{Grammar, broken};

/// The names of the IANA database, sorted by their bytes, a line each.
const NAMES: &str = include_str!("../time_zone/names.txt");

/// Checks the name of a time zone.
///
/// Source: <https://www.iana.org/time-zones>
pub(crate) const fn time_zone(text: &str) -> Grammar {
    if is_listed(text.as_bytes()) {
        return Ok(());
    }
    broken("a time zone is named as in the IANA database, such as 'Europe/Berlin' or 'UTC'", 0)
}

/// Looks for a line by halves.
const fn is_listed(name: &[u8]) -> bool {
    let names = NAMES.as_bytes();
    // The lines that begin in `low..high` are left.
    let (mut low, mut high) = (0, names.len());
    while low < high {
        let mut line = low + (high - low) / 2;
        while line > low && names[line - 1] != b'\n' {
            line -= 1;
        }
        let mut i = 0;
        while i < name.len() && names[line + i] == name[i] && name[i] != b'\n' {
            i += 1;
        }
        let at_end = names[line + i] == b'\n';
        if i == name.len() && at_end {
            return true;
        }
        // A line break sorts before every character of a name.
        if i < name.len() && (at_end || names[line + i] < name[i]) {
            while names[line] != b'\n' {
                line += 1;
            }
            low = line + 1;
        } else {
            high = line;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{NAMES, time_zone};

    #[test]
    fn every_name_is_found_and_nothing_near_it() {
        assert!(NAMES.lines().count() > 590);
        assert!(NAMES.lines().is_sorted());
        for name in NAMES.lines() {
            assert_eq!(time_zone(name), Ok(()), "{name}");
            for near in [format!("{name}x"), format!("{name}\n"), format!(" {name}"), name[1..].to_owned()] {
                assert_eq!(time_zone(&near).is_ok(), NAMES.lines().any(|other| other == near), "{near:?}");
            }
        }
        for text in
            ["", "\n", "europe/berlin", "Local", "local", "Europe", "Europe/", "UTC+1", "zz", "\u{ff}"]
        {
            assert!(time_zone(text).is_err(), "{text:?}");
        }
    }
}
