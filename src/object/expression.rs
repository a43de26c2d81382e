use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelectorRequirement;

use crate::value::grammar::Broken;
use crate::value::{LabelKey, LabelValue, OneOrMore, ParseError};

/// A statement about a label of a node or of a pod: its value is one of some, none of some, anything, or missing.
///
/// The methods of [`LabelKey`] create one.
///
/// ```
/// use podwright::pod::placement::{NodeAffinity, node};
/// use podwright::value;
///
/// let arch = node::ARCH.is_in([value!("amd64"), value!("arm64")]);
/// let affinity = NodeAffinity::require(arch.and(node::INSTANCE_TYPE.exists()));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors>
#[doc(alias = "matchExpressions")]
#[doc(alias = "NodeSelectorRequirement")]
#[doc(alias = "LabelSelectorRequirement")]
#[derive(Clone, Debug, PartialEq)]
pub struct Expression(v1::NodeSelectorRequirement);

impl Expression {
    pub(crate) fn of(key: LabelKey, operator: &str, values: Vec<String>) -> Self {
        Self(v1::NodeSelectorRequirement {
            key: key.into(),
            operator: operator.to_owned(),
            values: Some(values).filter(|values| !values.is_empty()),
        })
    }

    fn compared(key: LabelKey, operator: &str, values: impl IntoIterator<Item = LabelValue>) -> Self {
        Self::of(key, operator, values.into_iter().map(Into::into).collect())
    }

    fn checked(
        key: LabelKey,
        operator: &str,
        values: impl IntoIterator<Item = LabelValue>,
    ) -> Result<Self, ParseError> {
        let expression = Self::compared(key, operator, values);
        if expression.0.values.is_none() {
            let rule = "a list of label values to compare with has at least one value";
            return Err(ParseError::new("", Broken { rule, at: 0 }));
        }
        Ok(expression)
    }
}

/// # Statements about a label, for selectors and node affinity
impl LabelKey {
    /// Creates the statement that the label has one of these values.
    #[doc(alias = "In")]
    #[must_use]
    pub fn is_in(self, values: impl OneOrMore<LabelValue>) -> Expression {
        Expression::compared(self, "In", values.into_list())
    }

    /// Creates the statement that the label has one of these values, from a list that may be empty at run time.
    ///
    /// # Errors
    ///
    /// If the list is empty.
    #[doc(alias = "In")]
    pub fn try_is_in(self, values: impl IntoIterator<Item = LabelValue>) -> Result<Expression, ParseError> {
        Expression::checked(self, "In", values)
    }

    /// Creates the statement that the label has none of these values, or is missing.
    #[doc(alias = "NotIn")]
    #[must_use]
    pub fn is_not_in(self, values: impl OneOrMore<LabelValue>) -> Expression {
        Expression::compared(self, "NotIn", values.into_list())
    }

    /// Creates the statement that the label has none of these values, or is missing, from a list that may be empty at run
    /// time.
    ///
    /// # Errors
    ///
    /// If the list is empty.
    #[doc(alias = "NotIn")]
    pub fn try_is_not_in(
        self,
        values: impl IntoIterator<Item = LabelValue>,
    ) -> Result<Expression, ParseError> {
        Expression::checked(self, "NotIn", values)
    }

    /// Creates the statement that the label is there, with any value.
    #[must_use]
    pub fn exists(self) -> Expression {
        Expression::of(self, "Exists", Vec::new())
    }

    /// Creates the statement that the label is missing.
    #[must_use]
    pub fn does_not_exist(self) -> Expression {
        Expression::of(self, "DoesNotExist", Vec::new())
    }
}

impl From<Expression> for v1::NodeSelectorRequirement {
    fn from(expression: Expression) -> Self {
        expression.0
    }
}

impl From<Expression> for LabelSelectorRequirement {
    fn from(Expression(expression): Expression) -> Self {
        Self { key: expression.key, operator: expression.operator, values: expression.values }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{LabelSelectorRequirement, v1};
    use crate::{LabelKey, value};

    const ARCH: LabelKey = LabelKey::literal("kubernetes.io/arch");

    #[test]
    fn operators_with_their_operands() {
        for (expression, written) in [
            (
                ARCH.is_in([value!("amd64"), value!("arm64")]),
                json!({ "key": "kubernetes.io/arch", "operator": "In", "values": ["amd64", "arm64"] }),
            ),
            (
                ARCH.is_not_in((value!("amd64"), vec![value!("arm64")])),
                json!({ "key": "kubernetes.io/arch", "operator": "NotIn", "values": ["amd64", "arm64"] }),
            ),
            (ARCH.exists(), json!({ "key": "kubernetes.io/arch", "operator": "Exists" })),
            (ARCH.does_not_exist(), json!({ "key": "kubernetes.io/arch", "operator": "DoesNotExist" })),
        ] {
            let node = v1::NodeSelectorRequirement::from(expression.clone());
            let label = LabelSelectorRequirement::from(expression);
            assert_eq!(serde_json::to_value(node).unwrap(), written);
            assert_eq!(serde_json::to_value(label).unwrap(), written);
        }
    }

    #[test]
    fn a_list_known_at_run_time_may_be_empty() {
        assert_eq!(ARCH.try_is_in(vec![value!("amd64")]).unwrap(), ARCH.is_in([value!("amd64")]));
        assert_eq!(ARCH.try_is_not_in([value!("amd64")]).unwrap(), ARCH.is_not_in([value!("amd64")]));
        assert_eq!(
            ARCH.try_is_in([]).unwrap_err().rule(),
            "a list of label values to compare with has at least one value"
        );
        assert!(ARCH.try_is_not_in([]).is_err());
        assert!(ARCH.try_is_in([value!("")]).is_ok());
    }
}
