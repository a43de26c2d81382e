use std::ops::Deref;

use serde::{Serialize, Serializer};

use super::demand::demand_pod_security;
use super::level::{Level, PolicyVersion};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::valid::Valid;
use crate::rules::engine::validate::{Validate, into_result};
use crate::rules::engine::violations::Violations;

macro_rules! proof {
    ($(#[$doc:meta])* $Proof:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $Proof<P> {
            object: P,
            version: PolicyVersion,
        }

        impl<T: Validate> $Proof<Valid<T>> {
            /// Evaluates the latest policy that a cluster of the object's version knows.
            ///
            /// # Errors
            ///
            /// With every check that fails.
            pub fn new(object: Valid<T>) -> Result<Self, Violations> {
                Self::new_at(object, PolicyVersion::LATEST)
            }

            /// Evaluates the policy of a version, as in a namespace that pins it.
            ///
            /// # Errors
            ///
            /// With every check that fails.
            pub fn new_at(object: Valid<T>, version: impl Into<PolicyVersion>) -> Result<Self, Violations> {
                let version = version.into();
                let mut findings = Findings::new();
                demand_pod_security(&*object, Level::$Proof.at(version), object.version(), &mut findings);
                into_result(&*object, findings)?;
                Ok(Self { object, version })
            }
        }

        impl<P> $Proof<P> {
            /// Returns the version of the policy that the object meets.
            #[must_use]
            pub fn policy_version(&self) -> PolicyVersion {
                self.version
            }

            /// Returns the object, and drops the proof of its level.
            #[must_use]
            pub fn into_inner(self) -> P {
                self.object
            }
        }

        impl<P> Deref for $Proof<P> {
            type Target = P;

            fn deref(&self) -> &P {
                &self.object
            }
        }

        impl<P> AsRef<P> for $Proof<P> {
            fn as_ref(&self) -> &P {
                &self.object
            }
        }

        impl<P: Serialize> Serialize for $Proof<P> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.object.serialize(serializer)
            }
        }

        impl<T> From<$Proof<Valid<T>>> for Valid<T> {
            fn from(proof: $Proof<Valid<T>>) -> Self {
                proof.object
            }
        }
    };
}

proof! {
    /// The proof that a valid object meets the level baseline of the Pod Security Standards.
    ///
    /// A function that asks for `Baseline<Valid<v1::Pod>>` takes no other pod:
    ///
    /// ```
    /// use podwright::prelude::*;
    /// use podwright::rules::pod_security::{Baseline, Restricted};
    ///
    /// fn run(pod: impl Into<Baseline<Valid<v1::Pod>>>) -> String {
    ///     pod.into().metadata.name.clone().unwrap_or_default()
    /// }
    ///
    /// let pod = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx:1.27"))).build()?;
    /// assert!(Restricted::new(pod.clone()).is_err());
    /// assert_eq!(run(Baseline::new(pod)?), "web");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline>
    Baseline
}

proof! {
    /// The proof that a valid object meets the level restricted of the Pod Security Standards.
    ///
    /// A function that asks for `Restricted<Valid<v1::Pod>>` takes no other pod. It converts into [`Baseline`], because
    /// what a [`Valid`] object must do for restricted is all that it must do for baseline.
    ///
    /// ```
    /// use podwright::prelude::*;
    /// use podwright::rules::pod_security::{Baseline, Restricted};
    ///
    /// let pod = Pod::builder(name!("web"))
    ///     .each_container(|c| c.security_context(SecurityContext::restricted()))
    ///     .main(Container::new(name!("web"), image!("nginx:1.27")))
    ///     .build()?;
    /// let pod: Restricted<Valid<v1::Pod>> = Restricted::new(pod)?;
    /// assert_eq!(pod.metadata.name.as_deref(), Some("web"));
    /// assert_eq!(podwright::to_yaml(&pod)?, podwright::to_yaml(&Baseline::from(pod))?);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted>
    Restricted
}

impl<T> From<Restricted<Valid<T>>> for Baseline<Valid<T>> {
    fn from(Restricted { object, version }: Restricted<Valid<T>>) -> Self {
        Self { object, version }
    }
}
