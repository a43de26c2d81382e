//! The grammar of schedules: that of the parser that Kubernetes uses, `ParseStandard` of `github.com/robfig/cron/v3`.
//!
//! It takes more than its documentation says: `?` for `*`, `+5`, `5/10`, empty parts between commas, and anything after the
//! `-` of a star.

use super::{Broken, Grammar, broken};

/// One of the five fields of a schedule.
struct Field {
    min: u64,
    max: u64,
    /// Names of values, in lower case. The first is the name of `first`.
    names: &'static [[u8; 3]],
    first: u64,
    rule: &'static str,
}

const FIELDS: [Field; 5] = [
    Field { min: 0, max: 59, names: &[], first: 0, rule: "the first field is the minute, 0 to 59" },
    Field { min: 0, max: 23, names: &[], first: 0, rule: "the second field is the hour, 0 to 23" },
    Field { min: 1, max: 31, names: &[], first: 0, rule: "the third field is the day of the month, 1 to 31" },
    Field {
        min: 1,
        max: 12,
        names: &[
            *b"jan", *b"feb", *b"mar", *b"apr", *b"may", *b"jun", *b"jul", *b"aug", *b"sep", *b"oct",
            *b"nov", *b"dec",
        ],
        first: 1,
        rule: "the fourth field is the month, 1 to 12 or JAN to DEC",
    },
    Field {
        min: 0,
        max: 6,
        names: &[*b"sun", *b"mon", *b"tue", *b"wed", *b"thu", *b"fri", *b"sat"],
        first: 0,
        rule: "the fifth field is the day of the week, 0 (Sunday) to 6 or SUN to SAT",
    },
];

/// What a part of a field means: the values from `low` to `high`, each `step`th of them.
#[derive(Clone, Copy)]
pub(crate) struct Range {
    pub(crate) low: u64,
    pub(crate) high: u64,
    pub(crate) step: u64,
    /// A star that no step thins out: with it the field does not restrict the day.
    pub(crate) is_star: bool,
}

const TIME_ZONE: &str = "a schedule has no time zone: '.time_zone(..)' of the CronJob sets it";
const SECONDS: &str = "a schedule has five fields, the first is the minute: Kubernetes has no seconds";
const NAMED: &str =
    "a named schedule is @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually or '@every 1h30m'";

/// Checks the schedule of a `CronJob`.
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax>
pub(crate) const fn schedule(text: &str) -> Grammar {
    if let Some(at) = time_zone_in(text) {
        return broken(TIME_ZONE, at);
    }
    untimed(text)
}

/// Returns the place of `TZ`, which Kubernetes refuses anywhere in a schedule.
pub(crate) const fn time_zone_in(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut i = 0;
    while i + 1 < bytes.len() {
        if bytes[i] == b'T' && bytes[i + 1] == b'Z' {
            return Some(i);
        }
        i += 1;
    }
    None
}

const fn untimed(text: &str) -> Grammar {
    let bytes = text.as_bytes();
    if let [b'@', ..] = bytes {
        return named(bytes);
    }
    let (mut i, mut field) = (0, 0);
    loop {
        let (from, to) = next_field(bytes, i);
        if from == to {
            break;
        }
        if field == FIELDS.len() {
            return broken(SECONDS, from);
        }
        if let Err(error) = list(bytes, from, to, &FIELDS[field]) {
            // With a sixth field the first is meant to be the seconds.
            return if count(bytes) == 6 { broken(SECONDS, 0) } else { Err(error) };
        }
        field += 1;
        i = to;
    }
    if field == FIELDS.len() {
        Ok(())
    } else {
        broken(
            "a schedule has five fields: minute, hour, day of the month, month, day of the week",
            bytes.len(),
        )
    }
}

const fn count(bytes: &[u8]) -> usize {
    let (mut i, mut count) = (0, 0);
    loop {
        let (from, to) = next_field(bytes, i);
        if from == to {
            return count;
        }
        count += 1;
        i = to;
    }
}

/// Returns where the next field begins and ends. Both are the end of the text if there is none.
pub(crate) const fn next_field(bytes: &[u8], mut i: usize) -> (usize, usize) {
    while i < bytes.len() && space(bytes, i) > 0 {
        i += space(bytes, i);
    }
    let from = i;
    while i < bytes.len() && space(bytes, i) == 0 {
        i += 1;
    }
    (from, i)
}

/// Returns the number of bytes of the white space at `i`, which is Unicode's; 0 if there is none.
const fn space(bytes: &[u8], i: usize) -> usize {
    let next = if i + 1 < bytes.len() { bytes[i + 1] } else { 0 };
    let last = if i + 2 < bytes.len() { bytes[i + 2] } else { 0 };
    match (bytes[i], next, last) {
        (b'\t'..=b'\r' | b' ', _, _) => 1,
        (0xc2, 0x85 | 0xa0, _) => 2,
        (0xe1, 0x9a, 0x80)
        | (0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf)
        | (0xe2, 0x81, 0x9f)
        | (0xe3, 0x80, 0x80) => 3,
        _ => 0,
    }
}

const fn named(bytes: &[u8]) -> Grammar {
    match bytes {
        b"@hourly" | b"@daily" | b"@midnight" | b"@weekly" | b"@monthly" | b"@yearly" | b"@annually" => {
            Ok(())
        }
        [b'@', b'e', b'v', b'e', b'r', b'y', b' ', ..] => duration(bytes, 7),
        _ => broken(NAMED, 0),
    }
}

/// Checks one field in `bytes[from..to]`: parts between commas, of which empty ones do not count.
const fn list(bytes: &[u8], mut from: usize, to: usize, field: &Field) -> Grammar {
    while from < to {
        let end = find(bytes, from, to, b',');
        if from < end
            && let Err(error) = range(bytes, from, end, field)
        {
            return Err(error);
        }
        from = end + 1;
    }
    Ok(())
}

/// Returns the next part of the field with this index, in `bytes[from..to]`, and where the rest begins. The schedule is valid.
pub(crate) const fn next_range(bytes: &[u8], from: usize, to: usize, field: usize) -> (Option<Range>, usize) {
    let end = find(bytes, from, to, b',');
    match range(bytes, from, end, &FIELDS[field]) {
        Ok(range) => (Some(range), end + 1),
        Err(_) => (None, end + 1),
    }
}

const fn range(bytes: &[u8], from: usize, to: usize, field: &Field) -> Result<Range, Broken> {
    let slash = find(bytes, from, to, b'/');
    let dash = find(bytes, from, slash, b'-');
    let is_star = dash == from + 1 && matches!(bytes[from], b'*' | b'?');
    let (low, mut high) = if is_star {
        (field.min, field.max)
    } else {
        let Some(low) = value(bytes, from, dash, field) else {
            return Err(Broken { rule: field.rule, at: from });
        };
        if dash == slash {
            (low, low)
        } else if find(bytes, dash + 1, slash, b'-') != slash {
            return Err(Broken { rule: "a range has one '-'", at: find(bytes, dash + 1, slash, b'-') });
        } else {
            let Some(high) = value(bytes, dash + 1, slash, field) else {
                return Err(Broken { rule: field.rule, at: dash + 1 });
            };
            (low, high)
        }
    };
    let mut step = 1;
    if slash != to {
        step = match number(bytes, slash + 1, to) {
            None | Some(0) => {
                return Err(Broken { rule: "the step after '/' is a positive number", at: slash + 1 });
            }
            Some(step) => step,
        };
        if dash == slash {
            high = field.max;
        }
    }
    if low < field.min || low > field.max || high > field.max {
        return Err(Broken { rule: field.rule, at: from });
    }
    if low > high {
        return Err(Broken { rule: "a range runs from the lower to the higher value", at: from });
    }
    Ok(Range { low, high, step, is_star: is_star && step == 1 })
}

/// Returns the place of a byte in `bytes[from..to]`, or `to`.
pub(super) const fn find(bytes: &[u8], mut from: usize, to: usize, byte: u8) -> usize {
    while from < to && bytes[from] != byte {
        from += 1;
    }
    from
}

const fn value(bytes: &[u8], from: usize, to: usize, field: &Field) -> Option<u64> {
    let mut name = 0;
    while name < field.names.len() {
        if is_name(bytes, from, to, field.names[name]) {
            return Some(field.first + name as u64);
        }
        name += 1;
    }
    number(bytes, from, to)
}

/// Tells whether the text is the name in any case. The lower case of `İ` is `i`, as Go has it.
const fn is_name(bytes: &[u8], mut from: usize, to: usize, name: [u8; 3]) -> bool {
    let mut i = 0;
    while i < name.len() {
        if from == to {
            return false;
        }
        if bytes[from].eq_ignore_ascii_case(&name[i]) {
            from += 1;
        } else if name[i] == b'i' && from + 1 < to && bytes[from] == 0xc4 && bytes[from + 1] == 0xb0 {
            from += 2;
        } else {
            return false;
        }
        i += 1;
    }
    from == to
}

/// Returns the number of a text as Go's `Atoi` reads it: `+5` and `05` are numbers.
pub(super) const fn number(bytes: &[u8], mut from: usize, to: usize) -> Option<u64> {
    if from < to && bytes[from] == b'+' {
        from += 1;
    }
    if from == to {
        return None;
    }
    let mut value = 0_u64;
    while from < to {
        if !bytes[from].is_ascii_digit() || value > i64::MAX as u64 / 10 {
            return None;
        }
        value = value * 10 + (bytes[from] - b'0') as u64;
        if value > i64::MAX as u64 {
            return None;
        }
        from += 1;
    }
    Some(value)
}

/// One more than the largest duration of Go, in nanoseconds.
const DURATION_END: u64 = 1 << 63;

/// Checks a duration as Go's `ParseDuration` reads it: a sign, then numbers with units, which may have fractions.
const fn duration(bytes: &[u8], mut i: usize) -> Grammar {
    let from = i;
    let is_negative = i < bytes.len() && bytes[i] == b'-';
    if i < bytes.len() && matches!(bytes[i], b'-' | b'+') {
        i += 1;
    }
    if i + 1 == bytes.len() && bytes[i] == b'0' {
        return Ok(());
    }
    if i == bytes.len() {
        return broken(NAMED, from);
    }
    let mut sum = 0_u64;
    while i < bytes.len() {
        let Some(amount) = amount(bytes, i) else { return broken(NAMED, i) };
        // Go lets the sum of two of the largest amounts wrap around to zero.
        sum = sum.wrapping_add(amount.nanoseconds);
        if sum > DURATION_END {
            return broken(NAMED, i);
        }
        i = amount.end;
    }
    if sum == DURATION_END && !is_negative { broken(NAMED, from) } else { Ok(()) }
}

struct Amount {
    nanoseconds: u64,
    end: usize,
}

/// Reads a number and its unit at `i`.
const fn amount(bytes: &[u8], mut i: usize) -> Option<Amount> {
    let from = i;
    let mut whole = 0_u64;
    while i < bytes.len() && bytes[i].is_ascii_digit() {
        if whole > DURATION_END / 10 {
            return None;
        }
        whole = whole * 10 + (bytes[i] - b'0') as u64;
        if whole > DURATION_END {
            return None;
        }
        i += 1;
    }
    let mut has_digits = i > from;
    let mut fraction = Fraction { digits: 0, scale: 1.0, is_full: false };
    if i < bytes.len() && bytes[i] == b'.' {
        i += 1;
        let from = i;
        while i < bytes.len() && bytes[i].is_ascii_digit() {
            fraction = fraction.with(bytes[i] - b'0');
            i += 1;
        }
        has_digits = has_digits || i > from;
    }
    let unit_from = i;
    while i < bytes.len() && bytes[i] != b'.' && !bytes[i].is_ascii_digit() {
        i += 1;
    }
    let unit = unit(bytes, unit_from, i);
    if !has_digits || unit == 0 || whole > DURATION_END / unit {
        return None;
    }
    let nanoseconds = whole * unit + fraction.of(unit);
    if nanoseconds > DURATION_END { None } else { Some(Amount { nanoseconds, end: i }) }
}

/// The digits after the point.
#[derive(Clone, Copy)]
struct Fraction {
    digits: u64,
    scale: f64,
    /// Go ignores the digits from the first one that does not fit.
    is_full: bool,
}

#[expect(clippy::float_arithmetic, reason = "Go rounds so")]
impl Fraction {
    const fn with(self, digit: u8) -> Self {
        if self.is_full || self.digits > (DURATION_END - 1) / 10 {
            return Self { is_full: true, ..self };
        }
        let digits = self.digits * 10 + digit as u64;
        if digits > DURATION_END {
            return Self { is_full: true, ..self };
        }
        Self { digits, scale: self.scale * 10.0, is_full: false }
    }

    /// Returns the fraction of a unit: less than one hour, so that the number fits.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "Go rounds so"
    )]
    const fn of(self, unit: u64) -> u64 {
        (self.digits as f64 * (unit as f64 / self.scale)) as u64
    }
}

/// Returns the nanoseconds of a unit, 0 if it is none.
const fn unit(bytes: &[u8], from: usize, to: usize) -> u64 {
    let (_, text) = bytes.split_at(from);
    let (text, _) = text.split_at(to - from);
    match text {
        b"ns" => 1,
        // The micro sign, and the Greek letter.
        b"us" | b"\xc2\xb5s" | b"\xce\xbcs" => 1_000,
        b"ms" => 1_000_000,
        b"s" => 1_000_000_000,
        b"m" => 60_000_000_000,
        b"h" => 3_600_000_000_000,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::schedule;

    fn rule(text: &str) -> &'static str {
        schedule(text).unwrap_err().rule
    }

    #[test]
    fn what_surprises_is_accepted() {
        for text in [
            "? ? ? ? ?",
            "0 0 * JaN SUN",
            "+5 05 * * *",
            "5/10 * * * *",
            ",1,,2 * * * *",
            ", , , , ,",
            "*-x * * * *",
            "*-1-2/3 * * * *",
            "  0\t0 \u{a0}* *\u{2003}*\n",
            "0 0 * * fr\u{130}",
            "@every -1h",
            "@every 0",
            "@every 1h30m.5s1.5\u{b5}s2.\u{3bc}s",
            "@every 2562047h47m16.854775807s",
            "@every -9223372036854775808ns",
            "@every 9223372036854775808ns9223372036854775808ns",
            "@every 0.99999999999999999999999999999h",
            "* * * * */9223372036854775807",
        ] {
            assert_eq!(schedule(text), Ok(()), "{text:?}");
        }
    }

    #[test]
    fn what_is_near_is_not() {
        for text in [
            "",
            " ",
            "@",
            "@every",
            "@every ",
            "@every 1",
            "@every 1d",
            "@every .s",
            "@every 1h ",
            "@every +",
            "@every - 1h",
            "@every 9223372036854775808ns",
            "@every 9999999h",
            "@every 1.5",
            "@reboot",
            "@DAILY",
            " @daily",
            "@daily ",
            "* * * *",
            "* * * * 7",
            "* * * 0 *",
            "* * 0 * *",
            "* 24 * * *",
            "60 * * * *",
            "* * * * sunday",
            "/5 * * * *",
            "-1 * * * *",
            "1- * * * *",
            "1-2-3 * * * *",
            "*/2/3 * * * *",
            "*/ * * * *",
            "*/-1 * * * *",
            "70/5 * * * *",
            "* * * * */9223372036854775808",
            "1_0 * * * *",
            "0 0 * * k\u{130}",
            "**  * * * *",
        ] {
            assert!(schedule(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn each_mistake_is_a_sentence() {
        assert_eq!(rule("60 3 * * *"), "the first field is the minute, 0 to 59");
        assert_eq!(
            rule("0 15 3 * * *"),
            "a schedule has five fields, the first is the minute: Kubernetes has no seconds"
        );
        assert_eq!(rule("0 30 3 * * *"), rule("0 15 3 * * *"));
        assert_eq!(
            rule("15 3 * *"),
            "a schedule has five fields: minute, hour, day of the month, month, day of the week"
        );
        assert_eq!(
            rule("15 3 * * 7"),
            "the fifth field is the day of the week, 0 (Sunday) to 6 or SUN to SAT"
        );
        assert_eq!(rule("15 3 * * monday"), rule("15 3 * * 7"));
        assert_eq!(rule("15 3 * * fri-mon"), "a range runs from the lower to the higher value");
        assert_eq!(rule("*/0 * * * *"), "the step after '/' is a positive number");
        assert_eq!(
            rule("TZ=UTC 15 3 * * *"),
            "a schedule has no time zone: '.time_zone(..)' of the CronJob sets it"
        );
        assert_eq!(
            rule("@reboot"),
            "a named schedule is @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually or '@every 1h30m'"
        );
        assert_eq!(schedule("1 2 x * *").unwrap_err().at, 4);
    }
}
