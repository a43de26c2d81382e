//! Pods of parts that need not fit together, through the builder and without `raw`.

use podwright::pod::network::Hostname;
use podwright::prelude::*;
use podwright_proptest as strategies;
use proptest::collection::vec;
use proptest::prelude::Strategy;
use proptest::sample::{SizeRange, subsequence};

type Change = fn(PodBuilder<HasMain>) -> PodBuilder<HasMain>;

/// Changes that do not fit every pod.
const CHANGES: &[Change] = &[
    PodBuilder::host_network,
    PodBuilder::host_ipc,
    PodBuilder::user_namespace,
    |pod| pod.pid_namespace(PidNamespace::Host),
    |pod| pod.os(Os::Linux),
    |pod| pod.os(Os::Windows),
    |pod| pod.node_name(name!("a")),
    |pod| pod.scheduling_gate(key!("example.com/a")),
    |pod| pod.restart(RestartPolicy::Never),
    |pod| pod.active_deadline(secs(0)),
    |pod| pod.termination_grace_period(secs(0)),
    |pod| pod.hostname(Hostname::of_pod().hostname_override("a.example".parse().unwrap())),
    |pod| pod.each_container(|container| container.pull_policy(PullPolicy::Never)),
    |pod| pod.each_container(|container| container.security_context(SecurityContext::new().privileged())),
    |pod| pod.each_container(|container| container.env(vars! { PORT = 80 })),
    |pod| pod.each_container(|container| container.port(port!("http", 80))),
    |pod| pod.each_container(|c| c.mount(Volume::empty_dir(name!("each")).at(path!("/each")))),
    |pod| pod.each_container(|c| c.resources(Resources::new().huge_pages(HugePages::of_1gi(1)))),
];

pub(crate) fn pods() -> impl Strategy<Value = PodBuilder<HasMain>> {
    let few = || SizeRange::new(0..=2);
    let containers = (
        vec(strategies::container(), few()),
        vec(strategies::sidecar(), few()),
        vec(strategies::volume(), few()),
        vec(strategies::block_volume(), few()),
        vec(strategies::pod_security_context(), few()),
    );
    let metadata = (strategies::annotations(), strategies::labels());
    let changes = subsequence(CHANGES, 0..=5);
    (strategies::pod(), containers, metadata, changes).prop_map(|(pod, parts, metadata, changes)| {
        let (containers, sidecars, volumes, disks, securities) = parts;
        let (annotations, labels) = metadata;
        let pod = pod.containers(containers).annotations(annotations).labels(labels);
        let pod = sidecars.into_iter().fold(pod, PodBuilder::inject_first);
        let pod = volumes.into_iter().fold(pod, PodBuilder::volume);
        let pod = disks.into_iter().fold(pod, PodBuilder::volume);
        let pod = securities.into_iter().fold(pod, PodBuilder::security_context);
        changes.into_iter().fold(pod, |pod, change| change(pod))
    })
}
