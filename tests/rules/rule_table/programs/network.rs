//! Programs of Services, Ingresses and `NetworkPolicies`.

use podwright::network::Connections;
use podwright::prelude::*;
use podwright::rules::KubeVersion;
use podwright::workload::Deployment;

use super::Program;

pub(crate) fn programs() -> Vec<Program> {
    let services = services().into_iter().map(|(rule, service)| {
        Program::newest(rule, move |version| service.clone().build_for(version))
    });
    let old = old_services().into_iter().map(|(rule, service)| {
        Program::new(rule, KubeVersion::V1_33, move |version| service.clone().build_for(version))
    });
    let ingresses = ingresses().into_iter().map(|(rule, version, ingress)| {
        Program::new(rule, version, move |version| ingress.clone().build_for(version))
    });
    let policies = policies().into_iter().map(|(rule, policy)| {
        Program::newest(rule, move |version| policy.clone().build_for(version))
    });
    let external_name = Program::newest("external-name", |version| {
        Service::external_name(name!("db"), host!("*.example.com")).build_for(version)
    });
    let address = Program::newest("service-address-port", |version| {
        let web = Container::new(name!("web"), image!("nginx:1.27"));
        let web = web.env(vars! { WEB_ADDR = self::web().address(81) });
        Pod::builder(name!("web")).main(web).build_for(version)
    });
    services.chain(old).chain([address]).chain([external_name]).chain(ingresses).chain(policies).chain(connections()).collect()
}

pub(crate) fn raw_programs() -> Vec<Program> {
    vec![Program::newest("apply-ip-family-missing", |version| {
        let families = IpFamilies::require_dual_stack().first(IpFamily::V4);
        let one = |spec: &mut v1::ServiceSpec| spec.ip_families.iter_mut().for_each(|families| families.truncate(1));
        web().ip_families(families).raw(one).build_for(version)
    })]
}

fn over() -> Service {
    Service::over(name!("web"), labels! { "app" = "web" })
}

fn web() -> Service {
    over().port_number(8080, 80)
}

fn node_port(port: ServicePort) -> ServicePort {
    port.node_port(node_port!(30080))
}

fn services() -> Vec<(&'static str, Service)> {
    let (http, admin) = (port!("http", 8080), port!("admin", 9000));
    let container = Container::new(name!("web"), image!("nginx:1.27")).port(&http);
    let workload = Deployment::new(name!("web"), PodTemplate::builder().main(container));
    let ranges: AnnotationKey = key!("service.beta.kubernetes.io/load-balancer-source-ranges");
    let two_ports = || [ServicePort::of(&http, 80), ServicePort::of(&admin, 81)];
    vec![
        ("service-ports-required", over()),
        ("service-port-name-required", web().port_number(8081, 81)),
        ("service-port-name-duplicate", over().port(&http, 80).port(&http, 81)),
        ("service-port-range", over().port(&http, 0)),
        ("service-target-port", over().port_number(0, 0)),
        ("service-port-duplicate", over().port(&http, 80).port(&admin, 80)),
        ("node-port-type", over().ports([node_port(ServicePort::of(&http, 80))])),
        ("node-port-range", over().ports([ServicePort::of(&http, 80).node_port(8080)]).node_port()),
        ("node-port-duplicate", over().port(&http, 80).port(&admin, 80).node_port()),
        ("node-port-shared", over().ports(two_ports().map(node_port)).node_port()),
        ("cluster-ips-families", web().cluster_ips(ip!("10.96.0.7"), ip!("10.96.0.8"))),
        (
            "cluster-ips-of-family",
            web().cluster_ip(ip!("10.96.0.7")).ip_families(IpFamilies::single(IpFamily::V6)),
        ),
        ("ip-family-policy-single", web().cluster_ips(ip!("10.96.0.7"), ip!("fd00::7"))),
        ("external-ip-special", web().external_ips([ip!("127.0.0.1")])),
        (
            "session-affinity-timeout",
            web().session_affinity(SessionAffinity::client_ip().timeout(Seconds::hours(25))),
        ),
        ("source-ranges-type", web().annotation(ranges.clone(), "10.0.0.0/8")),
        ("cidr-invalid", web().annotation(ranges, "10.0.0.1/8").load_balancer()),
        (
            "health-check-port-range",
            over().ports([node_port(ServicePort::of(&http, 80))]).expose(
                LoadBalancer::new()
                    .external_traffic_policy(LocalTraffic::new().health_check_node_port(node_port!(30080))),
            ),
        ),
        (
            "topology-annotations",
            web().annotations(annotations! {
                "service.kubernetes.io/topology-mode" = "Auto",
                "service.kubernetes.io/topology-aware-hints" = "Disabled",
            }),
        ),
        ("service-port-undeclared", workload.service().port(&admin, 80)),
    ]
}

fn old_services() -> Vec<(&'static str, Service)> {
    vec![
        ("service-name", Service::over(name!("1web"), labels! { "app" = "web" }).port_number(8080, 80)),
        ("traffic-distribution", web().traffic_distribution(TrafficDistribution::PreferSameZone)),
    ]
}

fn ingresses() -> Vec<(&'static str, KubeVersion, Ingress)> {
    let newest = KubeVersion::V1_37;
    let ingress = || Ingress::new(name!("web"));
    let old = Service::over(name!("1web"), labels! { "app" = "web" }).port_number(8080, 80);
    vec![
        ("ingress-empty", newest, ingress()),
        ("backend-service", KubeVersion::V1_33, ingress().default_backend(old.backend(80))),
        ("backend-port-required", newest, ingress().default_backend(Service::external(name!("web")).backend(0))),
        (
            "ingress-class-annotation",
            newest,
            ingress()
                .default_backend(web().backend(80))
                .ingress_class_name(name!("nginx"))
                .annotation(key!("kubernetes.io/ingress.class"), "traefik"),
        ),
        ("backend-port-unknown", newest, ingress().default_backend(web().backend(81))),
    ]
}

fn policies() -> Vec<(&'static str, NetworkPolicy)> {
    let policy = || NetworkPolicy::over_all(name!("web"));
    let port = |port: PolicyPort| policy().allow_from(Peer::every_namespace(), port);
    vec![
        ("policy-port", port(PolicyPort::number(0))),
        ("policy-end-port-range", port(PolicyPort::range(1, 0))),
        ("policy-end-port-order", port(PolicyPort::range(81, 80))),
        (
            "cidr-except",
            policy().allow_to(Peer::cidr(cidr!("10.0.0.0/8")).except([cidr!("11.0.0.0/16")]), AllPorts),
        ),
    ]
}

fn connections() -> Vec<Program> {
    let (http, admin) = (port!("http", 8080), port!("admin", 9000));
    let container = Container::new(name!("web"), image!("nginx:1.27")).port(&http);
    let template = || PodTemplate::builder().main(container.clone());
    let web = Deployment::new(name!("web"), template());
    let elsewhere = Deployment::new(name!("db"), template()).namespace(name!("data"));
    let nightly = CronJob::new(name!("nightly"), cron!("15 3 * * *"), JobTemplate::never(template()));
    let outside = Service::without_selector(name!("legacy")).port_number(5432, 5432);
    let all = || Connections::new();
    let broken = vec![
        ("connection-port-undeclared", all().allow(&web, &web, &admin)),
        ("connection-service-port", all().allow(&web, &self::web(), 81)),
        ("connection-addresses", all().allow(&web, &outside, 5432)),
        ("connection-pods", all().allow(&nightly, &web, &http)),
        ("connection-namespace", all().allow(&web, &elsewhere, &http)),
    ];
    let program = |(rule, connections): (_, Connections)| {
        Program::newest(rule, move |version| {
            connections.build_all_for(version).map(|policies| policies.into_iter().next().unwrap())
        })
    };
    broken.into_iter().map(program).collect()
}
