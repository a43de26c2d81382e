use k8s_openapi::api::core::v1;

use super::IntoNodeTerm;
use crate::value::Weight;

/// The nodes on which a pod must run, and those that it prefers.
///
/// ```
/// use podwright::pod::placement::{NodeAffinity, node, topology};
/// use podwright::{value, weight};
///
/// let affinity = NodeAffinity::require(node::ARCH.is_in([value!("amd64"), value!("arm64")]))
///     .and_prefer(weight!(10), topology::ZONE.is_in([value!("eu-1a")]));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity>
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeAffinity(v1::NodeAffinity);

impl NodeAffinity {
    /// Creates an affinity that allows only these nodes.
    #[doc(alias = "requiredDuringSchedulingIgnoredDuringExecution")]
    #[must_use]
    pub fn require(nodes: impl IntoNodeTerm) -> Self {
        Self::default().or_require(nodes)
    }

    /// Creates an affinity that prefers these nodes. The weight counts against the weights of other preferences.
    #[doc(alias = "preferredDuringSchedulingIgnoredDuringExecution")]
    #[must_use]
    pub fn prefer(weight: Weight, nodes: impl IntoNodeTerm) -> Self {
        Self::default().and_prefer(weight, nodes)
    }

    /// Adds nodes to those that are allowed: a node is allowed if any of the requirements is true of it.
    #[doc(alias = "requiredDuringSchedulingIgnoredDuringExecution")]
    #[must_use]
    pub fn or_require(mut self, nodes: impl IntoNodeTerm) -> Self {
        let required = &mut self.0.required_during_scheduling_ignored_during_execution;
        required.get_or_insert_default().node_selector_terms.push(nodes.into_node_term().into());
        self
    }

    /// Adds a preference. The weight counts against the weights of other preferences.
    #[doc(alias = "preferredDuringSchedulingIgnoredDuringExecution")]
    #[must_use]
    pub fn and_prefer(mut self, weight: Weight, nodes: impl IntoNodeTerm) -> Self {
        let preferred = &mut self.0.preferred_during_scheduling_ignored_during_execution;
        preferred.get_or_insert_default().push(v1::PreferredSchedulingTerm {
            weight: weight.as_i32(),
            preference: nodes.into_node_term().into(),
        });
        self
    }

    /// Changes the affinity by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::NodeAffinity)) -> Self {
        change(&mut self.0);
        self
    }
}

impl From<NodeAffinity> for v1::NodeAffinity {
    #[inline]
    fn from(affinity: NodeAffinity) -> Self {
        affinity.0
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{NodeAffinity, v1};
    use crate::pod::placement::{NodeTerm, node};
    use crate::value::Weight;
    use crate::{name, value};

    #[test]
    fn requirements_are_choices_and_wishes_add_up() {
        let affinity = NodeAffinity::require(node::ARCH.is_in([value!("amd64")]))
            .or_require(NodeTerm::named(name!("node-1")))
            .and_prefer(Weight::literal(1), node::OS.exists())
            .and_prefer(Weight::literal(100), node::OS.does_not_exist());
        let os = |operator: &str| json!({ "matchExpressions": [{ "key": "kubernetes.io/os", "operator": operator }] });
        assert_eq!(
            serde_json::to_value(v1::NodeAffinity::from(affinity)).unwrap(),
            json!({
                "requiredDuringSchedulingIgnoredDuringExecution": { "nodeSelectorTerms": [
                    { "matchExpressions": [{ "key": "kubernetes.io/arch", "operator": "In", "values": ["amd64"] }] },
                    { "matchFields": [{ "key": "metadata.name", "operator": "In", "values": ["node-1"] }] },
                ] },
                "preferredDuringSchedulingIgnoredDuringExecution": [
                    { "weight": 1, "preference": os("Exists") },
                    { "weight": 100, "preference": os("DoesNotExist") },
                ],
            }),
        );
        let wish = NodeAffinity::prefer(Weight::literal(5), node::OS.exists());
        assert_eq!(
            serde_json::to_value(v1::NodeAffinity::from(wish)).unwrap(),
            json!({ "preferredDuringSchedulingIgnoredDuringExecution": [
                { "weight": 5, "preference": os("Exists") },
            ] }),
        );
    }
}
