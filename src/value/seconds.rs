use std::time::Duration;

use super::number::number_value;
use crate::ParseError;

number_value! {
    /// A time in whole seconds: 0 to 2147483647. [`secs`] makes short ones.
    ///
    /// ```
    /// use std::time::Duration;
    /// use podwright::{Seconds, secs};
    ///
    /// assert_eq!(Seconds::minutes(5), secs(300));
    /// assert_eq!(Seconds::try_from(Duration::from_secs(30)), Ok(secs(30)));
    /// assert!(Seconds::try_from(Duration::from_millis(1500)).is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes>
    Seconds(u32) in 0..=2_147_483_647, "seconds are a number from 0 to 2147483647"
}

/// Creates a time of a number of seconds.
///
/// ```
/// assert_eq!(podwright::secs(5).get(), 5);
/// ```
#[must_use]
#[inline]
pub const fn secs(seconds: u16) -> Seconds {
    Seconds(seconds as u32)
}

impl Seconds {
    /// Creates a time of a number of minutes.
    #[must_use]
    #[inline]
    pub const fn minutes(minutes: u16) -> Self {
        Self(minutes as u32 * 60)
    }

    /// Creates a time of a number of hours.
    #[must_use]
    #[inline]
    pub const fn hours(hours: u16) -> Self {
        Self(hours as u32 * 60 * 60)
    }
}

impl TryFrom<Duration> for Seconds {
    type Error = ParseError;

    #[inline]
    fn try_from(duration: Duration) -> Result<Self, ParseError> {
        if duration.subsec_nanos() == 0 {
            Self::try_from(duration.as_secs())
        } else {
            Err(ParseError::whole(format!("{duration:?}"), "a time is a whole number of seconds"))
        }
    }
}

impl From<Seconds> for Duration {
    #[inline]
    fn from(seconds: Seconds) -> Duration {
        Duration::from_secs(u64::from(seconds.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_fits() {
        assert_eq!(Seconds::hours(u16::MAX).get(), 235_926_000);
        assert_eq!(Seconds::minutes(u16::MAX).get(), 3_932_100);
        assert_eq!(secs(u16::MAX).as_i32(), 65_535);
        assert_eq!(Seconds::literal(2_147_483_647).as_i32(), i32::MAX);
    }

    #[test]
    fn a_duration_is_whole_and_in_range() {
        assert_eq!(Duration::from(secs(7)), Duration::from_secs(7));
        let error = Seconds::try_from(Duration::from_millis(1500)).unwrap_err();
        assert_eq!((error.text(), error.rule()), ("1.5s", "a time is a whole number of seconds"));
        let error = Seconds::try_from(Duration::from_secs(u64::MAX)).unwrap_err();
        assert_eq!(error.text(), u64::MAX.to_string());
    }

    #[test]
    fn out_of_range_is_refused() {
        assert!(Seconds::try_from(-1_i64).is_err());
        assert!(Seconds::try_from(2_147_483_648_u64).is_err());
        assert!("30s".parse::<Seconds>().is_err());
        assert_eq!("30".parse(), Ok(secs(30)));
    }
}
