use k8s_openapi::api::core::v1;

use super::builder::PodBuilder;
use super::identity::{Os, PidNamespace, ResourceClaim, RestartPolicy};
use super::network::{Dns, HostAlias, Hostname};
use super::state::State;
use super::target::{Standalone, Target};
use crate::container::PodResources;
use crate::object::IntoSecretRef;
use crate::security::PodSecurityContext;
use crate::value::{DnsSubdomain, LabelKey, Seconds};

impl<S: State, T: Target> PodBuilder<S, T> {
    pub(super) fn spec(&mut self) -> &mut v1::PodSpec {
        self.draft.spec.get_or_insert_default()
    }
}

/// Its life.
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Whether its containers restart when they end; `Always` unless it is said.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy>
    #[must_use]
    pub fn restart(mut self, policy: RestartPolicy) -> Self
    where
        T: Standalone,
    {
        self.spec().restart_policy = Some(policy.into());
        self
    }

    /// How long its containers have to stop when the pod is deleted; 30 seconds unless it is said.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination>
    #[must_use]
    pub fn termination_grace_period(mut self, time: Seconds) -> Self {
        self.spec().termination_grace_period_seconds = Some(time.into());
        self
    }

    /// How long it may run in all before it counts as failed; at least one second.
    #[must_use]
    pub fn active_deadline(mut self, time: Seconds) -> Self {
        self.spec().active_deadline_seconds = Some(time.into());
        self
    }

    /// Waits, once its containers are ready, until this condition is true as well.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate>
    #[must_use]
    pub fn readiness_gate(mut self, condition: LabelKey) -> Self {
        let gate = v1::PodReadinessGate { condition_type: condition.into() };
        self.spec().readiness_gates.get_or_insert_default().push(gate);
        self
    }
}

/// Its identity and rights.
impl<S: State, T: Target> PodBuilder<S, T> {
    /// The service account that it acts as; `default` unless it is said.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/>
    #[must_use]
    pub fn service_account(mut self, name: DnsSubdomain) -> Self {
        self.spec().service_account_name = Some(name.into());
        self
    }

    /// Gives its containers the token of the service account, also where the account says otherwise.
    #[must_use]
    pub fn service_account_token(mut self) -> Self {
        self.spec().automount_service_account_token = Some(true);
        self
    }

    /// Gives its containers no token of the service account.
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
    ///     .pull_secret(SecretRef::new(name!("registry")))
    ///     .main(Container::new(name!("web"), image!("registry.example.com/web:1.4.2")))
    ///     .build()?;
    /// assert_eq!(pod.spec.as_ref().unwrap().image_pull_secrets.as_ref().unwrap()[0].name, "registry");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/>
    #[must_use]
    #[doc(alias = "imagePullSecrets")]
    pub fn pull_secret(mut self, secret: impl IntoSecretRef) -> Self {
        let secret = v1::LocalObjectReference { name: secret.into_secret_ref().into_name() };
        self.spec().image_pull_secrets.get_or_insert_default().push(secret);
        self
    }

    /// What its containers may do on their node.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>
    #[must_use]
    pub fn security_context(mut self, security: PodSecurityContext) -> Self {
        self.spec().security_context = Some(security.into());
        self
    }

    /// The operating system that its containers are made for.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/#pod-os>
    #[must_use]
    pub fn os(mut self, os: Os) -> Self {
        self.spec().os = Some(v1::PodOS { name: os.into() });
        self
    }

    /// Uses the network of the node: its addresses and ports.
    ///
    /// Ports that the containers declare are then ports of the node, each under its own number.
    #[must_use]
    pub fn host_network(mut self) -> Self {
        self.spec().host_network = Some(true);
        self
    }

    /// Uses the inter-process communication of the node.
    #[must_use]
    pub fn host_ipc(mut self) -> Self {
        self.spec().host_ipc = Some(true);
        self
    }

    /// Whose processes its containers see, instead of each its own.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/>
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

    /// Runs in a user namespace of its own: root in the container is nobody on the node.
    ///
    /// Not together with the host's network, processes or inter-process communication.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/>
    #[must_use]
    pub fn user_namespace(mut self) -> Self {
        self.spec().host_users = Some(false);
        self
    }
}

/// Its network.
impl<S: State, T: Target> PodBuilder<S, T> {
    /// How its containers resolve names.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/>
    #[must_use]
    pub fn dns(mut self, dns: Dns) -> Self {
        dns.put_into(self.spec());
        self
    }

    /// What it is called in the network.
    #[must_use]
    pub fn hostname(mut self, hostname: Hostname) -> Self {
        hostname.put_into(self.spec());
        self
    }

    /// Adds names of an address to its hosts file.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/>
    #[must_use]
    pub fn host_alias(mut self, alias: HostAlias) -> Self {
        self.spec().host_aliases.get_or_insert_default().push(alias.into());
        self
    }

    /// Gives its containers no variables for the services of the namespace.
    ///
    /// Source: <https://kubernetes.io/docs/tutorials/services/connect-applications-service/#accessing-the-service>
    #[must_use]
    pub fn no_service_links(mut self) -> Self {
        self.spec().enable_service_links = Some(false);
        self
    }
}

/// Its resources as a whole.
impl<S: State, T: Target> PodBuilder<S, T> {
    /// What all its containers together request and are limited to. Kubernetes 1.34 and later.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/>
    #[must_use]
    pub fn resources(mut self, resources: PodResources) -> Self {
        self.spec().resources = Some(resources.into());
        self
    }

    /// Adds a claim for devices, to which the resources of its containers refer.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/>
    #[must_use]
    pub fn resource_claim(mut self, claim: ResourceClaim) -> Self {
        self.spec().resource_claims.get_or_insert_default().push(claim.into());
        self
    }

    /// Changes the pod by hand, without its containers and volumes; `build()` validates the result like any other.
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
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::PodSpec)) -> Self {
        change(self.spec());
        self
    }
}
