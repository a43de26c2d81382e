use std::fmt;

/// A rule: a stable id, and what the rule demands.
///
/// ```
/// use podwright::rules::RULES;
///
/// let rule = RULES.iter().find(|rule| rule.id() == "container-name-duplicate").unwrap();
/// assert_eq!(rule.demands(), "Containers and init containers of a pod have different names.");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    id: &'static str,
    demands: &'static str,
}

impl Rule {
    /// Returns the id, in kebab case. It stays the same in all versions of this crate.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Returns what the rule demands, in one or two sentences.
    #[must_use]
    pub const fn demands(&self) -> &'static str {
        self.demands
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

/// A reference to a rule in the catalog.
pub(crate) type Id = &'static Rule;

macro_rules! catalog {
    ($(#[$doc:meta])* $LIST:ident: $($NAME:ident $id:literal $demands:literal)*) => {
        $(pub(crate) const $NAME: Id = &Rule { id: $id, demands: $demands };)*

        $(#[$doc])*
        pub static $LIST: &[Rule] = &[$(*$NAME),*];
    };
}

catalog! {
    /// The rules that an object is rejected for, by area of the pod.
    ///
    #[doc = include_str!("RULES.md")]
    RULES:

    // Metadata.
    METADATA_NAME_REQUIRED "metadata-name-required" "An object has a name or a generateName."
    METADATA_NAME_INVALID "metadata-name-invalid" "The name of an object is a DNS-1123 subdomain."
    METADATA_GENERATE_NAME "metadata-generate-name" "A generateName is the start of a DNS-1123 subdomain."
    METADATA_NAMESPACE "metadata-namespace" "The name of a namespace is a DNS-1123 label."
    RESOURCE_VERSION_ON_CREATE "resource-version-on-create" "A new object has no resourceVersion."
    LABEL_KEY "label-key" "The key of a label is a name of at most 63 characters after an optional DNS prefix."
    LABEL_VALUE "label-value" "The value of a label is empty, or a name of at most 63 characters."
    ANNOTATION_KEY "annotation-key" "The key of an annotation is a name of at most 63 characters after an optional DNS prefix."
    ANNOTATIONS_TOO_LONG "annotations-too-long" "All annotations of an object have at most 256 KiB together."
    OWNER_VERSION "owner-version" "The apiVersion of an owner names a version."
    OWNER_INCOMPLETE "owner-incomplete" "An owner has a kind, a name and a uid."
    OWNER_EVENT "owner-event" "An event owns nothing."
    OWNER_CONTROLLERS "owner-controllers" "At most one owner is the controller."
    FINALIZER_INVALID "finalizer-invalid" "A finalizer is a name of at most 63 characters after a DNS prefix."
    FINALIZER_DOMAIN "finalizer-domain" "A finalizer has a domain, except those of Kubernetes itself."
    FINALIZER_CONFLICT "finalizer-conflict" "The finalizers orphan and foregroundDeletion exclude each other."
    MANAGED_FIELDS_OPERATION "managed-fields-operation" "The operation of managed fields is Apply or Update."
    MANAGED_FIELDS_TYPE "managed-fields-type" "The type of managed fields is FieldsV1."
    MANAGED_FIELDS_MANAGER "managed-fields-manager" "The name of a field manager holds printable characters only."
    MANAGED_FIELDS_MANAGER_TOO_LONG "managed-fields-manager-too-long" "The name of a field manager has at most 128 bytes."
    MANAGED_FIELDS_SUBRESOURCE_TOO_LONG "managed-fields-subresource-too-long" "The subresource of managed fields has at most 256 bytes."
    // Annotations that the API server reads.
    MIRROR_POD_NODE "mirror-pod-node" "A mirror pod names its node."
    CLAIM_OF_MIRROR_POD "claim-of-mirror-pod" "A mirror pod has no resource claims."
    TOLERATIONS_ANNOTATION "tolerations-annotation" "The annotation for tolerations is a JSON list of them."
    DELETION_COST "deletion-cost" "The deletion cost of a pod is a 32-bit integer."
    SECCOMP_ANNOTATION "seccomp-annotation" "A seccomp annotation is runtime/default, docker/default, unconfined or localhost/PATH."
    SECCOMP_ANNOTATION_PATH "seccomp-annotation-path" "The path of a seccomp annotation is relative and has no '..' element."
    SECCOMP_ANNOTATION_DIFFERS "seccomp-annotation-differs" "A seccomp annotation agrees with the field that replaced it."
    APP_ARMOR_ANNOTATION "app-armor-annotation" "An AppArmor annotation is runtime/default, unconfined or localhost/NAME."
    APP_ARMOR_ANNOTATION_CONTAINER "app-armor-annotation-container" "An AppArmor annotation names a container of the pod."
    APP_ARMOR_ANNOTATION_DIFFERS "app-armor-annotation-differs" "An AppArmor annotation agrees with the field that replaced it."
    // Single fields of the spec.
    POD_RESTART_POLICY "pod-restart-policy" "The restart policy of a pod is Always, OnFailure or Never."
    ACTIVE_DEADLINE "active-deadline" "A deadline is 1 to 2147483647 seconds."
    NODE_SELECTOR_KEY "node-selector-key" "The keys of a node selector are label keys."
    NODE_SELECTOR_VALUE "node-selector-value" "The values of a node selector are label values."
    NODE_NAME_INVALID "node-name-invalid" "The name of a node is a DNS-1123 subdomain."
    NODE_NAME_GATED "node-name-gated" "A pod with scheduling gates names no node."
    SERVICE_ACCOUNT_NAME "service-account-name" "The name of a service account is a DNS-1123 subdomain."
    HOSTNAME_INVALID "hostname-invalid" "A host name is a DNS-1123 label."
    SUBDOMAIN_INVALID "subdomain-invalid" "The subdomain of a pod is a DNS-1123 label."
    HOSTNAME_OVERRIDE_INVALID "hostname-override-invalid" "A hostnameOverride is a DNS-1123 subdomain."
    HOSTNAME_OVERRIDE_TOO_LONG "hostname-override-too-long" "A hostnameOverride has at most 64 characters."
    HOSTNAME_OVERRIDE_FQDN "hostname-override-fqdn" "hostnameOverride and setHostnameAsFQDN exclude each other."
    HOSTNAME_OVERRIDE_NETWORK "hostname-override-network" "hostnameOverride and hostNetwork exclude each other."
    PRIORITY_CLASS_NAME "priority-class-name" "The name of a priority class is a DNS-1123 subdomain."
    RUNTIME_CLASS_NAME "runtime-class-name" "The name of a runtime class is a DNS-1123 subdomain."
    PREEMPTION_POLICY "preemption-policy" "A preemption policy is PreemptLowerPriority or Never."
    PREEMPTION_POLICY_REQUIRED "preemption-policy-required" "A preemption policy is not empty."
    READINESS_GATE_INVALID "readiness-gate-invalid" "The name of a readiness gate is a label key."
    SCHEDULING_GATE_INVALID "scheduling-gate-invalid" "The name of a scheduling gate is a label key."
    SCHEDULING_GATE_DUPLICATE "scheduling-gate-duplicate" "The scheduling gates of a pod have different names."
    HOST_ALIAS_NAME "host-alias-name" "The names of a host alias are DNS-1123 subdomains."
    IP_INVALID "ip-invalid" "An IP address is IPv4 or IPv6. Since Kubernetes 1.36 it has no leading zeros, and is not IPv4 written as IPv6."
    REFERENCE_NAME_INVALID "reference-name-invalid" "The name of a secret or a config map is a DNS-1123 subdomain."
    // DNS.
    DNS_POLICY "dns-policy" "A DNS policy is ClusterFirst, ClusterFirstWithHostNet, Default or None."
    DNS_CONFIG_REQUIRED "dns-config-required" "The DNS policy None needs a dnsConfig."
    DNS_NAMESERVER_REQUIRED "dns-nameserver-required" "The DNS policy None needs a name server."
    DNS_NAMESERVERS_TOO_MANY "dns-nameservers-too-many" "There are at most 3 name servers."
    DNS_SEARCHES_TOO_MANY "dns-searches-too-many" "There are at most 32 search domains."
    DNS_SEARCHES_TOO_LONG "dns-searches-too-long" "The search domains have at most 2048 characters in all."
    DNS_SEARCH_INVALID "dns-search-invalid" "A search domain is a DNS-1123 subdomain that may hold '_'."
    DNS_OPTION_NAME_REQUIRED "dns-option-name-required" "A DNS option has a name."
    // Containers.
    CONTAINERS_REQUIRED "containers-required" "A pod has at least one container."
    CONTAINER_NAME_REQUIRED "container-name-required" "A container has a name."
    CONTAINER_NAME_INVALID "container-name-invalid" "The name of a container is a DNS-1123 label."
    CONTAINER_NAME_DUPLICATE "container-name-duplicate" "Containers and init containers of a pod have different names."
    CONTAINER_IMAGE_REQUIRED "container-image-required" "A container has an image."
    CONTAINER_IMAGE_PADDED "container-image-padded" "The image of a pod's container has no space before or after it."
    PULL_POLICY "pull-policy" "A pull policy is Always, IfNotPresent or Never."
    TERMINATION_MESSAGE_POLICY "termination-message-policy" "A termination message policy is File or FallbackToLogsOnError."
    EPHEMERAL_ON_CREATE "ephemeral-on-create" "A new pod has no ephemeral containers."
    EPHEMERAL_FIELD_FORBIDDEN "ephemeral-field-forbidden" "An ephemeral container has no ports, resources, probes, hooks, restart policy or subpaths."
    EPHEMERAL_TARGET_NOT_FOUND "ephemeral-target-not-found" "The target of an ephemeral container is a container of the pod."
    // Ports.
    PORT_NAME_INVALID "port-name-invalid" "The name of a port has 1 to 15 characters of a-z, 0-9 and '-', one of them a letter."
    PORT_NAME_DUPLICATE "port-name-duplicate" "The ports of a container have different names."
    PORT_PROTOCOL "port-protocol" "The protocol of a port is TCP, UDP or SCTP."
    CONTAINER_PORT_REQUIRED "container-port-required" "A port has a number."
    CONTAINER_PORT_RANGE "container-port-range" "The number of a port is 1 to 65535."
    HOST_PORT_RANGE "host-port-range" "The number of a host port is 1 to 65535."
    HOST_PORT_DUPLICATE "host-port-duplicate" "Containers that run at the same time use each host port of one protocol and address once."
    HOST_PORT_DIFFERS "host-port-differs" "On the host network the host port is the container's port."
    // Environment.
    ENV_NAME_REQUIRED "env-name-required" "An environment variable has a name."
    ENV_NAME_INVALID "env-name-invalid" "The name of an environment variable is printable ASCII without '='."
    ENV_PREFIX_INVALID "env-prefix-invalid" "The prefix of environment variables is printable ASCII without '='."
    ENV_SOURCE_ONE "env-source-one" "The value of an environment variable has one source."
    ENV_FROM_ONE "env-from-one" "A source of environment variables is one config map or one secret."
    ENV_FROM_NAME_REQUIRED "env-from-name-required" "A source of environment variables has a name."
    ENV_FROM_NAME_INVALID "env-from-name-invalid" "The name of a source of environment variables is a DNS-1123 subdomain."
    KEY_REF_REQUIRED "key-ref-required" "A reference to a config map or a secret names a key."
    KEY_REF_INVALID "key-ref-invalid" "The key of a config map or a secret has at most 253 letters, digits, '-', '_' and '.'."
    FIELD_REF_REQUIRED "field-ref-required" "A reference to a field names it."
    FIELD_REF_INVALID "field-ref-invalid" "A reference to a field names one that the API server knows."
    FIELD_REF_UNSUPPORTED "field-ref-unsupported" "A variable or a file refers to a field that Kubernetes supports there."
    FIELD_REF_SUBSCRIPT "field-ref-subscript" "The key in a reference to a label or an annotation is a valid key."
    RESOURCE_REF_REQUIRED "resource-ref-required" "A reference to a resource names it."
    RESOURCE_REF_CONTAINER "resource-ref-container" "In a file, a reference to a resource names its container."
    RESOURCE_REF_UNSUPPORTED "resource-ref-unsupported" "A reference to a resource names a limit or a request of cpu, memory, ephemeral-storage or huge pages."
    RESOURCE_REF_DIVISOR "resource-ref-divisor" "The divisor of a resource is one of its units."
    FILE_REF_KEY_REQUIRED "file-ref-key-required" "A reference to a file of variables names a variable."
    FILE_REF_KEY_INVALID "file-ref-key-invalid" "The variable in a file is printable ASCII without '='."
    FILE_REF_VOLUME_REQUIRED "file-ref-volume-required" "A reference to a file of variables names a volume."
    FILE_REF_VOLUME_INVALID "file-ref-volume-invalid" "The name of the volume with a file of variables is a DNS-1123 label."
    FILE_REF_VOLUME_NOT_FOUND "file-ref-volume-not-found" "The volume of a file of variables is declared."
    FILE_REF_VOLUME_KIND "file-ref-volume-kind" "The volume of a file of variables is an emptyDir."
    FILE_REF_PATH_REQUIRED "file-ref-path-required" "A reference to a file of variables names its path."
    FILE_REF_PATH_CLIMBS "file-ref-path-climbs" "The path of a file of variables has no '..' element."
    // Mounts and devices.
    MOUNT_NAME_REQUIRED "mount-name-required" "A mount names its volume."
    MOUNT_VOLUME_NOT_FOUND "mount-volume-not-found" "The volume of a mount is declared, and breaks no rule."
    MOUNT_PATH_REQUIRED "mount-path-required" "A mount has a path."
    MOUNT_PATH_DUPLICATE "mount-path-duplicate" "The mounts of a container have different paths."
    MOUNT_ALSO_DEVICE "mount-also-device" "A container uses a volume as a mount or as a device, not both."
    MOUNT_PATH_OF_DEVICE "mount-path-of-device" "A mount and a device of a container have different paths."
    MOUNT_SUB_PATH "mount-sub-path" "A subpath is relative and has no '..' element."
    MOUNT_SUB_PATH_TWICE "mount-sub-path-twice" "subPath and subPathExpr exclude each other."
    MOUNT_PROPAGATION "mount-propagation" "Mount propagation is None, HostToContainer or Bidirectional."
    MOUNT_PROPAGATION_PRIVILEGED "mount-propagation-privileged" "Bidirectional mount propagation needs a privileged container."
    MOUNT_RECURSIVE_READ_ONLY "mount-recursive-read-only" "A mount that is read-only recursively is read-only, and is not propagated."
    MOUNT_RECURSIVE_READ_ONLY_VALUE "mount-recursive-read-only-value" "recursiveReadOnly is Disabled, IfPossible or Enabled."
    DEVICE_NAME_REQUIRED "device-name-required" "A device names its volume."
    DEVICE_NAME_DUPLICATE "device-name-duplicate" "A container uses a volume as one device only."
    DEVICE_VOLUME_NOT_FOUND "device-volume-not-found" "The volume of a device is declared, and breaks no rule."
    DEVICE_VOLUME_KIND "device-volume-kind" "The volume of a device is a persistent volume claim or an ephemeral volume."
    DEVICE_PATH_REQUIRED "device-path-required" "A device has a path."
    DEVICE_PATH_DUPLICATE "device-path-duplicate" "The devices of a container have different paths."
    DEVICE_PATH_CLIMBS "device-path-climbs" "The path of a device has no '..' element."
    // Resources.
    QUANTITY_SYNTAX "quantity-syntax" "A quantity is a number with an optional unit or exponent."
    RESOURCE_NAME_INVALID "resource-name-invalid" "The name of a resource is a name of at most 63 characters after an optional DNS prefix."
    RESOURCE_NAME_UNKNOWN "resource-name-unknown" "A resource is cpu, memory, ephemeral-storage, hugepages-SIZE or has a domain."
    RESOURCE_NEGATIVE "resource-negative" "An amount of a resource is not negative."
    RESOURCE_FRACTION "resource-fraction" "An amount of an extended resource is a whole number."
    RESOURCE_LIMIT_REQUIRED "resource-limit-required" "A request of huge pages or an extended resource has a limit."
    RESOURCE_REQUEST_OVER_LIMIT "resource-request-over-limit" "A request is at most its limit."
    RESOURCE_REQUEST_DIFFERS "resource-request-differs" "A request of huge pages or an extended resource is equal to its limit."
    HUGE_PAGES_INDIVISIBLE "huge-pages-indivisible" "An amount of huge pages is a whole number of them."
    HUGE_PAGES_ALONE "huge-pages-alone" "A container with huge pages has a limit or a request of cpu or memory too."
    CLAIM_NAME_REQUIRED "claim-name-required" "A claim that a container uses has a name."
    CLAIM_NOT_FOUND "claim-not-found" "A claim that a container uses is one of the pod."
    CLAIM_DUPLICATE "claim-duplicate" "A container uses each claim once, as a whole or by its requests."
    CLAIM_REQUEST_INVALID "claim-request-invalid" "A request of a claim is a DNS-1123 label."
    POD_CLAIM_NAME_REQUIRED "pod-claim-name-required" "A resource claim of a pod has a name."
    POD_CLAIM_NAME_INVALID "pod-claim-name-invalid" "The name of a resource claim of a pod is a DNS-1123 label."
    POD_CLAIM_DUPLICATE "pod-claim-duplicate" "The resource claims of a pod have different names."
    POD_CLAIM_ONE_SOURCE "pod-claim-one-source" "A resource claim of a pod comes from a claim or from a template of claims."
    POD_CLAIM_SOURCE_INVALID "pod-claim-source-invalid" "The name of a resource claim or of its template is a DNS-1123 subdomain."
    POD_RESOURCES_WINDOWS "pod-resources-windows" "A Windows pod has no resources of its own."
    POD_RESOURCES_CLAIMS "pod-resources-claims" "A pod's own resources have no claims."
    POD_RESOURCE_UNSUPPORTED "pod-resource-unsupported" "A pod's own resources are cpu, memory and huge pages."
    POD_REQUEST_UNDER_CONTAINERS "pod-request-under-containers" "A pod's own request is at least what its containers request together."
    POD_LIMIT_UNDER_CONTAINERS "pod-limit-under-containers" "A pod's own limit of huge pages is at least what its containers may use together."
    CONTAINER_LIMIT_OVER_POD "container-limit-over-pod" "The limit of a container is at most that of its pod."
    // Probes and hooks.
    HANDLER_REQUIRED "handler-required" "A probe or a hook has a handler."
    HANDLER_SECOND "handler-second" "A probe or a hook has one handler only."
    HANDLER_COMMAND_REQUIRED "handler-command-required" "An exec handler has a command."
    HANDLER_SCHEME "handler-scheme" "The scheme of an HTTP handler is HTTP or HTTPS."
    HANDLER_HEADER_NAME "handler-header-name" "The name of a header holds letters, digits and '-'."
    HANDLER_PORT_RANGE "handler-port-range" "The port of a probe or a hook is 1 to 65535."
    HANDLER_PORT_NAME "handler-port-name" "A handler refers to a port by a valid port name."
    HOOK_SLEEP_RANGE "hook-sleep-range" "A hook sleeps no longer than the pod's grace period."
    PROBE_NEGATIVE "probe-negative" "The numbers of a probe are not negative."
    PROBE_SUCCESS_THRESHOLD "probe-success-threshold" "The success threshold of a liveness or startup probe is 1."
    PROBE_GRACE_PERIOD "probe-grace-period" "The grace period of a probe is at least a second."
    READINESS_GRACE_PERIOD "readiness-grace-period" "A readiness probe has no grace period."
    INIT_CONTAINER_PROBED "init-container-probed" "An init container that is not a sidecar has neither probes nor hooks."
    // Restarts.
    RESTART_POLICY "restart-policy" "The restart policy of a container is Always, OnFailure or Never."
    RESTART_POLICY_REQUIRED "restart-policy-required" "Restart rules of a container need its restart policy."
    RESTART_POLICY_OF_REGULAR "restart-policy-of-regular" "Before Kubernetes 1.34 only an init container has a restart policy."
    RESTART_RULES_OF_SIDECAR "restart-rules-of-sidecar" "Before Kubernetes 1.36 a sidecar has no restart rules."
    RESTART_RULES_TOO_MANY "restart-rules-too-many" "A container has at most 20 restart rules."
    RESTART_RULE_ACTION "restart-rule-action" "The action of a restart rule is Restart, or RestartAllContainers from Kubernetes 1.36."
    RESTART_RULE_EXIT_CODES "restart-rule-exit-codes" "A restart rule has exit codes."
    RESTART_RULE_OPERATOR "restart-rule-operator" "The operator of a restart rule is In or NotIn."
    RESTART_RULE_CODES_TOO_MANY "restart-rule-codes-too-many" "A restart rule has at most 255 exit codes."
    RESIZE_DUPLICATE "resize-duplicate" "A container has one resize policy for each resource."
    RESIZE_RESOURCE "resize-resource" "The resource of a resize policy is cpu or memory."
    RESIZE_RESOURCE_REQUIRED "resize-resource-required" "A resize policy has a resource."
    RESIZE_RESTART "resize-restart" "The restart policy of a resize policy is NotRequired or RestartContainer."
    RESIZE_RESTART_REQUIRED "resize-restart-required" "A resize policy has a restart policy."
    RESIZE_RESTART_NEVER "resize-restart-never" "A resize restarts no container of a pod that never restarts."
    RESIZE_RESTART_OF_INIT "resize-restart-of-init" "A resize restarts no init container that is not a sidecar."
    // Security.
    RUN_AS_USER_RANGE "run-as-user-range" "A user id is 0 to 2147483647."
    RUN_AS_GROUP_RANGE "run-as-group-range" "A group id is 0 to 2147483647."
    FS_GROUP_RANGE "fs-group-range" "The group of a pod's files is 0 to 2147483647."
    SUPPLEMENTAL_GROUP_RANGE "supplemental-group-range" "A supplemental group is 0 to 2147483647."
    FS_GROUP_CHANGE_POLICY "fs-group-change-policy" "fsGroupChangePolicy is OnRootMismatch or Always."
    SUPPLEMENTAL_GROUPS_POLICY "supplemental-groups-policy" "supplementalGroupsPolicy is Merge or Strict."
    SE_LINUX_CHANGE_POLICY "se-linux-change-policy" "seLinuxChangePolicy is Recursive, or MountOption from Kubernetes 1.37."
    SHARE_PROCESS_NAMESPACE "share-process-namespace" "shareProcessNamespace and hostPID exclude each other."
    PROC_MOUNT "proc-mount" "procMount is Default or Unmasked."
    PROC_MOUNT_UNMASKED "proc-mount-unmasked" "An unmasked procMount needs hostUsers: false."
    PRIVILEGE_ESCALATION_PRIVILEGED "privilege-escalation-privileged" "A privileged container may escalate its privileges."
    PRIVILEGE_ESCALATION_SYS_ADMIN "privilege-escalation-sys-admin" "A container with the capability CAP_SYS_ADMIN may escalate its privileges."
    SECCOMP_TYPE "seccomp-type" "The type of a seccomp profile is RuntimeDefault, Unconfined or Localhost."
    SECCOMP_TYPE_REQUIRED "seccomp-type-required" "A seccomp profile has a type."
    SECCOMP_PROFILE_REQUIRED "seccomp-profile-required" "A seccomp profile of type Localhost has a path."
    SECCOMP_PROFILE_PATH "seccomp-profile-path" "The path of a seccomp profile is relative and has no '..' element."
    SECCOMP_PROFILE_UNUSED "seccomp-profile-unused" "Only a seccomp profile of type Localhost has a path."
    APP_ARMOR_TYPE "app-armor-type" "The type of an AppArmor profile is RuntimeDefault, Unconfined or Localhost."
    APP_ARMOR_TYPE_REQUIRED "app-armor-type-required" "An AppArmor profile has a type."
    APP_ARMOR_PROFILE_REQUIRED "app-armor-profile-required" "An AppArmor profile of type Localhost has a name."
    APP_ARMOR_PROFILE_PADDED "app-armor-profile-padded" "The name of an AppArmor profile has no space before or after it."
    APP_ARMOR_PROFILE_TOO_LONG "app-armor-profile-too-long" "The name of an AppArmor profile has at most 4095 bytes."
    APP_ARMOR_PROFILE_UNUSED "app-armor-profile-unused" "Only an AppArmor profile of type Localhost has a name."
    SYSCTL_NAME_REQUIRED "sysctl-name-required" "A sysctl has a name."
    SYSCTL_NAME_INVALID "sysctl-name-invalid" "The name of a sysctl is made of lower-case segments joined by '.' or '/'."
    SYSCTL_DUPLICATE "sysctl-duplicate" "A pod sets each sysctl once."
    SYSCTL_OF_HOST "sysctl-of-host" "A pod sets no sysctl of a namespace that it shares with the host."
    HOST_USERS_NAMESPACES "host-users-namespaces" "A pod with its own user namespace shares no other namespace with the host."
    HOST_USERS_DEVICES "host-users-devices" "A pod with its own user namespace has no block devices."
    // Operating systems.
    OS_NAME_REQUIRED "os-name-required" "An operating system has a name."
    OS_NAME "os-name" "The operating system of a pod is linux or windows."
    OS_LINUX_FIELD "os-linux-field" "A Linux pod has no options for Windows."
    OS_WINDOWS_FIELD "os-windows-field" "A Windows pod has no options for Linux."
    GMSA_NAME_INVALID "gmsa-name-invalid" "The name of a GMSA credential spec is a DNS-1123 subdomain."
    GMSA_SPEC_SIZE "gmsa-spec-size" "A GMSA credential spec has 1 to 65536 bytes."
    WINDOWS_USER_NAME "windows-user-name" "A Windows user is USER or DOMAIN\\USER, in the characters that Windows allows."
    HOST_PROCESS_DIFFERS "host-process-differs" "A pod and its containers agree on hostProcess."
    HOST_PROCESS_MIXED "host-process-mixed" "All containers of a pod are host processes, or none is."
    HOST_PROCESS_NETWORK "host-process-network" "Host processes are on the host network."
    // Scheduling.
    TOLERATION_KEY "toleration-key" "The key of a toleration is a label key."
    TOLERATION_KEY_REQUIRED "toleration-key-required" "Only a toleration with the operator Exists has no key."
    TOLERATION_OPERATOR "toleration-operator" "The operator of a toleration is Equal or Exists."
    TOLERATION_VALUE "toleration-value" "The value of a toleration is a label value."
    TOLERATION_EXISTS_VALUE "toleration-exists-value" "A toleration with the operator Exists has no value."
    TOLERATION_EFFECT "toleration-effect" "The effect of a toleration is NoSchedule, PreferNoSchedule or NoExecute."
    TOLERATION_SECONDS "toleration-seconds" "Only a toleration of the effect NoExecute has tolerationSeconds."
    NODE_AFFINITY_TERM_REQUIRED "node-affinity-term-required" "A required node affinity has at least one term."
    NODE_AFFINITY_ONE_VALUE "node-affinity-one-value" "The operators Gt and Lt have one value."
    NODE_FIELD_KEY "node-field-key" "The only field of nodes that affinity can refer to is metadata.name."
    NODE_FIELD_ONE_VALUE "node-field-one-value" "A field of a node is compared with one value."
    NODE_FIELD_VALUE "node-field-value" "The name of a node is a DNS-1123 subdomain."
    AFFINITY_WEIGHT "affinity-weight" "The weight of a preference is 1 to 100."
    AFFINITY_NAMESPACE "affinity-namespace" "The namespaces of an affinity are DNS-1123 labels."
    SELECTOR_KEY "selector-key" "The keys of a selector are label keys."
    SELECTOR_VALUE "selector-value" "The values of a selector are label values."
    SELECTOR_OPERATOR "selector-operator" "The operator of a selector is one of those that Kubernetes knows."
    SELECTOR_VALUES_REQUIRED "selector-values-required" "The operators In and NotIn have values."
    SELECTOR_VALUES_FORBIDDEN "selector-values-forbidden" "The operators Exists and DoesNotExist have no values."
    LABEL_KEYS_INVALID "label-keys-invalid" "The items of matchLabelKeys and mismatchLabelKeys are label keys."
    LABEL_KEYS_WITHOUT_SELECTOR "label-keys-without-selector" "matchLabelKeys and mismatchLabelKeys need a labelSelector."
    LABEL_KEYS_IN_SELECTOR "label-keys-in-selector" "A key of matchLabelKeys is not a key of the labelSelector."
    LABEL_KEYS_BOTH "label-keys-both" "A key is one of matchLabelKeys or of mismatchLabelKeys, not both."
    TOPOLOGY_KEY_REQUIRED "topology-key-required" "A topology has a key, which is a label of nodes."
    TOPOLOGY_KEY_INVALID "topology-key-invalid" "The key of a topology is a label key."
    SPREAD_MAX_SKEW "spread-max-skew" "maxSkew of a spread constraint is at least 1."
    SPREAD_WHEN_UNSATISFIABLE "spread-when-unsatisfiable" "whenUnsatisfiable of a spread constraint is DoNotSchedule or ScheduleAnyway."
    SPREAD_DUPLICATE "spread-duplicate" "No two spread constraints have the same topologyKey and whenUnsatisfiable."
    SPREAD_MIN_DOMAINS "spread-min-domains" "minDomains of a spread constraint is at least 1."
    SPREAD_MIN_DOMAINS_ACTION "spread-min-domains-action" "Only a spread constraint with DoNotSchedule has minDomains."
    SPREAD_NODE_POLICY "spread-node-policy" "nodeAffinityPolicy and nodeTaintsPolicy are Honor or Ignore."
    // Volumes.
    VOLUME_NAME_REQUIRED "volume-name-required" "A volume has a name."
    VOLUME_NAME_INVALID "volume-name-invalid" "The name of a volume is a DNS-1123 label."
    VOLUME_NAME_DUPLICATE "volume-name-duplicate" "The volumes of a pod have different names."
    VOLUME_SECOND_SOURCE "volume-second-source" "A volume has one source."
    VOLUME_SOURCE_INCOMPLETE "volume-source-incomplete" "The source of a volume has all required fields."
    VOLUME_SECRET_NAME "volume-secret-name" "A secret volume names its secret."
    VOLUME_CONFIG_MAP_NAME "volume-config-map-name" "A config map volume names its config map."
    VOLUME_FILE_MODE "volume-file-mode" "The mode of a file is 0 to 0777."
    VOLUME_ITEM_KEY "volume-item-key" "A file of a secret or a config map names its key."
    VOLUME_FILE_PATH_REQUIRED "volume-file-path-required" "A file of a volume has a path."
    VOLUME_FILE_PATH "volume-file-path" "The path of a file in a volume is relative, has no '..' element and does not start with '..'."
    DOWNWARD_FILE_REQUIRED "downward-file-required" "A file of the downward API names a field or a resource."
    DOWNWARD_FILE_BOTH "downward-file-both" "A file of the downward API names a field or a resource, not both."
    PROJECTED_SECOND_KIND "projected-second-kind" "A source of a projected volume is of one kind."
    PROJECTED_PATH_DUPLICATE "projected-path-duplicate" "The files of a projected volume have different paths."
    TOKEN_EXPIRATION "token-expiration" "A service account token is valid for ten minutes to 2^32 seconds."
    TRUST_BUNDLE_REQUIRED "trust-bundle-required" "A trust bundle has a name or a signer."
    TRUST_BUNDLE_ONE "trust-bundle-one" "A trust bundle has a name or a signer, not both."
    TRUST_BUNDLE_NAME_REQUIRED "trust-bundle-name-required" "The name of a trust bundle is not empty."
    TRUST_BUNDLE_NAME "trust-bundle-name" "The name of a trust bundle is a DNS-1123 subdomain after its signer's name."
    TRUST_BUNDLE_SELECTOR "trust-bundle-selector" "A trust bundle with a name has no selector."
    SIGNER_REQUIRED "signer-required" "The name of a signer is not empty."
    SIGNER_INVALID "signer-invalid" "The name of a signer is DOMAIN/NAME."
    SIGNER_TOO_LONG "signer-too-long" "The name of a signer has at most 571 characters, its domain 253."
    CERTIFICATE_KEY_TYPE "certificate-key-type" "The key type of a pod certificate is one of those that Kubernetes knows."
    CERTIFICATE_EXPIRATION "certificate-expiration" "A pod certificate is valid for an hour to 91 days, or to one day if Kubernetes signs it."
    CERTIFICATE_PATH_REQUIRED "certificate-path-required" "A pod certificate has the path of a file."
    CERTIFICATE_ANNOTATION_REQUIRED "certificate-annotation-required" "The keys of a pod certificate's annotations are not empty."
    CERTIFICATE_ANNOTATION "certificate-annotation" "The keys of a pod certificate's annotations have a domain."
    CERTIFICATE_ANNOTATIONS_TOO_LONG "certificate-annotations-too-long" "The annotations of a pod certificate have at most 256 KiB together."
    VOLUME_CLAIM_NAME "volume-claim-name" "A persistent volume claim names its claim."
    VOLUME_CLAIM_OF_EPHEMERAL "volume-claim-of-ephemeral" "A volume does not use the claim that another volume of the pod makes."
    CLAIM_TEMPLATE_REQUIRED "claim-template-required" "An ephemeral volume has a claim template."
    CLAIM_TEMPLATE_NAME "claim-template-name" "The name of an ephemeral volume's claim, POD-VOLUME, is a DNS-1123 subdomain."
    CLAIM_TEMPLATE_METADATA "claim-template-metadata" "A claim template has no metadata except labels and annotations."
    CLAIM_ACCESS_MODE_REQUIRED "claim-access-mode-required" "A claim has an access mode."
    CLAIM_ACCESS_MODE "claim-access-mode" "An access mode is ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod."
    CLAIM_ACCESS_MODE_ALONE "claim-access-mode-alone" "The access mode ReadWriteOncePod is the only one."
    CLAIM_STORAGE_REQUIRED "claim-storage-required" "A claim requests storage."
    CLAIM_STORAGE_POSITIVE "claim-storage-positive" "The storage that a claim requests is more than 0."
    CLAIM_CLASS "claim-class" "The class of a claim is a DNS-1123 subdomain."
    CLAIM_VOLUME_MODE "claim-volume-mode" "The mode of a claim is Filesystem or Block."
    DATA_SOURCE_NAME "data-source-name" "The data source of a claim has a name."
    DATA_SOURCE_KIND "data-source-kind" "The data source of a claim has a kind."
    DATA_SOURCE_CORE "data-source-core" "The data source of a claim has an apiGroup, unless it is a claim."
    DATA_SOURCE_GROUP "data-source-group" "The apiGroup of a data source is a DNS-1123 subdomain."
    DATA_SOURCE_NAMESPACE "data-source-namespace" "The namespace of a data source is a DNS-1123 label."
    DATA_SOURCE_TWICE "data-source-twice" "dataSource and dataSourceRef of a claim are equal, and dataSource is unset if dataSourceRef has a namespace."
    EMPTY_DIR_NEGATIVE "empty-dir-negative" "The size of an emptyDir is not negative."
    HOST_PATH_REQUIRED "host-path-required" "A hostPath has a path."
    HOST_PATH_CLIMBS "host-path-climbs" "The path of a hostPath has no '..' element."
    HOST_PATH_TYPE "host-path-type" "The type of a hostPath is one of those that Kubernetes knows."
    IMAGE_VOLUME_REFERENCE "image-volume-reference" "The image volume of a pod names an image."
    CSI_DRIVER "csi-driver" "The name of a CSI driver is a DNS-1123 subdomain in any case."
    CSI_DRIVER_TOO_LONG "csi-driver-too-long" "The name of a CSI driver has at most 63 characters."
    NFS_PATH "nfs-path" "The path of an NFS volume is absolute."
    GIT_REPO_DIRECTORY "git-repo-directory" "The directory of a gitRepo is relative and has no '..' element."
    DISK_PARTITION "disk-partition" "A partition is 0 to 255."
    LUN_RANGE "lun-range" "The number of a logical unit is 0 to 255."
    ISCSI_NAME "iscsi-name" "The names of iSCSI begin with iqn., eui. or naa. and follow their form."
    ISCSI_NAME_TOO_LONG "iscsi-name-too-long" "The names of an iSCSI volume and its portal have at most 63 characters together if the initiator is named."
    ISCSI_SECRET "iscsi-secret" "CHAP authentication needs a secret."
    FC_ONE "fc-one" "A Fibre Channel volume has targetWWNs or wwids."
    FC_BOTH "fc-both" "A Fibre Channel volume has targetWWNs or wwids, not both."
    FC_LUN_REQUIRED "fc-lun-required" "targetWWNs need a logical unit."
    FLOCKER_ONE "flocker-one" "A Flocker volume has datasetName or datasetUUID."
    FLOCKER_BOTH "flocker-both" "A Flocker volume has datasetName or datasetUUID, not both."
    FLOCKER_NAME "flocker-name" "The name of a Flocker dataset holds no '/'."
    QUOBYTE_REGISTRY_REQUIRED "quobyte-registry-required" "A Quobyte volume has a registry."
    QUOBYTE_REGISTRY "quobyte-registry" "A Quobyte registry is HOST:PORT, once or more."
    QUOBYTE_TENANT "quobyte-tenant" "A Quobyte tenant has at most 64 characters."
    FLEX_VOLUME_OPTION "flex-volume-option" "The options of a flexVolume are not in the domains kubernetes.io and k8s.io."
    AZURE_DISK_CACHING "azure-disk-caching" "The caching of an Azure disk is None, ReadOnly or ReadWrite."
    AZURE_DISK_KIND "azure-disk-kind" "The kind of an Azure disk is Shared, Dedicated or Managed."
    AZURE_DISK_URI "azure-disk-uri" "The URI of a managed Azure disk starts with /subscriptions/, that of any other with https://."
    STORAGEOS_NAME "storageos-name" "The names of a StorageOS volume are DNS-1123 labels."
    // Rules of the builder.
    ENV_REFERENCE_UNRESOLVED "env-reference-unresolved" "A text refers to variables that its container declares before it, and that are always set."
    COMMAND_PROGRAM_REQUIRED "command-program-required" "The command of a container begins with a program."
    SHARED_VOLUME_SOURCE_REQUIRED "shared-volume-source-required" "A shared volume has a source: its own, or one that the pod provides."
    VOLUME_CREATED_TWICE "volume-created-twice" "A volume that the pod creates is made once; the containers that use it share its handle."
    QOS_NOT_GUARANTEED "qos-not-guaranteed" "A pod that is demanded to be Guaranteed limits CPU and memory in every container, and requests as much."
    // Rules of server-side apply, which create does not have.
    APPLY_ENV_NAME_DUPLICATE "apply-env-name-duplicate" "A container sets each environment variable once: server-side apply merges the list by name."
    APPLY_PORT_DUPLICATE "apply-port-duplicate" "A container declares each port of a protocol once: server-side apply merges the list by both."
    APPLY_HOST_ALIAS_DUPLICATE "apply-host-alias-duplicate" "Each IP has one host alias: server-side apply merges the list by ip."
    APPLY_PULL_SECRET_DUPLICATE "apply-pull-secret-duplicate" "Each image pull secret is named once: server-side apply merges the list by name."
    APPLY_FINALIZER_DUPLICATE "apply-finalizer-duplicate" "An object has each finalizer once: server-side apply merges the list as a set."
    APPLY_OWNER_DUPLICATE "apply-owner-duplicate" "An object has each owner once: server-side apply merges the list by uid."
    APPLY_CLAIM_DUPLICATE "apply-claim-duplicate" "A container uses each claim once: server-side apply merges the list by name, without the request."
    APPLY_EXIT_CODE_DUPLICATE "apply-exit-code-duplicate" "A restart rule has each exit code once: server-side apply merges the list as a set."
    APPLY_MOUNT_OPTION_DUPLICATE "apply-mount-option-duplicate" "A mount has each option once: server-side apply merges the list as a set."
    APPLY_RESPONDER_DUPLICATE "apply-responder-duplicate" "The eviction responders of a pod have different names: server-side apply merges the list by name."
    APPLY_PORT_PROTOCOL "apply-port-protocol" "The protocol of a port is not empty: server-side apply merges the list by it, and the API server stores TCP."
    APPLY_CLUSTER_METADATA "apply-cluster-metadata" "A pod that is built has no uid, resourceVersion, deletionTimestamp or managedFields: server-side apply refuses them, or makes a pod that is being deleted."
    // What create accepts, and the API server drops.
    FIELD_DROPPED "field-dropped" "A pod has no field that its version of Kubernetes drops because the feature is off or unknown."
    PROJECTION_DROPPED "projection-dropped" "A projected volume has no trust bundle and no pod certificate before Kubernetes 1.37, where they are dropped and leave an empty source."
    // What create accepts and no kubelet starts.
    RUN_AS_NON_ROOT_USER "run-as-non-root-user" "A container that must not run as root has another user than 0."
}

catalog! {
    /// The warnings that the API server gives about an object that it accepts.
    ///
    #[doc = include_str!("WARNINGS.md")]
    WARNINGS:

    WARN_POD_NAME_NO_LABEL "warn-pod-name-no-label" "The name of a pod is a DNS-1123 label, because it becomes the host name."
    WARN_NODE_LABEL "warn-node-label" "A pod refers to no deprecated label of nodes."
    WARN_NODE_LABEL_VALUE "warn-node-label-value" "A preferred node affinity names values that labels can have."
    WARN_SELECTOR_MATCHES_NOTHING "warn-selector-matches-nothing" "A pod affinity or a spread constraint has a label selector. Without one it matches no pod."
    WARN_ANNOTATION "warn-annotation" "A pod has no annotation that no longer has an effect."
    WARN_SECCOMP_ANNOTATION "warn-seccomp-annotation" "A pod has no seccomp annotation, which no longer has an effect."
    WARN_APP_ARMOR_ANNOTATION "warn-app-armor-annotation" "A pod has no AppArmor annotation, which a field has replaced."
    WARN_VOLUME_DEAD "warn-volume-dead" "A pod has no volume of a kind that is deprecated or no longer has an effect."
    WARN_PATHS_OVERLAP "warn-paths-overlap" "The files of a volume have different paths, and none is the folder of another."
    WARN_PROJECTION_EMPTY "warn-projection-empty" "A source of a projected volume is not empty."
    WARN_HOST_ALIAS_TWICE "warn-host-alias-twice" "Each IP has one host alias."
    WARN_PULL_SECRET_TWICE "warn-pull-secret-twice" "Each image pull secret is named once."
    WARN_PULL_SECRET_EMPTY "warn-pull-secret-empty" "An image pull secret has a name."
    WARN_FRACTION_OF_BYTE "warn-fraction-of-byte" "Amounts of memory and storage are whole numbers of bytes."
    WARN_ENV_HIDDEN "warn-env-hidden" "A variable does not replace an earlier one, unless it extends its value."
    WARN_PORT_CONFLICT "warn-port-conflict" "Ports of one number and protocol do not conflict."
    WARN_PORT_NAME_TWICE "warn-port-name-twice" "The ports of a pod have different names."
    WARN_HOST_IP_ALONE "warn-host-ip-alone" "A port with a hostIP has a hostPort."
    WARN_GRACE_PERIOD "warn-grace-period" "The grace period in a pod template is not negative."
    WARN_IP_FORM "warn-ip-form" "IP addresses are in canonical form."
}

catalog! {
    /// The rules of the default admission plugins that need no state of the cluster.
    ///
    #[doc = include_str!("ADMISSION.md")]
    ADMISSION:

    ADMISSION_PRIORITY "admission-priority" "The priority of a pod is that of its priority class."
    ADMISSION_PREEMPTION "admission-preemption" "The preemption policy of a pod is that of its priority class."
    ADMISSION_OVERHEAD "admission-overhead" "The overhead of a pod is that of its runtime class."
    ADMISSION_MIRROR_POD "admission-mirror-pod" "A mirror pod uses no service account and no secrets."
}

catalog! {
    /// This crate's advice: what every API server accepts, but hardly anyone means.
    ///
    #[doc = include_str!("ADVICE.md")]
    ADVICE:

    // Volumes and mounts.
    ADVICE_VOLUME_UNUSED "advice-volume-unused" "Every volume is used by a container."
    ADVICE_VOLUME_NEVER_WRITTEN "advice-volume-never-written" "A container can write to each emptyDir."
    ADVICE_VOLUME_READ_EARLY "advice-volume-read-early" "An init container reads an emptyDir only after a container could write to it."
    ADVICE_MEMORY_VOLUME_SIZE "advice-memory-volume-size" "An emptyDir in memory is smaller than the memory limits of the containers that write to it."
    ADVICE_VOLUME_SIZE "advice-volume-size" "The size limit of an emptyDir is within the limits of ephemeral storage."
    ADVICE_HUGE_PAGES_UNREQUESTED "advice-huge-pages-unrequested" "A container requests the huge pages that an emptyDir is made of."
    ADVICE_CLAIM_TWICE "advice-claim-twice" "A claim is one volume of the pod."
    ADVICE_MOUNT_RELATIVE "advice-mount-relative" "The path of a mount is absolute."
    ADVICE_MOUNT_ROOT "advice-mount-root" "A mount does not hide the whole file system of the image."
    ADVICE_MOUNT_TWIN "advice-mount-twin" "The paths of two mounts differ by more than a final '/'."
    ADVICE_SUB_PATH_STALE "advice-sub-path-stale" "Files that are updated while the pod runs are mounted as a directory, not by subPath."
    ADVICE_SUB_PATH_MISSING "advice-sub-path-missing" "A subPath is the path of an item, if the volume lists its items."
    // Start and stop.
    ADVICE_SIDECAR_STARTUP "advice-sidecar-startup" "A sidecar with a readiness probe that fills a volume for later containers has a startup probe too."
    ADVICE_LIVENESS_ALONE "advice-liveness-alone" "A container with a liveness probe has time to start: by a startup or readiness probe, or an initial delay."
    ADVICE_STARTUP_DEADLINE "advice-startup-deadline" "The time that a startup probe allows is less than the active deadline of the pod."
    ADVICE_PROBE_PORT "advice-probe-port" "The container declares the port that its probe names."
    ADVICE_INIT_PORTS "advice-init-ports" "An init container that ends declares no ports."
    ADVICE_NEVER_COMPLETES "advice-never-completes" "In a pod that completes, a container that serves beside one that ends is a sidecar."
    ADVICE_PRE_STOP_SLEEP "advice-pre-stop-sleep" "The sleep of a preStop hook is shorter than the grace period."
    // Commands and variables.
    ADVICE_COMMAND_ONE_WORD "advice-command-one-word" "The first word of a command is a program, not a command line."
    ADVICE_SHELL_VARIABLE "advice-shell-variable" "A program that no shell starts refers to a variable by $(NAME), not by $NAME."
    ADVICE_REFERENCE_UNKNOWN "advice-reference-unknown" "A reference, $(NAME), is to a variable that is set before it."
    ADVICE_REFERENCE_LATER "advice-reference-later" "A variable refers to variables that stand before it in the list."
    ADVICE_REFERENCE_ESCAPED "advice-reference-escaped" "A variable that the container has is referred to by $(NAME), not by $$(NAME)."
    ADVICE_SECRET_LITERAL "advice-secret-literal" "The value of a variable is not a secret in plain text."
    ADVICE_SECRET_CONFIG_MAP "advice-secret-config-map" "A password does not come from a config map."
    // Resources.
    ADVICE_INIT_REQUEST "advice-init-request" "No init container requests more than twice what the pod requests when it runs."
    ADVICE_LIMIT_OF_NODE "advice-limit-of-node" "A container whose memory limit is referred to has one."
    ADVICE_MEMORY_TINY "advice-memory-tiny" "A memory limit is at least 4Mi."
    // Security.
    ADVICE_FS_GROUP_EACH_START "advice-fs-group-each-start" "An fsGroup of a pod with a claim comes with an fsGroupChangePolicy."
    ADVICE_NON_ROOT_USER "advice-non-root-user" "A container that must not run as root, and has no other security settings, has a user by number."
    ADVICE_NON_ROOT_ZERO "advice-non-root-zero" "A container that must not run as root has another user than 0."
    ADVICE_CAPABILITY_PREFIX "advice-capability-prefix" "The name of a capability has no prefix CAP_."
    // Images and drift.
    ADVICE_IMAGE_TAG "advice-image-tag" "An image has a tag or a digest, and the tag is not latest."
    ADVICE_FEATURE_OFF "advice-feature-off" "A field belongs to a feature that is on by default. Otherwise most clusters drop it."
    ADVICE_ZERO_VALUE "advice-zero-value" "A field that the API server sets if it is zero or empty is left out."
}

catalog! {
    /// What the Pod Security Standards demand of a pod where a level is asked for.
    POD_SECURITY:

    POD_SECURITY_APP_ARMOR "pod-security-app-armor" "AppArmor profiles are RuntimeDefault or Localhost."
    POD_SECURITY_CAPABILITIES_BASELINE "pod-security-capabilities-baseline" "Containers add no capabilities but those that a container runtime gives anyway."
    POD_SECURITY_HOST_NAMESPACES "pod-security-host-namespaces" "A pod does not use the network, the processes or the inter-process communication of its node."
    POD_SECURITY_HOST_PATH_VOLUMES "pod-security-host-path-volumes" "No volume is a directory of the node."
    POD_SECURITY_HOST_PORTS "pod-security-host-ports" "Containers have no host ports."
    POD_SECURITY_HOST_PROBES "pod-security-host-probes" "Probes and lifecycle hooks name no host."
    POD_SECURITY_PRIVILEGED "pod-security-privileged" "No container is privileged."
    POD_SECURITY_PROC_MOUNT "pod-security-proc-mount" "Containers have the default procMount, unless the pod has users of its own."
    POD_SECURITY_SE_LINUX "pod-security-se-linux" "SELinux options name no user, no role and no type but those for containers."
    POD_SECURITY_SECCOMP_BASELINE "pod-security-seccomp-baseline" "Seccomp profiles are RuntimeDefault or Localhost, if there are any."
    POD_SECURITY_SYSCTLS "pod-security-sysctls" "A pod sets no sysctls but those that are safe."
    POD_SECURITY_WINDOWS_HOST_PROCESS "pod-security-windows-host-process" "No container is a process of a Windows host."
    POD_SECURITY_PRIVILEGE_ESCALATION "pod-security-privilege-escalation" "Each container forbids the escalation of privileges."
    POD_SECURITY_CAPABILITIES_RESTRICTED "pod-security-capabilities-restricted" "Each container drops ALL capabilities, and adds NET_BIND_SERVICE at most."
    POD_SECURITY_PROC_MOUNT_RESTRICTED "pod-security-proc-mount-restricted" "Containers have the default procMount."
    POD_SECURITY_VOLUMES "pod-security-volumes" "Volumes are of the kinds that are not tied to a node or a storage system."
    POD_SECURITY_RUN_AS_NON_ROOT "pod-security-run-as-non-root" "Each container is not allowed to start as root, unless the pod has users of its own."
    POD_SECURITY_RUN_AS_USER "pod-security-run-as-user" "No user is 0, unless the pod has users of its own."
    POD_SECURITY_SECCOMP_RESTRICTED "pod-security-seccomp-restricted" "Each container has a seccomp profile, its own or the pod's."
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ADMISSION, ADVICE, POD_SECURITY, RULES, WARNINGS};

    #[test]
    fn ids_are_distinct_and_in_kebab_case_and_demands_are_sentences() {
        let all = || RULES.iter().chain(WARNINGS).chain(ADMISSION).chain(ADVICE).chain(POD_SECURITY);
        let ids: BTreeSet<_> = all().map(super::Rule::id).collect();
        assert_eq!(ids.len(), all().count());
        for rule in all() {
            assert!(
                rule.id().chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
                "{rule:?}"
            );
            assert!(rule.demands().ends_with('.'), "{rule:?}");
        }
    }
}
