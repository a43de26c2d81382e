//! What of a graph is shown.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{Edge, Graph, Node, State};

/// The nodes and edges that are shown.
#[derive(Debug)]
pub(super) struct View<'g> {
    pub(super) nodes: Vec<&'g Node>,
    /// The edges, by the positions in `nodes`.
    pub(super) edges: Vec<Edge>,
    /// The namespaces that are drawn as frames. Without frames, there is one namespace at most.
    pub(super) frames: Vec<Frame<'g>>,
    /// The frame of each node.
    pub(super) frame_of: Vec<Option<usize>>,
}

/// A namespace.
#[derive(Debug)]
pub(super) struct Frame<'g> {
    pub(super) namespace: &'g str,
    /// Whether the set has other namespaces as objects, and not this one.
    pub(super) is_missing: bool,
}

impl<'g> View<'g> {
    /// Leaves out the kinds that are hidden, and what only they refer to.
    pub(super) fn of(graph: &'g Graph, hidden: &BTreeSet<Box<str>>) -> Self {
        let is_hidden = |node: &Node| hidden.contains(node.name.kind());
        let mut is_shown: Vec<bool> = graph.nodes.iter().map(|node| !is_hidden(node)).collect();
        let mut is_tied = vec![false; graph.nodes.len()];
        for edge in &graph.edges {
            if let (Some(true), Some(true)) = (is_shown.get(edge.from), is_shown.get(edge.to)) {
                for end in [edge.from, edge.to] {
                    if let Some(is_tied) = is_tied.get_mut(end) {
                        *is_tied = true;
                    }
                }
            }
        }
        let namespaces = namespaces(graph, &is_shown);
        for ((is_shown, node), is_tied) in is_shown.iter_mut().zip(&graph.nodes).zip(is_tied) {
            let is_frame = is_namespace(node) && namespaces.contains(node.name.name());
            *is_shown &= is_tied || (node.state == State::Present && !is_frame);
        }
        let mut place = BTreeMap::new();
        let mut nodes = Vec::new();
        for (at, (node, is_shown)) in graph.nodes.iter().zip(is_shown).enumerate() {
            if is_shown {
                place.insert(at, nodes.len());
                nodes.push(node);
            }
        }
        let edges = graph.edges.iter().filter_map(|edge| {
            Some(Edge { from: *place.get(&edge.from)?, to: *place.get(&edge.to)?, ..edge.clone() })
        });
        let frames: Vec<Frame<'g>> = namespaces
            .iter()
            .map(|namespace| Frame { namespace, is_missing: graph.missing_namespaces.contains(*namespace) })
            .collect();
        let frame_of = nodes
            .iter()
            .map(|node| {
                let own = node.name.namespace()?;
                frames.iter().position(|frame| frame.namespace == own)
            })
            .collect();
        Self { edges: edges.collect(), nodes, frames, frame_of }
    }
}

/// Returns the namespaces that are frames: all, if there are several, or if one is an object of the set.
fn namespaces<'g>(graph: &'g Graph, is_shown: &[bool]) -> BTreeSet<&'g str> {
    let shown = || graph.nodes.iter().zip(is_shown).filter(|(_, is_shown)| **is_shown).map(|(node, _)| node);
    let namespaces: BTreeSet<&str> = shown().filter_map(|node| node.name.namespace()).collect();
    let is_object = shown().any(|node| is_namespace(node) && namespaces.contains(node.name.name()));
    if namespaces.len() > 1 || is_object || !graph.missing_namespaces.is_empty() {
        namespaces
    } else {
        BTreeSet::new()
    }
}

fn is_namespace(node: &Node) -> bool {
    node.name.group().is_empty() && node.name.kind() == "Namespace"
}
