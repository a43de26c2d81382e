//! The rules of jobs and cron jobs.

catalog! {
    /// The rules of jobs and cron jobs.
    pub(crate) BATCH_RULES:

    // Names, labels and selectors.
    JOB_NAME_TOO_LONG "job-name-too-long" "The name of a Job is a label value, because its pods get it as a label. With a manual selector they do not."
    JOB_POD_NAME "job-pod-name" "The name of an indexed Job, with '-' and its largest index, is a DNS-1123 label, because it becomes the host name of a pod."
    JOB_GENERATED_LABEL "job-generated-label" "A template gives no other value to a label that the API server generates for the pods of a Job."
    JOB_SELECTOR_REQUIRED "job-selector-required" "A Job with manualSelector has a selector."
    JOB_SELECTOR_GENERATED "job-selector-generated" "Without manualSelector the API server generates the selector of a Job."
    JOB_SELECTOR_MISMATCH "job-selector-mismatch" "The selector of a Job matches the labels of its template."

    // Numbers.
    JOB_PARALLELISM "job-parallelism" "The parallelism of a Job is not negative."
    JOB_COMPLETIONS "job-completions" "The completions of a Job are not negative."
    JOB_DEADLINE "job-deadline" "The active deadline of a Job is not negative."
    JOB_BACKOFF_LIMIT "job-backoff-limit" "The backoff limit of a Job is not negative."
    JOB_TTL "job-ttl" "The time to live of a finished Job is not negative."
    JOB_BACKOFF_PER_INDEX "job-backoff-per-index" "The backoff limit of each index is not negative."
    JOB_MAX_FAILED "job-max-failed" "The maximal number of failed indexes is not negative."

    // Indexes.
    JOB_COMPLETION_MODE "job-completion-mode" "The completion mode of a Job is NonIndexed or Indexed."
    JOB_COMPLETIONS_REQUIRED "job-completions-required" "An indexed Job has completions."
    JOB_INDEXES_REQUIRED "job-indexes-required" "Only an indexed Job has backoffLimitPerIndex and maxFailedIndexes."
    JOB_BACKOFF_PER_INDEX_REQUIRED "job-backoff-per-index-required" "A Job with maxFailedIndexes has backoffLimitPerIndex."
    JOB_PARALLELISM_INDEXED "job-parallelism-indexed" "The parallelism of an indexed Job is at most 100000."
    JOB_MAX_FAILED_COMPLETIONS "job-max-failed-completions" "maxFailedIndexes is at most the number of completions."
    JOB_MAX_FAILED_MOST "job-max-failed-most" "maxFailedIndexes is at most 100000."
    JOB_MANY_MAX_FAILED_REQUIRED "job-many-max-failed-required" "A Job with more than 100000 completions and backoffLimitPerIndex has maxFailedIndexes."
    JOB_MANY_PARALLELISM "job-many-parallelism" "With more than 100000 completions and backoffLimitPerIndex the parallelism is at most 10000."
    JOB_MANY_MAX_FAILED "job-many-max-failed" "With more than 100000 completions and backoffLimitPerIndex maxFailedIndexes is at most 10000."

    // Controllers and restarts.
    JOB_MANAGED_BY "job-managed-by" "managedBy is a path with a domain before it: example.com/queue."
    JOB_MANAGED_BY_TOO_LONG "job-managed-by-too-long" "managedBy has at most 63 characters."
    JOB_REPLACEMENT_POLICY "job-replacement-policy" "The pod replacement policy of a Job is TerminatingOrFailed or Failed."
    JOB_REPLACEMENT_AFTER_FAILURE "job-replacement-after-failure" "The pod replacement policy of a Job with a pod failure policy is Failed."
    JOB_RESTART_POLICY "job-restart-policy" "The pods of a Job restart never or on failure."

    // The pod failure policy.
    FAILURE_POLICY_RESTART "failure-policy-restart" "The pods of a Job with a pod failure policy never restart."
    FAILURE_RULES_TOO_MANY "failure-rules-too-many" "A pod failure policy has at most 20 rules."
    FAILURE_RULE_ACTION "failure-rule-action" "The action of a rule of a pod failure policy is FailJob, FailIndex, Ignore or Count."
    FAILURE_RULE_FAIL_INDEX "failure-rule-fail-index" "A Job whose pod failure policy fails an index has backoffLimitPerIndex."
    FAILURE_RULE_EMPTY "failure-rule-empty" "A rule of a pod failure policy has onExitCodes or onPodConditions."
    FAILURE_RULE_BOTH "failure-rule-both" "A rule of a pod failure policy has not both onExitCodes and onPodConditions."
    FAILURE_CONDITIONS_TOO_MANY "failure-conditions-too-many" "A rule of a pod failure policy has at most 20 pod conditions."
    FAILURE_CONDITION_TYPE "failure-condition-type" "The type of a pod condition is a qualified name."
    FAILURE_CONDITION_STATUS "failure-condition-status" "The status of a pod condition is True, False or Unknown. In a CronJob it is required before Kubernetes 1.34."
    FAILURE_CODES_OPERATOR "failure-codes-operator" "The operator of exit codes is In or NotIn."
    FAILURE_CODES_CONTAINER "failure-codes-container" "Exit codes name a container or an init container of the template."
    FAILURE_CODES_EMPTY "failure-codes-empty" "A rule for exit codes has at least one of them."
    FAILURE_CODES_TOO_MANY "failure-codes-too-many" "A rule for exit codes has at most 255 of them."
    FAILURE_CODES_ZERO "failure-codes-zero" "The exit code 0 is no failure, so the operator In does not take it."
    FAILURE_CODES_DUPLICATE "failure-codes-duplicate" "A rule for exit codes has each of them once."
    FAILURE_CODES_ORDER "failure-codes-order" "The exit codes of a rule are in ascending order."

    // The success policy.
    SUCCESS_POLICY_INDEXED "success-policy-indexed" "Only an indexed Job has a success policy."
    SUCCESS_RULES_REQUIRED "success-rules-required" "A success policy has rules."
    SUCCESS_RULES_TOO_MANY "success-rules-too-many" "A success policy has at most 20 rules."
    SUCCESS_RULE_EMPTY "success-rule-empty" "A rule of a success policy has succeededIndexes or succeededCount."
    SUCCEEDED_INDEXES "succeeded-indexes" "succeededIndexes are indexes and ranges in ascending order, such as 0,3-5, all below the number of completions."
    SUCCEEDED_INDEXES_TOO_LONG "succeeded-indexes-too-long" "succeededIndexes has at most 64 KiB."
    SUCCEEDED_COUNT "succeeded-count" "succeededCount is not negative."
    SUCCEEDED_COUNT_COMPLETIONS "succeeded-count-completions" "succeededCount is at most the number of completions."
    SUCCEEDED_COUNT_INDEXES "succeeded-count-indexes" "succeededCount is at most the number of succeededIndexes."

    // Cron jobs.
    CRON_NAME_TOO_LONG "cron-name-too-long" "The name of a CronJob has at most 52 characters, because the names of its Jobs have 11 more."
    CRON_SCHEDULE_REQUIRED "cron-schedule-required" "A CronJob has a schedule."
    CRON_SCHEDULE "cron-schedule" "A schedule has five fields, or is a name such as @daily."
    CRON_SCHEDULE_TIME_ZONE "cron-schedule-time-zone" "A schedule does not contain TZ. The time zone has a field of its own."
    CRON_STARTING_DEADLINE "cron-starting-deadline" "The starting deadline of a CronJob is not negative."
    CRON_TIME_ZONE "cron-time-zone" "The time zone of a CronJob is a name of the IANA database."
    CRON_CONCURRENCY "cron-concurrency" "The concurrency policy of a CronJob is Allow, Forbid or Replace."
    CRON_HISTORY "cron-history" "The history limits of a CronJob are not negative."
    CRON_SELECTOR "cron-selector" "The Jobs of a CronJob have no selector of their own."
    CRON_MANUAL_SELECTOR "cron-manual-selector" "The Jobs of a CronJob have no manualSelector."
}

catalog! {
    /// The warnings about jobs and cron jobs.
    pub(crate) BATCH_WARNINGS:

    WARN_JOB_NAME_NO_LABEL "warn-job-name-no-label" "The name of a Job or a CronJob is a DNS-1123 label, because the names and the host names of the pods begin with it."
    WARN_JOB_MANY_INDEXES "warn-job-many-indexes" "An indexed Job with more than 100000 completions has a parallelism of at most 10000."
}

catalog! {
    /// The advice about jobs and cron jobs.
    pub(crate) BATCH_ADVICE:

    ADVICE_CRON_NEVER "advice-cron-never" "The schedule of a CronJob matches a time in some year."
    ADVICE_CRON_DEADLINE "advice-cron-deadline" "The starting deadline of a CronJob is at least 10 seconds, the time between two looks of its controller."
}
