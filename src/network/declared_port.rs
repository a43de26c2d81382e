use super::known::shown;

/// A port that a container declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeclaredPort {
    pub(crate) name: Option<String>,
    pub(crate) number: i32,
    pub(crate) protocol: String,
}

/// Returns why a workload lacks a port: what its containers declare.
pub(super) fn lacks_port(noun: &str, ports: &[DeclaredPort]) -> String {
    let ports = ports.iter().map(|port| {
        let protocol = if port.protocol == "TCP" { String::new() } else { format!(" {}", port.protocol) };
        shown(port.name.as_deref(), port.number) + &protocol
    });
    let list = ports.collect::<Vec<_>>().join(", ");
    let declared =
        if list.is_empty() { "none is declared".to_owned() } else { format!("declared are {list}") };
    format!("no container of {noun} declares this port; {declared}")
}
