//! The ids of what links find, and a sentence for each.

use crate::rules::catalog::catalog;

catalog! {
    /// What [`Links::findings`](super::Links::findings) reports, violations first.
    ///
    #[doc = include_str!("FINDINGS.md")]
    pub LINKS:
    CONFIG_MAP_MISSING "link-config-map-missing" "A config map that an object names is in the set."
    SECRET_MISSING "link-secret-missing" "A secret that an object names is in the set, or another object of the set makes it."
    CLAIM_MISSING "link-claim-missing" "A persistent volume claim or resource claim that an object names is in the set."
    SERVICE_MISSING "link-service-missing" "A service that an object names is in the set."
    SERVICE_ACCOUNT_MISSING "link-service-account-missing" "A service account that an object names is in the set."
    ROLE_MISSING "link-role-missing" "The role that a binding grants is in the set."
    WORKLOAD_MISSING "link-workload-missing" "The workload that an autoscaler scales is in the set."
    CLASS_MISSING "link-class-missing" "A priority class, runtime class or device class that an object names is in the set. The cluster may have it, so this is a note."
    OBJECT_MISSING "link-object-missing" "Any other object that an object names is in the set."
    OBJECT_ELSEWHERE "link-object-elsewhere" "An object that is in the set is in the namespace where it is looked for."
    KEY_MISSING "link-key-missing" "A config map or secret of the set has the key that an object asks for."
    PORT_MISSING "link-port-missing" "A service, a container or a listener has the port that an object asks for."
    CONTAINER_MISSING "link-container-missing" "A pod has the container that an object names."
    REQUEST_MISSING "link-request-missing" "Every container that an autoscaler measures requests the resource. A claim of devices has the request that a container names."
    LISTENER_MISSING "link-listener-missing" "A gateway of the set has the listener that a route attaches to."
    VERSION_MISSING "link-version-missing" "A custom resource has a version that its definition in the set serves."
    GRANT_MISSING "link-grant-missing" "A reference into another namespace that needs a ReferenceGrant has one."
    PODS_MISSING "link-pods-missing" "The selector of a service, a disruption budget or a policy selects pods of the set."
    BUDGETS_OVERLAP "link-budgets-overlap" "A pod is in one disruption budget. The eviction API refuses the pods of two."
    SCALED_TWICE "link-scaled-twice" "A workload has one autoscaler. Two that scale the same pods do nothing."
    NODE_PORT_TWICE "link-node-port-twice" "One service has a port of the nodes."
    SELECTORS_OVERLAP "link-selectors-overlap" "Two workloads do not select the pods of each other."
    OBJECT_TWICE "link-object-twice" "An object is in the set once. References to two alternatives stay open."
    BUDGET_BLOCKS "link-budget-blocks" "A disruption budget lets at least one of its pods be evicted. Otherwise a drain waits for ever."
    CLAIM_SHARED "link-claim-shared" "A ReadWriteOnce claim is mounted by one pod at a time, or by pods of one node. Several pods of a ReadWriteOncePod claim are a violation."
    REPLICAS_AUTOSCALED "link-replicas-autoscaled" "A workload that is autoscaled says no number of replicas."
    HASH_IN_JOB "link-hash-in-job" "The template of a Job names no config map or secret that has another name after each change."
    SERVICE_VARIABLE "link-service-variable" "A variable has its value from the container that names it, not from a service of the namespace."
    READINESS_UNUSED "link-readiness-unused" "A sidecar with a readiness probe serves, or the others cannot serve without it."
    AUTHORITY_EMPTY "link-authority-empty" "A webhook has the certificate of an authority, or something of the set fills it in."
    MADE_BY_PROGRAM "link-made-by-program" "A missing object may be made by a program: by a job or an init container whose command line has its name, or by one whose role allows that."
    MADE_BY_CUSTOM "link-made-by-custom" "A missing object may be made by the controller of a custom resource of the set."
    KEY_OPTIONAL "link-key-optional" "A present config map or secret has the keys that are asked for as optional."
    PORT_UNDECLARED "link-port-undeclared" "A container declares the port number that a service asks for."
    ADDRESS_PORT "link-address-port" "A service has the port of an address in a command line or a variable."
    PORT_OF_SOME "link-port-of-some" "All pods that a service selects have the port that it names."
    PODS_OF_OTHERS "link-pods-of-others" "A service that bears the name of a workload selects its pods."
    SERVICE_NOT_HEADLESS "link-service-not-headless" "The service of a StatefulSet is headless and selects its pods."
    TERM_WITHOUT_PODS "link-term-without-pods" "A pod affinity, a spread constraint or a rule of a network policy selects pods of the set."
    LABEL_MISSING "link-label-missing" "A pod has the labels by which it is spread."
    SUBDOMAIN_WITHOUT_SERVICE "link-subdomain-without-service" "The subdomain of a pod is the name of a headless service that selects the pod."
    VARIABLE_MISSING "link-variable-missing" "A reference, $(NAME), is to a variable that the container has."
    SUB_PATH_MISSING "link-sub-path-missing" "The subPath of a mount is a key of the config map or secret that is mounted."
    DEFAULT_CONTAINER "link-default-container" "The annotation kubectl.kubernetes.io/default-container names a container of the pod."
    NAMESPACE_MISSING "link-namespace-missing" "A set that has namespaces has those of its objects."
    OWNER_BY_UID "link-owner-by-uid" "An object in a file has no owner: the uid of an owner is known in one cluster only."
    CONTRACT_VARIABLE "link-contract-variable" "A variable that a service reads if it is set is not one that the kubelet sets for another service."
    CONTRACT_OF_IMAGE "link-contract-of-image" "Containers of one image fill the same contracts."
    NAME_IN_TEXT "link-name-in-text" "A text that names a renamed service is written by a handle of the service, so that it follows."
    SET_INCOMPLETE "link-set-incomplete" "A set that is declared complete has been read as a whole."
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::LINKS;
    use crate::rules::Rule;

    #[test]
    fn ids_are_distinct_and_demands_are_sentences() {
        let ids: BTreeSet<_> = LINKS.iter().map(Rule::id).collect();
        assert_eq!(ids.len(), LINKS.len());
        for rule in LINKS {
            assert!(rule.id().starts_with("link-") && rule.demands().ends_with('.'), "{rule:?}");
        }
    }
}
