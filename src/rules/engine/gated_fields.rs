//! Fields of features that are off by default in every known version. Only `raw` sets them.

use k8s_openapi::api::core::v1;

use super::check::list;
use super::path::Path;

/// A feature of Kubernetes, by the name of its gate.
#[derive(Debug)]
pub(crate) struct Feature {
    pub(crate) gate: &'static str,
    /// The first minor version that keeps the field by default, or that knows it if none keeps it.
    pub(crate) since: u8,
}

/// Calls `found` with each field whose feature is off by default in all known versions.
pub(crate) fn visit(spec: &v1::PodSpec, at: &Path<'_>, found: &mut dyn FnMut(&'static Feature, &Path<'_>)) {
    for (name, containers) in
        [("initContainers", list(spec.init_containers.as_ref())), ("containers", &*spec.containers)]
    {
        for (i, container) in containers.iter().enumerate() {
            let at = at.item(name, i);
            if container.lifecycle.as_ref().is_some_and(|lifecycle| lifecycle.stop_signal.is_some()) {
                found(
                    &Feature { gate: "ContainerStopSignals", since: 33 },
                    &at.field("lifecycle.stopSignal"),
                );
            }
            k8s_openapi::k8s_if_ge_1_37! { visit_container(container, &at, found); }
        }
    }
    k8s_openapi::k8s_if_ge_1_36! {
        if spec.scheduling_group.is_some() {
            found(&Feature { gate: "GenericWorkload", since: 36 }, &at.field("schedulingGroup"));
        }
    }
    k8s_openapi::k8s_if_ge_1_37! {
        if !list(spec.eviction_responders.as_ref()).is_empty() {
            found(&Feature { gate: "EvictionRequestAPI", since: 37 }, &at.field("evictionResponders"));
        }
        for (i, volume) in list(spec.volumes.as_ref()).iter().enumerate() {
            visit_volume(volume, &at.item("volumes", i), found);
        }
    }
}

k8s_openapi::k8s_if_ge_1_37! {
    const MOUNT_OPTIONS: &Feature = &Feature { gate: "VolumeBindMountOptions", since: 37 };
    const GRPC_MODE: &Feature = &Feature { gate: "GRPCContainerProbeTLS", since: 37 };
    const HTTP_PROTOCOL: &Feature = &Feature { gate: "H2CContainerProbe", since: 37 };
    const FILE_USER: &Feature = &Feature { gate: "AtomicWriteVolumeUserFields", since: 37 };

    fn visit_container(
        container: &v1::Container,
        at: &Path<'_>,
        found: &mut dyn FnMut(&'static Feature, &Path<'_>),
    ) {
        for (i, mount) in list(container.volume_mounts.as_ref()).iter().enumerate() {
            if mount.bind_mount_options.is_some() {
                found(MOUNT_OPTIONS, &at.item("volumeMounts", i).field("bindMountOptions"));
            }
        }
        for (name, probe) in [
            ("livenessProbe", &container.liveness_probe),
            ("readinessProbe", &container.readiness_probe),
            ("startupProbe", &container.startup_probe),
        ] {
            let at = at.field(name);
            if probe.as_ref().and_then(|probe| probe.grpc.as_ref()).is_some_and(|grpc| grpc.mode.is_some()) {
                found(GRPC_MODE, &at.field("grpc.mode"));
            }
            if probe.as_ref().and_then(|probe| probe.http_get.as_ref()).is_some_and(|http| http.protocol.is_some()) {
                found(HTTP_PROTOCOL, &at.field("httpGet.protocol"));
            }
        }
        let Some(lifecycle) = &container.lifecycle else { return };
        let at = at.field("lifecycle");
        for (name, hook) in [("postStart", &lifecycle.post_start), ("preStop", &lifecycle.pre_stop)] {
            if hook.as_ref().and_then(|hook| hook.http_get.as_ref()).is_some_and(|http| http.protocol.is_some()) {
                found(HTTP_PROTOCOL, &at.field(name).field("httpGet.protocol"));
            }
        }
    }

    fn visit_volume(
        volume: &v1::Volume,
        at: &Path<'_>,
        found: &mut dyn FnMut(&'static Feature, &Path<'_>),
    ) {
        if volume.empty_dir.as_ref().is_some_and(|source| source.mode.is_some()) {
            found(&Feature { gate: "EmptyDirVolumeMode", since: 37 }, &at.field("emptyDir.mode"));
        }
        let mut user = |name: &str, default: Option<i64>, items: &mut dyn Iterator<Item = Option<i64>>| {
            let at = at.field(name);
            if default.is_some() {
                found(FILE_USER, &at.field("defaultUser"));
            }
            for (i, _) in items.enumerate().filter(|(_, user)| user.is_some()) {
                found(FILE_USER, &at.item("items", i).field("user"));
            }
        };
        if let Some(source) = &volume.config_map {
            user("configMap", source.default_user, &mut list(source.items.as_ref()).iter().map(|item| item.user));
        }
        if let Some(source) = &volume.secret {
            user("secret", source.default_user, &mut list(source.items.as_ref()).iter().map(|item| item.user));
        }
        if let Some(source) = &volume.downward_api {
            user("downwardAPI", source.default_user, &mut list(source.items.as_ref()).iter().map(|item| item.user));
        }
        let Some(projected) = &volume.projected else { return };
        user("projected", projected.default_user, &mut std::iter::empty());
        for (i, source) in list(projected.sources.as_ref()).iter().enumerate() {
            let users = [
                ("serviceAccountToken", source.service_account_token.as_ref().and_then(|source| source.user)),
                ("clusterTrustBundle", source.cluster_trust_bundle.as_ref().and_then(|source| source.user)),
                ("podCertificate", source.pod_certificate.as_ref().and_then(|source| source.user)),
            ];
            let at = at.field("projected");
            let at = at.item("sources", i);
            for (name, _) in users.into_iter().filter(|(_, user)| user.is_some()) {
                found(FILE_USER, &at.field(name).field("user"));
            }
            let keys = [
                ("configMap", source.config_map.as_ref().and_then(|source| source.items.as_ref())),
                ("secret", source.secret.as_ref().and_then(|source| source.items.as_ref())),
            ];
            for (name, items) in keys {
                for (j, _) in list(items).iter().enumerate().filter(|(_, item)| item.user.is_some()) {
                    found(FILE_USER, &at.field(name).item("items", j).field("user"));
                }
            }
            let items = source.downward_api.as_ref().and_then(|source| source.items.as_ref());
            for (j, _) in list(items).iter().enumerate().filter(|(_, item)| item.user.is_some()) {
                found(FILE_USER, &at.field("downwardAPI").item("items", j).field("user"));
            }
        }
    }
}
