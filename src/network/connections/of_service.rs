use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::draft::Problem;
use super::ends::{ConnectsTo, Destination, SelectedPods, To, block_of};
use crate::network::declared_port::{DeclaredPort, lacks_port};
use crate::network::known::{ChoosePort, PortChoice};
use crate::network::policy_port::PolicyPort;
use crate::network::service::Service;
use crate::sealed::Sealed;

impl Sealed for &Service {}

/// The pods behind the service, at the port that the port of the service leads to.
impl<P: ChoosePort> ConnectsTo<P> for &Service {
    fn destination(self, port: P) -> Destination {
        of(self, Some(&port.into_choice()))
    }
}

/// Returns what is behind a port of a service, or behind all of its ports.
pub(super) fn of(service: &Service, choice: Option<&PortChoice>) -> Destination {
    let ports = service.spec.ports.iter().flatten();
    let chosen: Vec<_> = ports.filter(|port| choice.is_none_or(|choice| choice.matches(port))).collect();
    let mut problems = Vec::new();
    if let Some(choice) = choice
        && chosen.is_empty()
    {
        let (shown, detail) = (choice.shown(), service.known().no_port());
        problems.push(Problem::NoServicePort { shown, detail });
    }
    let selector = service.spec.selector.clone().filter(|labels| !labels.is_empty());
    let Some(labels) = selector else {
        if service.endpoints.is_empty() {
            problems.push(Problem::NoAddresses { service: service.name().to_owned() });
        }
        let ports = chosen.into_iter().map(|port| PolicyPort::of_service(port, number_of(port)));
        let to = To::Addresses(service.endpoints.iter().copied().map(block_of).collect());
        return Destination { to, ports: Some(ports.collect()), problems };
    };
    let workload = service.workload.as_ref();
    let mut targets = Vec::new();
    for port in chosen {
        let target = target_of(port, choice, workload.map(|workload| &*workload.ports));
        let target = PolicyPort::of_service(port, target);
        if let (Some(workload), (Some(IntOrString::String(name)), _)) = (workload, target.target()) {
            let detail = lacks_port(&workload.noun, &workload.ports);
            let shown = format!("{name:?}");
            problems.push(Problem::UndeclaredPort { port: target.clone().into(), shown, detail });
        }
        targets.push(target);
    }
    let selector = LabelSelector { match_labels: Some(labels), ..LabelSelector::default() };
    let namespace = service.space();
    let pods = SelectedPods::of("Service", service.name(), namespace, Some(selector), None);
    Destination { to: To::Pods(pods), ports: Some(targets), problems }
}

/// Returns the port of the pods that a port of a service leads to: its number, if it is known.
fn target_of(
    port: &v1::ServicePort,
    choice: Option<&PortChoice>,
    declared: Option<&[DeclaredPort]>,
) -> IntOrString {
    let Some(IntOrString::String(name)) = &port.target_port else { return number_of(port) };
    let protocol = port.protocol.as_deref().unwrap_or("TCP");
    let is_it = |it: &&DeclaredPort| it.name.as_ref() == Some(name) && it.protocol == protocol;
    match (declared, choice) {
        (Some(declared), _) => {
            let found = declared.iter().find(is_it);
            found.map_or_else(|| IntOrString::String(name.clone()), |it| IntOrString::Int(it.number))
        }
        (None, Some(PortChoice::Target(handle))) => IntOrString::Int(handle.number().into()),
        _ => IntOrString::String(name.clone()),
    }
}

/// Returns the number that the port leads to. The addresses behind a service without a selector have no names of ports.
fn number_of(port: &v1::ServicePort) -> IntOrString {
    match port.target_port {
        Some(IntOrString::Int(number)) => IntOrString::Int(number),
        _ => IntOrString::Int(port.port),
    }
}
