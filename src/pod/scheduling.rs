use k8s_openapi::api::core::v1;

use super::builder::PodBuilder;
use super::identity::PreemptionPolicy;
use super::placement::{IntoAffinity, IntoAntiAffinity, IntoSpread, IntoToleration};
use super::state::State;
use super::target::Target;
use crate::container::PodOverhead;
use crate::value::{DnsSubdomain, LabelKey, Labels};

/// Where it runs.
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Runs only on nodes with these labels.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodeselector>
    #[must_use]
    pub fn node_selector(mut self, labels: Labels) -> Self {
        self.spec().node_selector = Some(labels.into());
        self
    }

    /// Runs on this node, past the scheduler.
    #[must_use]
    pub fn node_name(mut self, node: DnsSubdomain) -> Self {
        self.spec().node_name = Some(node.into());
        self
    }

    /// On which nodes, or near which pods, it must or would rather run.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#affinity-and-anti-affinity>
    #[must_use]
    pub fn affinity(mut self, affinity: impl IntoAffinity) -> Self {
        affinity.put_into(self.spec().affinity.get_or_insert_default());
        self
    }

    /// Away from which pods it must or would rather run.
    #[must_use]
    pub fn anti_affinity(mut self, affinity: impl IntoAntiAffinity) -> Self {
        affinity.put_into(self.spec().affinity.get_or_insert_default());
        self
    }

    /// Adds taints of nodes that it tolerates.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/>
    #[must_use]
    pub fn tolerate(mut self, toleration: impl IntoToleration) -> Self {
        self.spec().tolerations.get_or_insert_default().push(toleration.into_toleration());
        self
    }

    /// Adds a rule for how pods spread over the cluster.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/>
    #[must_use]
    pub fn spread(mut self, spread: impl IntoSpread) -> Self {
        self.spec().topology_spread_constraints.get_or_insert_default().push(spread.into_spread());
        self
    }

    /// The class that says how important it is.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/>
    #[must_use]
    pub fn priority_class(mut self, class: DnsSubdomain) -> Self {
        self.spec().priority_class_name = Some(class.into());
        self
    }

    /// The class that says how important it is, and whether it may push less important pods off a node, which the API
    /// server compares with what the class says.
    #[must_use]
    pub fn priority_class_and_preemption(self, class: DnsSubdomain, preemption: PreemptionPolicy) -> Self {
        let mut pod = self.priority_class(class);
        pod.spec().preemption_policy = Some(preemption.into());
        pod
    }

    /// The class of container runtime that runs it.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/containers/runtime-class/>
    #[must_use]
    pub fn runtime_class(mut self, class: DnsSubdomain) -> Self {
        self.spec().runtime_class_name = Some(class.into());
        self
    }

    /// The class of container runtime that runs it, and what that needs besides the containers, which the API server
    /// compares with what the class says.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/>
    #[must_use]
    pub fn runtime_class_and_overhead(self, class: DnsSubdomain, overhead: PodOverhead) -> Self {
        let mut pod = self.runtime_class(class);
        pod.spec().overhead = Some(overhead.into());
        pod
    }

    /// The scheduler that places it, instead of the default one.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/extend-kubernetes/configure-multiple-schedulers/>
    #[must_use]
    pub fn scheduler(mut self, name: DnsSubdomain) -> Self {
        self.spec().scheduler_name = Some(name.into());
        self
    }

    /// Is not scheduled before this gate is taken away.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-scheduling-readiness/>
    #[must_use]
    pub fn scheduling_gate(mut self, gate: LabelKey) -> Self {
        let gate = v1::PodSchedulingGate { name: gate.into() };
        self.spec().scheduling_gates.get_or_insert_default().push(gate);
        self
    }
}
