use super::grammar::cron;
use super::text::text_value;

text_value! {
    /// The schedule of a `CronJob`: minute, hour, day of the month, month and day of the week, or a name such as `@daily`.
    ///
    /// A field is `*`, a value, a range `1-5`, or several of them with commas; `/15` takes every fifteenth value. Months and
    /// days have names: `JAN`, `MON`. The days of the week are 0 (Sunday) to 6. If both the day of the month and the day of the
    /// week are restricted, the schedule matches when one of them does. [`cron!`](crate::cron) makes one of a literal.
    ///
    /// ```
    /// use podwright::cron;
    /// use podwright::value::CronSchedule;
    ///
    /// let nightly: CronSchedule = cron!("15 3 * * *");
    /// assert_eq!(nightly.as_str(), "15 3 * * *");
    /// assert!("@every 1h30m".parse::<CronSchedule>().is_ok());
    /// assert_eq!(
    ///     "15 3 * * 7".parse::<CronSchedule>().unwrap_err().rule(),
    ///     "the fifth field is the day of the week, 0 (Sunday) to 6 or SUN to SAT",
    /// );
    /// ```
    ///
    /// The grammar is that of the parser that Kubernetes uses. A schedule has no time zone: the `CronJob` has it.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax>
    #[doc(alias = "schedule")]
    CronSchedule, cron::schedule
}
