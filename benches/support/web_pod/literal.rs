//! The web pod, field by field.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    ConfigMapKeySelector, Container, ContainerPort, EmptyDirVolumeSource, EnvVar, EnvVarSource,
    HTTPGetAction, ObjectFieldSelector, Pod, PodSpec, Probe, ResourceFieldSelector, ResourceRequirements,
    SecretKeySelector, SecretVolumeSource, Volume, VolumeMount,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

/// Makes the pod.
pub(crate) fn pod() -> Pod {
    numbered("web".to_owned(), 8080)
}

/// Makes the pod with `count` containers: copies of the main one under other names.
///
/// # Panics
///
/// Panics if the pod has no spec.
pub(crate) fn with_containers(count: usize) -> Pod {
    let mut pod = pod();
    let spec = pod.spec.as_mut().expect("the literal has a spec");
    let main = spec.containers.remove(0);
    let numbered = |number| Container { name: format!("{}-{number}", main.name), ..main.clone() };
    spec.containers.extend((0..count).map(numbered));
    pod
}

/// Makes one of many pods, with its own name and its own value of a variable.
#[expect(clippy::too_many_lines, reason = "that is what the builder is for")]
pub(crate) fn numbered(name: String, number: usize) -> Pod {
    Pod {
        metadata: ObjectMeta { name: Some(name), ..Default::default() },
        spec: Some(PodSpec {
            init_containers: Some(vec![Container {
                name: "log-shipper".to_owned(),
                image: Some("fluent/fluent-bit:3.1".to_owned()),
                restart_policy: Some("Always".to_owned()),
                volume_mounts: Some(vec![VolumeMount {
                    name: "logs".to_owned(),
                    mount_path: "/logs".to_owned(),
                    read_only: Some(true),
                    ..Default::default()
                }]),
                ..Default::default()
            }]),
            containers: vec![Container {
                name: "web".to_owned(),
                image: Some("ghcr.io/acme/web:1.4.2".to_owned()),
                volume_mounts: Some(vec![
                    VolumeMount {
                        name: "logs".to_owned(),
                        mount_path: "/var/log/web".to_owned(),
                        ..Default::default()
                    },
                    VolumeMount {
                        name: "tls".to_owned(),
                        mount_path: "/etc/tls".to_owned(),
                        read_only: Some(true),
                        ..Default::default()
                    },
                ]),
                ports: Some(vec![ContainerPort {
                    name: Some("http".to_owned()),
                    container_port: 8080,
                    protocol: Some("TCP".to_owned()),
                    ..Default::default()
                }]),
                readiness_probe: Some(Probe {
                    http_get: Some(HTTPGetAction {
                        path: Some("/ready".to_owned()),
                        port: IntOrString::String("http".to_owned()),
                        ..Default::default()
                    }),
                    period_seconds: Some(5),
                    ..Default::default()
                }),
                resources: Some(ResourceRequirements {
                    requests: Some(BTreeMap::from([
                        ("cpu".to_owned(), Quantity("250m".to_owned())),
                        ("memory".to_owned(), Quantity("128Mi".to_owned())),
                    ])),
                    limits: Some(BTreeMap::from([
                        ("cpu".to_owned(), Quantity("1".to_owned())),
                        ("memory".to_owned(), Quantity("256Mi".to_owned())),
                    ])),
                    ..Default::default()
                }),
                env: Some(vec![
                    EnvVar { name: "PORT".to_owned(), value: Some(number.to_string()), ..Default::default() },
                    EnvVar {
                        name: "LOG_LEVEL".to_owned(),
                        value_from: Some(EnvVarSource {
                            config_map_key_ref: Some(ConfigMapKeySelector {
                                name: "web-config".to_owned(),
                                key: "level".to_owned(),
                                ..Default::default()
                            }),
                            ..Default::default()
                        }),
                        ..Default::default()
                    },
                    EnvVar {
                        name: "DB_PASSWORD".to_owned(),
                        value_from: Some(EnvVarSource {
                            secret_key_ref: Some(SecretKeySelector {
                                name: "db".to_owned(),
                                key: "password".to_owned(),
                                ..Default::default()
                            }),
                            ..Default::default()
                        }),
                        ..Default::default()
                    },
                    EnvVar {
                        name: "POD_IP".to_owned(),
                        value_from: Some(EnvVarSource {
                            field_ref: Some(ObjectFieldSelector {
                                field_path: "status.podIP".to_owned(),
                                ..Default::default()
                            }),
                            ..Default::default()
                        }),
                        ..Default::default()
                    },
                    EnvVar {
                        name: "CPU_LIMIT".to_owned(),
                        value_from: Some(EnvVarSource {
                            resource_field_ref: Some(ResourceFieldSelector {
                                resource: "limits.cpu".to_owned(),
                                ..Default::default()
                            }),
                            ..Default::default()
                        }),
                        ..Default::default()
                    },
                    EnvVar {
                        name: "BASE_URL".to_owned(),
                        value: Some("http://$(POD_IP):8080".to_owned()),
                        ..Default::default()
                    },
                ]),
                ..Default::default()
            }],
            volumes: Some(vec![
                Volume {
                    name: "logs".to_owned(),
                    empty_dir: Some(EmptyDirVolumeSource {
                        size_limit: Some(Quantity("256Mi".to_owned())),
                        ..Default::default()
                    }),
                    ..Default::default()
                },
                Volume {
                    name: "tls".to_owned(),
                    secret: Some(SecretVolumeSource {
                        secret_name: Some("web-tls".to_owned()),
                        ..Default::default()
                    }),
                    ..Default::default()
                },
            ]),
            ..Default::default()
        }),
        status: None,
    }
}
