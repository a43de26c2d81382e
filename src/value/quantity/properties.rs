//! Properties of all quantities, checked against 128 bit integers.

use std::borrow::Cow;

use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::*;

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

fn written() -> impl Strategy<Value = Written> {
    let number = prop_oneof![
        -2048_i64..2048,
        -10_000_000_000_i64..10_000_000_000,
        (0_u32..33, -1_i64..=1).prop_map(|(shift, more)| (1 << shift) + more),
        (1_i64..1000, 0_u32..7).prop_map(|(number, zeros)| number * 10_i64.pow(zeros)),
    ];
    (number, 0_u32..6, 0..UNITS.len()).prop_map(|(number, places, unit)| Written {
        number,
        places,
        unit: UNITS[unit],
    })
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{0,40}(\\.[0-9]{0,40})?(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][-+]?[0-9]{1,3})?",
        "[-+]?[0-9.]{0,6}[eEinumkKMGTP]{0,2}[-+]?[0-9]{0,3}",
        any::<String>(),
        Just("1e2147483647".to_owned()),
    ]
}

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

/// The value that a number of nanos has.
fn of_nanos(nanos: i128) -> Exact {
    exact(&format!("{nanos}n"))
}

proptest! {
    #[test]
    fn a_value_is_what_128_bits_say(written in written()) {
        let value = exact(&written.text());
        prop_assert_eq!(&value, &of_nanos(written.nanos()), "{}", written.text());
        prop_assert_eq!(value.is_negative(), written.nanos() < 0);
        prop_assert_eq!(value.is_zero(), written.nanos() == 0);
        prop_assert_eq!(value.is_integer(), written.nanos() % 1_000_000_000 == 0);
        let milli = written.nanos().unsigned_abs().div_ceil(1_000_000) * 1_000_000;
        let milli = if written.nanos() < 0 { -milli.cast_signed() } else { milli.cast_signed() };
        prop_assert_eq!(value.rounded_to_milli(), of_nanos(milli));
    }

    #[test]
    fn order_is_that_of_the_values(left in written(), right in written()) {
        let (a, b) = (exact(&left.text()), exact(&right.text()));
        prop_assert_eq!(a.cmp(&b), left.nanos().cmp(&right.nanos()), "{} {}", left.text(), right.text());
        prop_assert_eq!(b.cmp(&a), right.nanos().cmp(&left.nanos()));
        prop_assert_eq!(a == b, left.nanos() == right.nanos());
    }

    #[test]
    fn a_sum_is_that_of_the_values(left in written(), right in written()) {
        let sum = exact(&left.text()).checked_add(&exact(&right.text())).unwrap();
        prop_assert_eq!(&sum, &of_nanos(left.nanos() + right.nanos()));
        prop_assert_eq!(exact(&sum.to_string()), sum);
    }

    #[test]
    fn a_multiple_leaves_no_remainder(value in written(), page in written()) {
        let whole = |nanos: i128| nanos.unsigned_abs().div_ceil(1_000_000_000);
        let (size, amount) = (whole(page.nanos()), whole(value.nanos()));
        let whole_page = page.nanos().unsigned_abs().div_ceil(1_000_000).is_multiple_of(1000);
        let expected = page.nanos() > 0 && whole_page && u64::try_from(size).is_ok() && amount % size == 0;
        prop_assert_eq!(exact(&value.text()).is_multiple_of(&exact(&page.text())), expected);
    }

    #[test]
    fn the_canonical_form_keeps_the_value_and_itself(text in any_text()) {
        let form = canonical(&text);
        let Ok(value) = Exact::parse(&text) else {
            prop_assert_eq!(form, text.as_str());
            return Ok(());
        };
        prop_assert_eq!(&exact(&form), &value);
        prop_assert_eq!(value.to_string(), form.as_ref());
        prop_assert_eq!(canonical(&form), form.as_ref());
        prop_assert!(form.contains("e2147483646") || matches!(canonical(&form), Cow::Borrowed(_)));
    }

    #[test]
    fn the_canonical_form_is_short(written in written()) {
        let text = written.text();
        let form = canonical(&text);
        let number = form.trim_start_matches('-').split(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
        prop_assert!(!form.contains('.'));
        prop_assert!(!number.ends_with("000") || form.ends_with('i'), "{}", form);
        prop_assert!(number == "0" || !number.starts_with('0'));
    }
}
