//! The rules of claims, and of the StatefulSets that make them.

catalog! {
    /// The rules of claims.
    pub(crate) CLAIM_RULES:
    CLAIM_DATA_SOURCE_DROPPED "claim-data-source-dropped" "A data source is of the claim's namespace, and one that is neither a claim nor a snapshot stands in dataSourceRef: the API server drops any other."
    STATEFUL_SET_NAME_LENGTH "stateful-set-name-length" "The name of a StatefulSet has at most 52 characters: its pods have it in a label, with a suffix."
    STATEFUL_SET_MANAGEMENT "stateful-set-management" "The pod management policy of a StatefulSet is OrderedReady or Parallel."
    STATEFUL_SET_ROLLING_UPDATE "stateful-set-rolling-update" "Only the update strategy RollingUpdate has the settings of rolling updates."
    STATEFUL_SET_PARTITION "stateful-set-partition" "The partition of a rolling update is not negative."
    STATEFUL_SET_MAX_UNAVAILABLE "stateful-set-max-unavailable" "The amount of a StatefulSet's pods that may be unavailable is not 0."
    STATEFUL_SET_RETENTION "stateful-set-retention" "A StatefulSet retains or deletes its claims."
    STATEFUL_SET_ORDINALS "stateful-set-ordinals" "The number of the first pod is not negative."
    STATEFUL_SET_SERVICE "stateful-set-service" "The name of a StatefulSet's service is a DNS-1123 label."
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
