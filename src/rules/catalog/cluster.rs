//! The rules of namespaces, priority classes, limit ranges and quotas.

catalog! {
    /// The rules of namespaces, priority classes, limit ranges and quotas.
    pub(crate) CLUSTER_RULES:

    // Objects of the cluster as a whole.
    CLUSTER_NAMESPACE_DROPPED "cluster-namespace-dropped" "An object of the cluster as a whole has no namespace; the API server drops it."
    // Namespaces.
    NAMESPACE_NAME_LABEL_DROPPED "namespace-name-label-dropped" "The label kubernetes.io/metadata.name of a namespace is its name; the API server replaces any other value."
    // Priority classes.
    PRIORITY_CLASS_SYSTEM "priority-class-system" "A priority class whose name begins with system- is one of Kubernetes' own, with the same value."
    PRIORITY_VALUE "priority-value" "The value of a priority class is at most 1000000000."
    // Limit ranges.
    LIMIT_TYPE_INVALID "limit-type-invalid" "The type of a limit is a name of at most 63 characters after an optional DNS prefix."
    LIMIT_TYPE_UNKNOWN "limit-type-unknown" "The type of a limit is Pod, Container or PersistentVolumeClaim, or has a domain."
    LIMIT_TYPE_DUPLICATE "limit-type-duplicate" "The limits of a LimitRange have different types."
    LIMIT_RESOURCE_UNKNOWN "limit-resource-unknown" "A limit of a type other than Pod and Container is on a resource that Kubernetes knows, or one that has a domain."
    LIMIT_POD_DEFAULT "limit-pod-default" "A limit of the type Pod has no defaults."
    LIMIT_CLAIM_STORAGE "limit-claim-storage" "A limit of the type PersistentVolumeClaim has a min or a max of storage."
    LIMIT_MIN_OVER_MAX "limit-min-over-max" "A min is at most its max."
    LIMIT_DEFAULT_REQUEST "limit-default-request" "A default request is at least its min, and at most its max and its default."
    LIMIT_DEFAULT "limit-default" "A default is at least its min and at most its max."
    LIMIT_DEFAULTS_DIFFER "limit-defaults-differ" "The default and the default request of huge pages or an extended resource are equal."
    LIMIT_RATIO_BELOW_ONE "limit-ratio-below-one" "A ratio of limit and request is at least 1."
    LIMIT_RATIO_TOO_LARGE "limit-ratio-too-large" "A ratio of limit and request is at most max divided by min."
    // Quotas.
    QUOTA_RESOURCE_UNKNOWN "quota-resource-unknown" "A quota is on a resource that Kubernetes counts, or one that has a domain."
    QUOTA_SCOPE_UNKNOWN "quota-scope-unknown" "The scope of a quota is one that Kubernetes knows."
    QUOTA_SCOPE_RESOURCE "quota-scope-resource" "A quota with a scope is on resources that the scope speaks of."
    QUOTA_SCOPE_CONFLICT "quota-scope-conflict" "The scopes of a quota do not exclude each other."
    QUOTA_SCOPE_OPERATOR "quota-scope-operator" "A scope without values has the operator Exists."
    QUOTA_SELECTOR_OPERATOR "quota-selector-operator" "The operator of a scope is In, NotIn, Exists or DoesNotExist."
    QUOTA_SELECTOR_VALUES_REQUIRED "quota-selector-values-required" "A scope with the operator In or NotIn has values."
    QUOTA_SELECTOR_VALUES_FORBIDDEN "quota-selector-values-forbidden" "A scope with the operator Exists or DoesNotExist has no values."
}

catalog! {
    /// The warnings about namespaces, priority classes, limit ranges and quotas.
    pub(crate) CLUSTER_WARNINGS:

    WARN_QUOTA_REQUEST_OVER_LIMIT "warn-quota-request-over-limit" "The quota of the requests of a resource is at most that of its limits."
}

catalog! {
    /// The advice about namespaces, priority classes, limit ranges and quotas.
    pub(crate) CLUSTER_ADVICE:
}
