//! What a handle knows of the object that it names, and the text that is written of it does not show.

use std::borrow::Cow;
use std::sync::Arc;

/// What is known of an object that a value names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "app"), expect(dead_code, reason = "only applications have links"))]
pub(crate) enum Link {
    /// The text has the name of a service.
    Address(ServiceLink),
    /// The object is made elsewhere.
    External(ExternalName),
}

/// The name of a service in a text, and what stands around it there. The text follows when the service is renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServiceLink {
    pub(crate) service: String,
    /// The namespace of the service, if the text names it.
    pub(crate) namespace: Option<String>,
    /// The port of the service, if the text names it.
    pub(crate) port: Option<i32>,
    /// The text, cut where the name stands.
    pub(crate) around: Vec<String>,
    /// What the service has, if it has no port that the text names.
    pub(crate) missing: Option<String>,
}

/// An object that is declared to be made elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExternalName {
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    /// Who makes it, if that is known.
    pub(crate) made_by: Option<Cow<'static, str>>,
}

/// The environment that a service reads, as the variables of a container fill it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Contract {
    pub(crate) name: &'static str,
    /// Equal for contracts with equal variables.
    pub(crate) fingerprint: String,
    /// The variables that the service starts without.
    pub(crate) optional: Vec<String>,
}

/// What the values of an object know, and the object does not show.
#[derive(Clone, Debug, Default)]
#[cfg_attr(not(feature = "app"), expect(dead_code, reason = "only applications have links"))]
pub(crate) struct Carried {
    /// The fields that hold the name of a service.
    pub(crate) addresses: Vec<(Box<str>, ServiceLink)>,
    pub(crate) externals: Vec<ExternalName>,
    /// The contracts of containers, with the paths of the containers.
    pub(crate) contracts: Vec<(Box<str>, Arc<Contract>)>,
}

#[cfg(feature = "app")]
impl ServiceLink {
    /// Returns the text.
    pub(crate) fn text(&self) -> String {
        self.text_with(&self.service)
    }

    /// Returns the text with another name of the service.
    pub(crate) fn text_with(&self, service: &str) -> String {
        self.around.join(service)
    }
}

#[cfg(feature = "app")]
impl Carried {
    pub(crate) fn is_empty(&self) -> bool {
        self.addresses.is_empty() && self.externals.is_empty() && self.contracts.is_empty()
    }
}
