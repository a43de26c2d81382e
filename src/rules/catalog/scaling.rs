//! The rules of autoscalers and disruption budgets.

catalog! {
    /// The rules of autoscalers and disruption budgets.
    pub(crate) SCALING_RULES:

    AUTOSCALER_MIN "autoscaler-min-replicas" "The smallest number of pods of an autoscaler is at least 1, since Kubernetes 1.37 at least 0."
    AUTOSCALER_MAX_REQUIRED "autoscaler-max-required" "An autoscaler has a largest number of pods."
    AUTOSCALER_MAX "autoscaler-max-replicas" "The largest number of pods of an autoscaler is at least 1."
    AUTOSCALER_RANGE "autoscaler-range" "The largest number of pods of an autoscaler is not below the smallest."
    AUTOSCALER_ZERO "autoscaler-zero-metric" "An autoscaler that goes down to 0 pods has a metric of an object or an external one, for pods that do not run have none."
    AUTOSCALER_REFERENCE_REQUIRED "autoscaler-reference-required" "A reference of an autoscaler to an object has a kind and a name."
    AUTOSCALER_REFERENCE "autoscaler-reference" "The kind and the name of an object that an autoscaler refers to have no '/' and no '%', and are not '.' or '..'."
    AUTOSCALER_API_VERSION "autoscaler-api-version" "The apiVersion of an object that an autoscaler refers to can be parsed. That of its target has a group, unless it is a ReplicationController."

    METRIC_TYPE_REQUIRED "metric-type-required" "A metric has a type."
    METRIC_TYPE "metric-type-unknown" "The type of a metric is ContainerResource, External, Object, Pods or Resource."
    METRIC_SOURCE_REQUIRED "metric-source-required" "A metric has the source that its type names."
    METRIC_SOURCE_OTHER "metric-source-other" "A metric has no other source than the one that its type names."
    METRIC_NAME_REQUIRED "metric-name-required" "A metric has a name, and so has the resource or the container that it is of."
    METRIC_NAME "metric-name" "The name of a metric has no '/' and no '%', and is not '.' or '..'."
    METRIC_CONTAINER "metric-container" "A container that a metric is of has a name that is a DNS-1123 label."
    METRIC_TARGET_TYPE_REQUIRED "metric-target-type-required" "The target of a metric has a type."
    METRIC_TARGET_TYPE "metric-target-type-unknown" "The type of a target is Utilization, Value or AverageValue."
    METRIC_TARGET_AMOUNT "metric-target-amount" "The amount that a metric aims at is positive."
    METRIC_TARGET_REQUIRED "metric-target-required" "A metric aims at an amount of a kind that its source has."
    METRIC_TARGET_TWO "metric-target-two" "A metric of resources or of something external aims at one amount, not two."

    SCALING_WINDOW "scaling-window" "A stabilization window has 0 to 3600 seconds."
    SCALING_SELECT "scaling-select-policy" "The policy that is selected is Max, Min or Disabled."
    SCALING_POLICIES_REQUIRED "scaling-policies-required" "Rules of scaling have at least one policy, if they have a list of them."
    SCALING_POLICY_TYPE "scaling-policy-type" "The type of a policy is Pods or Percent."
    SCALING_POLICY_AMOUNT "scaling-policy-amount" "A policy allows a change by more than 0."
    SCALING_POLICY_PERIOD "scaling-policy-period" "The period of a policy has 1 to 1800 seconds."
    SCALING_TOLERANCE "scaling-tolerance" "A tolerance is not negative."
    SCALING_TOLERANCE_DROPPED "scaling-tolerance-dropped" "Kubernetes before 1.35 drops the tolerance of an autoscaler."

    BUDGET_TWO "budget-two-limits" "A disruption budget has minAvailable or maxUnavailable, not both."
    BUDGET_AMOUNT "budget-amount" "minAvailable and maxUnavailable are numbers that are not negative, or percentages such as 50%."
    BUDGET_OVER_100 "budget-over-100" "minAvailable and maxUnavailable are at most 100%."
    BUDGET_EVICTION_POLICY "budget-eviction-policy" "The eviction policy of pods that are not ready is IfHealthyBudget or AlwaysAllow."
    BUDGET_KEY_DROPPED "budget-key-dropped" "The selector of a disruption budget does not combine the key pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match with others. The API server drops it."
}

catalog! {
    /// The warnings about autoscalers and disruption budgets.
    pub(crate) SCALING_WARNINGS:
}

catalog! {
    /// The advice about autoscalers and disruption budgets.
    pub(crate) SCALING_ADVICE:

    ADVICE_BUDGET_BLOCKS "advice-budget-blocks" "A disruption budget allows at least one eviction. With maxUnavailable 0 or minAvailable 100% no node can be drained."
    ADVICE_BUDGET_WITHOUT_PODS "advice-budget-without-pods" "A disruption budget has a selector. Without one it protects no pods."
    ADVICE_BUDGET_WITHOUT_LIMIT "advice-budget-without-limit" "A disruption budget says how many pods stay. Without minAvailable and maxUnavailable no pod can be evicted."
}
