//! Label selectors.

use k8s_openapi::serde_json::Value;

use super::tree::{items, pairs, text};

/// A label selector: the labels that are demanded, and expressions.
#[derive(Clone, Debug, Default)]
pub(super) struct Selector<'a> {
    pub(super) pairs: Vec<(&'a str, &'a str)>,
    pub(super) expressions: Vec<Expression<'a>>,
}

#[derive(Clone, Debug)]
pub(super) struct Expression<'a> {
    pub(super) key: &'a str,
    pub(super) operator: Operator,
    pub(super) values: Vec<&'a str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    In,
    NotIn,
    Exists,
    DoesNotExist,
}

impl<'a> Selector<'a> {
    /// Reads a map of labels: the selector of a service.
    pub(super) fn of_map(object: &'a Value, path: &str) -> Self {
        Self { pairs: pairs(object, path).collect(), expressions: Vec::new() }
    }

    /// Reads a `LabelSelector`. Expressions that the API server refuses are left out.
    pub(super) fn of(selector: &'a Value) -> Self {
        let expression = |value: &'a Value| {
            let operator = match text(value, "operator")? {
                "In" => Operator::In,
                "NotIn" => Operator::NotIn,
                "Exists" => Operator::Exists,
                "DoesNotExist" => Operator::DoesNotExist,
                _ => return None,
            };
            let values = items(value, "values").iter().filter_map(Value::as_str).collect();
            Some(Expression { key: text(value, "key")?, operator, values })
        };
        Self {
            pairs: pairs(selector, "matchLabels").collect(),
            expressions: items(selector, "matchExpressions").iter().filter_map(expression).collect(),
        }
    }

    /// Tells whether the selector selects everything.
    pub(super) fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.expressions.is_empty()
    }

    /// Tells whether labels match. `value` returns the value of a label.
    pub(super) fn matches<'l>(&self, value: impl Fn(&str) -> Option<&'l str>) -> bool {
        self.pairs.iter().all(|(key, wanted)| value(key) == Some(wanted))
            && self.expressions.iter().all(|expression| expression.matches(value(expression.key)))
    }

    /// Returns the selector as kubectl takes it: `app=web,tier in (a, b)`.
    pub(super) fn text(&self) -> String {
        let mut parts: Vec<String> = self.pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
        for Expression { key, operator, values } in &self.expressions {
            let values = values.join(", ");
            parts.push(match operator {
                Operator::In => format!("{key} in ({values})"),
                Operator::NotIn => format!("{key} notin ({values})"),
                Operator::Exists => (*key).to_owned(),
                Operator::DoesNotExist => format!("!{key}"),
            });
        }
        parts.join(",")
    }
}

impl Expression<'_> {
    fn matches(&self, value: Option<&str>) -> bool {
        match self.operator {
            Operator::In => value.is_some_and(|value| self.values.contains(&value)),
            Operator::NotIn => value.is_none_or(|value| !self.values.contains(&value)),
            Operator::Exists => value.is_some(),
            Operator::DoesNotExist => value.is_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn selectors_match_as_kubernetes_matches_them() {
        let selector = json!({
            "matchLabels": {"app": "web"},
            "matchExpressions": [
                {"key": "tier", "operator": "In", "values": ["a", "b"]},
                {"key": "old", "operator": "DoesNotExist"},
                {"key": "zone", "operator": "NotIn", "values": ["x"]},
                {"key": "app", "operator": "Exists"},
                {"key": "app", "operator": "Gt"},
            ],
        });
        let selector = Selector::of(&selector);
        let matches = |labels: &[(&str, &str)]| {
            selector.matches(|key| labels.iter().find(|(name, _)| *name == key).map(|(_, value)| *value))
        };
        assert!(matches(&[("app", "web"), ("tier", "b")]));
        assert!(!matches(&[("app", "web"), ("tier", "c")]));
        assert!(!matches(&[("app", "web")]));
        assert!(!matches(&[("app", "web"), ("tier", "a"), ("old", "")]));
        assert!(!matches(&[("app", "web"), ("tier", "a"), ("zone", "x")]));
        assert!(matches(&[("app", "web"), ("tier", "a"), ("zone", "y")]));
        assert_eq!(selector.text(), "app=web,tier in (a, b),!old,zone notin (x),app");
        assert!(Selector::of(&json!(null)).is_empty());
    }
}
