//! Objects that the builders make.

use std::fmt;

use k8s_openapi::Resource;
use podwright::rules::{KubeVersion, Valid, Validate, Violations};
use podwright::to_yaml;
use podwright_proptest as strategies;
use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde::Serialize;
use serde_json::Value;

use super::Kind;

/// A builder of any kind, which builds for a version.
struct Builder(Box<dyn FnOnce(KubeVersion) -> Result<Object, Violations>>);

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").finish_non_exhaustive()
    }
}

/// How many objects in a row may need a later version than the one that they are built for.
const ATTEMPTS: usize = 1_000;

/// The rules that objects of the strategies break in earlier versions than the one named, which have more.
const NEWER: &[(&str, KubeVersion)] = &[
    ("field-dropped", KubeVersion::V1_37),
    ("projection-dropped", KubeVersion::V1_37),
    ("se-linux-change-policy", KubeVersion::V1_37),
    ("autoscaler-min-replicas", KubeVersion::V1_37),
    ("backend-service", KubeVersion::V1_36),
    ("service-name", KubeVersion::V1_36),
    ("restart-rule-action", KubeVersion::V1_36),
    ("env-source-one", KubeVersion::V1_35),
    ("scaling-tolerance-dropped", KubeVersion::V1_35),
    ("restart-policy", KubeVersion::V1_34),
    ("restart-policy-of-regular", KubeVersion::V1_34),
    ("traffic-distribution", KubeVersion::V1_34),
];

/// Tells whether an object that the enabled version takes may break this rule, as an earlier version lacks a part of it.
pub fn is_of_later_versions(rule: &str, version: KubeVersion) -> bool {
    NEWER.iter().any(|(newer, since)| *newer == rule && version < *since.min(&KubeVersion::ENABLED))
}

/// A source of objects of each kind that has a builder.
pub struct Built {
    strategies: Vec<(Kind, BoxedStrategy<Builder>)>,
    runner: TestRunner,
    version: KubeVersion,
}

/// An object that a builder has made.
#[derive(Debug)]
pub struct Object {
    pub kind: &'static str,
    pub value: Value,
    /// The object in YAML.
    pub manifest: String,
}

fn object<T: Resource + Serialize + Validate>(
    built: Result<Valid<T>, Violations>,
) -> Result<Object, Violations> {
    built.map(|object| Object {
        kind: T::KIND,
        value: serde_json::to_value(object.as_ref()).unwrap(),
        manifest: to_yaml(&object).unwrap(),
    })
}

/// The strategies by the kinds of their objects. Some kinds have several.
macro_rules! strategies {
    ($($kind:literal of $version:literal: $($strategy:ident)|+,)+) => {
        vec![$($((
            ($version, $kind),
            strategies::$strategy()
                .prop_map(|object| Builder(Box::new(move |version| self::object(object.build_for(version)))))
                .boxed(),
        ),)+)+]
    };
}

impl Built {
    /// Starts with a seed, which determines the objects. They are built for a version.
    pub fn new(seed: u64, version: KubeVersion, wanted: impl Fn(Kind) -> bool) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let runner = TestRunner::new_with_rng(Config::default(), rng);
        let mut strategies = strategies! {
            "Deployment" of "apps/v1": deployment,
            "StatefulSet" of "apps/v1": stateful_set,
            "DaemonSet" of "apps/v1": daemon_set,
            "ReplicaSet" of "apps/v1": replica_set,
            "Job" of "batch/v1": job | restarting_job,
            "CronJob" of "batch/v1": cron_job,
            "HorizontalPodAutoscaler" of "autoscaling/v2": horizontal_pod_autoscaler,
            "PodDisruptionBudget" of "policy/v1": disruption_budget,
            "Service" of "v1": service | external_name,
            "Ingress" of "networking.k8s.io/v1": ingress,
            "NetworkPolicy" of "networking.k8s.io/v1": network_policy,
            "ConfigMap" of "v1": config_map | hashed_config_map,
            "Secret" of "v1": secret,
            "PersistentVolumeClaim" of "v1": persistent_volume_claim,
            "ServiceAccount" of "v1": service_account,
            "Role" of "rbac.authorization.k8s.io/v1": role,
            "ClusterRole" of "rbac.authorization.k8s.io/v1": cluster_role,
            "RoleBinding" of "rbac.authorization.k8s.io/v1": role_binding,
            "ClusterRoleBinding" of "rbac.authorization.k8s.io/v1": cluster_role_binding,
            "Namespace" of "v1": namespace,
            "PriorityClass" of "scheduling.k8s.io/v1": priority_class,
            "LimitRange" of "v1": limit_range,
            "ResourceQuota" of "v1": resource_quota,
        };
        strategies.retain(|(kind, _)| wanted(*kind));
        Self { strategies, runner, version }
    }

    /// Returns how many strategies there are.
    pub fn len(&self) -> usize {
        self.strategies.len()
    }

    /// Tells whether no wanted kind has a builder.
    pub fn is_empty(&self) -> bool {
        self.strategies.is_empty()
    }

    /// Returns an object of the next strategy after `i` others.
    ///
    /// The strategies make objects for the enabled version, which may be a later one.
    pub fn object(&mut self, i: usize) -> Object {
        let (kind, strategy) = &self.strategies[i % self.strategies.len()];
        for _ in 0..ATTEMPTS {
            match strategy.new_tree(&mut self.runner).unwrap().current().0(self.version) {
                Ok(object) => return object,
                Err(violations) => {
                    for violation in violations {
                        let rule = violation.rule();
                        assert!(is_of_later_versions(rule, self.version), "{kind:?}: {violation} [{rule}]");
                    }
                }
            }
        }
        panic!("no {kind:?} is built for {}", self.version);
    }
}
