//! Workloads at the ends of connections.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::cron_job::CronJob;
use super::daemon_set::DaemonSet;
use super::deployment::Deployment;
use super::job::Job;
use super::replica_set::ReplicaSet;
use super::stateful_set::StatefulSet;
use super::template::{Selected, Template, ports_of};
use crate::network::{Addressed, ConnectsFrom, ConnectsTo, Destination, IntoPolicyPorts, SelectedPods};
use crate::sealed::Sealed;

/// The label with the name of a Job, which its pods get.
///
/// Source: <https://kubernetes.io/docs/reference/labels-annotations-taints/#batch-kubernetes-io-job-name>
const JOB_NAME: &str = "batch.kubernetes.io/job-name";

fn selected(kind: &'static str, of: &Selected) -> SelectedPods {
    let selector = Some(of.to_selector()).filter(|_| !of.name().is_empty() || of.has_selector());
    SelectedPods::of(kind, of.name(), of.namespace(), selector, Some(of.ports()))
}

fn by_labels(labels: BTreeMap<String, String>) -> LabelSelector {
    LabelSelector { match_labels: Some(labels), ..LabelSelector::default() }
}

/// Returns the pods of a Job, which has a label of its own for them.
fn of_job<R>(job: &Job<R>) -> SelectedPods {
    let (metadata, template) = (&job.parts.metadata, &job.parts.template);
    let by_name = |name: &String| by_labels([(JOB_NAME.to_owned(), name.clone())].into());
    let selector = job.selector.clone().or_else(|| metadata.name.as_ref().map(by_name));
    let selector = selector.or_else(|| of_template(template));
    let (name, namespace) = (metadata.name.as_deref(), metadata.namespace.as_deref());
    SelectedPods::of("Job", name.unwrap_or_default(), namespace, selector, Some(ports_of(template)))
}

/// Returns the pods of all Jobs of a `CronJob`: they have the labels of the template, and no others that are known.
fn of_cron_job(job: &CronJob) -> SelectedPods {
    let (metadata, template) = (&job.metadata, &job.job.template);
    let (name, namespace) = (metadata.name.as_deref(), metadata.namespace.as_deref());
    let selector = of_template(template);
    SelectedPods::of("CronJob", name.unwrap_or_default(), namespace, selector, Some(ports_of(template)))
}

fn of_template(template: &Template) -> Option<LabelSelector> {
    let labels = template.pod_labels().filter(|labels| !labels.is_empty());
    labels.cloned().map(by_labels)
}

macro_rules! connects {
    ($(impl[$($Restart:ident)?] $Workload:ty: $workload:ident => $pods:expr, $template:expr;)+) => { $(
        impl<$($Restart)?> Sealed for &$Workload {}

        impl<$($Restart)?> ConnectsFrom for &$Workload {
            fn selected_pods(self) -> SelectedPods {
                let $workload = self;
                $pods
            }

            fn addressed(self) -> Vec<Addressed> {
                let $workload = self;
                $template.service_links().iter().map(Addressed::from).collect()
            }
        }

        impl<$($Restart,)? P: IntoPolicyPorts> ConnectsTo<P> for &$Workload {
            fn destination(self, ports: P) -> Destination {
                self.selected_pods().into_destination(ports)
            }
        }
    )+ };
}

connects! {
    impl[] Deployment: it => selected("Deployment", &it.selected), it.selected.template;
    impl[] StatefulSet: it => selected("StatefulSet", &it.selected), it.selected.template;
    impl[] DaemonSet: it => selected("DaemonSet", &it.selected), it.selected.template;
    impl[] ReplicaSet: it => selected("ReplicaSet", &it.selected), it.selected.template;
    impl[R] Job<R>: it => of_job(it), it.parts.template;
    impl[] CronJob: it => of_cron_job(it), it.job.template;
}
