use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use super::graph::{Edge, Line, Mark, Node, State};
use super::layout::{self, Card, Layout, Plan, Point, Rect, Tie};
use super::mermaid::line_text;
use super::style;
use super::view::{Frame, View};
use super::{Diagram, LABEL, edge_words};
use crate::drawing::{self, Xml};
use crate::facts::ContainerKind;

/// Writes a picture.
pub(super) fn write(diagram: &Diagram) -> String {
    let mut out = String::new();
    // A `String` takes everything that is written to it.
    let _ = Picture::of(diagram).write(&mut out);
    out
}

/// The least and the most width of the text of a card.
const TEXT: (usize, usize) = (104, 250);
/// The room beside the text of a card.
const PAD: i64 = 12;
/// The height of the kind and the name.
const HEAD: i64 = 42;
const LINE: i64 = 16;
/// Where the text of a container begins, after its mark.
const MARK: usize = 14;
const KIND: usize = 10;
const SMALL: usize = 11;
/// The sizes of bold texts, as wide as they are: a name, the title of a frame, the title.
const NAME: usize = 15;
const FRAME_NAME: usize = 13;
const HEADING: usize = 18;
/// The height of the title, and of the last line, which explains the marks.
const TITLE: i64 = 34;
const LEGEND: i64 = 26;
/// The most width of the title of a frame.
const FRAME_TITLE: usize = 240;

struct Picture<'d, 'g> {
    diagram: &'d Diagram,
    view: View<'g>,
    layout: Layout,
    words: Vec<String>,
    /// The room above the cards.
    top: i64,
}

impl<'d> Picture<'d, 'd> {
    fn of(diagram: &'d Diagram) -> Self {
        let view = diagram.view();
        let words: Vec<String> = view.edges.iter().map(edge_words).collect();
        let cards = view.nodes.iter().zip(&view.frame_of).map(|(node, frame)| Card {
            width: int(text_width(node)) + 2 * PAD,
            height: HEAD + LINE * int(node.lines.len()) + if node.lines.is_empty() { 2 } else { 8 },
            column: node.column,
            band: frame.map_or(0, |frame| frame + 1),
        });
        let ties = view.edges.iter().zip(&words).map(|(edge, words)| Tie {
            from: edge.from,
            to: edge.to,
            class: match edge.state {
                State::Present => 0,
                State::External => 1,
                State::Missing => 2,
            },
            words: int(drawing::width(words, LABEL)),
        });
        let titles =
            view.frames.iter().map(|frame| Some(int(drawing::width(&frame_title(frame), FRAME_NAME)) + PAD));
        let plan = Plan {
            direction: diagram.direction,
            cards: cards.collect(),
            ties: ties.collect(),
            bands: std::iter::once(None).chain(titles).collect(),
        };
        let layout = layout::arrange(&plan);
        let top = if diagram.title.is_some() { TITLE } else { 0 };
        Self { diagram, view, layout, words, top }
    }

    fn write(&self, out: &mut String) -> fmt::Result {
        let kinds = self.container_kinds();
        let title = self.diagram.title.as_deref();
        let least = title.map_or(0, |title| int(drawing::width(title, HEADING).min(600)) + 40);
        let width = self.layout.width.max(least).max(if kinds.is_empty() { 0 } else { 270 });
        let height = self.layout.height + self.top + if kinds.is_empty() { 0 } else { LEGEND };
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"podwright\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"graphics-document document\">"
        )?;
        let words = title.unwrap_or("The objects of the application and the links between them");
        writeln!(out, "<title>{}</title>", Xml(words))?;
        out.write_str("<style>\n")?;
        style::write(out)?;
        out.write_str("</style>\n")?;
        writeln!(out, "<rect class=\"page\" width=\"{width}\" height=\"{height}\"/>")?;
        if let Some(title) = title {
            let title = drawing::cut(title, HEADING, 600);
            writeln!(out, "<text class=\"title\" x=\"20\" y=\"32\">{}</text>", Xml(&title))?;
        }
        for (frame, rect) in self.view.frames.iter().zip(self.layout.frames.iter().skip(1)) {
            if let Some(rect) = rect {
                self.write_frame(out, frame, *rect)?;
            }
        }
        self.write_edges(out)?;
        for (id, (node, rect)) in self.view.nodes.iter().zip(&self.layout.cards).enumerate() {
            self.write_card(out, id, node, *rect)?;
        }
        self.write_words(out)?;
        write_legend(out, &kinds, height)?;
        out.write_str("</svg>\n")
    }

    /// Returns the kinds of containers that there are.
    fn container_kinds(&self) -> Vec<ContainerKind> {
        let has = |kind: &ContainerKind| {
            self.view
                .nodes
                .iter()
                .flat_map(|node| &node.lines)
                .any(|line| line.mark == Mark::Container(*kind))
        };
        [ContainerKind::Init, ContainerKind::Sidecar, ContainerKind::Main].into_iter().filter(has).collect()
    }

    fn write_frame(&self, out: &mut String, frame: &Frame<'_>, rect: Rect) -> fmt::Result {
        let (class, title) =
            if frame.is_missing { ("frame missing", "missing-title") } else { ("frame", "frame-title") };
        self.write_rect(out, class, rect, 10)?;
        let (x, y) = (rect.x + PAD, rect.y + self.top + 18);
        writeln!(out, "<text class=\"{title}\" x=\"{x}\" y=\"{y}\">{}</text>", Xml(&frame_title(frame)))
    }

    fn write_rect(&self, out: &mut String, class: &str, rect: Rect, radius: i64) -> fmt::Result {
        let Rect { x, y, width, height } = rect;
        let y = y + self.top;
        writeln!(
            out,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>"
        )
    }

    fn write_edges(&self, out: &mut String) -> fmt::Result {
        let mut tips = BTreeSet::new();
        for (edge, route) in self.view.edges.iter().zip(&self.layout.routes) {
            let [tip, next, ..] = route.points[..] else { continue };
            let (down, across) = (direction(next, tip), edge_class(edge));
            tips.insert((tip, down, across));
            write!(
                out,
                "<path class=\"line {across}\" data-from=\"n{}\" data-to=\"n{}\" d=\"",
                edge.from, edge.to
            )?;
            write_path(out, &route.points, self.top)?;
            writeln!(out, "\"><title>{}</title></path>", Xml(&self.edge_title(edge)))?;
        }
        for ((x, y), (dx, dy), class) in tips {
            let y = y + self.top;
            let (back_x, back_y) = (x - 8 * dx, y - 8 * dy);
            writeln!(
                out,
                "<path class=\"tip {class}\" d=\"M{x} {y}L{} {}L{} {}Z\"/>",
                back_x + 4 * dy,
                back_y + 4 * dx,
                back_x - 4 * dy,
                back_y - 4 * dx
            )?;
        }
        Ok(())
    }

    /// Says in full what an edge is.
    fn edge_title(&self, edge: &Edge) -> String {
        let name = |at: usize| self.view.nodes.get(at).map(|node| node.name.to_string()).unwrap_or_default();
        let separator = if edge.words.is_empty() { "" } else { ": " };
        format!("{} -> {}{separator}{}", name(edge.from), name(edge.to), edge.words.join(", "))
    }

    fn write_card(&self, out: &mut String, id: usize, node: &Node, rect: Rect) -> fmt::Result {
        let state = match node.state {
            State::Present => "",
            State::External => " external",
            State::Missing => " missing",
        };
        let class = node.area.class();
        writeln!(out, "<g class=\"{class}{state}\" role=\"graphics-symbol img\" data-node=\"n{id}\">")?;
        write!(out, "<title>{}", Xml(&node.name.to_string()))?;
        for line in &node.lines {
            write!(out, "\n{}", Xml(&line_text(line)))?;
        }
        out.write_str("</title>\n")?;
        self.write_rect(out, "card", rect, 7)?;
        let (x, y) = (rect.x + PAD, rect.y + self.top);
        let text = |size, text: &str| Xml(&drawing::cut(text, size, TEXT.1)).to_string();
        writeln!(
            out,
            "<text class=\"kind\" x=\"{x}\" y=\"{}\">{}</text>",
            y + 17,
            text(KIND, node.name.kind())
        )?;
        writeln!(
            out,
            "<text class=\"name\" x=\"{x}\" y=\"{}\">{}</text>",
            y + 34,
            text(NAME, node.name.name())
        )?;
        for (at, line) in node.lines.iter().enumerate() {
            write_line(out, x, y + HEAD + LINE * int(at), line)?;
        }
        out.write_str("</g>\n")
    }

    fn write_words(&self, out: &mut String) -> fmt::Result {
        for ((edge, route), words) in self.view.edges.iter().zip(&self.layout.routes).zip(&self.words) {
            if !words.is_empty() {
                let (x, y) = route.words;
                let end = if route.words_end { " end" } else { "" };
                writeln!(
                    out,
                    "<text class=\"words {}{end}\" x=\"{x}\" y=\"{}\">{}</text>",
                    edge_class(edge),
                    y + self.top,
                    Xml(words)
                )?;
            }
        }
        Ok(())
    }
}

/// Writes a line of a card. A container has a mark, and its image is paler.
fn write_line(out: &mut String, x: i64, y: i64, line: &Line) -> fmt::Result {
    let class = match line.mark {
        Mark::Container(kind) => {
            writeln!(
                out,
                "<rect class=\"{}\" x=\"{x}\" y=\"{}\" width=\"8\" height=\"8\" rx=\"2\"/>",
                style::container(kind),
                y + 3
            )?;
            let room = TEXT.1 - MARK;
            let name = drawing::cut(&line.text, SMALL, room);
            write!(out, "<text class=\"line-text\" x=\"{}\" y=\"{}\">{}", x + int(MARK), y + 11, Xml(&name))?;
            let used = drawing::width(&name, SMALL) + 4;
            if !line.more.is_empty() && used + 30 < room {
                let more = drawing::cut(&line.more, SMALL, room - used);
                write!(out, " <tspan class=\"more\">{}</tspan>", Xml(&more))?;
            }
            return out.write_str("</text>\n");
        }
        Mark::Plain => "line-text",
        Mark::Reason => "reason",
        Mark::Problem => "problem",
    };
    let text = drawing::cut(&line.text, SMALL, TEXT.1);
    writeln!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{}\">{}</text>", y + 11, Xml(&text))
}

/// Returns the width of the widest text of a card, after cutting.
fn text_width(node: &Node) -> usize {
    let lines = node.lines.iter().map(|line| match line.mark {
        Mark::Container(_) => {
            MARK + drawing::width(&line.text, SMALL) + 4 + drawing::width(&line.more, SMALL)
        }
        Mark::Plain | Mark::Reason | Mark::Problem => drawing::width(&line.text, SMALL),
    });
    let head = [drawing::width(node.name.kind(), KIND), drawing::width(node.name.name(), NAME)];
    lines.chain(head).max().unwrap_or_default().clamp(TEXT.0, TEXT.1)
}

fn frame_title(frame: &Frame<'_>) -> String {
    let missing = if frame.is_missing { " (not in the set)" } else { "" };
    drawing::cut(&format!("Namespace {}{missing}", frame.namespace), FRAME_NAME, FRAME_TITLE).into_owned()
}

fn edge_class(edge: &Edge) -> &'static str {
    match edge.state {
        State::Present => "present",
        State::External => "external",
        State::Missing => "missing",
    }
}

/// Explains the marks of containers.
fn write_legend(out: &mut String, kinds: &[ContainerKind], height: i64) -> fmt::Result {
    let mut x = 20;
    let y = height - 16;
    for kind in kinds {
        let words = kind.to_string();
        writeln!(
            out,
            "<rect class=\"{}\" x=\"{x}\" y=\"{}\" width=\"8\" height=\"8\" rx=\"2\"/>",
            style::container(*kind),
            y - 8
        )?;
        writeln!(out, "<text class=\"reason\" x=\"{}\" y=\"{y}\">{words}</text>", x + int(MARK))?;
        x += int(MARK + drawing::width(&words, SMALL)) + 14;
    }
    Ok(())
}

/// Returns the direction from a point to another: a step of one.
fn direction(from: Point, to: Point) -> Point {
    ((to.0 - from.0).signum(), (to.1 - from.1).signum())
}

/// The radius of a turn.
const RADIUS: i64 = 6;

/// Writes a path with round turns. It begins under the tip, so that the strokes of several paths to one card coincide.
fn write_path(out: &mut String, points: &[Point], top: i64) -> fmt::Result {
    let [first, second, ..] = points[..] else { return Ok(()) };
    let (dx, dy) = direction(first, second);
    write!(out, "M{} {}", first.0 + 5 * dx, first.1 + 5 * dy + top)?;
    for corner in points.windows(3) {
        let [before, (x, y), after] = *corner else { continue };
        let length = |other: Point| (other.0 - x).abs() + (other.1 - y).abs();
        let radius = RADIUS.min(length(before) / 2).min(length(after) / 2);
        let (from, to) = (direction((x, y), before), direction((x, y), after));
        write!(
            out,
            "L{} {}Q{x} {} {} {}",
            x + from.0 * radius,
            y + from.1 * radius + top,
            y + top,
            x + to.0 * radius,
            y + to.1 * radius + top
        )?;
    }
    match points.last() {
        Some((x, y)) => write!(out, "L{x} {}", y + top),
        None => Ok(()),
    }
}

fn int(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
