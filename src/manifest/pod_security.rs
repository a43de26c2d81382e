//! Objects that meet a level of the Pod Security Standards are written as all valid ones are.

use std::{fmt, io};

use k8s_openapi::Metadata;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;

use super::error::WriteError;
use super::object::Object;
use super::options::YamlWriter;
use super::to_manifest::ToManifest;
use crate::rules::pod_security::{Baseline, Restricted};
use crate::rules::{Valid, Validate, Warning};
use crate::sealed::Sealed;

macro_rules! written {
    ($Proof:ident) => {
        impl<P: ToManifest> Sealed for $Proof<P> {}

        #[diagnostic::do_not_recommend]
        impl<P: ToManifest> ToManifest for $Proof<P> {
            fn yaml_to<W: io::Write>(&self, writer: &mut YamlWriter<W>) -> Result<(), WriteError> {
                (**self).yaml_to(writer)
            }

            fn json_to(&self, destination: impl io::Write) -> Result<(), WriteError> {
                (**self).json_to(destination)
            }

            fn each_warning(&self, visit: &mut dyn FnMut(&str, &Warning)) {
                (**self).each_warning(visit);
            }
        }

        impl<T> From<$Proof<Valid<T>>> for Object
        where
            T: Validate + Metadata<Ty = ObjectMeta> + Serialize + Clone + fmt::Debug + Send + Sync + 'static,
        {
            fn from(object: $Proof<Valid<T>>) -> Self {
                object.into_inner().into()
            }
        }
    };
}

written!(Baseline);
written!(Restricted);
