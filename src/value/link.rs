//! Texts that name an object: a link keeps which, so that the text follows when the object is renamed.

/// The name of a service in the value of a variable, and what stands around it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServiceLink {
    pub(crate) before: String,
    pub(crate) service: String,
    pub(crate) after: String,
    /// The namespace that the text names.
    #[cfg(feature = "app")]
    pub(crate) namespace: Option<String>,
    /// The port of the service that the text names.
    #[cfg(feature = "app")]
    pub(crate) port: Option<i32>,
    /// What the service has, if it has no port that the text names.
    pub(crate) missing: Option<String>,
}

#[cfg(feature = "app")]
impl ServiceLink {
    /// Returns the text.
    pub(crate) fn text(&self) -> String {
        format!("{}{}{}", self.before, self.service, self.after)
    }
}
