//! The rules of services, ingresses and network policies.

catalog! {
    /// The rules of services, ingresses and network policies.
    pub(crate) NETWORK_RULES:

    // Services.
    SERVICE_NAME "service-name" "Before Kubernetes 1.36 the name of a service begins with a letter."
    SERVICE_TYPE "service-type" "The type of a service is ClusterIP, NodePort, LoadBalancer or ExternalName."
    SERVICE_PORTS_REQUIRED "service-ports-required" "A service has ports, unless it is headless or of type ExternalName."
    SERVICE_PORT_NAME_REQUIRED "service-port-name-required" "The ports of a service that has several have names."
    SERVICE_PORT_NAME "service-port-name" "The name of a port of a service is a DNS-1123 label."
    SERVICE_PORT_NAME_DUPLICATE "service-port-name-duplicate" "The ports of a service have different names."
    SERVICE_PORT_RANGE "service-port-range" "The port of a service is 1 to 65535."
    SERVICE_PORT_PROTOCOL "service-port-protocol" "The protocol of a port of a service is TCP, UDP or SCTP."
    SERVICE_TARGET_PORT "service-target-port" "The target of a port is the name of a port, or a number from 1 to 65535."
    SERVICE_APP_PROTOCOL "service-app-protocol" "The application protocol of a port is a qualified name."
    SERVICE_PORT_DUPLICATE "service-port-duplicate" "A service has each port of a protocol once."
    NODE_PORT_TYPE "node-port-type" "A port of a service of type ClusterIP has no node port."
    NODE_PORT_RANGE "node-port-range" "A node port is 30000 to 32767, the range of a cluster that sets no other."
    NODE_PORT_DUPLICATE "node-port-duplicate" "The ports of a service have different node ports, unless they differ in the protocol."
    NODE_PORT_SHARED "node-port-shared" "Two ports of a service have one node port only if their numbers are equal."
    SERVICE_HEADLESS_TYPE "service-headless-type" "A service of type NodePort or LoadBalancer is not headless."
    CLUSTER_IPS_FIRST "cluster-ips-first" "clusterIP is the first of clusterIPs."
    CLUSTER_IPS_NONE "cluster-ips-none" "None is the only cluster IP of a headless service."
    CLUSTER_IPS_TOO_MANY "cluster-ips-too-many" "A service has at most two cluster IPs."
    CLUSTER_IPS_FAMILIES "cluster-ips-families" "Two cluster IPs are one of IPv4 and one of IPv6."
    CLUSTER_IPS_OF_FAMILY "cluster-ips-of-family" "A cluster IP is of the IP family at its place in ipFamilies."
    IP_FAMILY "ip-family" "An IP family is IPv4 or IPv6."
    IP_FAMILY_DUPLICATE "ip-family-duplicate" "A service has each IP family once."
    IP_FAMILY_POLICY "ip-family-policy" "The IP family policy is SingleStack, PreferDualStack or RequireDualStack."
    IP_FAMILY_POLICY_SINGLE "ip-family-policy-single" "A service with two cluster IPs or two IP families has the policy PreferDualStack or RequireDualStack."
    APPLY_IP_FAMILY_MISSING "apply-ip-family-missing" "A service with RequireDualStack names both IP families or none: the API server adds the second one, and refuses to apply the service again without it."
    EXTERNAL_NAME_REQUIRED "external-name-required" "A service of type ExternalName has an external name."
    EXTERNAL_NAME "external-name" "An external name is a DNS-1123 subdomain. It may end with a dot."
    EXTERNAL_NAME_ADDRESSES "external-name-addresses" "A service of type ExternalName has no cluster IPs, no IP families and no IP family policy."
    EXTERNAL_IP_SPECIAL "external-ip-special" "An external IP is no loopback, link-local or unspecified address."
    SESSION_AFFINITY "session-affinity" "The session affinity is ClientIP or None."
    SESSION_AFFINITY_TIMEOUT "session-affinity-timeout" "The timeout of a session affinity is 1 to 86400 seconds."
    SOURCE_RANGES_TYPE "source-ranges-type" "Only a service of type LoadBalancer has source ranges."
    CIDR_INVALID "cidr-invalid" "A block of addresses is an address and the length of its prefix."
    ALLOCATE_NODE_PORTS_TYPE "allocate-node-ports-type" "Only a service of type LoadBalancer has allocateLoadBalancerNodePorts."
    LOAD_BALANCER_CLASS_TYPE "load-balancer-class-type" "Only a service of type LoadBalancer has a class."
    LOAD_BALANCER_CLASS "load-balancer-class" "The class of a load balancer is a qualified name."
    EXTERNAL_TRAFFIC_POLICY "external-traffic-policy" "The external traffic policy is Cluster or Local."
    EXTERNAL_TRAFFIC_POLICY_TYPE "external-traffic-policy-type" "Only a service that is reached from outside has an external traffic policy."
    HEALTH_CHECK_PORT_TYPE "health-check-port-type" "Only a service of type LoadBalancer whose external traffic policy is Local has a health check port."
    HEALTH_CHECK_PORT_RANGE "health-check-port-range" "The health check port is 1 to 65535, and no node port of the service."
    INTERNAL_TRAFFIC_POLICY "internal-traffic-policy" "The internal traffic policy is Cluster or Local."
    TRAFFIC_DISTRIBUTION "traffic-distribution" "The traffic distribution is one that the version of Kubernetes knows."
    TOPOLOGY_ANNOTATIONS "topology-annotations" "The annotations topology-mode and topology-aware-hints are equal, if there are both."
    // Ingresses.
    INGRESS_EMPTY "ingress-empty" "An ingress has rules or a default backend."
    INGRESS_HOST "ingress-host" "The host of a rule is a DNS-1123 subdomain, which may begin with '*.'."
    INGRESS_HOST_IP "ingress-host-ip" "The host of a rule is no IP address."
    INGRESS_PATHS_REQUIRED "ingress-paths-required" "The HTTP rule of an ingress has paths."
    INGRESS_PATH_TYPE_REQUIRED "ingress-path-type-required" "A path of an ingress has a type."
    INGRESS_PATH_TYPE "ingress-path-type" "The type of a path is Exact, Prefix or ImplementationSpecific."
    INGRESS_PATH_ABSOLUTE "ingress-path-absolute" "A path of an ingress begins with '/'."
    INGRESS_PATH_SEQUENCE "ingress-path-sequence" "An exact path or a prefix has no '//', no '.' or '..' element and no '%2f'."
    INGRESS_BACKEND_REQUIRED "ingress-backend-required" "A backend is a service or a resource."
    INGRESS_BACKEND_BOTH "ingress-backend-both" "A backend is a service or a resource, not both."
    BACKEND_SERVICE_REQUIRED "backend-service-required" "The service of a backend has a name."
    BACKEND_SERVICE "backend-service" "The service of a backend is named as services are."
    BACKEND_PORT_REQUIRED "backend-port-required" "The service of a backend has a port, by name or by number."
    BACKEND_PORT_BOTH "backend-port-both" "The port of a backend has a name or a number, not both."
    BACKEND_PORT_NAME "backend-port-name" "The name of the port of a backend is an IANA service name."
    BACKEND_PORT_RANGE "backend-port-range" "The number of the port of a backend is 1 to 65535."
    BACKEND_RESOURCE_REQUIRED "backend-resource-required" "The resource of a backend has a kind and a name."
    BACKEND_RESOURCE "backend-resource" "The kind and the name of a resource are no '.' or '..' and hold no '/' and no '%'."
    BACKEND_RESOURCE_GROUP "backend-resource-group" "The API group of a resource is a DNS-1123 subdomain."
    INGRESS_TLS_HOST "ingress-tls-host" "A host of a certificate is a DNS-1123 subdomain, which may begin with '*.'."
    INGRESS_TLS_SECRET "ingress-tls-secret" "The name of the secret of a certificate is a DNS-1123 subdomain."
    INGRESS_CLASS "ingress-class" "The name of an ingress class is a DNS-1123 subdomain."
    INGRESS_CLASS_ANNOTATION "ingress-class-annotation" "The annotation with the ingress class is equal to the field, if there are both."
    // Network policies.
    POLICY_PORT_PROTOCOL "policy-port-protocol" "The protocol of a port of a network policy is TCP, UDP or SCTP."
    POLICY_PORT "policy-port" "A port of a network policy is the name of a port, or a number from 1 to 65535."
    POLICY_END_PORT_RANGE "policy-end-port-range" "The last port of a range is 1 to 65535."
    POLICY_END_PORT_ORDER "policy-end-port-order" "The last port of a range is not below the first."
    POLICY_END_PORT_NUMBER "policy-end-port-number" "A range of ports begins with a number."
    POLICY_PEER_REQUIRED "policy-peer-required" "A peer has a selector or a block of addresses."
    POLICY_PEER_BOTH "policy-peer-both" "A peer has selectors or a block of addresses, not both."
    CIDR_REQUIRED "cidr-required" "A block of addresses is not empty."
    CIDR_EXCEPT "cidr-except" "What is excepted from a block of addresses is a part of it, and not all of it."
    POLICY_TYPE "policy-type" "A policy type is Ingress or Egress."
    POLICY_TYPES_TOO_MANY "policy-types-too-many" "A network policy has at most two policy types."
    // Rules of the builder.
    SERVICE_PORT_UNDECLARED "service-port-undeclared" "A container of the workload declares the port that its service names."
    SERVICE_ADDRESS_PORT "service-address-port" "The address of a service in a variable has a port of the service."
    BACKEND_PORT_UNKNOWN "backend-port-unknown" "A backend has a port of its service."
    CONNECTION_PORT_UNDECLARED "connection-port-undeclared" "A connection leads to a port that a container of its target declares, if the port has a name."
    CONNECTION_SERVICE_PORT "connection-service-port" "A connection to a service leads to a port of the service."
    CONNECTION_ADDRESSES "connection-addresses" "A connection to a service that selects no pods leads to addresses that the service knows."
    CONNECTION_PODS "connection-pods" "The pods at an end of a connection have labels that select them."
    CONNECTION_NAMESPACE "connection-namespace" "If one end of a connection names its namespace, the namespace of the other is known."
}

catalog! {
    /// The warnings about services, ingresses and network policies.
    pub(crate) NETWORK_WARNINGS:

    WARN_TOPOLOGY_ANNOTATION "warn-topology-annotation" "A service has no annotation topology-aware-hints, which topology-mode has replaced."
    WARN_HEADLESS_IGNORED "warn-headless-ignored" "A headless service has no load balancer IP, no external IPs and no session affinity."
    WARN_EXTERNAL_IPS "warn-external-ips" "A service has no external IPs, which are deprecated."
    WARN_EXTERNAL_IPS_IGNORED "warn-external-ips-ignored" "A service of type ExternalName has no external IPs."
    WARN_EXTERNAL_NAME_IGNORED "warn-external-name-ignored" "A service that is not of type ExternalName has no external name."
    WARN_PREFER_CLOSE "warn-prefer-close" "The traffic distribution is PreferSameZone, not PreferClose."
    WARN_CIDR_FORM "warn-cidr-form" "Blocks of addresses are in canonical form."
    WARN_INGRESS_CLASS_ANNOTATION "warn-ingress-class-annotation" "The class of an ingress is a field, not an annotation."
}

catalog! {
    /// The advice about services, ingresses and network policies.
    pub(crate) NETWORK_ADVICE:

}
