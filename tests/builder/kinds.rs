//! What holds for every object of the other kinds that the builders make.

use std::collections::BTreeSet;
use std::fmt::Debug;

use k8s_openapi::Resource;
use k8s_openapi::api::apps::v1::DeploymentSpec;
use podwright::prelude::*;
use podwright::rules::{KubeVersion, Validate};
use podwright::{from_yaml, rules, to_json, to_yaml};
use podwright_proptest as strategies;
use podwright_tests::random::is_of_later_versions;
use podwright_tests::{by_saphyr, by_yaml_serde, spec_of};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::{Config, TestCaseError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// `PROPTEST_CASES` sets another number.
fn config() -> Config {
    Config::default()
}

/// The fields that mean something when they are empty: such a field selects everything, or allows nothing.
const MEANT_EMPTY: &[&str] = &[
    "emptyDir",
    "downwardAPI",
    "projected",
    "labelSelector",
    "namespaceSelector",
    "podSelector",
    "selector",
    "securityContext",
    "clusterRoleSelectors",
    "ingress",
    "egress",
];

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

/// What is written is what other readers read, and what the object is made of again.
fn assert_read_back<T>(object: &Valid<T>) -> Result<(), TestCaseError>
where
    T: Resource + Validate + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let value = serde_json::to_value(object.as_ref()).unwrap();
    assert_no_noise(T::KIND, &value)?;
    let json = to_json(object).unwrap();
    prop_assert_eq!(&serde_json::from_str::<Value>(&json).unwrap(), &value);
    prop_assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), object.as_ref());
    let yaml = to_yaml(object).unwrap();
    prop_assert_eq!(&by_yaml_serde(&yaml).unwrap(), &value, "{}", &yaml);
    prop_assert_eq!(&by_saphyr(&yaml).unwrap(), &value, "{}", &yaml);
    for text in [&yaml, &json] {
        let read = from_yaml::<T>(text).map_err(|errors| TestCaseError::fail(format!("{errors}\n{text}")))?;
        prop_assert_eq!(read.as_ref(), object.as_ref());
        prop_assert_eq!(read.warnings(), object.warnings());
    }
    Ok(())
}

/// An object is built for a version, or a feature that the version lacks is the reason.
fn assert_built_for<T: Validate + Debug>(
    version: KubeVersion,
    built: Result<Valid<T>, Violations>,
) -> Result<(), TestCaseError> {
    match built {
        Ok(object) => {
            let report = rules::validate(object.as_ref(), version);
            prop_assert!(report.violations().is_empty(), "{version}: {report:?}");
        }
        Err(violations) => {
            let others: Vec<_> = violations
                .iter()
                .filter(|violation| !is_of_later_versions(violation.rule(), version))
                .map(|violation| format!("{version} {violation} [{}]", violation.rule()))
                .collect();
            prop_assert!(others.is_empty(), "{others:#?}");
        }
    }
    Ok(())
}

macro_rules! kinds {
    ($($test:ident: $strategy:ident,)+) => {
        proptest! {
            #![proptest_config(config())]

            $(#[test]
            fn $test(object in strategies::$strategy()) {
                for version in KubeVersion::ALL {
                    assert_built_for(version, object.clone().build_for(version))?;
                }
                assert_read_back(&object.build()?)?;
            })+
        }
    };
}

kinds! {
    a_deployment_is_built_and_read_back: deployment,
    a_stateful_set_is_built_and_read_back: stateful_set,
    a_daemon_set_is_built_and_read_back: daemon_set,
    a_replica_set_is_built_and_read_back: replica_set,
    a_job_is_built_and_read_back: job,
    a_job_that_restarts_is_built_and_read_back: restarting_job,
    a_cron_job_is_built_and_read_back: cron_job,
    an_autoscaler_is_built_and_read_back: horizontal_pod_autoscaler,
    a_disruption_budget_is_built_and_read_back: disruption_budget,
    a_service_is_built_and_read_back: service,
    an_external_name_is_built_and_read_back: external_name,
    an_ingress_is_built_and_read_back: ingress,
    a_network_policy_is_built_and_read_back: network_policy,
    a_config_map_is_built_and_read_back: config_map,
    a_hashed_config_map_is_built_and_read_back: hashed_config_map,
    a_secret_is_built_and_read_back: secret,
    a_claim_is_built_and_read_back: persistent_volume_claim,
    a_service_account_is_built_and_read_back: service_account,
    a_role_is_built_and_read_back: role,
    a_cluster_role_is_built_and_read_back: cluster_role,
    a_role_binding_is_built_and_read_back: role_binding,
    a_cluster_role_binding_is_built_and_read_back: cluster_role_binding,
    a_namespace_is_built_and_read_back: namespace,
    a_priority_class_is_built_and_read_back: priority_class,
    a_limit_range_is_built_and_read_back: limit_range,
    a_resource_quota_is_built_and_read_back: resource_quota,
}

/// The service that stands for addresses, the autoscaler and the budget of a workload, and the objects of an account.
mod derived {
    use super::*;

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn what_a_deployment_leads_to_is_built(deployment in strategies::deployment()) {
            if let Some(autoscaler) = deployment.autoscaler() {
                assert_read_back(&autoscaler.build()?)?;
                prop_assert!(spec_of::<DeploymentSpec, _>(&deployment.clone().build()?.spec).replicas.is_none());
            }
            assert_read_back(&deployment.disruption_budget(MaxUnavailable(1)).build()?)?;
        }

        #[test]
        fn the_objects_of_an_account_are_built(account in strategies::service_account()) {
            let objects = account.clone().build_all()?;
            let names: BTreeSet<_> = objects.iter().map(|object| format!("{object:?}")).collect();
            prop_assert!(!names.is_empty());
            prop_assert_eq!(objects.len(), 1 + account.roles().len() + account.bindings().len()
                + usize::from(account.cluster_role().is_some()) + account.cluster_bindings().len());
        }
    }
}

/// The API server writes thousands as `k`, so a plain number of them would differ from what it returns.
#[test]
fn an_amount_of_a_metric_is_written_as_the_api_server_returns_it() {
    for (amount, written) in [(1_267_263_000, "1267263k"), (2_000, "2k"), (1_500, "1500"), (7, "7")] {
        let metric = Metric::pods(MetricQuery::new(metric_name!("rps")), amount);
        let scaler = HorizontalPodAutoscaler::new(
            name!("web"),
            &ScaleTarget::of::<k8s_openapi::api::apps::v1::Deployment>(name!("web")),
            Autoscale::between(1, 2).metric(metric),
        );
        let scaler = serde_json::to_value(&*scaler.build().unwrap()).unwrap();
        assert_eq!(scaler["spec"]["metrics"][0]["pods"]["target"]["averageValue"], written);
    }
}
