//! Hints for texts that are no amounts: what to write instead, after common mistakes.

use super::amount::{Amount, Words};

/// The units that the amounts of a resource are mistaken to have.
#[derive(Clone, Copy)]
pub(crate) enum Units {
    Bytes,
    Cores,
}

/// The longest text for which a hint is looked for: a hint repeats the number.
const TEXT_MAX: usize = 40;

/// Returns what may have been meant, such as `write 256M or 256Mi` for `256MB`.
pub(super) fn hint(text: &str, power: i64, words: &Words) -> Option<String> {
    let (number, unit) = split(Some(text).filter(|text| text.len() <= TEXT_MAX)?)?;
    let fits = |candidate: &String| Amount::read(candidate, power, words).is_ok();
    let as_written = Some(format!("{number}{unit}")).filter(fits);
    let meant = as_written.map_or_else(
        || {
            let units = words.units.meant_by(&unit.to_ascii_lowercase());
            units.iter().map(|unit| format!("{number}{unit}")).filter(fits).collect()
        },
        |meant| vec![meant],
    );
    if meant.is_empty() {
        return None;
    }
    let is_thousandth = unit == "m" && matches!(words.units, Units::Bytes);
    let reason = if is_thousandth { "'m' is a thousandth of a byte, " } else { "" };
    Some(format!("{reason}write {}", meant.join(" or ")))
}

/// Splits a text into number and unit. Drops blanks and `_`, and replaces a decimal comma with a point.
fn split(text: &str) -> Option<(String, &str)> {
    let text = text.trim();
    let end = text.find(|c: char| !matches!(c, '0'..='9' | '.' | ',' | '_')).unwrap_or(text.len());
    let number = text[..end].replace('_', "");
    let number = match number.split_once(',') {
        // Such a comma may separate thousands.
        Some((_, fraction)) if fraction.len() == 3 => return None,
        Some((whole, fraction)) => format!("{whole}.{fraction}"),
        None => number,
    };
    Some((number, text[end..].trim_start()))
}

impl Units {
    fn meant_by(self, unit: &str) -> &'static [&'static str] {
        match self {
            Self::Bytes => {
                let stem = ["bytes", "byte", "b"].iter().find_map(|bytes| unit.strip_suffix(bytes));
                match stem.unwrap_or(unit) {
                    "" => &[""],
                    "k" => &["k", "Ki"],
                    "m" => &["M", "Mi"],
                    "g" => &["G", "Gi"],
                    "t" => &["T", "Ti"],
                    "p" => &["P", "Pi"],
                    "e" => &["E", "Ei"],
                    "ki" => &["Ki"],
                    "mi" => &["Mi"],
                    "gi" => &["Gi"],
                    "ti" => &["Ti"],
                    "pi" => &["Pi"],
                    "ei" => &["Ei"],
                    _ => &[],
                }
            }
            Self::Cores => match unit {
                "c" | "core" | "cores" | "cpu" | "cpus" | "vcpu" | "vcpus" => &[""],
                "mc" | "mcore" | "mcores" | "mcpu" | "milli" | "millis" | "millicore" | "millicores"
                | "millicpu" | "millicpus" => &["m"],
                _ => &[],
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Cpu, Memory, ParseError, Storage};

    fn hint<T: std::str::FromStr<Err = ParseError>>(text: &str) -> String {
        text.parse::<T>().err().expect(text).hint().to_owned()
    }

    #[test]
    fn bytes_have_the_units_that_were_meant() {
        for (text, expected) in [
            ("512m", "'m' is a thousandth of a byte, write 512M or 512Mi"),
            ("512 m", "'m' is a thousandth of a byte, write 512M or 512Mi"),
            ("1.5m", "'m' is a thousandth of a byte, write 1.5M or 1.5Mi"),
            ("1K", "write 1k or 1Ki"),
            ("1kb", "write 1k or 1Ki"),
            ("1KB", "write 1k or 1Ki"),
            ("1mb", "write 1M or 1Mi"),
            ("256MB", "write 256M or 256Mi"),
            ("1g", "write 1G or 1Gi"),
            ("1gi", "write 1Gi"),
            ("1GiB", "write 1Gi"),
            ("1KiB", "write 1Ki"),
            ("1KI", "write 1Ki"),
            ("2TB", "write 2T or 2Ti"),
            ("1EiB", "write 1Ei"),
            ("1 Gi", "write 1Gi"),
            (" 1Gi", "write 1Gi"),
            ("1 G", "write 1G"),
            ("1Gi\n", "write 1Gi"),
            ("0,5Gi", "write 0.5Gi"),
            ("1_000Mi", "write 1000Mi"),
            ("1024B", "write 1024"),
            ("1024 bytes", "write 1024"),
            // Nothing is known to be meant.
            ("", ""),
            ("-1", ""),
            ("0.5", ""),
            ("1,024Mi", ""),
            ("one", ""),
            ("MB", ""),
            ("0x10", ""),
            ("50%", ""),
            ("99EB", ""),
            ("1.2.3Mi", ""),
            ("1u", ""),
            ("0.0000000000000000000000000000000000001 Gi", ""),
        ] {
            assert_eq!(hint::<Memory>(text), expected, "{text:?}");
            assert_eq!(hint::<Storage>(text), expected, "{text:?}");
        }
    }

    #[test]
    fn cores_have_the_units_that_were_meant() {
        for (text, expected) in [
            ("2 cores", "write 2"),
            ("0.5cpu", "write 0.5"),
            ("500 m", "write 500m"),
            ("500millis", "write 500m"),
            ("0,5", "write 0.5"),
            ("0.0001", ""),
            ("1Ghz", ""),
            ("", ""),
        ] {
            assert_eq!(hint::<Cpu>(text), expected, "{text:?}");
        }
    }
}
