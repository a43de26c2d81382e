use std::fmt;
use std::ops::Deref;
use std::str::FromStr;
use std::time;

use crate::vars::{FromLiteral, Provides};

/// A span of time as people write it: `30s`, `250ms`, `1h 30m`, `1.5h`.
///
/// It is a sum of numbers with units. The units are `ns`, `us`, `ms`, `s`, `m` (minutes), `h`, `d`, `w`, `M` (months of 30.44
/// days) and `y` (years of 365.25 days), and their longer names: `sec`, `minutes`, `hrs`, and so on. A number without a unit is
/// refused, except `0`. Every text that the crate [`humantime`](https://docs.rs/humantime) reads is read, with the same value.
///
/// `Deref` gives the [`std::time::Duration`]. `Display` writes days and smaller units, without spaces, exactly.
///
/// ```
/// use podwright_env::Duration;
///
/// let timeout: Duration = "1h 30m".parse()?;
/// assert_eq!(timeout.as_secs(), 5400);
/// assert_eq!(timeout.to_string(), "1h30m");
///
/// let error = "30".parse::<Duration>().unwrap_err();
/// assert_eq!(error.to_string(), "\"30\" has no unit: write 30s, 30m or 30ms");
/// # Ok::<(), podwright_env::DurationError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(time::Duration);

impl Duration {
    /// Creates a span of time, for the default of a variable.
    ///
    /// ```
    /// use podwright_env::{Duration, contract};
    ///
    /// contract! {
    ///     pub struct Env {
    ///         TIMEOUT as timeout: Duration = Duration::new(std::time::Duration::from_millis(1500)),
    ///     }
    /// }
    ///
    /// assert!(Env::describe().dotenv().ends_with("#TIMEOUT=1s500ms\n"));
    /// ```
    #[must_use]
    pub const fn new(duration: time::Duration) -> Self {
        Self(duration)
    }

    /// Returns the span of time.
    #[must_use]
    pub const fn into_inner(self) -> time::Duration {
        self.0
    }
}

impl Deref for Duration {
    type Target = time::Duration;

    fn deref(&self) -> &time::Duration {
        &self.0
    }
}

impl From<time::Duration> for Duration {
    fn from(duration: time::Duration) -> Self {
        Self(duration)
    }
}

impl From<Duration> for time::Duration {
    fn from(duration: Duration) -> Self {
        duration.0
    }
}

/// A manifest gives a span of time as the standard library has it.
#[diagnostic::do_not_recommend]
impl<V: FromLiteral, Need> Provides<Duration, V, Need> for time::Duration {
    fn provide(self) -> V {
        V::from_literal(Duration(self).to_string())
    }
}

const SECOND: u128 = 1_000_000_000;
const DAY: u128 = 86_400 * SECOND;

/// The names of the units and the nanoseconds of each.
const UNITS: [(&[&str], u128); 10] = [
    (&["ns", "nsec", "nanos"], 1),
    (&["us", "µs", "usec"], 1_000),
    (&["ms", "msec", "millis"], 1_000_000),
    (&["s", "sec", "secs", "second", "seconds"], SECOND),
    (&["m", "min", "mins", "minute", "minutes"], 60 * SECOND),
    (&["h", "hr", "hrs", "hour", "hours"], 3_600 * SECOND),
    (&["d", "day", "days"], DAY),
    (&["w", "wk", "wks", "week", "weeks"], 7 * DAY),
    (&["M", "month", "months"], 3_044 * DAY / 100),
    (&["y", "yr", "yrs", "year", "years"], 36_525 * DAY / 100),
];

impl FromStr for Duration {
    type Err = DurationError;

    /// # Errors
    ///
    /// If the text is no sum of numbers with units, if the sum is not of whole nanoseconds, or if it has more than `u64::MAX`
    /// seconds.
    fn from_str(text: &str) -> Result<Self, DurationError> {
        if text == "0" {
            return Ok(Self::default());
        }
        let mut rest = text.trim_start();
        if rest.is_empty() {
            return Err(DurationError::new(Problem::Empty, text));
        }
        let mut nanos = 0_u128;
        while !rest.is_empty() {
            let (span, after) = span(rest)?;
            nanos = nanos.checked_add(span).ok_or_else(|| DurationError::new(Problem::Range, text))?;
            rest = after.trim_start();
        }
        let seconds = u64::try_from(nanos / SECOND);
        match (seconds, u32::try_from(nanos % SECOND)) {
            (Ok(seconds), Ok(nanos)) => Ok(Self(time::Duration::new(seconds, nanos))),
            _ => Err(DurationError::new(Problem::Range, text)),
        }
    }
}

/// Returns the nanoseconds of the number with a unit that the text begins with, and the text behind it.
fn span(text: &str) -> Result<(u128, &str), DurationError> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(DurationError::new(Problem::NoNumber, text));
    }
    let (whole, rest) = digits(text);
    let (fraction, rest) = rest.strip_prefix('.').map_or(("", rest), digits);
    let end = rest.find(|c: char| !(c.is_ascii_alphabetic() || c == 'µ')).unwrap_or(rest.len());
    let (unit, after) = rest.split_at(end);
    let given = &text[..text.len() - after.len()];
    let refused = |problem| DurationError::new(problem, given);
    if rest.len() < text.len() - whole.len() && !fraction.contains(|c: char| c.is_ascii_digit()) {
        return Err(refused(Problem::NoFraction));
    }
    if unit.is_empty() {
        let problem = if after.is_empty() { Problem::NoUnit } else { Problem::NoNumber };
        return Err(DurationError::new(problem, if after.is_empty() { given } else { after }));
    }
    let unit = UNITS.iter().find(|(names, _)| names.contains(&unit)).map(|(_, nanos)| *nanos);
    let unit = unit.ok_or_else(|| refused(Problem::UnknownUnit))?;
    let whole =
        number(whole).and_then(|whole| whole.checked_mul(unit)).ok_or_else(|| refused(Problem::Range))?;
    let fraction = fraction_of(unit, fraction).ok_or_else(|| refused(Problem::Precision))?;
    let nanos = whole.checked_add(fraction).ok_or_else(|| refused(Problem::Range))?;
    Ok((nanos, after))
}

/// Splits a text after its leading digits. Spaces between them are allowed.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c.is_whitespace())).unwrap_or(text.len());
    text.split_at(end)
}

fn number(digits: &str) -> Option<u128> {
    let mut digits = digits.chars().filter_map(|c| c.to_digit(10));
    digits.try_fold(0_u128, |sum, digit| sum.checked_mul(10)?.checked_add(digit.into()))
}

/// Returns the nanoseconds of a fraction of a unit, if they are whole.
fn fraction_of(unit: u128, digits: &str) -> Option<u128> {
    let digits = digits.trim_end_matches(|c: char| c == '0' || c.is_whitespace());
    let count = digits.chars().filter(char::is_ascii_digit).count();
    let parts = 10_u128.checked_pow(u32::try_from(count).ok()?)?;
    let product = number(digits)?.checked_mul(unit)?;
    (product % parts == 0).then_some(product / parts)
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_zero() {
            return f.write_str("0s");
        }
        let (seconds, nanos) = (self.0.as_secs(), self.0.subsec_nanos());
        let of_seconds = [
            (seconds / 86_400, "d"),
            (seconds / 3_600 % 24, "h"),
            (seconds / 60 % 60, "m"),
            (seconds % 60, "s"),
        ];
        let of_nanos = [(nanos / 1_000_000, "ms"), (nanos / 1_000 % 1_000, "us"), (nanos % 1_000, "ns")];
        let spans = of_seconds.into_iter().chain(of_nanos.map(|(count, unit)| (count.into(), unit)));
        spans.filter(|(count, _)| *count > 0).try_for_each(|(count, unit)| write!(f, "{count}{unit}"))
    }
}

/// A text that is no span of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DurationError {
    problem: Problem,
    text: Box<str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Problem {
    Empty,
    NoNumber,
    NoFraction,
    NoUnit,
    UnknownUnit,
    Precision,
    Range,
}

impl DurationError {
    fn new(problem: Problem, text: &str) -> Self {
        // The first words show where it is.
        let end = text.char_indices().nth(20).map_or(text.len(), |(at, _)| at);
        Self { problem, text: text[..end].trim().into() }
    }
}

impl fmt::Display for DurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.text;
        match self.problem {
            Problem::Empty => f.write_str("it is empty: write a number with a unit, such as 30s"),
            Problem::NoNumber => write!(f, "{text:?} begins with no digit: write numbers with units, 1h 30m"),
            Problem::NoFraction => write!(f, "{text:?} has no digit behind the point: write 1.5h"),
            Problem::NoUnit => write!(f, "{text:?} has no unit: write {text}s, {text}m or {text}ms"),
            Problem::UnknownUnit => {
                write!(f, "the unit of {text:?} is none of ns, us, ms, s, m, h, d, w, M, y")
            }
            Problem::Precision => write!(f, "{text:?} is not of whole nanoseconds"),
            Problem::Range => write!(f, "{text:?} is too long: it has more than u64::MAX seconds"),
        }
    }
}

impl std::error::Error for DurationError {}
