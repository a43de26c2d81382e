use k8s_openapi::api::core::v1;

use super::IntoPodTerm;
use crate::value::Weight;

/// Defines affinity and anti-affinity to pods, which differ only in their meaning.
macro_rules! pod_affinity {
    ($(#[$doc:meta])* $Type:ident, $where:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $Type(v1::$Type);

        impl $Type {
            #[doc = concat!("Creates an affinity that allows only nodes ", $where, " these pods.")]
            #[doc(alias = "requiredDuringSchedulingIgnoredDuringExecution")]
            #[must_use]
            pub fn require(pods: impl IntoPodTerm) -> Self {
                Self::default().and_require(pods)
            }

            #[doc = concat!("Creates an affinity that prefers nodes ", $where, " these pods.")]
            ///
            /// The weight counts against the weights of other preferences.
            #[doc(alias = "preferredDuringSchedulingIgnoredDuringExecution")]
            #[must_use]
            pub fn prefer(weight: Weight, pods: impl IntoPodTerm) -> Self {
                Self::default().and_prefer(weight, pods)
            }

            #[doc = concat!("Adds a requirement: also only nodes ", $where, " these pods.")]
            #[doc(alias = "requiredDuringSchedulingIgnoredDuringExecution")]
            #[must_use]
            pub fn and_require(mut self, pods: impl IntoPodTerm) -> Self {
                let required = &mut self.0.required_during_scheduling_ignored_during_execution;
                required.get_or_insert_default().push(pods.into_pod_term());
                self
            }

            #[doc = concat!("Adds a preference for nodes ", $where, " these pods.")]
            #[doc(alias = "preferredDuringSchedulingIgnoredDuringExecution")]
            #[must_use]
            pub fn and_prefer(mut self, weight: Weight, pods: impl IntoPodTerm) -> Self {
                let preferred = &mut self.0.preferred_during_scheduling_ignored_during_execution;
                preferred.get_or_insert_default().push(v1::WeightedPodAffinityTerm {
                    weight: weight.as_i32(),
                    pod_affinity_term: pods.into_pod_term(),
                });
                self
            }

            /// Changes the affinity by hand. `build()` validates the result like any other.
            #[must_use]
            pub fn raw(mut self, change: impl FnOnce(&mut v1::$Type)) -> Self {
                change(&mut self.0);
                self
            }
        }

        impl From<$Type> for v1::$Type {
            #[inline]
            fn from(affinity: $Type) -> Self {
                affinity.0
            }
        }
    };
}

pod_affinity! {
    /// The pods near which a pod must run, and those near which it prefers to run.
    ///
    /// ```
    /// use podwright::labels;
    /// use podwright::pod::placement::{PodAffinity, PodTerm, topology};
    ///
    /// let cache = PodTerm::matching(labels! { "app" = "cache" });
    /// let affinity = PodAffinity::require(cache.over(topology::ZONE));
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity>
    PodAffinity, "near"
}

pod_affinity! {
    /// The pods away from which a pod must run, and those away from which it prefers to run.
    ///
    /// ```
    /// use podwright::pod::placement::{PodAntiAffinity, PodTerm, topology};
    /// use podwright::{labels, weight};
    ///
    /// let others = PodTerm::matching(labels! { "app" = "web" });
    /// let affinity = PodAntiAffinity::prefer(weight!(100), others.over(topology::HOSTNAME));
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity>
    PodAntiAffinity, "away from"
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{PodAffinity, PodAntiAffinity, v1};
    use crate::labels;
    use crate::pod::placement::{PodTerm, topology};
    use crate::value::Weight;

    #[test]
    fn requirements_and_wishes() {
        let term = || PodTerm::matching(labels! { "app" = "web" }).over(topology::ZONE);
        let written = json!({
            "labelSelector": { "matchLabels": { "app": "web" } }, "topologyKey": "topology.kubernetes.io/zone",
        });
        let near = PodAffinity::require(term()).and_require(term()).and_prefer(Weight::literal(7), term());
        assert_eq!(
            serde_json::to_value(v1::PodAffinity::from(near)).unwrap(),
            json!({
                "requiredDuringSchedulingIgnoredDuringExecution": [written, written],
                "preferredDuringSchedulingIgnoredDuringExecution": [{ "weight": 7, "podAffinityTerm": written }],
            }),
        );
        let away = PodAntiAffinity::prefer(Weight::literal(100), term());
        assert_eq!(
            serde_json::to_value(v1::PodAntiAffinity::from(away)).unwrap(),
            json!({
                "preferredDuringSchedulingIgnoredDuringExecution": [{ "weight": 100, "podAffinityTerm": written }],
            }),
        );
    }
}
