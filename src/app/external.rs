use std::fmt;

use crate::claim::ExternalClaim;
use crate::links::External;
use crate::network::ExternalService;
use crate::object::{ClaimRef, ConfigMapRef, PriorityClassRef, SecretRef, ServiceAccountRef, ServiceRef};
use crate::value::link::ExternalName;

/// What others make: a handle that is external, a reference, or an [`External`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not name an object that others make",
    label = "a reference does, such as `SecretRef::new(name!(\"db\"))`, or `External::object(\"Secret\", \"db\")`"
)]
pub trait IntoExternal {
    #[doc(hidden)]
    fn into_external(self) -> External;
}

impl IntoExternal for External {
    fn into_external(self) -> External {
        self
    }
}

impl From<&ExternalName> for External {
    fn from(known: &ExternalName) -> Self {
        declared_external(known.kind, &known.name, known.made_by.as_deref())
    }
}

/// Returns what is known of a declared object.
#[doc(hidden)]
#[must_use]
pub fn declared_external(kind: &str, name: &impl fmt::Display, made_by: Option<&str>) -> External {
    let external = External::object(kind, &name.to_string());
    match made_by {
        Some(maker) => external.made_by(maker),
        None => external,
    }
}

/// References to objects that may be declared to be made elsewhere.
macro_rules! declared {
    ($($Ref:ident $kind:literal)*) => {
        $(
            impl IntoExternal for $Ref {
                fn into_external(self) -> External {
                    (&self).into_external()
                }
            }

            impl IntoExternal for &$Ref {
                fn into_external(self) -> External {
                    match &self.to_external() {
                        Some(known) => known.into(),
                        None => External::object($kind, self.name().as_str()),
                    }
                }
            }
        )*
    };
}

declared! {
    ClaimRef "PersistentVolumeClaim"
    ConfigMapRef "ConfigMap"
    SecretRef "Secret"
}

macro_rules! references {
    ($($Ref:ident $kind:literal)*) => {
        $(
            impl IntoExternal for $Ref {
                fn into_external(self) -> External {
                    External::object($kind, self.name().as_str())
                }
            }

            impl IntoExternal for &$Ref {
                fn into_external(self) -> External {
                    External::object($kind, self.name().as_str())
                }
            }
        )*
    };
}

references! {
    PriorityClassRef "PriorityClass"
    ServiceAccountRef "ServiceAccount"
    ServiceRef "Service"
}

impl IntoExternal for &ExternalClaim {
    fn into_external(self) -> External {
        self.reference().into_external()
    }
}

impl IntoExternal for &ExternalService {
    fn into_external(self) -> External {
        let external = External::object("Service", self.handle().name().as_str());
        match self.namespace() {
            Some(namespace) => external.namespace(namespace.as_str()),
            None => external,
        }
    }
}
