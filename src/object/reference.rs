use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[cfg(feature = "app")]
use crate::value::DnsLabel;
use crate::value::link::ExternalName;
use crate::value::{DnsSubdomain, ParseError};

/// That an object is made elsewhere.
#[derive(Clone)]
struct Elsewhere {
    /// Who makes it, if that is known.
    made_by: Option<Cow<'static, str>>,
}

impl Elsewhere {
    /// Returns what a name tells of an object of a kind: nothing.
    const fn unknown(_kind: &str) -> Option<Self> {
        None
    }
}

/// Defines the reference to one kind of object. It may know that the object is made elsewhere; references are equal by name.
macro_rules! reference {
    ($(#[$doc:meta])* $Ref:ident($Name:ident), $noun:literal $(, $of:literal)? $(; external $kind:literal)?) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $Ref {
            name: $Name,
            $(
                #[doc = concat!("Who makes the ", $kind, ", if it is made elsewhere.")]
                external: Option<Elsewhere>,
            )?
        }

        impl $Ref {
            #[doc = concat!("Refers to the ", $noun, " of this name" $(, $of)?, ".")]
            #[must_use]
            #[inline]
            pub const fn new(name: $Name) -> Self {
                Self { name $(, external: Elsewhere::unknown($kind))? }
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
                Self::new($Name::literal(name))
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

            $(
                /// Notes that the object is made elsewhere, and by whom, if that is known.
                #[cfg(feature = "app")]
                pub(crate) fn made_elsewhere(mut self, made_by: Option<Cow<'static, str>>) -> Self {
                    self.external = Some(Elsewhere { made_by });
                    self
                }

                /// Returns what is known of the object, if it is made elsewhere.
                pub(crate) fn to_external(&self) -> Option<ExternalName> {
                    let Elsewhere { made_by } = self.external.clone()?;
                    Some(ExternalName { kind: $kind, name: self.to_name(), made_by })
                }
            )?
        }

        /// Compares the names.
        impl PartialEq for $Ref {
            fn eq(&self, other: &Self) -> bool {
                self.name == other.name
            }
        }

        impl Eq for $Ref {}

        impl PartialOrd for $Ref {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        /// Compares the names.
        impl Ord for $Ref {
            fn cmp(&self, other: &Self) -> Ordering {
                self.name.cmp(&other.name)
            }
        }

        impl Hash for $Ref {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.name.hash(state);
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
    ConfigMapRef(DnsSubdomain), "config map", " in the pod's namespace"; external "ConfigMap"
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
    SecretRef(DnsSubdomain), "secret", " in the pod's namespace"; external "Secret"
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
    ClaimRef(DnsSubdomain), "persistent volume claim", " in the pod's namespace"; external "PersistentVolumeClaim"
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
    ServiceRef(DnsLabel), "service", " in the same namespace"
}

reference! {
    /// A reference to a service account, which a pod acts as.
    ///
    /// ```
    /// use podwright::object::ServiceAccountRef;
    /// use podwright::prelude::*;
    ///
    /// const OPERATOR: ServiceAccountRef = ServiceAccountRef::literal("operator");
    ///
    /// let pod = Pod::builder(name!("web"))
    ///     .service_account(&OPERATOR)
    ///     .main(Container::new(name!("web"), image!("nginx:1.27")))
    ///     .build()?;
    /// assert_eq!(pod.spec.as_ref().unwrap().service_account_name.as_deref(), Some("operator"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/security/service-accounts/>
    #[doc(alias = "serviceAccountName")]
    ServiceAccountRef(DnsSubdomain), "service account", " in the pod's namespace"
}

reference! {
    /// A reference to a priority class, which tells how important a pod is. A class belongs to the cluster.
    ///
    /// ```
    /// use podwright::object::PriorityClassRef;
    /// use podwright::prelude::*;
    ///
    /// let pod = Pod::builder(name!("dns"))
    ///     .priority_class(&PriorityClassRef::SYSTEM_CLUSTER_CRITICAL)
    ///     .main(Container::new(name!("dns"), image!("acme/dns:1.2")))
    ///     .build()?;
    /// let class = pod.spec.as_ref().unwrap().priority_class_name.as_deref();
    /// assert_eq!(class, Some("system-cluster-critical"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass>
    #[doc(alias = "priorityClassName")]
    PriorityClassRef(DnsSubdomain), "priority class"
}

impl PriorityClassRef {
    /// The class of pods that the cluster needs, and that may move to another node.
    pub const SYSTEM_CLUSTER_CRITICAL: Self = Self::literal("system-cluster-critical");
    /// The class of pods that their node needs.
    pub const SYSTEM_NODE_CRITICAL: Self = Self::literal("system-node-critical");
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
