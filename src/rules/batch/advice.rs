//! Advice about cron jobs.

use k8s_openapi::api::batch::v1;

use crate::rules::catalog::batch as rule;
use crate::rules::engine::path::Path;
use crate::rules::engine::warning::Warnings;
use crate::value::grammar::cron;

/// The time between two looks of the controller, in seconds.
const LOOKS_APART: i64 = 10;

/// The most days of each month.
const DAYS: [u64; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Advises on a `CronJob` whose spec is this one.
pub(crate) fn advise(spec: &v1::CronJobSpec, found: &mut Warnings) {
    if matches_never(&spec.schedule) {
        let at = Path::of("spec.schedule");
        found.warn(rule::ADVICE_CRON_NEVER, &at, "matches no time, so that no Job runs");
    }
    if spec.starting_deadline_seconds.is_some_and(|deadline| (0..LOOKS_APART).contains(&deadline)) {
        let at = Path::of("spec.startingDeadlineSeconds");
        let message = "the controller looks every 10 seconds, so that a run may be missed";
        found.warn(rule::ADVICE_CRON_DEADLINE, &at, message);
    }
}

/// Tells whether a schedule is valid and matches no time.
fn matches_never(schedule: &str) -> bool {
    if schedule.starts_with('@') || cron::schedule(schedule).is_err() {
        return false;
    }
    let (bytes, mut i) = (schedule.as_bytes(), 0);
    let [minute, hour, day, month, week_day] = std::array::from_fn(|field| {
        let (from, to) = cron::next_field(bytes, i);
        i = to;
        Values::of(bytes, from, to, field)
    });
    if [minute, hour, month].iter().any(|values| values.bits == 0) {
        return true;
    }
    let months = (1..).zip(DAYS).filter(|(of, _)| month.has(*of));
    let has_day = months.into_iter().any(|(_, last)| (1..=last).any(|of| day.has(of)));
    if day.has_star || week_day.has_star {
        !has_day || week_day.bits == 0
    } else {
        !has_day && week_day.bits == 0
    }
}

/// The values that a field matches.
#[derive(Clone, Copy)]
struct Values {
    bits: u64,
    has_star: bool,
}

impl Values {
    fn of(bytes: &[u8], mut from: usize, to: usize, field: usize) -> Self {
        let mut values = Self { bits: 0, has_star: false };
        while from < to {
            let (range, next) = cron::next_range(bytes, from, to, field);
            from = next;
            let Some(range) = range else { continue };
            values.has_star |= range.is_star;
            for value in (range.low..=range.high).filter(|value| (value - range.low) % range.step == 0) {
                values.bits |= 1 << value;
            }
        }
        values
    }

    fn has(self, value: u64) -> bool {
        self.bits & (1 << value) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::matches_never;

    #[test]
    fn a_day_that_no_month_has() {
        for never in [
            "0 0 30 2 *",
            "0 0 31 2,4,6,9,11 *",
            ", * * * *",
            "* * * , *",
            "* * * * ,",
            "0 0 31 2 ,",
            "0 0 31 2 */1",
        ] {
            assert!(matches_never(never), "{never}");
        }
        for some in [
            "0 0 29 2 *",
            "0 0 31 2 MON",
            "0 0 31 2 */2",
            "0 0 31 * *",
            "@daily",
            "0 0 31 2 x",
            "* * , * MON",
            "* * * * 6",
        ] {
            assert!(!matches_never(some), "{some}");
        }
    }
}
