//! Programs of claims, and of StatefulSets, which make claims for their pods.

use k8s_openapi::api::core::v1::TypedObjectReference;
use podwright::prelude::*;

use super::Program;

pub(crate) fn programs() -> Vec<Program> {
    vec![
        Program::newest("claim-template-elsewhere", |version| {
            Pod::builder(name!("db")).main(db().mount(data(1).at(path!("/data")))).build_for(version)
        }),
        Program::newest("stateful-set-name-length", |version| {
            set(format!("db-{}", "a".repeat(50)).parse().unwrap(), db()).build_for(version)
        }),
        Program::newest("stateful-set-max-unavailable", |version| {
            let update = PartitionedUpdate::new().max_unavailable(0);
            set(name!("db"), db()).rolling_update(update).build_for(version)
        }),
        Program::newest("claim-template-duplicate", |version| {
            let db = db().mount(data(1).at(path!("/a"))).mount(data(2).at(path!("/b")));
            set(name!("db"), db).build_for(version)
        }),
        Program::newest("claim-template-replaces-volume", |version| {
            let cache = Volume::empty_dir(name!("data"));
            let db = db().mount(data(1).at(path!("/a"))).mount(cache.at(path!("/b")));
            set(name!("db"), db).build_for(version)
        }),
    ]
}

/// Returns the programs that break a rule by `raw`.
pub(crate) fn raw_programs() -> Vec<Program> {
    vec![Program::newest("claim-data-source-dropped", |version| {
        let claim = PersistentVolumeClaim::new(name!("data"), Claim::new(Storage::gib(1)));
        let source = TypedObjectReference {
            api_group: None,
            kind: "PersistentVolumeClaim".to_owned(),
            name: "seed".to_owned(),
            namespace: Some("other".to_owned()),
        };
        claim.raw(|spec| spec.data_source_ref = Some(source)).build_for(version)
    })]
}

fn db() -> Container {
    Container::new(name!("db"), image!("postgres:17"))
}

fn data(gib: u32) -> Volume {
    Volume::claim_template(name!("data"), Claim::new(Storage::gib(gib))).into()
}

fn set(name: DnsLabel, main: Container) -> StatefulSet {
    StatefulSet::new(name, &ServiceRef::literal("db"), PodTemplate::builder().main(main))
}
