use super::closed_set::closed_set;

closed_set! {
    /// What a `CronJob` does if the previous Job still runs.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy>
    ConcurrencyPolicy, "a concurrency policy" {
        /// It runs another Job beside it. This is the default.
        Allow = "Allow",
        /// It skips the run.
        Forbid = "Forbid",
        /// It deletes the Job that runs and starts another.
        Replace = "Replace",
    }
}
