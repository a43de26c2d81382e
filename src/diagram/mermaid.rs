use std::fmt::{self, Write as _};

use super::area::Area;
use super::graph::{Line, Mark, Node, State};
use super::view::View;
use super::{Diagram, Direction, edge_words};
use crate::drawing::{self, Mermaid};

/// Writes a flowchart.
pub(super) fn write(diagram: &Diagram) -> String {
    let mut out = String::new();
    // A `String` takes everything that is written to it.
    let _ = write_to(&mut out, diagram, &diagram.view());
    out
}

fn write_to(out: &mut String, diagram: &Diagram, view: &View<'_>) -> fmt::Result {
    if let Some(title) = &diagram.title {
        writeln!(out, "---\ntitle: \"{}\"\n---", Yaml(title))?;
    }
    let direction = match diagram.direction {
        Direction::LeftToRight => "LR",
        Direction::TopDown => "TB",
    };
    writeln!(out, "flowchart {direction}")?;
    for (id, node) in (0..).zip(&view.nodes) {
        if matches!(view.frame_of.get(id), Some(None)) {
            write_node(out, "    ", id, node)?;
        }
    }
    for (at, frame) in view.frames.iter().enumerate() {
        let missing = if frame.is_missing { ", not in the set" } else { "" };
        let namespace = drawing::cut(frame.namespace, SIZE, WIDTH);
        writeln!(out, "    subgraph f{at} [\"Namespace {}{missing}\"]", Mermaid(&namespace))?;
        for (id, node) in (0..).zip(&view.nodes) {
            if view.frame_of.get(id) == Some(&Some(at)) {
                write_node(out, "        ", id, node)?;
            }
        }
        out.write_str("    end\n")?;
    }
    for edge in &view.edges {
        let arrow = if edge.state == State::External { "-.->" } else { "-->" };
        write!(out, "    n{} {arrow}", edge.from)?;
        let words = edge_words(edge);
        if !words.is_empty() {
            write!(out, "|\"{}\"|", Mermaid(&words))?;
        }
        writeln!(out, " n{}", edge.to)?;
    }
    write_classes(out, view)
}

/// The size and width at which names and lines are cut.
const SIZE: usize = 12;
const WIDTH: usize = 400;

/// Writes a node: its kind, its name, and its lines.
fn write_node(out: &mut String, indent: &str, id: usize, node: &Node) -> fmt::Result {
    let short = |text: &str| Mermaid(&drawing::cut(text, SIZE, WIDTH)).to_string();
    write!(out, "{indent}n{id}[\"{}<br>{}", short(node.name.kind()), short(node.name.name()))?;
    for line in &node.lines {
        write!(out, "<br>{}", short(&line_text(line)))?;
    }
    out.write_str("\"]\n")
}

/// Returns a line as one text: `sidecar proxy, envoy:v1.34`.
pub(super) fn line_text(line: &Line) -> String {
    let more = line.more.trim();
    let separator = if more.is_empty() { "" } else { ", " };
    match line.mark {
        Mark::Container(kind) => format!("{kind} {}{separator}{more}", line.text),
        Mark::Plain | Mark::Reason | Mark::Problem => line.text.clone(),
    }
}

fn write_classes(out: &mut String, view: &View<'_>) -> fmt::Result {
    for area in Area::ALL {
        let ids = ids(view, |node| node.area == area);
        if !ids.is_empty() {
            let (fill, stroke) = area.light();
            let class = area.class();
            writeln!(out, "    classDef {class} fill:{fill},stroke:{stroke},color:#1f2937")?;
            writeln!(out, "    class {ids} {class}")?;
        }
    }
    let styles = [
        (State::External, "external", "stroke-dasharray:4 3"),
        (State::Missing, "missing", "stroke:#dc2626,stroke-width:2px,stroke-dasharray:4 3"),
    ];
    for (state, class, style) in styles {
        let ids = ids(view, |node| node.state == state);
        if !ids.is_empty() {
            writeln!(out, "    classDef {class} {style}\n    class {ids} {class}")?;
        }
    }
    let red: Vec<String> = (0_usize..)
        .zip(&view.edges)
        .filter(|(_, edge)| edge.state == State::Missing)
        .map(|(at, _)| at.to_string())
        .collect();
    if !red.is_empty() {
        writeln!(out, "    linkStyle {} stroke:#dc2626,color:#dc2626", red.join(","))?;
    }
    for (at, _) in view.frames.iter().enumerate().filter(|(_, frame)| frame.is_missing) {
        writeln!(out, "    style f{at} stroke:#dc2626")?;
    }
    Ok(())
}

fn ids(view: &View<'_>, is: impl Fn(&Node) -> bool) -> String {
    let ids: Vec<String> =
        (0_usize..).zip(&view.nodes).filter(|(_, node)| is(node)).map(|(id, _)| format!("n{id}")).collect();
    ids.join(",")
}

/// Writes a text within double quotes of YAML.
struct Yaml<'t>(&'t str);

impl fmt::Display for Yaml<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | '-' | '.' | ',' | '/' | '(' | ')' => f.write_char(c),
            c => write!(f, "\\U{:08x}", u32::from(drawing::visible(c))),
        })
    }
}
