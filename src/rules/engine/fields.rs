//! Fields that the types of some versions of Kubernetes lack. There they read as unset.
#![allow(
    dead_code,
    unused_imports,
    unused_variables,
    reason = "the enabled version of Kubernetes decides which fields there are"
)]

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1;

use super::check::text;

/// Returns `hostnameOverride`, which exists since 1.34.
pub(crate) fn hostname_override(spec: &v1::PodSpec) -> Option<&str> {
    k8s_openapi::k8s_if_ge_1_34! { spec.hostname_override.as_deref()}
    k8s_openapi::k8s_if_le_1_33! { None }
}

/// `fileKeyRef` of a variable, which exists since 1.34.
pub(crate) struct FileKey<'p> {
    pub(crate) key: &'p str,
    pub(crate) volume_name: &'p str,
    pub(crate) path: &'p str,
}

impl<'p> FileKey<'p> {
    pub(crate) fn of(source: &'p v1::EnvVarSource) -> Option<Self> {
        k8s_openapi::k8s_if_ge_1_34! {
            source.file_key_ref.as_ref().map(|file| Self {
                key: &file.key,
                volume_name: &file.volume_name,
                path: &file.path,
            })
        }
        k8s_openapi::k8s_if_le_1_33! { None }
    }
}

/// An item of `restartPolicyRules`, which exists since 1.34.
pub(crate) struct RestartRule<'p> {
    pub(crate) action: &'p str,
    pub(crate) exit_codes: Option<ExitCodes<'p>>,
}

/// `exitCodes` of a restart rule.
pub(crate) struct ExitCodes<'p> {
    pub(crate) operator: &'p str,
    pub(crate) count: usize,
}

/// `restartPolicyRules` of a container, which exists since 1.34.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RestartRules<'p>(Option<&'p Vec<Rule>>);

k8s_openapi::k8s_if_ge_1_34! { type Rule = v1::ContainerRestartRule; }
k8s_openapi::k8s_if_le_1_33! { type Rule = (); }

macro_rules! restart_rules {
    ($Type:ty) => {
        impl<'p> From<&'p $Type> for RestartRules<'p> {
            fn from(container: &'p $Type) -> Self {
                k8s_openapi::k8s_if_ge_1_34! { return Self(container.restart_policy_rules.as_ref()); }
                k8s_openapi::k8s_if_le_1_33! { Self(None) }
            }
        }
    };
}

restart_rules!(v1::Container);
restart_rules!(v1::EphemeralContainer);

impl<'p> RestartRules<'p> {
    pub(crate) fn is_set(self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn len(self) -> usize {
        self.0.map_or(0, Vec::len)
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = RestartRule<'p>> {
        self.0.into_iter().flatten().map(RestartRule::of)
    }
}

impl<'p> RestartRule<'p> {
    fn of(rule: &'p Rule) -> Self {
        k8s_openapi::k8s_if_ge_1_34! {
            let exit_codes = rule.exit_codes.as_ref().map(|codes| ExitCodes {
                operator: &codes.operator,
                count: codes.values.as_ref().map_or(0, Vec::len),
            });
            Self { action: &rule.action, exit_codes }
        }
        k8s_openapi::k8s_if_le_1_33! { Self { action: "", exit_codes: None } }
    }
}

/// `podCertificate` of a projected volume, which exists since 1.34.
pub(crate) struct Certificate<'p> {
    pub(crate) signer_name: &'p str,
    pub(crate) key_type: &'p str,
    pub(crate) max_expiration_seconds: Option<i32>,
    /// The fields with paths of files, and their values.
    pub(crate) paths: [(&'static str, &'p str); 3],
    /// `userAnnotations`, which exists since 1.35.
    pub(crate) user_annotations: Option<&'p BTreeMap<String, String>>,
}

impl<'p> Certificate<'p> {
    pub(crate) fn of(source: &'p v1::VolumeProjection) -> Option<Self> {
        k8s_openapi::k8s_if_ge_1_34! {
            let certificate = source.pod_certificate.as_ref()?;
            k8s_openapi::k8s_if_ge_1_35! { let user_annotations = certificate.user_annotations.as_ref(); }
            k8s_openapi::k8s_if_le_1_34! { let user_annotations = None; }
            Some(Self {
                signer_name: &certificate.signer_name,
                key_type: &certificate.key_type,
                max_expiration_seconds: certificate.max_expiration_seconds,
                paths: [
                    ("credentialBundlePath", text(certificate.credential_bundle_path.as_ref())),
                    ("keyPath", text(certificate.key_path.as_ref())),
                    ("certificateChainPath", text(certificate.certificate_chain_path.as_ref())),
                ],
                user_annotations,
            })
        }
        k8s_openapi::k8s_if_le_1_33! { None }
    }
}
