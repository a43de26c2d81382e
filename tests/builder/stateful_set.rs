//! StatefulSets and claims, as programs write them.

use k8s_openapi::api::apps::v1::StatefulSetSpec;
use podwright::prelude::*;
use podwright::rules::KubeVersion;
use podwright_tests::spec_of;
use serde_json::{Value, json, to_value};

shared_volume!(Data = "data");
shared_volume!(
    Wal = "wal",
    ClaimTemplate::new(Claim::new(Storage::gib(1)).labels(labels! { "app" = "wal" }))
);

fn db() -> Container {
    Container::new(name!("db"), image!("postgres:17"))
}

fn set(main: Container) -> StatefulSet {
    StatefulSet::new(name!("db"), &ServiceRef::literal("db"), PodTemplate::builder().main(main))
}

fn data() -> Volume {
    Volume::claim_template(name!("data"), Claim::new(Storage::gib(10))).into()
}

/// Returns `rule: message` of each violation.
#[track_caller]
fn refused<T: std::fmt::Debug>(built: Result<T, Violations>) -> Vec<String> {
    built
        .unwrap_err()
        .iter()
        .map(|found| format!("{} {}: {}", found.rule(), found.field(), found.message()))
        .collect()
}

fn claim_of(name: &str, storage: &str) -> Value {
    json!({
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": name},
        "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": storage}}},
    })
}

#[test]
fn everything_is_written() {
    let update = PartitionedUpdate::new().partition(1).max_unavailable(percent(10));
    let set = set(db().mount(data().at(path!("/data"))))
        .namespace(name!("prod"))
        .replicas(3)
        .rolling_update(update)
        .pod_management_policy(PodManagementPolicy::Parallel)
        .delete_claims_when_scaled()
        .keep_claims_when_deleted()
        .first_ordinal(1)
        .min_ready(secs(10))
        .revision_history_limit(2)
        .selector(labels! { "app" = "db" })
        .build_for(KubeVersion::V1_37)
        .unwrap();
    assert_eq!(
        to_value(&set.spec).unwrap(),
        json!({
            "minReadySeconds": 10,
            "ordinals": {"start": 1},
            "persistentVolumeClaimRetentionPolicy": {"whenDeleted": "Retain", "whenScaled": "Delete"},
            "podManagementPolicy": "Parallel",
            "replicas": 3,
            "revisionHistoryLimit": 2,
            "selector": {"matchLabels": {"app": "db"}},
            "serviceName": "db",
            "template": {
                "metadata": {"labels": {"app": "db"}},
                "spec": {"containers": [{
                    "name": "db",
                    "image": "postgres:17",
                    "volumeMounts": [{"name": "data", "mountPath": "/data"}],
                }]},
            },
            "updateStrategy": {
                "type": "RollingUpdate",
                "rollingUpdate": {"partition": 1, "maxUnavailable": "10%"},
            },
            "volumeClaimTemplates": [claim_of("data", "10Gi")],
        })
    );
}

#[test]
fn claims_are_collected_once_in_the_order_of_their_mounts() {
    let data = data();
    let restore = InitContainer::new(name!("restore"), image!("acme/restore:1")).share(Wal.at(path!("/wal")));
    let cache = Volume::empty_dir(name!("cache"));
    let main = db()
        .share(Wal.at(path!("/wal")))
        .mount(cache.at(path!("/cache")))
        .mount(data.at(path!("/data")))
        .mount(data.at(path!("/backup")).sub_path(sub_path!("backup")));
    let template = PodTemplate::builder()
        .init(restore)
        .main(main)
        .volume(Volume::claim_template(name!("spare"), Claim::new(Storage::gib(1))));
    let set = StatefulSet::new(name!("db"), &ServiceRef::literal("db"), template).build().unwrap();
    let claims = spec_of::<StatefulSetSpec, _>(&set.spec).volume_claim_templates.as_ref().unwrap();
    let names: Vec<_> = claims.iter().map(|claim| claim.metadata.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["wal", "data", "spare"]);
    assert_eq!(claims[0].metadata.labels.as_ref().unwrap()["app"], "wal");
    let volumes =
        spec_of::<StatefulSetSpec, _>(&set.spec).template.spec.as_ref().unwrap().volumes.as_ref().unwrap();
    assert_eq!(volumes.iter().map(|volume| &*volume.name).collect::<Vec<_>>(), ["cache"]);
}

#[test]
fn a_shared_volume_gets_its_claim_from_the_set() {
    let shared = || set_of_shared().claim(Data, Claim::new(Storage::gib(5))).build().unwrap();
    let claims = to_value(&spec_of::<StatefulSetSpec, _>(&shared().spec).volume_claim_templates).unwrap();
    assert_eq!(claims, json!([claim_of("data", "5Gi")]));
    assert_eq!(
        refused(set_of_shared().build())[0],
        "shared-volume-source-required spec.template.spec.volumes[0]: Required value: the shared volume \"data\" has no \
         source: `.claim(..)` on the StatefulSet, or `.provide(..)` on the template gives it one"
    );
    // The later source holds.
    let provided = set_of_shared()
        .claim(Data, Claim::new(Storage::gib(5)))
        .template(|template| template.provide(Data, EmptyDir::new()))
        .build()
        .unwrap();
    assert_eq!(spec_of::<StatefulSetSpec, _>(&provided.spec).volume_claim_templates, None);
}

fn set_of_shared() -> StatefulSet {
    let template = PodTemplate::builder().main(db().share(Data.at(path!("/data"))));
    StatefulSet::new(name!("db"), &ServiceRef::literal("db"), template)
}

#[test]
fn only_a_stateful_set_has_claim_templates() {
    let main = || db().mount(data().at(path!("/data")));
    let words = "only a StatefulSet has claim templates, and \"data\" is one; `Volume::claim(..)` mounts a claim that exists, \
                 `Volume::ephemeral(..)` claims storage with each pod and removes it with the pod";
    let of = |at: &str| [format!("claim-template-elsewhere {at}: Forbidden: {words}")];
    assert_eq!(refused(Pod::builder(name!("db")).main(main()).build()), of("spec.volumes[0]"));
    assert_eq!(refused(PodTemplate::builder().main(main()).build()), of("spec.volumes[0]"));
    let deployment = Deployment::new(name!("db"), PodTemplate::builder().main(main()));
    assert_eq!(refused(deployment.build()), of("spec.template.spec.volumes[0]"));
    let set = DaemonSet::new(name!("db"), PodTemplate::builder().main(main()));
    assert_eq!(refused(set.build()), of("spec.template.spec.volumes[0]"));
}

#[test]
fn claims_of_one_name_are_reported() {
    let twice = set(db().mount(data().at(path!("/a"))).mount(data().at(path!("/b"))));
    let found = refused(twice.build());
    assert!(found[0].starts_with("volume-created-twice spec.template.spec.volumes[0].name"), "{found:?}");
    let other = Volume::claim_template(name!("data"), Claim::new(Storage::gib(1)));
    let found = refused(set(db().mount(data().at(path!("/a"))).mount(other.at(path!("/b")))).build());
    assert_eq!(
        found,
        ["claim-template-duplicate spec.volumeClaimTemplates[1].metadata.name: Duplicate value: \"data\""]
    );
    let cache = Volume::empty_dir(name!("data"));
    let found = refused(set(db().mount(data().at(path!("/a"))).mount(cache.at(path!("/b")))).build());
    assert_eq!(
        found,
        [
            "claim-template-replaces-volume spec.volumeClaimTemplates[0].metadata.name: Invalid value: \"data\": the claim \
             would silently replace the volume of this name in the template"
        ]
    );
}

#[test]
fn what_a_version_drops_is_reported() {
    let update = || set(db()).rolling_update(PartitionedUpdate::new().max_unavailable(2));
    for version in KubeVersion::ALL {
        let is_kept = [KubeVersion::V1_35, KubeVersion::V1_37].contains(&version);
        assert_eq!(update().build_for(version).is_ok(), is_kept, "{version}");
    }
    let claim = Claim::new(Storage::gib(1)).attributes_class(name!("gold"));
    let claimed = Volume::claim_template(name!("data"), claim.clone());
    let claiming = set(db().mount(claimed.at(path!("/data"))));
    let own = PersistentVolumeClaim::new(name!("data"), claim);
    for version in KubeVersion::ALL {
        let is_kept = version >= KubeVersion::V1_34;
        assert_eq!(claiming.clone().build_for(version).is_ok(), is_kept, "{version}");
        assert_eq!(own.clone().build_for(version).is_ok(), is_kept, "{version}");
    }
    let found = refused(own.build_for(KubeVersion::V1_33));
    assert!(found[0].starts_with("field-dropped spec.volumeAttributesClassName"), "{found:?}");
}

#[test]
fn the_template_is_validated_also_where_the_cluster_does_not() {
    // 1.33 accepts such a set, and its pods fail.
    let twice = set(db()).template(|template| template.container(db())).build_for(KubeVersion::V1_33);
    assert!(refused(twice)[0].starts_with("container-name-duplicate spec.template.spec.containers[1].name"));
    let empty = Volume::claim_template(name!("data"), Claim::new(Storage::gib(0)));
    let empty = set(db().mount(empty.at(path!("/data")))).build_for(KubeVersion::V1_33);
    assert!(
        refused(empty)[0]
            .starts_with("claim-storage-positive spec.volumeClaimTemplates[0].spec.resources[storage]")
    );
}

#[test]
fn names_leave_room_for_the_revision() {
    let named = |name: &str| {
        let template = PodTemplate::builder().main(db());
        StatefulSet::new(name.parse().unwrap(), &ServiceRef::literal("db"), template).build()
    };
    assert!(named(&"a".repeat(52)).is_ok());
    assert!(refused(named(&"a".repeat(53)))[0].starts_with("stateful-set-name-length metadata.name"));
}

#[test]
fn raw_sees_the_finished_spec() {
    let set = set(db().mount(data().at(path!("/data")))).raw(|spec| {
        spec.volume_claim_templates.as_mut().unwrap()[0].metadata.name = Some("other".to_owned());
    });
    assert!(
        refused(set.build())[0]
            .starts_with("mount-volume-not-found spec.template.spec.containers[0].volumeMounts[0].name")
    );
}

#[test]
fn claims_of_others_are_mounted_by_their_names() {
    let archive = Claim::external(name!("archive")).made_by("the storage team");
    assert_eq!((archive.maker(), archive.reference().name().as_str()), (Some("the storage team"), "archive"));
    let own =
        PersistentVolumeClaim::new(name!("data"), Claim::new(Storage::gib(1))).volume_name(name!("pv-7"));
    let main = db()
        .mount(archive.at(path!("/archive")).read_only())
        .mount(archive.volume().read_only().at(path!("/again")));
    assert!(refused(Pod::builder(name!("db")).main(main).build())[0].starts_with("volume-name-duplicate"));
    let main = db().mount(Volume::claim(name!("data"), &own.reference()).at(path!("/data")));
    assert!(Pod::builder(name!("db")).main(main).build().is_ok());
    assert_eq!(own.build().unwrap().spec.as_ref().unwrap().volume_name.as_deref(), Some("pv-7"));
}
