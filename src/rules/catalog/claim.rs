//! The rules of claims, and of the StatefulSets that make them.

catalog! {
    /// The rules of claims.
    pub(crate) CLAIM_RULES:
    CLAIM_DATA_SOURCE_DROPPED "claim-data-source-dropped" "A data source is of the claim's namespace, and one that is neither a claim nor a snapshot stands in dataSourceRef: the API server drops any other."
    STATEFUL_SET_NAME_LENGTH "stateful-set-name-length" "The name of a StatefulSet has at most 52 characters: its pods have it in a label, with a suffix."
    STATEFUL_SET_MANAGEMENT "stateful-set-management" "The pod management policy of a StatefulSet is OrderedReady or Parallel."
    STATEFUL_SET_STRATEGY "stateful-set-strategy" "The update strategy of a StatefulSet is RollingUpdate or OnDelete."
    STATEFUL_SET_ROLLING_UPDATE "stateful-set-rolling-update" "Only the update strategy RollingUpdate has the settings of rolling updates."
    STATEFUL_SET_PARTITION "stateful-set-partition" "The partition of a rolling update is not negative."
    STATEFUL_SET_MAX_UNAVAILABLE "stateful-set-max-unavailable" "The pods of a StatefulSet that may be unavailable are a number of at least 1, or a percentage from 1% to 100%."
    STATEFUL_SET_RETENTION "stateful-set-retention" "A StatefulSet retains or deletes its claims."
    STATEFUL_SET_REPLICAS "stateful-set-replicas" "The number of replicas is not negative."
    STATEFUL_SET_MIN_READY "stateful-set-min-ready" "The time for which a pod is ready before it counts as available is not negative."
    STATEFUL_SET_ORDINALS "stateful-set-ordinals" "The number of the first pod is not negative."
    STATEFUL_SET_SERVICE "stateful-set-service" "The name of a StatefulSet's service is a DNS-1123 label."
    STATEFUL_SET_SELECTOR_EMPTY "stateful-set-selector-empty" "The selector of a StatefulSet is not empty."
    STATEFUL_SET_SELECTOR_INVALID "stateful-set-selector-invalid" "The selector of a StatefulSet can be evaluated."
    STATEFUL_SET_SELECTOR_MISMATCH "stateful-set-selector-mismatch" "The selector of a StatefulSet selects the pods of its template."
    STATEFUL_SET_RESTART_POLICY "stateful-set-restart-policy" "The pods of a StatefulSet always restart."
    STATEFUL_SET_DEADLINE "stateful-set-deadline" "The pods of a StatefulSet have no active deadline."
    CLAIM_TEMPLATE_DUPLICATE "claim-template-duplicate" "The claim templates of a StatefulSet have different names."
    CLAIM_TEMPLATE_REPLACES_VOLUME "claim-template-replaces-volume" "No claim template has the name of a volume of the template, which it would silently replace."
}

catalog! {
    /// The warnings about claims.
    pub(crate) CLAIM_WARNINGS:
    WARN_CLAIM_CLASS_ANNOTATION "warn-claim-class-annotation" "The storage class of a claim is a field. The annotation is deprecated."
    WARN_NEGATIVE_HISTORY "warn-negative-history" "A negative revision history limit keeps all revisions."
}

catalog! {
    /// The advice about claims.
    pub(crate) CLAIM_ADVICE:
    ADVICE_CLAIM_REPLACES_VOLUME "advice-claim-replaces-volume" "A claim template has another name than the volumes of the template."
    ADVICE_CLAIM_TEMPLATE_DUPLICATE "advice-claim-template-duplicate" "The claim templates of a StatefulSet have different names."
    ADVICE_STATEFUL_SET_NAME_LENGTH "advice-stateful-set-name-length" "The name of a StatefulSet has at most 52 characters."
}
