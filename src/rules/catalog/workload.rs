//! The rules of workloads that keep pods running.

catalog! {
    /// The rules of workloads that keep pods running.
    pub(crate) WORKLOAD_RULES:

    REPLICAS_NEGATIVE "replicas-negative" "The number of pods of a workload is not negative."
    MIN_READY_NEGATIVE "min-ready-negative" "The time for which a new pod must be ready is not negative."

    WORKLOAD_SELECTOR_REQUIRED "workload-selector-required" "A workload has a selector."
    WORKLOAD_SELECTOR_EMPTY "workload-selector-empty" "The selector of a workload is not empty: it would select every pod of the namespace."
    WORKLOAD_SELECTOR_INVALID "workload-selector-invalid" "The selector of a workload breaks no rule of selectors. The API server names the selector as a whole too."
    WORKLOAD_SELECTOR_MISMATCH "workload-selector-mismatch" "The selector of a workload matches the labels of its template."
    WORKLOAD_NAME_IN_SELECTOR "workload-name-in-selector" "A workload that selects its pods by its name has one, of at most 63 characters."

    TEMPLATE_REQUIRED "template-required" "A ReplicationController has a template."
    TEMPLATE_RESTART_POLICY "template-restart-policy" "The pods of a Deployment, DaemonSet, StatefulSet, ReplicaSet or ReplicationController always restart."
    TEMPLATE_DEADLINE "template-deadline" "The pods of a Deployment, DaemonSet, StatefulSet, ReplicaSet or ReplicationController have no activeDeadlineSeconds."

    UPDATE_STRATEGY_UNKNOWN "update-strategy-unknown" "The update strategy is one that the kind of workload has."
    RECREATE_ROLLING_UPDATE "recreate-rolling-update" "The strategy Recreate has no rollingUpdate."
    ROLLING_UPDATE_AMOUNT "rolling-update-amount" "maxSurge and maxUnavailable are numbers that are not negative, or percentages such as 25%."
    ROLLING_UPDATE_OVER_100 "rolling-update-over-100" "An amount of pods that may be unavailable is at most 100%. The maxSurge of a DaemonSet is too."
    ROLLING_UPDATE_STUCK "rolling-update-stuck" "maxSurge and maxUnavailable are not both 0, or no update could begin."
    DAEMON_SET_SURGE "daemon-set-surge" "A DaemonSet has maxSurge or maxUnavailable, not both."

    REVISION_HISTORY_NEGATIVE "revision-history-negative" "The number of old revisions that are kept is not negative."
    PROGRESS_DEADLINE_NEGATIVE "progress-deadline-negative" "The progress deadline of a Deployment is not negative."
    PROGRESS_DEADLINE_SHORT "progress-deadline-short" "The progress deadline of a Deployment, by default 600 seconds, is longer than minReadySeconds."
    DEPRECATED_REVISION "deprecated-revision" "The annotations deprecated.deployment.rollback.to and deprecated.daemonset.template.generation hold a number. A revision to roll back to is not negative."
}

catalog! {
    /// The warnings about workloads that keep pods running.
    pub(crate) WORKLOAD_WARNINGS:

    WARN_WORKLOAD_NAME_NO_LABEL "warn-workload-name-no-label" "The name of a Deployment, StatefulSet, ReplicaSet or ReplicationController is a DNS-1123 label, because names of pods begin with it."
}

catalog! {
    /// The advice about workloads that keep pods running.
    pub(crate) WORKLOAD_ADVICE:
}
