use k8s_openapi::api::core::v1;

use super::projection;
use crate::value::words::KeyType;
use crate::value::{ProjectedPath, Seconds, SignerName};

/// A key that the kubelet makes for the pod, with a certificate that a signer of the cluster issues for it.
///
/// The kubelet renews both. Prefer one file with key and certificates: a program that reads two files may see the new
/// key beside the old certificates.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::sub_path;
/// use podwright::value::{Seconds, SignerName};
/// use podwright::volume::source::projected::{KeyType, PodCertificate};
///
/// const MESH: SignerName = SignerName::literal("mesh.example.com/workload");
///
/// let certificate = v1::PodCertificateProjection::from(
///     PodCertificate::signed_by(MESH, KeyType::EcdsaP256)
///         .bundle_at(sub_path!("tls.pem"))
///         .max_expiration(Seconds::hours(24)),
/// );
/// assert_eq!(certificate.key_type, "ECDSAP256");
/// assert_eq!(certificate.max_expiration_seconds, Some(86_400));
/// ```
///
/// Kubernetes 1.37 and later. Older clusters accept the pod and drop the source, so `build()` reports it for them. If yours
/// has the feature `PodCertificateRequest` switched on, build for 1.37 with
/// [`build_for`](crate::pod::PodBuilder::build_for).
///
/// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/#podcertificate>
#[doc(alias = "PodCertificateProjection")]
#[derive(Clone, Debug, PartialEq)]
pub struct PodCertificate(v1::PodCertificateProjection);

/// A [`PodCertificate`] that has no file yet. It is complete when you set where at least one file goes.
#[derive(Clone, Debug, PartialEq)]
pub struct CertificateRequest(v1::PodCertificateProjection);

impl PodCertificate {
    /// Requests a certificate from this signer for a key of this type.
    #[must_use]
    #[doc(alias = "signerName")]
    #[doc(alias = "keyType")]
    #[inline]
    pub fn signed_by(signer: SignerName, key_type: KeyType) -> CertificateRequest {
        CertificateRequest(v1::PodCertificateProjection {
            signer_name: signer.into_string(),
            key_type: key_type.into(),
            ..Default::default()
        })
    }

    /// Sets the longest validity of the certificate: one hour to 91 days, for signers of `kubernetes.io` at most one
    /// day. Defaults to one day.
    #[must_use]
    #[doc(alias = "maxExpirationSeconds")]
    #[inline]
    pub fn max_expiration(mut self, seconds: Seconds) -> Self {
        self.0.max_expiration_seconds = Some(seconds.as_i32());
        self
    }
}

/// Defines where the files go.
macro_rules! files {
    ($($Type:ident)+) => {
        $(impl $Type {
            /// Writes the key and the certificates to one file at this path.
            #[must_use]
            #[doc(alias = "credentialBundlePath")]
            #[inline]
            pub fn bundle_at(mut self, path: ProjectedPath) -> PodCertificate {
                self.0.credential_bundle_path = Some(path.into_string());
                PodCertificate(self.0)
            }

            /// Writes the key to a file of its own at this path.
            #[must_use]
            #[doc(alias = "keyPath")]
            #[inline]
            pub fn key_at(mut self, path: ProjectedPath) -> PodCertificate {
                self.0.key_path = Some(path.into_string());
                PodCertificate(self.0)
            }

            /// Writes the certificates to a file of their own at this path.
            #[must_use]
            #[doc(alias = "certificateChainPath")]
            #[inline]
            pub fn chain_at(mut self, path: ProjectedPath) -> PodCertificate {
                self.0.certificate_chain_path = Some(path.into_string());
                PodCertificate(self.0)
            }
        })+
    };
}

files!(PodCertificate CertificateRequest);
projection!(PodCertificate, v1::PodCertificateProjection in pod_certificate);

k8s_openapi::k8s_if_ge_1_35! {
    use crate::value::PrefixedKey;

    impl PodCertificate {
        /// Adds an annotation for the signer. The signer's documentation lists them.
        #[must_use]
        #[doc(alias = "userAnnotations")]
        pub fn annotation(mut self, key: PrefixedKey, text: impl Into<String>) -> Self {
            self.0.user_annotations.get_or_insert_default().insert(key.into_string(), text.into());
            self
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::sub_path;

    const SIGNER: SignerName = SignerName::literal("example.com/signer");

    #[test]
    fn one_file_is_enough() {
        let request = PodCertificate::signed_by(SIGNER, KeyType::Rsa3072);
        for (certificate, field) in [
            (request.clone().bundle_at(sub_path!("a")), "credentialBundlePath"),
            (request.clone().key_at(sub_path!("a")), "keyPath"),
            (request.clone().chain_at(sub_path!("a")), "certificateChainPath"),
        ] {
            assert_eq!(
                written(certificate),
                json!({ "podCertificate": {
                    "signerName": "example.com/signer",
                    "keyType": "RSA3072",
                    field: "a",
                } })
            );
        }
    }

    #[test]
    fn everything_is_written() {
        let certificate = PodCertificate::signed_by(SIGNER, KeyType::Ed25519)
            .key_at(sub_path!("key"))
            .chain_at(sub_path!("chain"))
            .bundle_at(sub_path!("bundle"))
            .max_expiration(Seconds::hours(1));
        assert_eq!(
            written(certificate),
            json!({ "podCertificate": {
                "signerName": "example.com/signer",
                "keyType": "ED25519",
                "keyPath": "key",
                "certificateChainPath": "chain",
                "credentialBundlePath": "bundle",
                "maxExpirationSeconds": 3600,
            } })
        );
    }

    k8s_openapi::k8s_if_ge_1_35! {
        #[test]
        fn the_signer_is_told_annotations() {
            let certificate = PodCertificate::signed_by(SIGNER, KeyType::EcdsaP521)
                .bundle_at(sub_path!("a"))
                .annotation(PrefixedKey::literal("example.com/a"), "b");
            assert_eq!(written(certificate)["podCertificate"]["userAnnotations"], json!({ "example.com/a": "b" }));
        }
    }
}
