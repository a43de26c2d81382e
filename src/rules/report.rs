use super::violation::Violation;
use super::warning::Warning;

/// What the API server says of a pod: why it rejects it, or what it warns of.
///
/// Of a pod that it rejects it hardly warns: only of `AppArmor` annotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    violations: Vec<Violation>,
    warnings: Vec<Warning>,
}

impl Report {
    pub(crate) fn new(violations: Vec<Violation>, warnings: Vec<Warning>) -> Self {
        Self { violations, warnings }
    }

    /// Whether the pod is accepted.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.violations.is_empty()
    }

    /// Why the pod is rejected, in the API server's order.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// What the pod is accepted with all the same.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}
