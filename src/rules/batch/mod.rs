//! The rules of jobs and cron jobs.
