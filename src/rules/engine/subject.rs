use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::scope::ObjectKind;

/// The pod that an object is, or the template of its pods.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'p> {
    pub(crate) kind: ObjectKind,
    pub(crate) metadata: Option<&'p ObjectMeta>,
    pub(crate) spec: &'p v1::PodSpec,
    /// The path of the template in the object. It is empty for a pod.
    pub(crate) root: &'static str,
}
