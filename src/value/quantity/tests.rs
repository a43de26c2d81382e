use std::borrow::Cow;

use super::*;

/// Texts, and the canonical form that `resource.Quantity` of Kubernetes 1.36.2 computes for them.
const ACCEPTED: &[(&str, &str)] = &[
    ("0", "0"),
    ("00", "0"),
    ("-0", "0"),
    ("1", "1"),
    ("+1", "1"),
    ("01", "1"),
    ("1.", "1"),
    (".5", "500m"),
    ("1.500", "1500m"),
    ("1000m", "1"),
    ("1500m", "1500m"),
    ("1.5", "1500m"),
    ("1024Mi", "1Gi"),
    ("0.5Gi", "512Mi"),
    ("0.5Ki", "512"),
    ("1.5Gi", "1536Mi"),
    ("1000Ki", "1000Ki"),
    ("1000k", "1M"),
    ("1024k", "1024k"),
    ("1e3", "1e3"),
    ("1E3", "1e3"),
    ("1e0", "1"),
    ("1e1", "10"),
    ("1e-1", "100e-3"),
    ("1e-10", "1e-9"),
    ("1e-309", "1e-9"),
    ("1e309", "1e309"),
    ("0.1m", "100u"),
    ("0.0000000001", "1n"),
    ("-0.0000000001", "-1n"),
    ("1n", "1n"),
    ("1000000000n", "1"),
    ("999999999.9999999999", "1G"),
    ("9223372036854775807", "9223372036854775807"),
    ("9223372036854775808", "9223372036854775808"),
    ("-9223372036854775809", "-9223372036854775809"),
    ("8Ei", "9223372036854775807"),
    ("7.9999Ei", "9223256744704315123302400u"),
    ("9Ei", "9223372036854775807"),
    ("-9Ei", "-9223372036854775807"),
    ("1023Ei", "9223372036854775807"),
    ("1.5E", "1500P"),
    ("1025Ki", "1025Ki"),
    ("1.0000000001Ki", "1024000000103n"),
    ("-1.5Gi", "-1536Mi"),
    ("1e4294967296", "1"),
    ("1e4294967299", "1e3"),
    ("1e-4294967293", "1e3"),
    ("+", "0"),
    ("-", "0"),
    (".", "0"),
    ("k", "0"),
    ("Ki", "0"),
    (".Ti", "0"),
    ("00Ei", "0"),
    ("e3", "0"),
    ("e-9", "0"),
    ("E", "0"),
    ("1e+3", "1e3"),
    (" 1Mi ", "1Mi"),
];

/// Texts that `resource.Quantity` of Kubernetes 1.36.2 refuses.
const REFUSED: &[&str] = &[
    "Pi",
    "Ei",
    ".Ei",
    "e-10",
    "e",
    "ee3",
    "1e++3",
    "1e",
    "1e+",
    "1e9223372036854775808",
    "1i",
    "1mi",
    "1K",
    "1kB",
    "1Mib",
    "1 Mi",
    "1_000",
    "1,5",
    "1.2.3",
    "--1",
    "0x10",
    "NaN",
    "inf",
    "12e3.5",
    "1k3",
    "1+3",
    "",
];

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

#[test]
fn texts_have_the_canonical_form_of_kubernetes() {
    for (text, expected) in ACCEPTED {
        assert_eq!(canonical(text), *expected, "{text:?}");
        assert_eq!(exact(text).to_string(), *expected, "{text:?}");
        assert_eq!(exact(text), exact(expected), "{text:?}");
    }
}

#[test]
fn what_kubernetes_refuses_is_refused() {
    for text in REFUSED {
        assert!(Exact::parse(text).is_err(), "{text:?}");
        assert_eq!(canonical(text), *text);
    }
}

#[test]
fn a_canonical_text_is_borrowed() {
    for (_, text) in ACCEPTED {
        assert!(matches!(canonical(text), Cow::Borrowed(_)), "{text}");
    }
}

#[test]
fn units_that_kubernetes_would_lose_become_exponents() {
    // Kubernetes prints these two as "1" and as "100".
    assert_eq!(canonical("1000E"), "1e21");
    assert_eq!(canonical("100000000000000000000000000000"), "100e27");
    // Kubernetes prints "5000", and "5k" once it has read that.
    assert_eq!(canonical("4.8828125Ki"), "5k");
}

#[test]
fn long_texts_are_read_exactly() {
    let nines = "9".repeat(10_000);
    assert_eq!(canonical(&nines), nines);
    assert!(exact(&nines) < exact("1e10000"));
    assert!(exact(&nines) > exact("9e9999"));
    assert_eq!(canonical(&format!("{nines}Ki")), "9223372036854775807");
    assert_eq!(canonical(&format!("0.{}1", "0".repeat(10_000))), "1n");
    assert_eq!(canonical(&format!("0.{nines}Gi")), "1Gi");
    assert_eq!(canonical(&format!("1{}", "0".repeat(10_000))), "10e9999");
    assert_eq!(canonical(&format!("{}1Gi", "0".repeat(10_000))), "1Gi");
}

#[test]
fn far_exponents_cost_nothing() {
    assert!(exact("1e2147483647") > exact("1e2147483646"));
    assert_eq!(canonical("1e2147483647"), "10e2147483646");
    assert_eq!(canonical("100e2147483647"), "1000e2147483646");
    assert_eq!(canonical(&canonical("100e2147483647")), "1000e2147483646");
    assert!(exact("1e2147483647").is_multiple_of(&exact("2Mi")));
    assert!(exact("1e2147483647").checked_add(&exact("1")).is_none());
    assert_eq!(canonical("1e-2147483648"), "1e-9");
}

#[test]
fn values_compare_whatever_their_unit() {
    assert_eq!(exact("1"), exact("1000m"));
    assert_eq!(exact("1Gi"), exact("1073741824"));
    assert_eq!(exact("-0"), exact("0"));
    let ascending =
        ["-1Gi", "-1G", "-1500m", "-1", "-1n", "0", "1n", "1m", "0.9", "1", "1001m", "1k", "1Ki", "1e309"];
    for pair in ascending.windows(2) {
        assert!(exact(pair[0]) < exact(pair[1]), "{pair:?}");
    }
}

#[test]
fn sums_are_exact() {
    for (left, right, sum) in [
        ("250m", "750m", "1"),
        ("1Gi", "512Mi", "1536Mi"),
        ("0", "1Gi", "1Gi"),
        ("1Gi", "0", "1Gi"),
        ("1", "1Ki", "1025"),
        ("1Gi", "1n", "1073741824000000001n"),
        ("1", "-1", "0"),
        ("1", "-250m", "750m"),
        ("250m", "-1", "-750m"),
        ("-1", "-1", "-2"),
        ("9223372036854775807", "1", "9223372036854775808"),
        ("8Ei", "8Ei", "18446744073709551614"),
        ("1e300", "1", &format!("1{}1", "0".repeat(299))),
    ] {
        let total = exact(left).checked_add(&exact(right)).unwrap();
        assert_eq!(total.to_string(), sum, "{left} + {right}");
        assert_eq!(total, exact(sum), "{left} + {right}");
    }
}

#[test]
fn huge_pages_divide_without_a_remainder() {
    for (value, page) in [
        ("4Mi", "2Mi"),
        ("0", "2Mi"),
        ("1Gi", "1Gi"),
        ("2097152", "2Mi"),
        ("2097151.5", "2Mi"),
        ("8e21", "8M"),
    ] {
        assert!(exact(value).is_multiple_of(&exact(page)), "{value} {page}");
    }
    for (value, page) in [
        ("3Mi", "2Mi"),
        ("1", "2Mi"),
        ("2Mi", "0"),
        ("2Mi", "-2Mi"),
        ("3", "1500m"),
        ("1G", "1Gi"),
        ("8Ei", "2Mi"),
    ] {
        assert!(!exact(value).is_multiple_of(&exact(page)), "{value} {page}");
    }
}

#[test]
fn values_are_asked_for_their_sign_and_their_fraction() {
    assert!(exact("-1n").is_negative() && !exact("-0").is_negative() && !exact("1").is_negative());
    assert!(exact("0.000").is_zero() && !exact("1e-309").is_zero());
    assert!(exact("1000m").is_integer() && exact("-2Ki").is_integer() && exact("0").is_integer());
    assert!(!exact("1500m").is_integer() && !exact("1n").is_integer());
    assert_eq!(exact("1u").rounded_to_milli().to_string(), "1m");
    assert_eq!(exact("0.9999999").rounded_to_milli().to_string(), "1");
    assert_eq!(exact("-1.0001").rounded_to_milli().to_string(), "-1001m");
}

#[test]
fn a_refusal_says_where() {
    let broken = |text| Exact::parse(text).unwrap_err();
    assert_eq!(broken("").rule, "a quantity must not be empty");
    assert_eq!(broken("12kB").at, 2);
    assert_eq!(broken("-1.5 Gi").at, 4);
    assert_eq!(broken("Ei").rule, "a quantity has at least one digit");
}
