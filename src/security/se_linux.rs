use k8s_openapi::api::core::v1;

/// The SELinux label of a process.
///
/// Parts that are unset are left to the container runtime. Their texts are free, since each SELinux policy has its own.
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
#[doc(alias = "SELinuxOptions")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeLinux(v1::SELinuxOptions);

impl SeLinux {
    /// Creates a label in which nothing is set.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the user of the label.
    #[must_use]
    pub fn user(mut self, user: impl Into<String>) -> Self {
        self.0.user = Some(user.into());
        self
    }

    /// Sets the role of the label.
    #[must_use]
    pub fn role(mut self, role: impl Into<String>) -> Self {
        self.0.role = Some(role.into());
        self
    }

    /// Sets the type of the label.
    #[doc(alias = "type")]
    #[must_use]
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.0.type_ = Some(kind.into());
        self
    }

    /// Sets the level of the label, such as `s0:c123,c456`.
    #[must_use]
    pub fn level(mut self, level: impl Into<String>) -> Self {
        self.0.level = Some(level.into());
        self
    }

    /// Changes the label by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::SELinuxOptions)) -> Self {
        change(&mut self.0);
        self
    }
}

impl From<SeLinux> for v1::SELinuxOptions {
    #[inline]
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
        let by_hand =
            v1::SELinuxOptions::from(SeLinux::new().raw(|label| label.level = Some("s0".to_owned())));
        assert_eq!(by_hand.level.as_deref(), Some("s0"));
    }
}
