use k8s_openapi::api::core::v1;

use super::builder::PodBuilder;
use super::placement::{IntoAffinity, IntoAntiAffinity, IntoSpread, IntoToleration};
use super::state::State;
use super::target::Target;
use crate::container::PodOverhead;
use crate::object::PriorityClassRef;
use crate::object::metadata::extend_list;
use crate::value::words::PreemptionPolicy;
use crate::value::{DnsSubdomain, LabelKey, LabelValue, Labels};

/// # Scheduling
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Sets the labels of the nodes on which the pod may run.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodeselector>
    #[must_use]
    pub fn node_selector(mut self, labels: Labels) -> Self {
        self.spec().node_selector = Some(labels.into());
        self
    }

    /// Adds a label to those of the nodes on which the pod may run. A later value of one key replaces the earlier.
    #[doc(alias = "nodeSelector")]
    #[must_use]
    pub fn node_label(mut self, key: LabelKey, value: LabelValue) -> Self {
        self.spec().node_selector.get_or_insert_default().insert(key.into(), value.into());
        self
    }

    /// Sets the node on which the pod runs, past the scheduler.
    #[must_use]
    pub fn node_name(mut self, node: DnsSubdomain) -> Self {
        self.spec().node_name = Some(node.into());
        self
    }

    /// Sets the nodes, or the pods, that attract the pod.
    ///
    /// A [`NodeAffinity`](super::placement::NodeAffinity) and a [`PodAffinity`](super::placement::PodAffinity) are two
    /// fields: each call sets one of them.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#affinity-and-anti-affinity>
    #[doc(alias = "nodeAffinity")]
    #[doc(alias = "podAffinity")]
    #[must_use]
    pub fn affinity(mut self, affinity: impl IntoAffinity) -> Self {
        affinity.put_into(self.spec().affinity.get_or_insert_default());
        self
    }

    /// Sets the pods that repel the pod.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity>
    #[doc(alias = "podAntiAffinity")]
    #[must_use]
    pub fn anti_affinity(mut self, affinity: impl IntoAntiAffinity) -> Self {
        affinity.put_into(self.spec().affinity.get_or_insert_default());
        self
    }

    /// Adds a toleration: taints of nodes that the pod tolerates.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/>
    #[doc(alias = "tolerations")]
    #[must_use]
    pub fn tolerate(mut self, toleration: impl IntoToleration) -> Self {
        self.spec().tolerations.get_or_insert_default().push(toleration.into_toleration());
        self
    }

    /// Adds tolerations: taints of nodes that the pod tolerates.
    #[must_use]
    pub fn tolerations<I>(mut self, tolerations: I) -> Self
    where
        I: IntoIterator,
        I::Item: IntoToleration,
    {
        let tolerations = tolerations.into_iter().map(IntoToleration::into_toleration);
        extend_list(&mut self.spec().tolerations, tolerations);
        self
    }

    /// Adds a rule for how pods spread over the cluster.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/>
    #[doc(alias = "topologySpreadConstraints")]
    #[must_use]
    pub fn spread(mut self, spread: impl IntoSpread) -> Self {
        self.spec().topology_spread_constraints.get_or_insert_default().push(spread.into_spread());
        self
    }

    /// Adds rules for how pods spread over the cluster.
    #[doc(alias = "topologySpreadConstraints")]
    #[must_use]
    pub fn spreads<I>(mut self, spreads: I) -> Self
    where
        I: IntoIterator,
        I::Item: IntoSpread,
    {
        let spreads = spreads.into_iter().map(IntoSpread::into_spread);
        extend_list(&mut self.spec().topology_spread_constraints, spreads);
        self
    }

    /// Sets the priority class, which tells how important the pod is.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/>
    #[doc(alias = "priorityClassName")]
    #[must_use]
    pub fn priority_class(mut self, class: &PriorityClassRef) -> Self {
        self.spec().priority_class_name = Some(class.to_name());
        self
    }

    /// Sets the priority class, and whether the pod may evict less important pods.
    ///
    /// The API server rejects a policy other than that of the class.
    #[doc(alias = "priorityClassName")]
    #[doc(alias = "preemptionPolicy")]
    #[must_use]
    pub fn priority_class_and_preemption(
        self,
        class: &PriorityClassRef,
        preemption: PreemptionPolicy,
    ) -> Self {
        let mut pod = self.priority_class(class);
        pod.spec().preemption_policy = Some(preemption.into());
        pod
    }

    /// Sets the runtime class, which names the container runtime.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/containers/runtime-class/>
    #[doc(alias = "runtimeClassName")]
    #[must_use]
    pub fn runtime_class(mut self, class: DnsSubdomain) -> Self {
        self.spec().runtime_class_name = Some(class.into());
        self
    }

    /// Sets the runtime class, and the resources that it needs besides the containers.
    ///
    /// The API server rejects an overhead other than that of the class.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/>
    #[doc(alias = "runtimeClassName")]
    #[doc(alias = "overhead")]
    #[must_use]
    pub fn runtime_class_and_overhead(self, class: DnsSubdomain, overhead: PodOverhead) -> Self {
        let mut pod = self.runtime_class(class);
        pod.spec().overhead = Some(overhead.into());
        pod
    }

    /// Sets the scheduler that places the pod. Defaults to `default-scheduler`.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/extend-kubernetes/configure-multiple-schedulers/>
    #[doc(alias = "schedulerName")]
    #[must_use]
    pub fn scheduler(mut self, name: DnsSubdomain) -> Self {
        self.spec().scheduler_name = Some(name.into());
        self
    }

    /// Adds a scheduling gate: the pod is not scheduled before it is removed.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-scheduling-readiness/>
    #[doc(alias = "schedulingGates")]
    #[must_use]
    pub fn scheduling_gate(mut self, gate: LabelKey) -> Self {
        let gate = v1::PodSchedulingGate { name: gate.into() };
        self.spec().scheduling_gates.get_or_insert_default().push(gate);
        self
    }

    /// Adds scheduling gates: the pod is not scheduled before they are removed.
    #[must_use]
    pub fn scheduling_gates(mut self, gates: impl IntoIterator<Item = LabelKey>) -> Self {
        let gates = gates.into_iter().map(|gate| v1::PodSchedulingGate { name: gate.into() });
        extend_list(&mut self.spec().scheduling_gates, gates);
        self
    }
}
