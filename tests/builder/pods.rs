//! What holds for every pod that the builder makes.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1;
use podwright::prelude::*;
use podwright::rules::Validate;
use podwright::{to_json, to_yaml};
use podwright_proptest as strategies;
use podwright_tests::kubelet::expanded;
use podwright_tests::{by_saphyr, by_yaml_serde, config};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{TestCaseError, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What is written is what other readers read, and what the object is made of again.
fn assert_read_back<T>(object: &Valid<T>) -> Result<Value, TestCaseError>
where
    T: Validate + Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let value = serde_json::to_value(object.as_ref()).unwrap();
    let json = to_json(object).unwrap();
    prop_assert_eq!(&serde_json::from_str::<Value>(&json).unwrap(), &value);
    prop_assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), object.as_ref());
    let yaml = to_yaml(object).unwrap();
    prop_assert_eq!(&by_yaml_serde(&yaml).unwrap(), &value, "{}", &yaml);
    prop_assert_eq!(&by_saphyr(&yaml).unwrap(), &value, "{}", &yaml);
    prop_assert_eq!(&yaml_serde::from_str::<T>(&yaml).unwrap(), object.as_ref());
    Ok(value)
}

fn containers(spec: &v1::PodSpec) -> impl Iterator<Item = &v1::Container> {
    spec.init_containers.iter().flatten().chain(&spec.containers)
}

fn assert_consistent(spec: &v1::PodSpec) -> Result<(), TestCaseError> {
    let names: Vec<&str> = spec.volumes.iter().flatten().map(|volume| volume.name.as_str()).collect();
    let volumes: BTreeSet<&str> = names.iter().copied().collect();
    prop_assert_eq!(volumes.len(), names.len(), "a volume stands twice: {:?}", names);
    for container in containers(spec) {
        for mount in container.volume_mounts.iter().flatten() {
            prop_assert!(volumes.contains(mount.name.as_str()), "{} has no volume", &mount.name);
        }
        for device in container.volume_devices.iter().flatten() {
            prop_assert!(volumes.contains(device.name.as_str()), "{} has no volume", &device.name);
        }
        for port in container.ports.iter().flatten() {
            prop_assert!(port.protocol.is_some(), "{:?} has no protocol", port);
        }
        let ports: BTreeSet<&str> =
            container.ports.iter().flatten().filter_map(|port| port.name.as_deref()).collect();
        for probe in [&container.liveness_probe, &container.readiness_probe, &container.startup_probe] {
            let aims = probe.iter().flat_map(|probe| {
                probe.http_get.iter().map(|get| &get.port).chain(probe.tcp_socket.iter().map(|tcp| &tcp.port))
            });
            for aim in aims {
                if let k8s_openapi::apimachinery::pkg::util::intstr::IntOrString::String(name) = aim {
                    prop_assert!(ports.contains(name.as_str()), "no port is named {}", name);
                }
            }
        }
    }
    Ok(())
}

/// The fields that mean something when they are empty.
const MEANT_EMPTY: &[&str] =
    &["emptyDir", "downwardAPI", "projected", "labelSelector", "namespaceSelector", "securityContext"];

/// Fields that are unset are not written, neither as `null` nor as empty lists and objects.
fn assert_no_noise(key: &str, value: &Value) -> Result<(), TestCaseError> {
    match value {
        Value::Null => prop_assert!(false, "{key} is null"),
        Value::Array(items) => {
            prop_assert!(!items.is_empty(), "{key} is an empty list");
            for item in items {
                assert_no_noise(key, item)?;
            }
        }
        Value::Object(fields) => {
            prop_assert!(!fields.is_empty() || MEANT_EMPTY.contains(&key), "{key} is an empty object");
            for (key, value) in fields {
                assert_no_noise(key, value)?;
            }
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    Ok(())
}

/// Any variable whose name has the usual form holds something.
fn replaced(name: &str) -> Option<String> {
    let is_usual = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!name.is_empty() && name.chars().all(is_usual)).then(|| "replaced".to_owned())
}

/// The names of the fields of an object, whatever their depth.
fn fields(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                found.insert(key.clone());
                fields(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| fields(item, found)),
        _ => {}
    }
}

/// The structs, as the table of the order of keys has them, whose fields a pod may have.
const STRUCTS: &[&str] = &[
    "ObjectMeta",
    "OwnerReference",
    "PodSpec",
    "PodSecurityContext",
    "HostAlias",
    "PodDNSConfig",
    "Toleration",
    "TopologySpreadConstraint",
    "NodeAffinity",
    "PreferredSchedulingTerm",
    "WeightedPodAffinityTerm",
    "PodAffinityTerm",
    "LabelSelector",
    "Container",
    "ContainerPort",
    "EnvVar",
    "EnvVarSource",
    "EnvFromSource",
    "FileKeySelector",
    "ObjectFieldSelector",
    "ResourceFieldSelector",
    "ResourceRequirements",
    "VolumeMount",
    "VolumeDevice",
    "Probe",
    "Lifecycle",
    "HTTPGetAction",
    "GRPCAction",
    "SecurityContext",
    "Capabilities",
    "SeccompProfile",
    "SELinuxOptions",
    "Volume",
    "EmptyDirVolumeSource",
    "SecretVolumeSource",
    "DownwardAPIVolumeFile",
    "KeyToPath",
    "ServiceAccountTokenProjection",
    "ClusterTrustBundleProjection",
    "PodCertificateProjection",
    "CSIVolumeSource",
    "NFSVolumeSource",
    "ImageVolumeSource",
    "PersistentVolumeClaimSpec",
];

/// What the API server fills in, what it forbids at creation, and what the builder leaves to `raw`.
const UNREACHED: &[&str] = &[
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "selfLink",
    "managedFields",
    "blockOwnerDeletion",
    "serviceAccount",
    "priority",
    "schedulingGroup",
    "evictionResponders",
    "ephemeralContainers",
    "bindMountOptions",
    "stopSignal",
    "dataSource",
    "volumeName",
    "defaultUser",
    "user",
    "awsElasticBlockStore",
    "azureDisk",
    "azureFile",
    "cephfs",
    "cinder",
    "flexVolume",
    "flocker",
    "gcePersistentDisk",
    "gitRepo",
    "glusterfs",
    "photonPersistentDisk",
    "portworxVolume",
    "quobyte",
    "rbd",
    "scaleIO",
    "storageos",
    "vsphereVolume",
];

k8s_openapi::k8s_if_ge_1_37! {
    #[test]
    fn the_strategies_reach_each_field_of_a_pod() {
        let mut runner = TestRunner::deterministic();
        let (strategy, mut found) = (strategies::pod(), BTreeSet::new());
        for _ in 0..1_000 {
            let pod = strategy.new_tree(&mut runner).unwrap().current().build().unwrap();
            fields(&serde_json::to_value(pod.as_ref()).unwrap(), &mut found);
        }
        let table = include_str!("../../src/manifest/KEY_ORDER.md");
        let words = |cell: &'static str| cell.split('`').skip(1).step_by(2);
        let rows = table.lines().filter_map(|row| row.trim_matches(['|', ' ']).split_once(" | "));
        let missing: Vec<&str> = rows
            .filter(|(structs, _)| words(structs).any(|name| STRUCTS.contains(&name)))
            .flat_map(|(_, keys)| words(keys))
            .filter(|key| !found.contains(*key) && !UNREACHED.contains(key))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}

fn distinct(containers: Vec<Container>) -> Vec<Container> {
    let mut names = BTreeSet::new();
    containers.into_iter().filter(|container| names.insert(container.name().to_owned())).collect()
}

fn names<'a>(containers: impl IntoIterator<Item = &'a v1::Container>) -> Vec<&'a str> {
    containers.into_iter().map(|container| container.name.as_str()).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_pod_is_built_and_read_back(pod in strategies::pod()) {
        let built = pod.clone().build()?;
        let value = assert_read_back(&built)?;
        assert_no_noise("pod", &value)?;
        assert_consistent(built.spec.as_ref().unwrap())?;
        let again = pod.build()?;
        prop_assert_eq!(again.as_ref(), built.as_ref());
        prop_assert!(Valid::new(built.into_inner()).is_ok());
    }

    #[test]
    fn a_template_is_built_and_read_back(template in strategies::pod_template()) {
        let built = template.build()?;
        let value = assert_read_back(&built)?;
        assert_no_noise("template", &value)?;
        assert_consistent(built.spec.as_ref().unwrap())?;
    }

    #[test]
    fn containers_stand_as_they_were_added(
        first in strategies::container(),
        more in vec(strategies::container(), 0..4),
        sidecars in vec(strategies::name(), 0..6),
    ) {
        let mut mains = distinct([vec![first], more].concat());
        // Volumes and ports of containers that know nothing of each other may collide.
        mains.iter_mut().skip(1).for_each(|container| {
            *container = Container::new(container.name().parse().unwrap(), Image::literal("a"));
        });
        let taken: BTreeSet<String> = mains.iter().map(|main| main.name().to_owned()).collect();
        let sidecars: BTreeSet<DnsLabel> = sidecars.into_iter().filter(|name| !taken.contains(name.as_str())).collect();
        let sidecars: Vec<DnsLabel> = sidecars.into_iter().rev().collect();
        let mut pod = Pod::builder(DnsLabel::literal("web").into());
        for (i, name) in sidecars.iter().enumerate() {
            pod = if i % 2 == 0 {
                pod.init(InitContainer::new(name.clone(), Image::literal("a")))
            } else {
                pod.sidecar(Sidecar::new(name.clone(), Image::literal("a")))
            };
        }
        let added: Vec<String> = mains.iter().map(|main| main.name().to_owned()).collect();
        let mut mains = mains.into_iter();
        let pod = pod.main(mains.next().unwrap()).containers(mains).build()?;
        let spec = pod.spec.as_ref().unwrap();
        prop_assert_eq!(names(&spec.containers), added);
        let expected: Vec<&str> = sidecars.iter().map(DnsLabel::as_str).collect();
        prop_assert_eq!(names(spec.init_containers.iter().flatten()), expected);
    }

    #[test]
    fn variables_stand_as_they_were_declared(vars in strategies::vars()) {
        let declared: Vec<String> = vars.names().map(ToString::to_string).collect();
        let container: v1::Container =
            Container::new(DnsLabel::literal("web"), Image::literal("a")).env(vars).into();
        let written: Vec<&str> = container.env.iter().flatten().map(|var| var.name.as_str()).collect();
        prop_assert_eq!(written, declared);
    }

    #[test]
    fn a_literal_arrives_as_it_was_written(texts in vec(strategies::text(), 1..6)) {
        let container: v1::Container = Container::new(DnsLabel::literal("web"), Image::literal("a"))
            .command(&texts)
            .args(&texts)
            .env(Var::new(EnvName::literal("A"), &texts[0]))
            .into();
        let written = container.command.iter().flatten().chain(container.args.iter().flatten());
        for (written, text) in written.zip(texts.iter().chain(&texts)) {
            prop_assert_eq!(&expanded(written, replaced), text);
        }
        let value = container.env.as_ref().unwrap()[0].value.as_ref();
        prop_assert_eq!(value.map(|value| expanded(value, replaced)), Some(texts[0].clone()));
    }

    #[test]
    fn a_reference_is_replaced_and_its_surroundings_are_not(
        before in strategies::text(),
        after in strategies::text(),
    ) {
        let port = VarRef::declared("PORT");
        let text = Text::new().then(before.as_str()).then(port).then(after.as_str()).to_string();
        let holds = |name: &str| if name == "PORT" { Some("8080".to_owned()) } else { replaced(name) };
        prop_assert_eq!(expanded(&text, holds), format!("{before}8080{after}"));
    }

    #[test]
    fn what_is_unset_is_not_written(
        name in strategies::name(),
        container in strategies::name(),
        image in strategies::image(),
    ) {
        let minimal = json!({ "name": container, "image": image });
        let pod = Pod::builder(name.clone().into()).main(Container::new(container.clone(), image.clone())).build()?;
        prop_assert_eq!(
            assert_read_back(&pod)?,
            json!({
                "apiVersion": "v1",
                "kind": "Pod",
                "metadata": { "name": name },
                "spec": { "containers": [minimal] },
            })
        );
        let template = PodTemplate::builder().main(Container::new(container, image)).build()?;
        prop_assert_eq!(assert_read_back(&template)?, json!({ "spec": { "containers": [minimal] } }));
    }

    #[test]
    fn a_setting_reaches_each_container(pod in strategies::pod()) {
        let pod = pod.each_container(|container| container.pull_policy(PullPolicy::Never)).build()?;
        for container in containers(pod.spec.as_ref().unwrap()) {
            prop_assert_eq!(container.image_pull_policy.as_deref(), Some("Never"));
        }
    }

    #[test]
    fn a_part_of_a_pod_leaves_the_rest_alone(
        pod in strategies::pod_before_main(),
        image in strategies::image(),
        is_first in any::<bool>(),
    ) {
        let pod = pod.main(Container::new(DnsLabel::literal("the-one-of-this-test"), image));
        let sidecar = Sidecar::new(DnsLabel::literal("injected-by-the-platform"), Image::literal("a"));
        let without = pod.clone().build()?;
        let with = if is_first { pod.inject_first(sidecar) } else { pod.inject(sidecar) };
        let mut with = with.build()?.into_inner();
        let spec = with.spec.as_mut().unwrap();
        let mut init = spec.init_containers.take().unwrap();
        let injected = if is_first { init.remove(0) } else { init.pop().unwrap() };
        prop_assert_eq!(injected.name, "injected-by-the-platform");
        spec.init_containers = Some(init).filter(|init| !init.is_empty());
        prop_assert_eq!(&with, without.as_ref());
    }

    #[test]
    fn a_volume_is_mounted_as_it_is(volume in strategies::volume(), path in strategies::mount_path()) {
        let main = Container::new(DnsLabel::literal("web"), Image::literal("a")).mount(volume.at(path.clone()));
        let pod = Pod::builder(DnsLabel::literal("web").into()).main(main).build()?;
        let spec = pod.spec.as_ref().unwrap();
        prop_assert_eq!(spec.volumes.as_ref().unwrap(), &[v1::Volume::from(volume.clone())]);
        let mount = &spec.containers[0].volume_mounts.as_ref().unwrap()[0];
        prop_assert_eq!((mount.name.as_str(), mount.mount_path.as_str()), (volume.name(), path.as_str()));
    }

    #[test]
    fn a_volume_is_one_by_its_handle_or_by_what_it_refers_to(volume in strategies::volume()) {
        let web = |mount: Mount| Container::new(DnsLabel::literal("web"), Image::literal("a")).mount(mount);
        let pod = |declared: &Volume| {
            Pod::builder(DnsLabel::literal("web").into()).main(web(volume.at(path!("/a")))).volume(declared).build()
        };
        let spec = pod(&volume.clone())?.into_inner().spec.unwrap();
        prop_assert_eq!(spec.volumes.as_deref(), Some(&[v1::Volume::from(volume.clone())][..]));

        let again = Volume::raw(volume.name().parse().unwrap(), |again| *again = volume.clone().into());
        let is_created = spec.volumes.iter().flatten().any(|v| v.empty_dir.is_some() || v.ephemeral.is_some());
        match pod(&again) {
            Ok(pod) => {
                prop_assert!(!is_created);
                prop_assert_eq!(pod.spec.as_ref(), Some(&spec));
            }
            Err(violations) => {
                prop_assert!(is_created);
                let rules: Vec<&str> = violations.iter().map(Violation::rule).collect();
                prop_assert_eq!(rules, ["volume-created-twice"]);
            }
        }
    }
}
