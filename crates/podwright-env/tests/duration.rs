//! Spans of time, beside the crate `humantime`, whose grammar they have.

use std::panic::catch_unwind;

use podwright_env::Duration;

/// Numbers that differ from run to run of a loop, and not from run to run of the test.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).expect("it is below the bound")
    }

    fn one_of(&mut self, texts: &[&'static str]) -> &'static str {
        texts[self.below(texts.len())]
    }
}

const UNITS: &[&str] = &[
    "nanos", "nsec", "ns", "usec", "us", "µs", "millis", "msec", "ms", "seconds", "second", "secs", "sec",
    "s", "minutes", "minute", "min", "mins", "m", "hours", "hour", "hr", "hrs", "h", "days", "day", "d",
    "weeks", "week", "wk", "wks", "w", "months", "month", "M", "years", "year", "yr", "yrs", "y",
];
const NEAR_UNITS: &[&str] =
    &["", "S", "H", "D", "Ms", "MS", "mo", "micros", "μs", "fortnight", "secss", "µ", "e", "m s", "nano"];
const NUMBERS: &[&str] = &[
    "0",
    "00",
    "1",
    "7",
    "10",
    "59",
    "60",
    "61",
    "999",
    "1000",
    "86400",
    "1 0",
    "18446744073709551615",
    "18446744073709551616",
    "18446744073709551614",
    "9223372036854775807",
    "307445734561825860",
    "999999999",
    "1000000000",
    "584542046090",
    "7014504553087",
    "18446744073",
    "18446744073709551",
    "99999999999999999999999999999999999999999",
];
const FRACTIONS: &[&str] = &[
    "5",
    "25",
    "0",
    "00",
    "05",
    "125",
    "50",
    "5000000000000000000",
    "0000000000000000001",
    "000000001",
    "999999999",
    "0000000001",
    "1234567891",
    "33",
    "00000000000000000000",
    "",
    "5 0",
    ".5",
    "0000000000000000000000000000000000000000005",
];
const SPACES: &[&str] = &["", "", "", "", "", " ", " ", "  ", "\t", "\n", "\u{a0}"];
const JUNK: &[&str] = &["\u{2003}", "_", ",", "+", "-", "\u{200b}", "é"];

/// Returns a text that is a span of time, or nearly.
fn text(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(4) {
        text += if random.below(8) == 0 { random.one_of(SPACES) } else { "" };
        text += if random.below(3) == 0 { random.one_of(NUMBERS) } else { random.one_of(&NUMBERS[..12]) };
        text += if random.below(8) == 0 { random.one_of(SPACES) } else { "" };
        if random.below(4) == 0 {
            text.push('.');
            text +=
                if random.below(3) == 0 { random.one_of(FRACTIONS) } else { random.one_of(&FRACTIONS[..6]) };
        }
        text += random.one_of(&["", "", " "]);
        text += if random.below(30) == 0 { random.one_of(NEAR_UNITS) } else { random.one_of(UNITS) };
        text += random.one_of(SPACES);
        text += if random.below(40) == 0 { random.one_of(JUNK) } else { "" };
    }
    if random.below(4) == 0 {
        let mut chars: Vec<char> = text.chars().collect();
        let at = random.below(chars.len());
        match random.below(3) {
            0 => drop(chars.remove(at)),
            1 => chars.insert(at, chars[at]),
            _ => chars[at] = [' ', '.', '0', '9', 's', 'm', 'M', 'µ', '-', 'é'][random.below(10)],
        }
        text = chars.into_iter().collect();
    }
    text
}

#[test]
fn what_humantime_reads_is_read_as_humantime_reads_it() {
    let count =
        std::env::var("PODWRIGHT_DURATIONS").map_or(100_000, |count| count.parse().expect("a number"));
    // Nobody has to see that it panics where the sum is one second more than `u64::MAX`.
    let shown = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if panic.payload().downcast_ref() != Some(&"overflow in Duration::new") {
            shown(panic);
        }
    }));
    let mut random = Random(1);
    let (mut read, mut refused, mut exact) = (0, 0, 0);
    for _ in 0..count {
        let text = text(&mut random);
        let ours = text.parse::<Duration>();
        let theirs = catch_unwind(|| humantime::parse_duration(&text))
            .unwrap_or(Err(humantime::DurationError::NumberOverflow));
        match (&theirs, &ours) {
            (Ok(theirs), Ok(ours)) => {
                assert_eq!(theirs, &**ours, "{text:?}");
                assert_eq!(humantime::parse_duration(&ours.to_string()), Ok(*theirs), "{text:?} as {ours}");
                read += 1;
            }
            (Err(_), Err(_)) => refused += 1,
            // Fractions are exact here, and there limited to what fits into 64 bits.
            (Err(humantime::DurationError::NumberOverflow), Ok(_)) => exact += 1,
            _ => panic!("{text:?}: humantime {theirs:?}, here {ours:?}"),
        }
    }
    println!("{read} read, {refused} refused, {exact} read here alone");
    assert!(read > count / 5 && refused > count / 5 && exact > count / 1000 && exact < count / 10);
}

#[test]
fn a_fraction_is_read_if_it_is_of_whole_nanoseconds() {
    let nanos =
        |text: &str| text.parse::<Duration>().map(|it| it.as_nanos()).map_err(|error| error.to_string());
    assert_eq!(nanos("1.5h"), Ok(5_400_000_000_000));
    assert_eq!(nanos("0.0001h"), Ok(360_000_000));
    assert_eq!(nanos("1.0ns"), Ok(1));
    assert_eq!(nanos("0.50000000000000000000000000000000000000000000000000s"), Ok(500_000_000));
    assert_eq!(nanos("0.000000001s 1ns"), Ok(2));
    assert_eq!(nanos("0.5ns"), Err("\"0.5ns\" is not of whole nanoseconds".to_owned()));
    assert_eq!(
        nanos("1s 0.33333333333333h"),
        Err("\"0.33333333333333h\" is not of whole nanoseconds".to_owned())
    );
}

#[test]
fn an_error_says_what_to_write() {
    let error = |text: &str| text.parse::<Duration>().expect_err(text).to_string();
    assert_eq!(error(""), "it is empty: write a number with a unit, such as 30s");
    assert_eq!(error(" \n"), "it is empty: write a number with a unit, such as 30s");
    assert_eq!(error("30"), "\"30\" has no unit: write 30s, 30m or 30ms");
    assert_eq!(error("1h 30"), "\"30\" has no unit: write 30s, 30m or 30ms");
    assert_eq!(error("-5s"), "\"-5s\" begins with no digit: write numbers with units, 1h 30m");
    assert_eq!(error("1h, 30m"), "\", 30m\" begins with no digit: write numbers with units, 1h 30m");
    assert_eq!(error("5_000ms"), "\"_000ms\" begins with no digit: write numbers with units, 1h 30m");
    assert_eq!(error("1.h"), "\"1.h\" has no digit behind the point: write 1.5h");
    assert_eq!(
        error("1h 1 fortnight"),
        "the unit of \"1 fortnight\" is none of ns, us, ms, s, m, h, d, w, M, y"
    );
    for text in [
        "18446744073709551616s",
        "18446744073709551615s 1000ms",
        "1h 99999999999999999999999999999999999999999s",
    ] {
        assert!(error(text).ends_with(" is too long: it has more than u64::MAX seconds"), "{}", error(text));
    }
    // The errors of an environment show 80 characters.
    let long = format!("{}x", "9".repeat(1 << 20));
    assert_eq!(
        error(&long),
        "the unit of \"99999999999999999999\" is none of ns, us, ms, s, m, h, d, w, M, y"
    );
}

#[test]
fn the_longest_and_the_shortest_are_written_and_read() {
    for duration in [
        std::time::Duration::ZERO,
        std::time::Duration::from_nanos(1),
        std::time::Duration::MAX,
        std::time::Duration::from_secs(u64::MAX),
        std::time::Duration::new(86_399, 999_999_999),
    ] {
        let written = Duration::new(duration);
        assert_eq!(written.to_string().parse(), Ok(written));
        assert_eq!((written.into_inner(), std::time::Duration::from(written)), (duration, duration));
        assert_eq!(humantime::parse_duration(&written.to_string()), Ok(duration));
    }
    assert_eq!(Duration::new(std::time::Duration::MAX).to_string(), "213503982334601d7h15s999ms999us999ns");
    assert_eq!(Duration::from(std::time::Duration::new(90_061, 2_003_004)).to_string(), "1d1h1m1s2ms3us4ns");
    assert_eq!(Duration::default().to_string(), "0s");
}
