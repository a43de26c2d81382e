//! Users, groups and capabilities that are not what the author means.
//!
//! Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::container::mounts::visible_mounts;
use crate::rules::engine::check::{list, text};
use crate::rules::engine::index::Keys;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::view::ContainerView;
use crate::rules::engine::warning::Warnings;
use crate::rules::pod::root_user;

#[inline]
pub(super) fn advise(scope: &Scope<'_>, spec: &Path<'_>, advice: &mut Warnings) {
    if scope.is_windows() {
        return;
    }
    advise_group(scope, spec, advice);
    root_user::find(scope, spec, |at, container| {
        let message = format!(
            "container {container:?} never starts: user 0 is root, and runAsNonRoot is true; write another user, \
             or leave runAsNonRoot out"
        );
        advice.warn(rule::ADVICE_NON_ROOT_ZERO, at, message);
    });
    advise_user(scope, spec, advice);
}

/// Gives advice about a group that the kubelet gives every file of a claim at each start of the pod.
#[inline]
fn advise_group(scope: &Scope<'_>, spec: &Path<'_>, advice: &mut Warnings) {
    let Some(context) = scope.spec.security_context.as_ref().filter(|context| context.fs_group.is_some())
    else {
        return;
    };
    if !text(context.fs_group_change_policy.as_ref()).is_empty() {
        return;
    }
    let is_claim = |volume: &v1::Volume| {
        let claim = volume.persistent_volume_claim.as_ref();
        claim.is_some_and(|claim| claim.read_only != Some(true))
    };
    let mut claims = Keys::new();
    claims.extend(scope.volumes().filter(|volume| is_claim(volume)).map(|volume| &*volume.name));
    if claims.is_empty() {
        return;
    }
    let written = scope.containers().find_map(|container| {
        let mut mounts = visible_mounts(scope, &container.view());
        mounts.find(|mount| mount.read_only != Some(true) && claims.contains(&*mount.name))
    });
    if let Some(mount) = written {
        let message = format!(
            "each start of the pod changes the group of every file in volume {:?}, which takes long for many files; \
             write fsGroupChangePolicy: OnRootMismatch",
            mount.name
        );
        let at = spec.field("securityContext");
        advice.warn(rule::ADVICE_FS_GROUP_EACH_START, &at.field("fsGroup"), message);
    }
}

/// Gives advice about containers that must not run as root, and whose user the image alone names.
///
/// A pod that gives a group, or forbids that privileges are escalated, shows that its author knows the user of the image: the
/// restricted level of Pod Security names no user either.
#[inline]
fn advise_user(scope: &Scope<'_>, spec: &Path<'_>, advice: &mut Warnings) {
    let of_pod = scope.spec.security_context.as_ref();
    let user_of_pod = of_pod.and_then(|context| context.run_as_user);
    let non_root_of_pod = of_pod.and_then(|context| context.run_as_non_root);
    if of_pod.is_some_and(|context| context.run_as_group.or(context.fs_group).is_some()) {
        return;
    }
    let mut is_pod_reported = false;
    for container in scope.containers() {
        let own = container.security_context();
        if own.is_some_and(|own| own.allow_privilege_escalation == Some(false) || own.run_as_group.is_some())
        {
            continue;
        }
        let own_non_root = own.and_then(|context| context.run_as_non_root);
        let user = own.and_then(|context| context.run_as_user).or(user_of_pod);
        if own_non_root.or(non_root_of_pod) != Some(true) || user.is_some() {
            continue;
        }
        let at = if own_non_root.is_some() { container.at(spec) } else { *spec };
        if own_non_root.is_some() || !is_pod_reported {
            let message = "a container whose image names its user by a word, or root, never starts; write runAsUser \
                           with the number of the user";
            let at = at.field("securityContext");
            advice.warn(rule::ADVICE_NON_ROOT_USER, &at.field("runAsNonRoot"), message);
        }
        is_pod_reported |= own_non_root.is_none();
    }
}

/// Gives advice about capabilities that have the prefix which the runtime adds.
#[inline]
pub(super) fn advise_capabilities(container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    let Some(capabilities) = container.security_context.and_then(|context| context.capabilities.as_ref())
    else {
        return;
    };
    let at = at.field("securityContext.capabilities");
    for (field, names) in [("add", &capabilities.add), ("drop", &capabilities.drop)] {
        for (i, name) in list(names.as_ref()).iter().enumerate() {
            if let Some((prefix, rest)) = name.split_at_checked(4)
                && prefix.eq_ignore_ascii_case("CAP_")
            {
                let message =
                    format!("runtimes add CAP_ to the name, and find none of this name; write {rest}");
                advice.warn(rule::ADVICE_CAPABILITY_PREFIX, &at.item(field, i), message);
            }
        }
    }
}
