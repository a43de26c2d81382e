use super::{NodeAffinity, PodAffinity, PodAntiAffinity};

/// What `affinity` of a pod takes: affinity to nodes, or to pods.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an affinity to nodes or pods",
    label = "make one with `NodeAffinity::require`, `PodAffinity::require` or their `prefer`",
    note = "what keeps pods apart goes to `.anti_affinity(..)`"
)]
pub trait IntoAffinity: sealed::PutInto {}
impl IntoAffinity for NodeAffinity {}
impl IntoAffinity for PodAffinity {}

/// What `anti_affinity` of a pod takes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not keep pods apart",
    label = "make it with `PodAntiAffinity::require` or `PodAntiAffinity::prefer`",
    note = "what draws pods to nodes or to other pods goes to `.affinity(..)`"
)]
pub trait IntoAntiAffinity: sealed::PutInto {}
impl IntoAntiAffinity for PodAntiAffinity {}

mod sealed {
    use k8s_openapi::api::core::v1;

    use super::{NodeAffinity, PodAffinity, PodAntiAffinity};

    /// Writes an affinity into its place, which it replaces.
    pub trait PutInto {
        #[doc(hidden)]
        fn put_into(self, affinity: &mut v1::Affinity);
    }

    impl PutInto for NodeAffinity {
        fn put_into(self, affinity: &mut v1::Affinity) {
            affinity.node_affinity = Some(self.into());
        }
    }

    impl PutInto for PodAffinity {
        fn put_into(self, affinity: &mut v1::Affinity) {
            affinity.pod_affinity = Some(self.into());
        }
    }

    impl PutInto for PodAntiAffinity {
        fn put_into(self, affinity: &mut v1::Affinity) {
            affinity.pod_anti_affinity = Some(self.into());
        }
    }
}
