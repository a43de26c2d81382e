use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::projection;
use crate::value::{Labels, ProjectedPath, SignerName, TrustBundleName};

/// Certificates that the cluster trusts, of one bundle or of a signer, in one file.
///
/// Kubernetes 1.37 and later. Older clusters accept the pod and drop the source, so `build()` reports it for them. If yours
/// has the feature `ClusterTrustBundleProjection` switched on, build for 1.37 with
/// [`build_for`](crate::pod::PodBuilder::build_for).
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::value::SignerName;
/// use podwright::volume::source::projected::ClusterTrustBundle;
/// use podwright::{labels, sub_path};
///
/// const MESH: SignerName = SignerName::literal("mesh.example.com/workload");
///
/// let live = labels! { "example.com/status" = "live" };
/// let roots = v1::ClusterTrustBundleProjection::from(
///     ClusterTrustBundle::of_signer_matching(MESH, live, sub_path!("roots.pem")).optional(),
/// );
/// assert_eq!(roots.signer_name.as_deref(), Some("mesh.example.com/workload"));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/#clustertrustbundle>
#[doc(alias = "ClusterTrustBundleProjection")]
#[derive(Clone, Debug, PartialEq)]
pub struct ClusterTrustBundle(v1::ClusterTrustBundleProjection);

impl ClusterTrustBundle {
    /// Writes the bundle of this name to a file.
    #[must_use]
    #[inline]
    pub fn named(name: TrustBundleName, path: ProjectedPath) -> Self {
        Self(v1::ClusterTrustBundleProjection {
            name: Some(name.into_string()),
            path: path.into_string(),
            ..Default::default()
        })
    }

    /// Writes all bundles of this signer to a file.
    #[must_use]
    #[doc(alias = "signerName")]
    #[inline]
    pub fn of_signer(signer: SignerName, path: ProjectedPath) -> Self {
        Self::selected(signer, LabelSelector::default(), path)
    }

    /// Writes the bundles of this signer that have these labels to a file.
    #[doc(alias = "signerName")]
    #[must_use]
    #[doc(alias = "labelSelector")]
    #[inline]
    pub fn of_signer_matching(signer: SignerName, labels: Labels, path: ProjectedPath) -> Self {
        let match_labels = (!labels.is_empty()).then(|| labels.into());
        Self::selected(signer, LabelSelector { match_labels, match_expressions: None }, path)
    }

    /// Lets the pod start without the file if there is no such bundle.
    #[must_use]
    #[inline]
    pub fn optional(mut self) -> Self {
        self.0.optional = Some(true);
        self
    }

    #[inline]
    fn selected(signer: SignerName, selector: LabelSelector, path: ProjectedPath) -> Self {
        Self(v1::ClusterTrustBundleProjection {
            signer_name: Some(signer.into_string()),
            label_selector: Some(selector),
            path: path.into_string(),
            ..Default::default()
        })
    }
}

projection!(ClusterTrustBundle, v1::ClusterTrustBundleProjection in cluster_trust_bundle);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::{labels, sub_path};

    const SIGNER: SignerName = SignerName::literal("example.com/signer");

    #[test]
    fn a_bundle_is_found_by_name_or_by_signer() {
        let named = ClusterTrustBundle::named(TrustBundleName::literal("roots"), sub_path!("a"));
        assert_eq!(
            written(named.optional()),
            json!({ "clusterTrustBundle": { "name": "roots", "path": "a", "optional": true } })
        );
        assert_eq!(
            written(ClusterTrustBundle::of_signer(SIGNER, sub_path!("a"))),
            json!({ "clusterTrustBundle": {
                "signerName": "example.com/signer",
                "labelSelector": {},
                "path": "a",
            } })
        );
        let labels = labels! { "live" = "yes" };
        assert_eq!(
            written(ClusterTrustBundle::of_signer_matching(SIGNER, labels, sub_path!("a"))),
            json!({ "clusterTrustBundle": {
                "signerName": "example.com/signer",
                "labelSelector": { "matchLabels": { "live": "yes" } },
                "path": "a",
            } })
        );
    }
}
