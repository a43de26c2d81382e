use k8s_openapi::api::core::v1;

use crate::value::SubPath;

/// The system calls that a process may make.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::security::Seccomp;
/// use podwright::sub_path;
///
/// let profile = v1::SeccompProfile::from(Seccomp::Localhost(sub_path!("profiles/audit.json")));
/// assert_eq!(profile.type_, "Localhost");
/// assert_eq!(profile.localhost_profile.as_deref(), Some("profiles/audit.json"));
/// ```
///
/// Source: <https://kubernetes.io/docs/tutorials/security/seccomp/>
#[doc(alias = "SeccompProfile")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seccomp {
    /// The system calls that the container runtime allows by default.
    RuntimeDefault,
    /// All system calls.
    Unconfined,
    /// The system calls of a profile on the node, by its path below the kubelet's folder of profiles.
    #[doc(alias = "localhostProfile")]
    Localhost(SubPath),
}

impl From<Seccomp> for v1::SeccompProfile {
    #[inline]
    fn from(seccomp: Seccomp) -> Self {
        let (type_, profile) = match seccomp {
            Seccomp::RuntimeDefault => ("RuntimeDefault", None),
            Seccomp::Unconfined => ("Unconfined", None),
            Seccomp::Localhost(profile) => ("Localhost", Some(profile.into())),
        };
        Self { type_: type_.to_owned(), localhost_profile: profile }
    }
}
