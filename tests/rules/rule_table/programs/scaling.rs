//! Programs of autoscalers and disruption budgets.

use podwright::prelude::*;
use podwright::rules::KubeVersion;

use super::Program;

pub(crate) fn programs() -> Vec<Program> {
    [autoscalers(), behavior(), budgets()].into_iter().flatten().collect()
}

fn autoscalers() -> Vec<Program> {
    vec![
        scaled_by(KubeVersion::V1_36, "autoscaler-min-replicas", || Autoscale::between(0, 10)),
        scaled_by(KubeVersion::V1_37, "autoscaler-max-required", || Autoscale::up_to(0)),
        scaled_by(KubeVersion::V1_35, "autoscaler-max-replicas", || Autoscale::up_to(0)),
        scaled_by(KubeVersion::V1_37, "autoscaler-range", || Autoscale::between(3, 2)),
        scaled_by(KubeVersion::V1_37, "autoscaler-zero-metric", || Autoscale::between(0, 10)),
        target("autoscaler-reference-required", "argoproj.io/v1alpha1", ""),
        target("autoscaler-reference", "argoproj.io/v1alpha1", "a/b"),
        target("autoscaler-api-version", "v1alpha1", "Rollout"),
        scaled_by(KubeVersion::V1_37, "metric-target-amount", || Autoscale::up_to(2).cpu_utilization(0)),
    ]
}

fn behavior() -> Vec<Program> {
    vec![
        scaled_down("scaling-window", || ScalingRules::new().stabilization_window(Seconds::hours(2))),
        scaled_down("scaling-policy-amount", || ScalingRules::new().pods(0, secs(60))),
        scaled_down("scaling-policy-period", || ScalingRules::new().percent(10, Seconds::hours(1))),
        scaled_by(KubeVersion::V1_34, "scaling-tolerance-dropped", || {
            Autoscale::up_to(2).scale_up(ScalingRules::new().tolerance_millis(50))
        }),
    ]
}

fn budgets() -> Vec<Program> {
    let deprecated = || {
        let key: LabelKey = key!("pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match");
        Selector::matching(labels! { "app" = "web" }).and(key.exists())
    };
    vec![
        Program::newest("budget-over-100", |version| {
            let limit = MinAvailable::percent(101);
            DisruptionBudget::over(name!("web"), labels! { "app" = "web" }, limit).build_for(version)
        }),
        Program::newest("budget-key-dropped", move |version| {
            DisruptionBudget::over(name!("web"), deprecated(), MaxUnavailable(1)).build_for(version)
        }),
    ]
}

fn scaled_by(version: KubeVersion, rule: &'static str, autoscale: fn() -> Autoscale) -> Program {
    Program::new(rule, version, move |version| {
        let web = ScaleTarget::of::<k8s_openapi::api::apps::v1::Deployment>(name!("web"));
        HorizontalPodAutoscaler::new(name!("web"), &web, autoscale()).build_for(version)
    })
}

fn scaled_down(rule: &'static str, rules: fn() -> ScalingRules) -> Program {
    Program::newest(rule, move |version| {
        let web = ScaleTarget::of::<k8s_openapi::api::apps::v1::Deployment>(name!("web"));
        HorizontalPodAutoscaler::new(name!("web"), &web, Autoscale::up_to(2).scale_down(rules())).build_for(version)
    })
}

fn target(rule: &'static str, api_version: &'static str, kind: &'static str) -> Program {
    Program::newest(rule, move |version| {
        let target = ScaleTarget::custom(api_version, kind, name!("web"));
        HorizontalPodAutoscaler::new(name!("web"), &target, Autoscale::up_to(2)).build_for(version)
    })
}
