//! The rules of autoscalers and disruption budgets.
