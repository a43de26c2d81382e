//! The annotations of pods that the API server reads.

use std::ops::Bound;

use k8s_openapi::api::core::v1::AppArmorProfile;

use super::scope::Scope;

/// The annotation of a mirror pod, which stands for a pod that the kubelet runs from a file.
pub(crate) const MIRROR: &str = "kubernetes.io/config.mirror";
/// The annotation with the seccomp profile of a pod.
pub(crate) const SECCOMP_POD: &str = "seccomp.security.alpha.kubernetes.io/pod";
/// The start of the annotation with the seccomp profile of a container. The container's name follows.
pub(crate) const SECCOMP_CONTAINER: &str = "container.seccomp.security.alpha.kubernetes.io/";
/// The start of the annotation with the `AppArmor` profile of a container. The container's name follows.
pub(crate) const APP_ARMOR: &str = "container.apparmor.security.beta.kubernetes.io/";

/// The maximum length of an `AppArmor` profile's name, in bytes: one less than `PATH_MAX`.
pub(crate) const APP_ARMOR_PROFILE_MAX: usize = 4095;

/// Returns the annotation whose key is `prefix` and the name of the container.
pub(crate) fn of_container<'p>(scope: &Scope<'p>, prefix: &str, name: &str) -> Option<&'p str> {
    key_of_container(scope, prefix, name).and_then(|key| scope.annotation(key))
}

/// Returns the key of [`of_container`].
pub(crate) fn key_of_container<'p>(scope: &Scope<'p>, prefix: &str, name: &str) -> Option<&'p str> {
    let annotations = scope.metadata?.annotations.as_ref()?;
    // Hardly any pod has one, so the key is not put together unless the prefix occurs.
    let (first, _) = annotations.range::<str, _>((Bound::Included(prefix), Bound::Unbounded)).next()?;
    if !first.starts_with(prefix) {
        return None;
    }
    annotations.get_key_value(&format!("{prefix}{name}")).map(|(key, _)| key.as_str())
}

/// Returns the `AppArmor` profile that an annotation describes. It is `None` if the field `appArmorProfile` cannot hold it.
pub(crate) fn app_armor_profile(annotation: &str) -> Option<AppArmorProfile> {
    let (kind, name) = match annotation {
        "unconfined" => ("Unconfined", None),
        "runtime/default" => ("RuntimeDefault", None),
        _ => ("Localhost", annotation.strip_prefix("localhost/").filter(|name| is_app_armor_name(name))),
    };
    let profile = AppArmorProfile { type_: kind.to_owned(), localhost_profile: name.map(str::to_owned) };
    (kind != "Localhost" || name.is_some()).then_some(profile)
}

/// Tells whether the API server accepts the name of an `AppArmor` profile.
pub(crate) fn is_app_armor_name(name: &str) -> bool {
    !name.is_empty() && name.trim() == name && name.len() <= APP_ARMOR_PROFILE_MAX
}
