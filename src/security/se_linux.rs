use k8s_openapi::api::core::v1;

/// The SELinux label of a process; what is not said is left to the container runtime.
///
/// The texts are free: each policy has its own.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::security::SeLinux;
///
/// let options = v1::SELinuxOptions::from(SeLinux::new().level("s0:c123,c456"));
/// assert_eq!(options.level.as_deref(), Some("s0:c123,c456"));
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#assign-selinux-labels-to-a-container>
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeLinux(v1::SELinuxOptions);

impl SeLinux {
    /// A label of which nothing is said yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The user of the label.
    #[must_use]
    pub fn user(mut self, user: impl Into<String>) -> Self {
        self.0.user = Some(user.into());
        self
    }

    /// The role of the label.
    #[must_use]
    pub fn role(mut self, role: impl Into<String>) -> Self {
        self.0.role = Some(role.into());
        self
    }

    /// The type of the label.
    #[must_use]
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.0.type_ = Some(kind.into());
        self
    }

    /// The level of the label.
    #[must_use]
    pub fn level(mut self, level: impl Into<String>) -> Self {
        self.0.level = Some(level.into());
        self
    }
}

impl From<SeLinux> for v1::SELinuxOptions {
    fn from(label: SeLinux) -> Self {
        label.0
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{SeLinux, v1};

    #[test]
    fn each_part_of_the_label() {
        let options = v1::SELinuxOptions::from(SeLinux::new().user("u").role("r").kind("t").level("l"));
        assert_eq!(
            serde_json::to_value(options).unwrap(),
            json!({ "user": "u", "role": "r", "type": "t", "level": "l" }),
        );
    }
}
