//! The rules of jobs and cron jobs.

catalog! {
    /// The rules of jobs and cron jobs.
    pub(crate) BATCH_RULES:
}

catalog! {
    /// The warnings about jobs and cron jobs.
    pub(crate) BATCH_WARNINGS:
}

catalog! {
    /// The advice about jobs and cron jobs.
    pub(crate) BATCH_ADVICE:
}
