use k8s_openapi::api::core::v1;

use crate::object::Expression;
use crate::value::{DnsSubdomain, LabelKey};

/// A choice of nodes: those of which every statement in it is true.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::key;
/// use podwright::LabelKey;
/// use podwright::pod::placement::{NodeTerm, node};
///
/// let cores: LabelKey = key!("example.com/cores");
/// let term = v1::NodeSelectorTerm::from(node::INSTANCE_TYPE.exists().and(cores.greater_than(4)));
/// assert_eq!(term.match_expressions.unwrap().len(), 2);
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity>
#[doc(alias = "NodeSelectorTerm")]
#[derive(Clone, Debug, PartialEq)]
pub struct NodeTerm(v1::NodeSelectorTerm);

impl NodeTerm {
    /// Creates the term that is true of the node with this name.
    #[doc(alias = "matchFields")]
    #[must_use]
    pub fn named(node: DnsSubdomain) -> Self {
        Self::by_name("In", node)
    }

    /// Creates the term that is true of every node but the one with this name.
    #[doc(alias = "matchFields")]
    #[must_use]
    pub fn not_named(node: DnsSubdomain) -> Self {
        Self::by_name("NotIn", node)
    }

    fn by_name(operator: &str, node: DnsSubdomain) -> Self {
        let field = v1::NodeSelectorRequirement {
            key: "metadata.name".to_owned(),
            operator: operator.to_owned(),
            values: Some(vec![node.into()]),
        };
        Self(v1::NodeSelectorTerm { match_fields: Some(vec![field]), ..v1::NodeSelectorTerm::default() })
    }

    /// Joins this term with another: both must be true of a node.
    #[doc(alias = "matchExpressions")]
    #[must_use]
    pub fn and(mut self, more: impl IntoNodeTerm) -> Self {
        let NodeTerm(more) = more.into_node_term();
        extend(&mut self.0.match_expressions, more.match_expressions);
        extend(&mut self.0.match_fields, more.match_fields);
        self
    }

    /// Changes the term by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::NodeSelectorTerm)) -> Self {
        change(&mut self.0);
        self
    }
}

fn extend<T>(list: &mut Option<Vec<T>>, more: Option<Vec<T>>) {
    if let Some(more) = more {
        list.get_or_insert_default().extend(more);
    }
}

impl Expression {
    /// Joins this statement with another: both must be true of a node.
    #[must_use]
    pub fn and(self, more: impl IntoNodeTerm) -> NodeTerm {
        NodeTerm::from(self).and(more)
    }
}

/// # Statements about a label, for node affinity
impl LabelKey {
    /// Creates the statement that the label of a node is a number greater than this one.
    ///
    /// Neither the label nor the number has a sign.
    #[doc(alias = "Gt")]
    #[must_use]
    pub fn greater_than(self, number: u32) -> NodeTerm {
        Expression::of(self, "Gt", vec![number.to_string()]).into()
    }

    /// Creates the statement that the label of a node is a number less than this one.
    ///
    /// Neither the label nor the number has a sign.
    #[doc(alias = "Lt")]
    #[must_use]
    pub fn less_than(self, number: u32) -> NodeTerm {
        Expression::of(self, "Lt", vec![number.to_string()]).into()
    }
}

impl From<Expression> for NodeTerm {
    fn from(expression: Expression) -> Self {
        Self(v1::NodeSelectorTerm {
            match_expressions: Some(vec![expression.into()]),
            ..v1::NodeSelectorTerm::default()
        })
    }
}

impl From<NodeTerm> for v1::NodeSelectorTerm {
    fn from(term: NodeTerm) -> Self {
        term.0
    }
}

/// What [`NodeAffinity`](super::NodeAffinity) takes: a statement about a label of nodes, several of them joined by `and`, or
/// a node by its name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which nodes",
    label = "say something about a label of nodes, as in `node::ARCH.is_in([value!(\"amd64\")])`",
    note = "statements are joined by `.and(..)`; a node by its name is `NodeTerm::named(..)`"
)]
pub trait IntoNodeTerm: sealed::Sealed {
    #[doc(hidden)]
    fn into_node_term(self) -> NodeTerm;
}

impl IntoNodeTerm for Expression {
    fn into_node_term(self) -> NodeTerm {
        self.into()
    }
}

impl IntoNodeTerm for NodeTerm {
    fn into_node_term(self) -> NodeTerm {
        self
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Expression {}
    impl Sealed for super::NodeTerm {}
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{NodeTerm, v1};
    use crate::pod::placement::node;
    use crate::{LabelKey, key, name, value};

    #[test]
    fn statements_are_joined() {
        let cores: LabelKey = key!("cores");
        let term = node::OS
            .is_in([value!("linux")])
            .and(cores.clone().greater_than(4))
            .and(cores.less_than(64))
            .and(NodeTerm::not_named(name!("node-1")))
            .and(NodeTerm::named(name!("node-2")));
        assert_eq!(
            serde_json::to_value(v1::NodeSelectorTerm::from(term)).unwrap(),
            json!({
                "matchExpressions": [
                    { "key": "kubernetes.io/os", "operator": "In", "values": ["linux"] },
                    { "key": "cores", "operator": "Gt", "values": ["4"] },
                    { "key": "cores", "operator": "Lt", "values": ["64"] },
                ],
                "matchFields": [
                    { "key": "metadata.name", "operator": "NotIn", "values": ["node-1"] },
                    { "key": "metadata.name", "operator": "In", "values": ["node-2"] },
                ],
            }),
        );
    }
}
