/// A port of a Service, as far as variables show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LinkedPort<'a> {
    /// The name. Empty if there is none.
    pub(crate) name: &'a str,
    pub(crate) number: u64,
    /// `TCP`, `UDP` or `SCTP`.
    pub(crate) protocol: &'a str,
}

/// A variable that the kubelet sets for a Service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServiceVariable {
    pub(crate) name: String,
    pub(crate) value: LinkValue,
}

/// The value of a variable of a Service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkValue {
    /// The cluster IP.
    Address,
    /// The number of a port.
    Number(u64),
    /// A URL, such as `tcp://10.0.0.11:6379`.
    Url(Protocol, u64),
    /// The protocol of a port in lower case.
    Protocol(Protocol),
}

/// The protocol of a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    Tcp,
    Udp,
    Sctp,
}

/// Returns what the variables of a Service begin with: `REDIS_MASTER` for `redis-master`.
pub(crate) fn variable_prefix(service: &str) -> String {
    service.chars().map(|c| if c == '-' { '_' } else { c.to_ascii_uppercase() }).collect()
}

/// Returns the variables that the kubelet sets for a Service that has a cluster IP, in its order.
///
/// The containers of all pods of the namespace have them, unless the pod has `enableServiceLinks: false`. What `env` and
/// `envFrom` set takes precedence. A Service without a cluster IP, which is headless or an `ExternalName`, has none.
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables>
pub(crate) fn service_variables<'a>(
    service: &str,
    ports: impl IntoIterator<Item = LinkedPort<'a>>,
) -> Vec<ServiceVariable> {
    let prefix = variable_prefix(service);
    let mut variables = Vec::new();
    let mut urls = Vec::new();
    for (index, port) in ports.into_iter().enumerate() {
        let LinkedPort { name, number, protocol } = port;
        let protocol = Protocol::of(protocol);
        let add = |list: &mut Vec<_>, name: String, value| list.push(ServiceVariable { name, value });
        if index == 0 {
            add(&mut variables, format!("{prefix}_SERVICE_HOST"), LinkValue::Address);
            add(&mut variables, format!("{prefix}_SERVICE_PORT"), LinkValue::Number(number));
            add(&mut urls, format!("{prefix}_PORT"), LinkValue::Url(protocol, number));
        }
        if !name.is_empty() {
            let name = format!("{prefix}_SERVICE_PORT_{}", variable_prefix(name));
            add(&mut variables, name, LinkValue::Number(number));
        }
        let start = format!("{prefix}_PORT_{number}_{}", protocol.upper());
        add(&mut urls, start.clone(), LinkValue::Url(protocol, number));
        add(&mut urls, format!("{start}_PROTO"), LinkValue::Protocol(protocol));
        add(&mut urls, format!("{start}_PORT"), LinkValue::Number(number));
        add(&mut urls, format!("{start}_ADDR"), LinkValue::Address);
    }
    variables.extend(urls);
    variables
}

impl Protocol {
    fn of(name: &str) -> Self {
        match name {
            "UDP" => Self::Udp,
            "SCTP" => Self::Sctp,
            _ => Self::Tcp,
        }
    }

    fn upper(self) -> &'static str {
        match self {
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
            Self::Sctp => "SCTP",
        }
    }

    fn lower(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
            Self::Sctp => "sctp",
        }
    }
}

impl std::fmt::Display for LinkValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Address => f.write_str("the cluster IP"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Url(protocol, number) => write!(f, "{}://CLUSTER-IP:{number}", protocol.lower()),
            Self::Protocol(protocol) => f.write_str(protocol.lower()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_those_of_the_kubelet() {
        let ports = [
            LinkedPort { name: "redis", number: 6379, protocol: "TCP" },
            LinkedPort { name: "a-b", number: 53, protocol: "UDP" },
            LinkedPort { name: "", number: 9, protocol: "SCTP" },
        ];
        let variables = service_variables("redis-master", ports);
        let shown: Vec<_> = variables.iter().map(|it| format!("{}={}", it.name, it.value)).collect();
        assert_eq!(
            shown,
            [
                "REDIS_MASTER_SERVICE_HOST=the cluster IP",
                "REDIS_MASTER_SERVICE_PORT=6379",
                "REDIS_MASTER_SERVICE_PORT_REDIS=6379",
                "REDIS_MASTER_SERVICE_PORT_A_B=53",
                "REDIS_MASTER_PORT=tcp://CLUSTER-IP:6379",
                "REDIS_MASTER_PORT_6379_TCP=tcp://CLUSTER-IP:6379",
                "REDIS_MASTER_PORT_6379_TCP_PROTO=tcp",
                "REDIS_MASTER_PORT_6379_TCP_PORT=6379",
                "REDIS_MASTER_PORT_6379_TCP_ADDR=the cluster IP",
                "REDIS_MASTER_PORT_53_UDP=udp://CLUSTER-IP:53",
                "REDIS_MASTER_PORT_53_UDP_PROTO=udp",
                "REDIS_MASTER_PORT_53_UDP_PORT=53",
                "REDIS_MASTER_PORT_53_UDP_ADDR=the cluster IP",
                "REDIS_MASTER_PORT_9_SCTP=sctp://CLUSTER-IP:9",
                "REDIS_MASTER_PORT_9_SCTP_PROTO=sctp",
                "REDIS_MASTER_PORT_9_SCTP_PORT=9",
                "REDIS_MASTER_PORT_9_SCTP_ADDR=the cluster IP",
            ]
        );
        assert_eq!(service_variables("redis", []), []);
    }
}
