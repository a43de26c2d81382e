use std::collections::btree_map::Entry;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

use super::Expression;
use crate::value::Labels;

/// A choice of pods or of namespaces: those with some labels of which every statement is true.
///
/// Labels alone, and a statement alone, are selectors as well.
///
/// ```
/// use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
/// use podwright::object::Selector;
/// use podwright::{LabelKey, key, labels, value};
///
/// let track: LabelKey = key!("track");
/// let selector = Selector::matching(labels! { "app" = "web" }).and(track.is_not_in([value!("canary")]));
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
#[doc(alias = "LabelSelector")]
#[derive(Clone, Debug, PartialEq)]
pub struct Selector(LabelSelector);

impl Selector {
    /// Creates a selector that matches everything.
    #[must_use]
    #[inline]
    pub fn everything() -> Self {
        Self(LabelSelector::default())
    }

    /// Creates a selector that matches what has these labels, or of what this statement is true.
    #[doc(alias = "matchLabels")]
    #[doc(alias = "matchExpressions")]
    #[must_use]
    pub fn matching(what: impl IntoSelector) -> Self {
        what.into_selector()
    }

    /// Joins this selector with another: both must match.
    #[must_use]
    pub fn and(mut self, more: impl IntoSelector) -> Self {
        let Selector(more) = more.into_selector();
        for (key, value) in more.match_labels.into_iter().flatten() {
            self.add_label(key, value);
        }
        if let Some(more) = more.match_expressions {
            self.0.match_expressions.get_or_insert_default().extend(more);
        }
        self
    }

    /// Changes the selector by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut LabelSelector)) -> Self {
        change(&mut self.0);
        self
    }

    /// A key has one value in a map of labels, so a second value that differs becomes a statement.
    #[inline]
    fn add_label(&mut self, key: String, value: String) {
        match self.0.match_labels.get_or_insert_default().entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(value);
            }
            Entry::Occupied(entry) if *entry.get() == value => {}
            Entry::Occupied(entry) => {
                let (key, operator) = (entry.key().clone(), "In".to_owned());
                let statement = LabelSelectorRequirement { key, operator, values: Some(vec![value]) };
                self.0.match_expressions.get_or_insert_default().push(statement);
            }
        }
    }
}

impl From<Selector> for LabelSelector {
    #[inline]
    fn from(selector: Selector) -> Self {
        selector.0
    }
}

/// What selects by labels: [`Labels`], a statement about one label, or a [`Selector`] of both.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not select anything by its labels",
    label = "give labels, as in `labels! {{ \"app\" = \"web\" }}`, or a `Selector`"
)]
pub trait IntoSelector: sealed::Sealed {
    #[doc(hidden)]
    fn into_selector(self) -> Selector;
}

impl IntoSelector for Labels {
    #[inline]
    fn into_selector(self) -> Selector {
        let labels = Some(self).filter(|labels| !labels.is_empty());
        Selector(LabelSelector { match_labels: labels.map(Into::into), ..LabelSelector::default() })
    }
}

impl IntoSelector for Expression {
    #[inline]
    fn into_selector(self) -> Selector {
        Selector(LabelSelector { match_expressions: Some(vec![self.into()]), ..LabelSelector::default() })
    }
}

impl IntoSelector for Selector {
    #[inline]
    fn into_selector(self) -> Selector {
        self
    }
}

pub(crate) mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Labels {}
    impl Sealed for super::Expression {}
    impl Sealed for super::Selector {}
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{IntoSelector, LabelSelector, Selector};
    use crate::{LabelKey, Labels, key, labels};

    fn written(selector: impl IntoSelector) -> Value {
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
        let labels = [("app".to_owned(), "web".to_owned())].into();
        let by_hand = Selector::everything().raw(|selector| selector.match_labels = Some(labels));
        assert_eq!(written(by_hand), json!({ "matchLabels": { "app": "web" } }));
    }

    #[test]
    fn what_is_joined_is_all_true() {
        let selector = Selector::matching(labels! { "app" = "web" })
            .and(labels! { "app" = "web", "tier" = "front" })
            .and(labels! { "app" = "shop" })
            .and(LabelKey::literal("track").does_not_exist());
        assert_eq!(
            written(selector),
            json!({
                "matchLabels": { "app": "web", "tier": "front" },
                "matchExpressions": [
                    { "key": "app", "operator": "In", "values": ["shop"] },
                    { "key": "track", "operator": "DoesNotExist" },
                ],
            }),
        );
    }
}
