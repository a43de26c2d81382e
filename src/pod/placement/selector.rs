use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::Expression;
use crate::value::Labels;

/// Which pods, or which namespaces: those with these labels for which every statement is true.
///
/// Labels alone, and a statement alone, are selectors as well.
///
/// ```
/// use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
/// use podwright::pod::placement::Selector;
/// use podwright::{LabelKey, key, labels, value};
///
/// let track: LabelKey = key!("track");
/// let selector = Selector::labels(labels! { "app" = "web" }).and(track.is_not_in([value!("canary")]));
/// assert_eq!(
///     serde_json::to_value(LabelSelector::from(selector))?,
///     serde_json::json!({
///         "matchLabels": { "app": "web" },
///         "matchExpressions": [{ "key": "track", "operator": "NotIn", "values": ["canary"] }],
///     }),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors>
#[derive(Clone, Debug, PartialEq)]
pub struct Selector(LabelSelector);

impl Selector {
    /// Everything.
    #[must_use]
    pub fn everything() -> Self {
        Self(LabelSelector::default())
    }

    /// What has all of these labels.
    #[must_use]
    pub fn labels(labels: Labels) -> Self {
        let mut selector = LabelSelector::default();
        if !labels.is_empty() {
            selector.match_labels = Some(labels.into());
        }
        Self(selector)
    }

    /// What this statement is true for.
    #[must_use]
    pub fn expression(expression: Expression) -> Self {
        Self::everything().and(expression)
    }

    /// What of that this statement is true for.
    #[must_use]
    pub fn and(mut self, expression: Expression) -> Self {
        self.0.match_expressions.get_or_insert_default().push(expression.into());
        self
    }
}

impl From<Selector> for LabelSelector {
    fn from(selector: Selector) -> Self {
        selector.0
    }
}

/// What selects by labels: labels, a statement about one, or a [`Selector`] of both.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not select anything by its labels",
    label = "give labels, as in `labels! {{ \"app\" = \"web\" }}`, or a `Selector`"
)]
pub trait IsSelector: sealed::IntoSelector {}
impl IsSelector for Labels {}
impl IsSelector for Expression {}
impl IsSelector for Selector {}

mod sealed {
    use super::{Expression, Labels, Selector};

    /// The selector itself.
    pub trait IntoSelector {
        #[doc(hidden)]
        fn into_selector(self) -> Selector;
    }

    impl IntoSelector for Labels {
        fn into_selector(self) -> Selector {
            Selector::labels(self)
        }
    }

    impl IntoSelector for Expression {
        fn into_selector(self) -> Selector {
            Selector::expression(self)
        }
    }

    impl IntoSelector for Selector {
        fn into_selector(self) -> Selector {
            self
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{IsSelector, LabelSelector, Selector};
    use crate::{LabelKey, Labels, key, labels};

    fn written(selector: impl IsSelector) -> Value {
        serde_json::to_value(LabelSelector::from(selector.into_selector())).unwrap()
    }

    #[test]
    fn each_form() {
        let track: LabelKey = key!("track");
        assert_eq!(written(labels! { "app" = "web" }), json!({ "matchLabels": { "app": "web" } }));
        assert_eq!(
            written(track.exists()),
            json!({ "matchExpressions": [{ "key": "track", "operator": "Exists" }] })
        );
        assert_eq!(written(Selector::everything()), json!({}));
        assert_eq!(written(Labels::new()), json!({}));
    }
}
