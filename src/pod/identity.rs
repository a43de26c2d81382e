//! Settings of a pod as a whole: the closed sets of words that Kubernetes has for them, and claims on devices.

use k8s_openapi::api::core::v1;

use crate::value::{DnsLabel, DnsSubdomain};

/// The processes that the containers of a pod see.
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PidNamespace {
    /// The processes of the node.
    Host,
    /// The processes of all containers of the pod.
    Pod,
}

/// A claim of a pod for devices. The resources of its containers refer to it by its name.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::name;
/// use podwright::pod::PodResourceClaim;
///
/// let own = v1::PodResourceClaim::from(PodResourceClaim::from_template(name!("gpu"), name!("one-gpu")));
/// assert_eq!(own.resource_claim_template_name.as_deref(), Some("one-gpu"));
///
/// let shared = v1::PodResourceClaim::from(PodResourceClaim::named(name!("gpu"), name!("team-gpu")));
/// assert_eq!(shared.resource_claim_name.as_deref(), Some("team-gpu"));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/>
#[derive(Clone, Debug, PartialEq)]
pub struct PodResourceClaim(v1::PodResourceClaim);

impl PodResourceClaim {
    /// Creates a reference to a claim that exists and that pods may share.
    #[doc(alias = "resourceClaimName")]
    #[must_use]
    pub fn named(name: DnsLabel, claim: DnsSubdomain) -> Self {
        Self(v1::PodResourceClaim {
            name: name.into(),
            resource_claim_name: Some(claim.into()),
            ..v1::PodResourceClaim::default()
        })
    }

    /// Creates a claim of the pod's own, made from a template.
    #[doc(alias = "resourceClaimTemplateName")]
    #[must_use]
    pub fn from_template(name: DnsLabel, template: DnsSubdomain) -> Self {
        Self(v1::PodResourceClaim {
            name: name.into(),
            resource_claim_template_name: Some(template.into()),
            ..v1::PodResourceClaim::default()
        })
    }

    /// Changes the claim by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::PodResourceClaim)) -> Self {
        change(&mut self.0);
        self
    }
}

impl From<PodResourceClaim> for v1::PodResourceClaim {
    fn from(claim: PodResourceClaim) -> Self {
        claim.0
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{PodResourceClaim, v1};
    use crate::name;
    use crate::value::words::{Os, PreemptionPolicy, RestartPolicy};

    #[test]
    fn the_words_of_kubernetes() {
        assert_eq!("Never".parse(), Ok(RestartPolicy::Never));
        assert_eq!("PreemptLowerPriority".parse(), Ok(PreemptionPolicy::PreemptLowerPriority));
        assert_eq!("windows".parse(), Ok(Os::Windows));
        assert!("Linux".parse::<Os>().is_err());
    }

    #[test]
    fn a_claim_has_one_source() {
        let claim = v1::PodResourceClaim::from(PodResourceClaim::named(name!("a"), name!("b")));
        assert_eq!(serde_json::to_value(claim).unwrap(), json!({ "name": "a", "resourceClaimName": "b" }));
        let claim = v1::PodResourceClaim::from(PodResourceClaim::from_template(name!("a"), name!("b")));
        assert_eq!(
            serde_json::to_value(claim).unwrap(),
            json!({ "name": "a", "resourceClaimTemplateName": "b" })
        );
        let by_hand =
            PodResourceClaim::named(name!("a"), name!("b")).raw(|claim| claim.name = "c".to_owned());
        assert_eq!(v1::PodResourceClaim::from(by_hand).name, "c");
    }
}
