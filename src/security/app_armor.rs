use k8s_openapi::api::core::v1;

use crate::value::AppArmorProfileName;

/// The AppArmor profile that confines a process.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::security::AppArmor;
///
/// let profile = v1::AppArmorProfile::from(AppArmor::Localhost("k8s-deny-write".parse()?));
/// assert_eq!(profile.type_, "Localhost");
/// assert_eq!(profile.localhost_profile.as_deref(), Some("k8s-deny-write"));
/// # Ok::<(), podwright::ParseError>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/tutorials/security/apparmor/>
#[doc(alias = "AppArmorProfile")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppArmor {
    /// The profile of the container runtime.
    RuntimeDefault,
    /// No profile.
    Unconfined,
    /// A profile that is loaded on the node, by its name.
    #[doc(alias = "localhostProfile")]
    Localhost(AppArmorProfileName),
}

impl From<AppArmor> for v1::AppArmorProfile {
    #[inline]
    fn from(profile: AppArmor) -> Self {
        let (type_, profile) = match profile {
            AppArmor::RuntimeDefault => ("RuntimeDefault", None),
            AppArmor::Unconfined => ("Unconfined", None),
            AppArmor::Localhost(profile) => ("Localhost", Some(profile.into())),
        };
        Self { type_: type_.to_owned(), localhost_profile: profile }
    }
}
