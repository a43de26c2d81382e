//! Selectors of workloads, which match the labels of their own template.

use proptest::prelude::{Strategy, any};

use crate::pick::{few, maybe, parsed};
use crate::value::{label_value, labels};
use podwright::object::Selector;
use podwright::value::{LabelKey, LabelValue, Labels};

/// Labels of a template, and statements that are true of them.
#[derive(Clone, Debug)]
pub(super) struct SelectedPlan {
    pub(super) labels: Labels,
    has_labels: bool,
    statements: Vec<Statement>,
}

#[derive(Clone, Debug)]
enum Statement {
    First,
    FirstIsIn(Vec<LabelValue>),
    FirstIsNotIn(LabelValue),
    Lacks(LabelKey),
}

pub(super) fn selected_plan() -> impl Strategy<Value = SelectedPlan> {
    let labels = labels().prop_filter("a workload selects something", |labels| !labels.is_empty());
    let statement = proptest::prop_oneof![
        proptest::prelude::Just(Statement::First),
        few(label_value(), 2).prop_map(Statement::FirstIsIn),
        label_value().prop_map(Statement::FirstIsNotIn),
        // No generated key has this prefix.
        parsed("absent\\.example\\.org/[a-z]{1,8}").prop_map(Statement::Lacks),
    ];
    (labels, any::<bool>(), few(statement, 2)).prop_map(|(labels, has_labels, statements)| SelectedPlan {
        labels,
        has_labels,
        statements,
    })
}

/// A selector of its own, or the default one, which matches the name.
pub(super) fn maybe_selected() -> impl Strategy<Value = Option<SelectedPlan>> {
    maybe(selected_plan())
}

impl SelectedPlan {
    pub(super) fn selector(&self) -> Selector {
        let mut expressions = self.statements.iter().filter_map(|statement| {
            let (key, value) = self.labels.iter().next()?;
            match statement.clone() {
                Statement::First => Some(key.clone().exists()),
                Statement::FirstIsIn(others) => Some(key.clone().is_in((value.clone(), others))),
                Statement::FirstIsNotIn(other) if other == *value => None,
                Statement::FirstIsNotIn(other) => Some(key.clone().is_not_in([other])),
                Statement::Lacks(absent) => Some(absent.does_not_exist()),
            }
        });
        let first = match expressions.next() {
            Some(expression) if !self.has_labels => Selector::matching(expression),
            Some(expression) => Selector::matching(self.labels.clone()).and(expression),
            None => Selector::matching(self.labels.clone()),
        };
        expressions.fold(first, Selector::and)
    }
}

/// Gives a workload a selector, and its template the labels for it.
macro_rules! with_selector {
    ($workload:expr, $plan:expr) => {{
        let plan: Option<$crate::app::selected::SelectedPlan> = $plan;
        $workload.with_some(plan, |workload, plan| {
            workload.selector(plan.selector()).template(|template| template.labels(plan.labels))
        })
    }};
}

pub(super) use with_selector;
