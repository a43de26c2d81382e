use k8s_openapi::api::core::v1;

use super::builder::PodBuilder;
use super::identity::{PidNamespace, PodResourceClaim};
use super::network::{Dns, HostAlias, Hostname};
use super::state::State;
use super::target::{Standalone, Target};
use crate::container::PodResources;
use crate::object::metadata::extend_list;
use crate::object::{SecretRef, ServiceAccountRef};
use crate::security::PodSecurityContext;
use crate::value::words::{Os, RestartPolicy};
use crate::value::{LabelKey, Seconds};

impl<S: State, T: Target> PodBuilder<S, T> {
    pub(super) fn spec(&mut self) -> &mut v1::PodSpec {
        self.draft.spec.get_or_insert_default()
    }
}

/// # Restart, termination and readiness
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Sets whether the containers restart when they end. Defaults to `Always`.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy>
    #[doc(alias = "restartPolicy")]
    #[must_use]
    pub fn restart(mut self, policy: RestartPolicy) -> Self
    where
        T: Standalone,
    {
        self.spec().restart_policy = Some(policy.into());
        self
    }

    /// Sets how long the containers have to stop when the pod is deleted. Defaults to 30 seconds.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination>
    #[doc(alias = "terminationGracePeriodSeconds")]
    #[must_use]
    pub fn termination_grace_period(mut self, time: Seconds) -> Self {
        self.spec().termination_grace_period_seconds = Some(time.into());
        self
    }

    /// Sets how long the pod may run in all before it counts as failed. Defaults to forever; at least 1 second.
    ///
    /// In a template, only a Job accepts it: a `Deployment`, `ReplicaSet`, `StatefulSet` or `DaemonSet` rejects a template
    /// with `activeDeadlineSeconds`. This crate validates the template, not the workload around it, so `build()` does not
    /// report it.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup>
    #[doc(alias = "activeDeadlineSeconds")]
    #[must_use]
    pub fn active_deadline(mut self, time: Seconds) -> Self {
        self.spec().active_deadline_seconds = Some(time.into());
        self
    }

    /// Adds a readiness gate: the pod is ready when its containers are and this condition is true.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate>
    #[doc(alias = "conditionType")]
    #[doc(alias = "readinessGates")]
    #[must_use]
    pub fn readiness_gate(mut self, condition: LabelKey) -> Self {
        let gate = v1::PodReadinessGate { condition_type: condition.into() };
        self.spec().readiness_gates.get_or_insert_default().push(gate);
        self
    }

    /// Adds readiness gates: the pod is ready when its containers are and these conditions are true.
    #[must_use]
    pub fn readiness_gates(mut self, conditions: impl IntoIterator<Item = LabelKey>) -> Self {
        let gates =
            conditions.into_iter().map(|condition| v1::PodReadinessGate { condition_type: condition.into() });
        extend_list(&mut self.spec().readiness_gates, gates);
        self
    }
}

/// # Identity and rights
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Sets the service account that the pod acts as. Defaults to `default`.
    ///
    /// A `ServiceAccount` that you build is passed by reference: `.service_account(&account)`.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/>
    #[doc(alias = "serviceAccountName")]
    #[must_use]
    pub fn service_account(mut self, account: &ServiceAccountRef) -> Self {
        self.spec().service_account_name = Some(account.to_name());
        self
    }

    /// Mounts the token of the service account into the containers, also if the account disables that.
    #[doc(alias = "automountServiceAccountToken")]
    #[must_use]
    pub fn service_account_token(mut self) -> Self {
        self.spec().automount_service_account_token = Some(true);
        self
    }

    /// Mounts no token of the service account into the containers.
    #[doc(alias = "automountServiceAccountToken")]
    #[must_use]
    pub fn no_service_account_token(mut self) -> Self {
        self.spec().automount_service_account_token = Some(false);
        self
    }

    /// Adds a secret with which the node pulls images.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let pod = Pod::builder(name!("web"))
    ///     .pull_secret(&SecretRef::new(name!("registry")))
    ///     .main(Container::new(name!("web"), image!("registry.example.com/web:1.4.2")))
    ///     .build()?;
    /// assert_eq!(pod.spec.as_ref().unwrap().image_pull_secrets.as_ref().unwrap()[0].name, "registry");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/>
    #[must_use]
    #[doc(alias = "imagePullSecrets")]
    pub fn pull_secret(mut self, secret: &SecretRef) -> Self {
        self.draft.externals.extend(secret.to_external());
        let secret = v1::LocalObjectReference { name: secret.to_name() };
        self.spec().image_pull_secrets.get_or_insert_default().push(secret);
        self
    }

    /// Adds secrets with which the node fetches images.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let secrets: Vec<SecretRef> = fields("spec.pullSecrets", ["ghcr", "quay"])?;
    /// let pod = Pod::builder(name!("web"))
    ///     .pull_secrets(&secrets)
    ///     .main(Container::new(name!("web"), image!("quay.io/acme/web:1.4.2")))
    ///     .build()?;
    /// assert_eq!(pod.spec.as_ref().unwrap().image_pull_secrets.as_ref().unwrap().len(), 2);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[doc(alias = "imagePullSecrets")]
    #[must_use]
    pub fn pull_secrets<'a>(self, secrets: impl IntoIterator<Item = &'a SecretRef>) -> Self {
        secrets.into_iter().fold(self, Self::pull_secret)
    }

    /// Sets what the containers may do on their node.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>
    #[must_use]
    pub fn security_context<P>(mut self, security: PodSecurityContext<P>) -> Self {
        self.spec().security_context = Some(security.into());
        self
    }

    /// Sets the operating system that the containers are made for.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/#pod-os>
    #[must_use]
    pub fn os(mut self, os: Os) -> Self {
        self.spec().os = Some(v1::PodOS { name: os.into() });
        self
    }

    /// Runs the pod in the network of the node, with its addresses and ports.
    ///
    /// Ports that the containers declare are then ports of the node, each under its own number. Processes then resolve names
    /// as the node does; [`Dns::cluster_first_with_host_net`] changes that.
    #[must_use]
    pub fn host_network(mut self) -> Self {
        self.spec().host_network = Some(true);
        self
    }

    /// Runs the pod in the node's namespace of inter-process communication.
    #[doc(alias = "hostIPC")]
    #[must_use]
    pub fn host_ipc(mut self) -> Self {
        self.spec().host_ipc = Some(true);
        self
    }

    /// Sets whose processes a container sees. By default it sees its own.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/>
    #[doc(alias = "hostPID")]
    #[doc(alias = "shareProcessNamespace")]
    #[must_use]
    pub fn pid_namespace(mut self, namespace: PidNamespace) -> Self {
        let (host, shared) = match namespace {
            PidNamespace::Host => (Some(true), None),
            PidNamespace::Pod => (None, Some(true)),
        };
        self.spec().host_pid = host;
        self.spec().share_process_namespace = shared;
        self
    }

    /// Runs the pod in a user namespace of its own: root in a container is an unprivileged user on the node.
    ///
    /// Beside the host's network, processes or inter-process communication it is a violation at `build()`.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/>
    #[doc(alias = "hostUsers")]
    #[must_use]
    pub fn user_namespace(mut self) -> Self {
        self.spec().host_users = Some(false);
        self
    }
}

/// # Network
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Sets how the containers resolve names. Defaults to [`Dns::cluster_first`].
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/>
    #[doc(alias = "dnsPolicy")]
    #[doc(alias = "dnsConfig")]
    #[must_use]
    pub fn dns(mut self, dns: Dns) -> Self {
        dns.put_into(self.spec());
        self
    }

    /// Sets the host name of the pod. Defaults to the name of the pod.
    #[doc(alias = "subdomain")]
    #[doc(alias = "setHostnameAsFQDN")]
    #[doc(alias = "hostnameOverride")]
    #[must_use]
    pub fn hostname(mut self, hostname: Hostname) -> Self {
        hostname.put_into(self.spec());
        self
    }

    /// Adds a line to the hosts file of the pod.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/>
    #[doc(alias = "hostAliases")]
    #[must_use]
    pub fn host_alias(mut self, alias: HostAlias) -> Self {
        self.spec().host_aliases.get_or_insert_default().push(alias.into());
        self
    }

    /// Adds lines to the hosts file of the pod.
    #[must_use]
    pub fn host_aliases(mut self, aliases: impl IntoIterator<Item = HostAlias>) -> Self {
        extend_list(&mut self.spec().host_aliases, aliases.into_iter().map(Into::into));
        self
    }

    /// Gives the containers no environment variables for the services of the namespace. By default they have them.
    ///
    /// Source: <https://kubernetes.io/docs/tutorials/services/connect-applications-service/#accessing-the-service>
    #[doc(alias = "enableServiceLinks")]
    #[must_use]
    pub fn no_service_links(mut self) -> Self {
        self.spec().enable_service_links = Some(false);
        self
    }
}

/// # Resources of the pod as a whole
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Sets what all containers together request and are limited to. Kubernetes 1.34 and later.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/>
    #[must_use]
    pub fn resources(mut self, resources: PodResources) -> Self {
        self.spec().resources = Some(resources.into());
        self
    }

    /// Demands the quality of service class `Guaranteed`, which [`build`](PodBuilder::build) then holds.
    ///
    /// The node kills the containers of such a pod last when it runs out of memory. One container without limits makes the
    /// pod `Burstable`: init containers and sidecars count too. Nothing is written to the pod.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let limits = || Resources::new().cpu(..=Cpu::millis(500)).memory(..=Memory::mib(256));
    /// let pod = Pod::builder(name!("web"))
    ///     .guaranteed()
    ///     .sidecar(Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0")))
    ///     .main(Container::new(name!("web"), image!("nginx:1.27")).resources(limits()));
    /// let violations = pod.clone().build().unwrap_err();
    /// assert_eq!(violations.iter().next().unwrap().field(), "spec.initContainers[0].resources.limits");
    ///
    /// assert!(pod.each_container(move |container| container.resources(limits())).build().is_ok());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/>
    #[must_use]
    pub fn guaranteed(mut self) -> Self {
        self.draft.is_guaranteed = true;
        self
    }

    /// Adds a claim for devices, to which the resources of the containers refer.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/>
    #[doc(alias = "resourceClaims")]
    #[must_use]
    pub fn resource_claim(mut self, claim: PodResourceClaim) -> Self {
        self.spec().resource_claims.get_or_insert_default().push(claim.into());
        self
    }

    /// Adds claims for devices, to which the resources of the containers refer.
    #[must_use]
    pub fn resource_claims(mut self, claims: impl IntoIterator<Item = PodResourceClaim>) -> Self {
        extend_list(&mut self.spec().resource_claims, claims.into_iter().map(Into::into));
        self
    }

    /// Changes the spec by hand, apart from its containers and volumes. `build()` validates the result like any other.
    ///
    /// The metadata is changed with [`raw_metadata`](PodBuilder::raw_metadata).
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let pod = Pod::builder(name!("web"))
    ///     .raw(|spec| spec.enable_service_links = Some(true))
    ///     .main(Container::new(name!("web"), image!("nginx:1.27")))
    ///     .build()?;
    /// assert_eq!(pod.spec.as_ref().unwrap().enable_service_links, Some(true));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[doc(alias = "spec")]
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::PodSpec)) -> Self {
        change(self.spec());
        self
    }
}
