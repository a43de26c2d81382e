//! Properties of all quantities, checked against 128 bit integers.

use std::borrow::Cow;

use super::*;
use crate::random::{Random, cases};

/// A number of `places` decimal places with a unit. It is small enough to be counted in nanos.
#[derive(Clone, Copy, Debug)]
struct Written {
    number: i64,
    places: u32,
    unit: (&'static str, i128, i128),
}

const UNITS: [(&str, i128, i128); 25] = [
    ("n", 1, 1_000_000_000),
    ("u", 1, 1_000_000),
    ("m", 1, 1000),
    ("", 1, 1),
    ("k", 1000, 1),
    ("M", 1_000_000, 1),
    ("G", 1_000_000_000, 1),
    ("T", 1_000_000_000_000, 1),
    ("P", 1_000_000_000_000_000, 1),
    ("E", 1_000_000_000_000_000_000, 1),
    ("e-12", 1, 1_000_000_000_000),
    ("e-9", 1, 1_000_000_000),
    ("E-1", 1, 10),
    ("e0", 1, 1),
    ("e+1", 10, 1),
    ("e2", 100, 1),
    ("e3", 1000, 1),
    ("E6", 1_000_000, 1),
    ("e10", 10_000_000_000, 1),
    ("Ki", 1 << 10, 1),
    ("Mi", 1 << 20, 1),
    ("Gi", 1 << 30, 1),
    ("Ti", 1 << 40, 1),
    ("Pi", 1 << 50, 1),
    ("Ei", 1 << 60, 1),
];

impl Written {
    fn text(self) -> String {
        let digits = format!("{:0width$}", self.number.unsigned_abs(), width = self.places as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - self.places as usize);
        let sign = if self.number < 0 { "-" } else { "" };
        let point = if self.places > 0 { "." } else { "" };
        format!("{sign}{whole}{point}{fraction}{}", self.unit.0)
    }

    /// The value in nanos, rounded away from zero.
    fn nanos(self) -> i128 {
        let (_, times, per) = self.unit;
        let (above, below) =
            (i128::from(self.number.unsigned_abs()) * times * 1_000_000_000, per * 10_i128.pow(self.places));
        let magnitude = (above + below - 1) / below;
        let magnitude = if self.unit.0.ends_with('i') {
            magnitude.min(i128::from(i64::MAX) * 1_000_000_000)
        } else {
            magnitude
        };
        if self.number < 0 { -magnitude } else { magnitude }
    }
}

fn written(random: &mut Random) -> Written {
    let number = match random.below(4) {
        0 => random.within(-2048, 2047),
        1 => random.within(-10_000_000_000, 9_999_999_999),
        2 => (1 << random.within(0, 32)) + random.within(-1, 1),
        _ => random.within(1, 999) * 10_i64.pow(random.pick(&[0, 1, 2, 3, 4, 5, 6])),
    };
    Written { number, places: random.pick(&[0, 1, 2, 3, 4, 5]), unit: random.pick(&UNITS) }
}

/// A text that is a quantity, nearly one, or anything.
fn any_text(random: &mut Random) -> String {
    const NAMES: [&str; 14] = ["", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti"];
    const DIGITS: &str = "0123456789";
    match random.below(4) {
        0 => {
            let mut text = random.text(DIGITS, 40);
            if random.below(2) == 0 {
                text.push('.');
                text.push_str(&random.text(DIGITS, 40));
            }
            match random.below(NAMES.len() + 4) {
                unit if unit < NAMES.len() => text.push_str(NAMES[unit]),
                unit if unit == NAMES.len() => text.push_str("Pi"),
                unit if unit == NAMES.len() + 1 => text.push_str("Ei"),
                _ => {
                    text.push_str(random.pick(&["e", "E"]));
                    text.push_str(random.pick(&["", "-", "+"]));
                    text.push_str(random.pick(&["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]));
                    text.push_str(&random.text(DIGITS, 2));
                }
            }
            text
        }
        1 => {
            let mut text = random.pick(&["", "-", "+"]).to_owned();
            text.push_str(&random.text("0123456789.", 6));
            text.push_str(&random.text("eEinumkKMGTP", 2));
            text.push_str(random.pick(&["", "-", "+"]));
            text.push_str(&random.text(DIGITS, 3));
            text
        }
        2 => {
            let any = |random: &mut Random| char::from_u32(u32::try_from(random.below(0x11_0000)).unwrap());
            let alike = random.text("0123456789.eEm \u{a0}\u{661}+-", 4);
            random.list(20, any).into_iter().flatten().chain(alike.chars()).collect()
        }
        _ => "1e2147483647".to_owned(),
    }
}

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

/// The value that a number of nanos has.
fn of_nanos(nanos: i128) -> Exact {
    exact(&format!("{nanos}n"))
}

#[test]
fn a_value_is_what_128_bits_say() {
    cases(|random| {
        let written = written(random);
        let value = exact(&written.text());
        assert_eq!(&value, &of_nanos(written.nanos()), "{}", written.text());
        assert_eq!(value.is_negative(), written.nanos() < 0);
        assert_eq!(value.is_zero(), written.nanos() == 0);
        assert_eq!(value.is_integer(), written.nanos() % 1_000_000_000 == 0);
        let milli = written.nanos().unsigned_abs().div_ceil(1_000_000) * 1_000_000;
        let milli = if written.nanos() < 0 { -milli.cast_signed() } else { milli.cast_signed() };
        assert_eq!(value.rounded_to_milli(), of_nanos(milli));
    });
}

#[test]
fn order_is_that_of_the_values() {
    cases(|random| {
        let left = written(random);
        let right = written(random);
        let (a, b) = (exact(&left.text()), exact(&right.text()));
        assert_eq!(a.cmp(&b), left.nanos().cmp(&right.nanos()), "{} {}", left.text(), right.text());
        assert_eq!(b.cmp(&a), right.nanos().cmp(&left.nanos()));
        assert_eq!(a == b, left.nanos() == right.nanos());
    });
}

#[test]
fn a_sum_is_that_of_the_values() {
    cases(|random| {
        let left = written(random);
        let right = written(random);
        let sum = exact(&left.text()).checked_add(&exact(&right.text())).unwrap();
        assert_eq!(&sum, &of_nanos(left.nanos() + right.nanos()));
        assert_eq!(exact(&sum.to_string()), sum);
    });
}

#[test]
fn a_multiple_leaves_no_remainder() {
    cases(|random| {
        let value = written(random);
        let page = written(random);
        let whole = |nanos: i128| nanos.unsigned_abs().div_ceil(1_000_000_000);
        let (size, amount) = (whole(page.nanos()), whole(value.nanos()));
        let whole_page = page.nanos().unsigned_abs().div_ceil(1_000_000).is_multiple_of(1000);
        let expected = page.nanos() > 0 && whole_page && u64::try_from(size).is_ok() && amount % size == 0;
        assert_eq!(exact(&value.text()).is_multiple_of(&exact(&page.text())), expected);
    });
}

#[test]
fn the_canonical_form_keeps_the_value_and_itself() {
    cases(|random| {
        let text = any_text(random);
        let form = canonical(&text);
        let Ok(value) = Exact::parse(&text) else {
            assert_eq!(form, text.as_str());
            return;
        };
        assert_eq!(&exact(&form), &value);
        assert_eq!(value.to_string(), form.as_ref());
        assert_eq!(canonical(&form), form.as_ref());
        assert!(form.contains("e2147483646") || matches!(canonical(&form), Cow::Borrowed(_)));
    });
}

#[test]
fn the_canonical_form_is_short() {
    cases(|random| {
        let written = written(random);
        let text = written.text();
        let form = canonical(&text);
        let number = form.trim_start_matches('-').split(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
        assert!(!form.contains('.'));
        assert!(!number.ends_with("000") || form.ends_with('i'), "{}", form);
        assert!(number == "0" || !number.starts_with('0'));
    });
}
