use super::violation::Violation;
use super::violations::Violations;
use super::warning::Warning;

/// The verdict of the API server on an object: its violations and its warnings.
///
/// [`validate`](crate::rules::validate) returns it. An object without violations is accepted.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::rules::{self, KubeVersion};
///
/// let mut pod = v1::Pod::default();
/// pod.metadata.name = Some("web.example.com".to_owned());
/// let report = rules::validate(&pod, KubeVersion::V1_36);
/// assert!(!report.is_accepted());
/// assert_eq!(report.into_result().unwrap_err().subject(), "pod \"web.example.com\"");
///
/// let container = v1::Container { name: "web".into(), image: Some("nginx:1.27".into()), ..Default::default() };
/// pod.spec = Some(v1::PodSpec { containers: vec![container], ..Default::default() });
/// let report = rules::validate(&pod, KubeVersion::V1_36);
/// assert_eq!(report.into_result().unwrap()[0].rule(), "warn-pod-name-no-label");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    result: Result<(), Violations>,
    warnings: Vec<Warning>,
}

impl Report {
    pub(crate) fn new(result: Result<(), Violations>, warnings: Vec<Warning>) -> Self {
        Self { result, warnings }
    }

    /// Tells whether the API server accepts the object.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.result.is_ok()
    }

    /// Returns the violations, in the API server's order. The list is empty if the object is accepted.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        match &self.result {
            Ok(()) => &[],
            Err(violations) => violations.iter().as_slice(),
        }
    }

    /// Returns the warnings of the API server. For an object that it rejects, it warns only of `AppArmor` annotations.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Returns the warnings of an accepted object.
    ///
    /// # Errors
    ///
    /// Returns the violations if the API server rejects the object.
    pub fn into_result(self) -> Result<Vec<Warning>, Violations> {
        self.result.map(|()| self.warnings)
    }
}
