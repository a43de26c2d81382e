//! Warnings of ports that conflict.

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::container::ports::{host_port, protocol};
use crate::rules::engine::check::text;
use crate::rules::engine::index::Index;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::warning::Warnings;

/// The place of a port: the index of its container, and its own index.
type Place = (usize, usize);

/// The host IP and the host port that a port uses. Unset is `""` and 0.
type Host<'p> = (&'p str, i32);

/// Warns of ports that conflict, and of names that two ports have.
#[inline]
pub(crate) fn warn(scope: &Scope<'_>, spec: &Path<'_>, warnings: &mut Warnings) {
    let (mut groups, mut names) = (Index::new(), Index::new());
    for (i, container) in scope.containers().enumerate() {
        let at = container.at(spec);
        for (j, port) in container.view().ports.iter().enumerate() {
            let at = at.item("ports", j);
            // What two conflicting ports have in common.
            let key = (protocol(port), port.container_port);
            let number = if container.view().is_ephemeral {
                port.host_port.unwrap_or(0)
            } else {
                host_port(scope, port)
            };
            let host = (text(port.host_ip.as_ref()), number);
            warn_host_ip(port, host, &at, warnings);
            let group: &mut Group<'_> = groups.or_default(key);
            for (kind, other) in group.conflicts(host) {
                let message = format!("{kind} as {}", path_of(scope, other, spec));
                warnings.warn(rule::WARN_PORT_CONFLICT, &at, message);
            }
            group.add(host, (i, j));
        }
    }
    for (i, container) in scope.containers().enumerate() {
        let at = container.at(spec);
        for (j, port) in container.view().ports.iter().enumerate() {
            let name = text(port.name.as_ref());
            if let Some(first) = names.insert(name, (i, j))
                && !name.is_empty()
            {
                let other = path_of(scope, *first, spec);
                let message =
                    format!("{name:?} is the name of {other} too, which services and probes choose");
                warnings.warn(rule::WARN_PORT_NAME_TWICE, &at.item("ports", j), message);
            }
        }
    }
}

#[inline]
fn warn_host_ip(port: &v1::ContainerPort, host: Host<'_>, at: &Path<'_>, warnings: &mut Warnings) {
    if !host.0.is_empty() && host.1 == 0 {
        let message = format!(
            "the hostIP {:?} of port {} means nothing without a hostPort",
            host.0, port.container_port
        );
        warnings.warn(rule::WARN_HOST_IP_ALONE, at, message);
    }
}

/// Returns the path of a port.
#[inline]
fn path_of(scope: &Scope<'_>, (container, port): Place, spec: &Path<'_>) -> String {
    let container = scope.containers().nth(container);
    container.map(|container| container.at(spec).item("ports", port).to_string()).unwrap_or_default()
}

/// The ports of one number and protocol so far.
#[derive(Default)]
struct Group<'p> {
    /// The first port, and the first port with another [`Host`].
    two: [Option<(Host<'p>, Place)>; 2],
    /// The first port without a host port.
    open: Option<Place>,
    /// The first port with each [`Host`].
    same: Index<'p, Place>,
    /// The first port with each host port: without a host IP, and with one.
    by_number: [Index<'p, Place>; 2],
}

impl<'p> Group<'p> {
    #[inline]
    fn add(&mut self, host: Host<'p>, place: Place) {
        match self.two {
            [None, _] => self.two[0] = Some((host, place)),
            [Some((first, _)), None] if first != host => self.two[1] = Some((host, place)),
            _ => {}
        }
        if host.1 == 0 {
            self.open.get_or_insert(place);
        }
        self.same.insert(host, place);
        self.by_number[usize::from(!host.0.is_empty())].insert(host.1, place);
    }

    /// Returns the first port of each kind of conflict with a port that uses `host`.
    #[inline]
    fn conflicts(&self, host: Host<'p>) -> impl Iterator<Item = (&'static str, Place)> + use<> {
        let same = self.same.get(host).copied();
        let overlaps = if host.1 == 0 {
            self.two.iter().flatten().find(|(other, _)| *other != host).map(|(_, place)| *place)
        } else {
            self.open
        };
        let ambiguous = if host.1 == 0 {
            None
        } else {
            self.by_number[usize::from(host.0.is_empty())].get(host.1).copied()
        };
        let kinds = [
            same.map(|place| ("the same port", place)),
            overlaps.map(|place| ("the same port with and without a host port", place)),
            ambiguous.map(|place| ("the same host port with and without an address", place)),
        ];
        kinds.into_iter().flatten()
    }
}
