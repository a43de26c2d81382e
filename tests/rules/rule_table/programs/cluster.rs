//! Programs of namespaces, priority classes, limit ranges and quotas.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use podwright::cluster::{Amounts, ContainerLimits, CountedObject, PodLimits, QuotaScope, Ratios};
use podwright::prelude::*;

use super::Program;

fn gpus(count: u32) -> Amounts {
    Amounts::new().extended(resource!("nvidia.com/gpu"), count)
}

fn cores(count: u32) -> Amounts {
    Amounts::new().cpu(Cpu::cores(count))
}

fn of_containers(limits: ContainerLimits) -> LimitRange {
    LimitRange::new(name!("limits")).container(limits)
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        Program::newest("namespace-name-label-dropped", |version| {
            let key = key!("kubernetes.io/metadata.name");
            Namespace::new(name!("shop")).label(key, value!("store")).build_for(version)
        }),
        Program::newest("priority-class-system", |version| {
            PriorityClass::new(name!("system-web"), priority!(1000)).build_for(version)
        }),
        Program::newest("limit-min-over-max", |version| {
            let limits = PodLimits::new().min(cores(2)).max(cores(1));
            LimitRange::new(name!("limits")).pod(limits).build_for(version)
        }),
        Program::newest("limit-default-request", |version| {
            of_containers(ContainerLimits::new().default_request(cores(2)).max(cores(1))).build_for(version)
        }),
        Program::newest("limit-default", |version| {
            of_containers(ContainerLimits::new().default(cores(2)).max(cores(1))).build_for(version)
        }),
        Program::newest("limit-defaults-differ", |version| {
            let limits = ContainerLimits::new().default(gpus(2)).default_request(gpus(1));
            of_containers(limits).build_for(version)
        }),
        Program::newest("limit-ratio-too-large", |version| {
            let ratio = Ratios::new().cpu(limit_ratio!("3"));
            let limits = PodLimits::new().min(cores(1)).max(cores(2)).max_limit_request_ratio(ratio);
            LimitRange::new(name!("limits")).pod(limits).build_for(version)
        }),
        Program::newest("quota-resource-unknown", |version| {
            let pages = Amounts::new().huge_pages(HugePages::of_2mi(4));
            ResourceQuota::new(name!("quota")).limits(pages).build_for(version)
        }),
        Program::newest("resource-name-invalid", |version| {
            let class = "a".repeat(230).parse::<DnsSubdomain>().unwrap();
            ResourceQuota::new(name!("quota")).class_claims(&class, 1).build_for(version)
        }),
        Program::newest("quota-scope-resource", |version| {
            let quota = ResourceQuota::new(name!("quota")).count(CountedObject::Services, 2);
            quota.scope(QuotaScope::Terminating).build_for(version)
        }),
        Program::newest("quota-scope-conflict", |version| {
            let quota = ResourceQuota::new(name!("quota")).count(CountedObject::Pods, 2);
            quota.scope(QuotaScope::BestEffort).scope(QuotaScope::NotBestEffort).build_for(version)
        }),
    ]
}

pub(crate) fn raw_programs() -> Vec<Program> {
    vec![Program::newest("cluster-namespace-dropped", |version| {
        let namespace = |metadata: &mut ObjectMeta| metadata.namespace = Some("shop".to_owned());
        PriorityClass::new(name!("important"), priority!(1000)).raw_metadata(namespace).build_for(version)
    })]
}
