//! The names of roles and bindings.

use crate::rules::object::metadata::Naming;
use crate::value::grammar::access::path_segment;

/// Names of roles and bindings in a namespace.
pub(crate) const NAMESPACED: Naming =
    Naming { name: path_segment, prefix: path_segment, is_namespaced: true };

/// Names of roles and bindings of the cluster.
pub(crate) const OF_CLUSTER: Naming = Naming { is_namespaced: false, ..NAMESPACED };
