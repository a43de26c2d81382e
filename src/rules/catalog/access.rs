//! The rules of service accounts, roles and their bindings.

catalog! {
    /// The rules of service accounts, roles and their bindings.
    pub(crate) ACCESS_RULES:

    // Roles.
    POLICY_RULE_VERBS "policy-rule-verbs" "A rule of a role has at least one verb."
    POLICY_RULE_GROUPS "policy-rule-groups" "A rule about resources names at least one API group."
    POLICY_RULE_RESOURCES "policy-rule-resources" "A rule about resources names at least one of them."
    POLICY_RULE_URLS_NAMESPACED "policy-rule-urls-namespaced" "Only a ClusterRole has rules about URLs."
    POLICY_RULE_URLS_ALONE "policy-rule-urls-alone" "A rule is about resources or about URLs, not both."
    AGGREGATION_REQUIRED "aggregation-required" "An aggregated ClusterRole selects other roles by at least one selector."
    AGGREGATION_SELECTOR "aggregation-selector" "Each selector of an aggregated ClusterRole is a valid label selector."
    // Bindings.
    ROLE_REF_GROUP "role-ref-group" "The role of a binding is of the group rbac.authorization.k8s.io."
    ROLE_REF_KIND "role-ref-kind" "A RoleBinding grants a Role or a ClusterRole, a ClusterRoleBinding a ClusterRole."
    ROLE_REF_NAME_REQUIRED "role-ref-name-required" "A binding names the role that it grants."
    ROLE_REF_NAME_INVALID "role-ref-name-invalid" "The name of a role is neither '.' nor '..', and has no '/' and no '%'."
    SUBJECT_NAME_REQUIRED "subject-name-required" "A subject of a binding has a name."
    SUBJECT_ACCOUNT_NAME "subject-account-name" "The name of a service account that a binding is for is a DNS-1123 subdomain."
    SUBJECT_GROUP "subject-group" "A user or a group is of the group rbac.authorization.k8s.io, a service account of none."
    SUBJECT_NAMESPACE_REQUIRED "subject-namespace-required" "A service account in a ClusterRoleBinding, or one of another namespace, has a namespace."
    SUBJECT_KIND "subject-kind" "A subject of a binding is a ServiceAccount, a User or a Group."
    // Service accounts: what server-side apply refuses and the API server drops.
    APPLY_ACCOUNT_SECRET_DUPLICATE "apply-account-secret-duplicate" "Server-side apply refuses a service account that names a secret twice."
    ACCOUNT_SECRET_FIELD_DROPPED "account-secret-field-dropped" "A service account refers to a secret by its name; the API server drops every other field."
}

catalog! {
    /// The warnings about service accounts, roles and their bindings.
    pub(crate) ACCESS_WARNINGS:

    WARN_MOUNTABLE_SECRETS "warn-mountable-secrets" "The annotation kubernetes.io/enforce-mountable-secrets is deprecated; namespaces keep secrets apart."
}

catalog! {
    /// The advice about service accounts, roles and their bindings.
    pub(crate) ACCESS_ADVICE:

    ADVICE_ROLE_OF_EVERYTHING "advice-role-of-everything" "A rule that allows every verb on every resource makes an administrator of everyone who has the role."
    ADVICE_CREATE_BY_NAME "advice-create-by-name" "The verbs create and deletecollection have no effect in a rule with resourceNames: their requests carry no name."
    ADVICE_BINDING_OF_NOBODY "advice-binding-of-nobody" "A binding without subjects grants its role to nobody."
}
