use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[cfg(feature = "app")]
use crate::value::DnsLabel;
use crate::value::{DnsSubdomain, ParseError};

/// Defines the reference to one kind of object.
macro_rules! reference {
    ($(#[$doc:meta])* $Ref:ident($Name:ident), $noun:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Ref {
            name: $Name,
        }

        impl $Ref {
            #[doc = concat!("Refers to the ", $noun, " of this name in the pod's namespace.")]
            #[must_use]
            #[inline]
            pub const fn new(name: $Name) -> Self {
                Self { name }
            }

            #[doc = concat!("Refers to the ", $noun, " of a name that is known while compiling.")]
            ///
            /// The compiler checks the name where the reference is a constant.
            ///
            /// # Panics
            ///
            /// If no object of the kind can have the name. Parse a name that is known only at run time.
            #[must_use]
            #[track_caller]
            #[inline]
            pub const fn literal(name: &'static str) -> Self {
                Self { name: $Name::literal(name) }
            }

            /// Returns the name of the object.
            #[must_use]
            #[inline]
            pub const fn name(&self) -> &$Name {
                &self.name
            }

            /// Returns the name of the object, as the objects of `k8s_openapi` have it.
            #[inline]
            pub(crate) fn to_name(&self) -> String {
                self.name.as_str().to_owned()
            }
        }

        impl FromStr for $Ref {
            type Err = ParseError;

            #[inline]
            fn from_str(name: &str) -> Result<Self, ParseError> {
                name.parse().map(Self::new)
            }
        }

        impl TryFrom<String> for $Ref {
            type Error = ParseError;

            #[inline]
            fn try_from(name: String) -> Result<Self, ParseError> {
                $Name::try_from(name).map(Self::new)
            }
        }

        /// Writes the name.
        impl Serialize for $Ref {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.name.serialize(serializer)
            }
        }

        /// Reads the name.
        impl<'de> Deserialize<'de> for $Ref {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $Name::deserialize(deserializer).map(Self::new)
            }
        }

        impl From<$Ref> for $Name {
            #[inline]
            fn from(reference: $Ref) -> Self {
                reference.name
            }
        }

        /// Shows the name.
        impl fmt::Display for $Ref {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.name.fmt(f)
            }
        }

        impl fmt::Debug for $Ref {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($Ref)).field(&self.name.as_str()).finish()
            }
        }
    };
}

reference! {
    /// A reference to a config map: its keys become files or environment variables.
    ///
    /// ```
    /// use podwright::object::ConfigMapRef;
    ///
    /// const CONFIG: ConfigMapRef = ConfigMapRef::literal("web-config");
    ///
    /// assert_eq!(CONFIG.name().as_str(), "web-config");
    /// assert_eq!("web-config".parse(), Ok(CONFIG));
    /// assert!("Web_Config".parse::<ConfigMapRef>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/configmap/>
    ConfigMapRef(DnsSubdomain), "config map"
}

reference! {
    /// A reference to a secret: its keys become files or environment variables, or it lets a node pull an image.
    ///
    /// ```
    /// use podwright::object::SecretRef;
    ///
    /// const DB: SecretRef = SecretRef::literal("db");
    ///
    /// assert_eq!(DB.to_string(), "db");
    /// assert_eq!("db".parse(), Ok(DB));
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/secret/>
    #[doc(alias = "LocalObjectReference")]
    SecretRef(DnsSubdomain), "secret"
}

reference! {
    /// A reference to a persistent volume claim, which holds storage for the pod.
    ///
    /// ```
    /// use podwright::object::ClaimRef;
    ///
    /// let claim: ClaimRef = format!("db-{}", 0).try_into()?;
    /// assert_eq!(claim, ClaimRef::literal("db-0"));
    /// # Ok::<(), podwright::ParseError>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/>
    #[doc(alias = "PersistentVolumeClaim")]
    ClaimRef(DnsSubdomain), "persistent volume claim"
}

#[cfg(feature = "app")]
reference! {
    /// A reference to a service, which others make or which is made elsewhere in the program.
    ///
    /// ```
    /// use podwright::object::ServiceRef;
    ///
    /// const PEERS: ServiceRef = ServiceRef::literal("db");
    ///
    /// assert_eq!(PEERS.name().as_str(), "db");
    /// assert!("db.example.com".parse::<ServiceRef>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/service/>
    ServiceRef(DnsLabel), "service"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_objects() {
        for name in ["a", "kube-root-ca.crt", "0.a"] {
            assert_eq!(name.parse::<SecretRef>().map(|secret| secret.to_string()), Ok(name.to_owned()));
            assert_eq!(ClaimRef::try_from(name.to_owned()).map(|claim| claim.to_name()), Ok(name.to_owned()));
        }
        for name in ["", "A", "a_b", ".a"] {
            assert!(name.parse::<ConfigMapRef>().is_err(), "{name:?}");
            assert!(ConfigMapRef::try_from(name.to_owned()).is_err(), "{name:?}");
        }
    }

    #[test]
    fn what_is_shown_is_the_name_and_what_is_debugged_the_kind_too() {
        let config = ConfigMapRef::literal("web");
        assert_eq!(format!("[{config:>5}] {config:?}"), "[  web] ConfigMapRef(\"web\")");
    }

    #[test]
    fn a_reference_is_its_name_to_serde() {
        let claim = ClaimRef::literal("db-0");
        assert_eq!(serde_json::to_string(&claim).unwrap(), "\"db-0\"");
        assert_eq!(serde_json::from_str::<ClaimRef>("\"db-0\"").unwrap(), claim);
        assert!(serde_json::from_str::<ClaimRef>("\"Db\"").is_err());
    }
}
