use k8s_openapi::api::core::v1;

use super::{NodeAffinity, PodAffinity, PodAntiAffinity};

/// What [`affinity`](crate::pod::PodBuilder::affinity) of a pod takes: a [`NodeAffinity`] or a [`PodAffinity`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an affinity to nodes or pods",
    label = "make one with `NodeAffinity::require`, `PodAffinity::require` or their `prefer`",
    note = "what keeps pods apart goes to `.anti_affinity(..)`"
)]
pub trait IntoAffinity: sealed::Sealed {
    #[doc(hidden)]
    fn put_into(self, affinity: &mut v1::Affinity);
}

impl IntoAffinity for NodeAffinity {
    #[inline]
    fn put_into(self, affinity: &mut v1::Affinity) {
        affinity.node_affinity = Some(self.into());
    }
}

impl IntoAffinity for PodAffinity {
    #[inline]
    fn put_into(self, affinity: &mut v1::Affinity) {
        affinity.pod_affinity = Some(self.into());
    }
}

/// What [`anti_affinity`](crate::pod::PodBuilder::anti_affinity) of a pod takes: a [`PodAntiAffinity`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not keep pods apart",
    label = "make it with `PodAntiAffinity::require` or `PodAntiAffinity::prefer`",
    note = "what draws pods to nodes or to other pods goes to `.affinity(..)`"
)]
pub trait IntoAntiAffinity: sealed::Sealed {
    #[doc(hidden)]
    fn put_into(self, affinity: &mut v1::Affinity);
}

impl IntoAntiAffinity for PodAntiAffinity {
    #[inline]
    fn put_into(self, affinity: &mut v1::Affinity) {
        affinity.pod_anti_affinity = Some(self.into());
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::NodeAffinity {}
    impl Sealed for super::PodAffinity {}
    impl Sealed for super::PodAntiAffinity {}
}
