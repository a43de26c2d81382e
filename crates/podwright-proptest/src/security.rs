//! Strategies of security contexts.

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::pick::{few, maybe, parsed, rarely, seldom, when, with};
use super::text::{text, word};
use super::value::{capability, dns_subdomain, group_id, sub_path, sysctl, user_id};
use podwright::security::{
    AppArmor, FsGroupChangePolicy, PodSecurityContext, ProcMount, SeLinux, SeLinuxChangePolicy, Seccomp,
    SecurityContext, SupplementalGroupsPolicy, Windows,
};
use podwright::value::{AppArmorProfileName, UserId, WindowsUserName};

/// Generates security contexts of containers on Linux.
pub fn security_context() -> impl Strategy<Value = SecurityContext> {
    let user = user_id().prop_map(|user| if user.get() % 8 == 0 { UserId::ROOT } else { user });
    let ids = (maybe(user), maybe(group_id()), rarely(any::<bool>()));
    let privilege = (prop_oneof![3 => Just(Privilege::Unset), 1 => privilege()], seldom());
    let capabilities = (few(capability(), 2), few(capability(), 2), seldom());
    let profiles = (rarely(seccomp()), rarely(app_armor()), rarely(se_linux()), rarely(Just(())));
    (ids, privilege, capabilities, profiles).prop_map(
        |((user, group, non_root), (privilege, is_read_only), (add, drop, drop_all), profiles)| {
            let security = with(SecurityContext::new(), user, SecurityContext::run_as_user);
            let security = with(security, group, SecurityContext::run_as_group);
            // Root that the container or its pod forbids is a violation.
            let non_root = if user == Some(UserId::ROOT) { Some(false) } else { non_root };
            let security = with(security, non_root, |security, is| {
                if is { security.run_as_non_root() } else { security.may_run_as_root() }
            });
            let security = match privilege {
                Privilege::Unset => security,
                Privilege::Privileged => security.privileged(),
                Privilege::Unprivileged => security.unprivileged(),
                Privilege::Escalates => security.allow_privilege_escalation(),
                Privilege::KeepsPrivileges => security.no_privilege_escalation(),
            };
            let security = when(is_read_only, security, SecurityContext::read_only_root_filesystem);
            let security = add.into_iter().fold(security, SecurityContext::add_capability);
            let security = drop.into_iter().fold(security, SecurityContext::drop_capability);
            let security = when(drop_all, security, SecurityContext::drop_all_capabilities);
            let (seccomp, app_armor, se_linux, proc_mount) = profiles;
            let security = with(security, seccomp, SecurityContext::seccomp);
            let security = with(security, app_armor, SecurityContext::app_armor);
            let security = with(security, se_linux, SecurityContext::se_linux);
            with(security, proc_mount, |security, ()| security.proc_mount(ProcMount::Default))
        },
    )
}

#[derive(Clone, Copy, Debug)]
enum Privilege {
    Unset,
    Privileged,
    Unprivileged,
    Escalates,
    KeepsPrivileges,
}

fn privilege() -> impl Strategy<Value = Privilege> {
    prop_oneof![
        Just(Privilege::Unprivileged),
        Just(Privilege::Privileged),
        Just(Privilege::Escalates),
        Just(Privilege::KeepsPrivileges),
    ]
}

/// Generates security contexts of containers on Windows.
pub(super) fn windows_security_context() -> impl Strategy<Value = SecurityContext> {
    (windows(), any::<bool>()).prop_map(|(windows, non_root)| {
        when(non_root, SecurityContext::new().windows(windows), SecurityContext::run_as_non_root)
    })
}

/// Generates security contexts of pods on Linux.
pub fn pod_security_context() -> impl Strategy<Value = PodSecurityContext> {
    // Not root, which a container may forbid.
    let user = user_id().prop_map(|user| if user == UserId::ROOT { UserId::literal(1) } else { user });
    let ids = (maybe(user), maybe(group_id()), rarely(Just(())));
    let groups = (
        maybe(group_id()),
        rarely(select(FsGroupChangePolicy::ALL)),
        few(group_id(), 3),
        rarely(select(SupplementalGroupsPolicy::ALL)),
    );
    let profiles = (rarely(seccomp()), rarely(app_armor()), rarely(se_linux()), rarely(Just(())));
    (ids, groups, rarely((sysctl(), text())), profiles).prop_map(
        |((user, group, non_root), groups, sysctl, profiles)| {
            let security = with(PodSecurityContext::new(), user, PodSecurityContext::run_as_user);
            let security = with(security, group, PodSecurityContext::run_as_group);
            let security = with(security, non_root, |security, ()| security.run_as_non_root());
            let (fs_group, change, supplemental, policy) = groups;
            let security = with(security, fs_group, PodSecurityContext::fs_group);
            let security = with(security, change, PodSecurityContext::fs_group_change_policy);
            let security = when(!supplemental.is_empty(), security, |s| s.supplemental_groups(supplemental));
            let security = with(security, policy, PodSecurityContext::supplemental_groups_policy);
            let security = with(security, sysctl, |security, (name, value)| security.sysctl(name, value));
            let (seccomp, app_armor, se_linux, change) = profiles;
            let security = with(security, seccomp, PodSecurityContext::seccomp);
            let security = with(security, app_armor, PodSecurityContext::app_armor);
            let security = with(security, se_linux, PodSecurityContext::se_linux);
            with(security, change, |security, ()| {
                security.se_linux_change_policy(SeLinuxChangePolicy::Recursive)
            })
        },
    )
}

/// Generates security contexts of pods on Windows.
pub(super) fn windows_pod_security_context() -> impl Strategy<Value = PodSecurityContext> {
    (windows(), any::<bool>()).prop_map(|(windows, non_root)| {
        when(non_root, PodSecurityContext::new().windows(windows), PodSecurityContext::run_as_non_root)
    })
}

fn seccomp() -> impl Strategy<Value = Seccomp> {
    prop_oneof![
        Just(Seccomp::RuntimeDefault),
        Just(Seccomp::Unconfined),
        sub_path().prop_map(Seccomp::Localhost)
    ]
}

fn app_armor() -> impl Strategy<Value = AppArmor> {
    let profile = parsed::<AppArmorProfileName>("[a-z]([-a-z0-9./]{0,14}[a-z0-9])?");
    prop_oneof![
        Just(AppArmor::RuntimeDefault),
        Just(AppArmor::Unconfined),
        profile.prop_map(AppArmor::Localhost)
    ]
}

fn se_linux() -> impl Strategy<Value = SeLinux> {
    (word(), maybe(word()), maybe(word()), maybe(word())).prop_map(|(level, user, role, kind)| {
        let label = SeLinux::new().level(level);
        let label = with(label, user, SeLinux::user);
        let label = with(label, role, SeLinux::role);
        with(label, kind, SeLinux::kind)
    })
}

fn windows() -> impl Strategy<Value = Windows> {
    let user = parsed::<WindowsUserName>("([A-Z]{1,8}\\\\)?[A-Z][a-zA-Z0-9]{0,12}");
    (user, rarely(dns_subdomain())).prop_map(|(user, spec)| {
        with(Windows::new().run_as_user_name(user), spec, Windows::gmsa_credential_spec_name)
    })
}
