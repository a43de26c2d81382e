//! Objects of every kind that has rules, with the type erased.

use std::any::Any;
use std::fmt::Debug;

use k8s_openapi::api::core::v1;
use podwright::Valid;
use podwright::rules::pod_security::{Evaluation, Level, PolicyVersion};
use podwright::rules::{self, KubeVersion, Report, Validate, Violation, Warning};
use serde::de::DeserializeOwned;
use serde::{Deserializer, Serialize};
use serde_json::Value;

pub use crate::kinds::KINDS;
use crate::kinds::{self, Visitor};

/// An object that has rules.
pub trait AnyObject: Debug {
    fn validate(&self, version: KubeVersion) -> Report;

    fn advise(&self) -> Vec<Warning>;

    fn pod_security(&self, level: Level, version: PolicyVersion) -> Evaluation;

    /// Returns why admission refuses the object, if it is a pod.
    fn admission(&self) -> Vec<Violation>;

    /// Tells whether [`Valid::new_for`] takes the object.
    fn is_valid(&self, version: KubeVersion) -> bool;

    /// Returns the object as JSON, without `apiVersion` and `kind` if its type does not write them.
    fn to_json(&self) -> Value;
}

impl<T: Validate + Serialize + Debug + 'static> AnyObject for T {
    fn validate(&self, version: KubeVersion) -> Report {
        rules::validate(self, version)
    }

    fn advise(&self) -> Vec<Warning> {
        rules::advise(self)
    }

    fn pod_security(&self, level: Level, version: PolicyVersion) -> Evaluation {
        rules::pod_security(self, level, version)
    }

    fn admission(&self) -> Vec<Violation> {
        let pod = (self as &dyn Any).downcast_ref::<v1::Pod>();
        pod.map(rules::admission).unwrap_or_default()
    }

    fn is_valid(&self, version: KubeVersion) -> bool {
        Valid::new_for(self, version).is_ok()
    }

    fn to_json(&self) -> Value {
        serde_json::to_value(self).unwrap()
    }
}

struct Erase;

impl Visitor for Erase {
    type Output = Box<dyn AnyObject>;

    fn visit<T: Validate + Serialize + DeserializeOwned + Debug + 'static>(self, object: T) -> Self::Output {
        Box::new(object)
    }
}

/// Reads an object of a kind that has rules. Without a kind it is a pod.
pub fn read(object: &Value) -> Result<Box<dyn AnyObject>, serde_json::Error> {
    kinds::read(object, Erase)
}

/// Reads an object of a kind, `apiVersion` and `kind` of which are given, from any source.
pub fn deserialize<'de, D: Deserializer<'de>>(
    kind: (&str, &str),
    object: D,
) -> Result<Box<dyn AnyObject>, D::Error> {
    kinds::deserialize(kind, object, Erase)
}
