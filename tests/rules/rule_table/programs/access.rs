//! Programs of service accounts, roles and bindings.

use podwright::prelude::*;

use super::Program;

pub(crate) fn programs() -> Vec<Program> {
    vec![
        Program::newest("subject-name-required", |version| {
            RoleBinding::new(name!("viewers"), ClusterRoleRef::VIEW).to(Subject::user("")).build_for(version)
        }),
        Program::newest("subject-namespace-required", |version| {
            let rights = ClusterRights::new().can(Verbs::READ, resources!("nodes"));
            let account = ServiceAccount::new(name!("web")).in_cluster(rights);
            account.cluster_bindings().remove(0).build_for(version)
        }),
        Program::newest("apply-account-secret-duplicate", |version| {
            let secret = SecretRef::new(name!("db"));
            ServiceAccount::new(name!("web")).secrets([&secret, &secret]).build_for(version)
        }),
    ]
}

pub(crate) fn raw_programs() -> Vec<Program> {
    vec![Program::newest("account-secret-field-dropped", |version| {
        let account = ServiceAccount::new(name!("web")).secrets([&SecretRef::new(name!("db"))]);
        let with_kind = account.raw(|account| {
            for secret in account.secrets.iter_mut().flatten() {
                secret.kind = Some("Secret".to_owned());
            }
        });
        with_kind.build_for(version)
    })]
}
