//! Diagrams of applications: Mermaid and SVG.

mod area;
mod card;
mod graph;
mod layout;
mod mermaid;
mod policy;
mod style;
mod svg;
mod view;
mod words;

use std::collections::BTreeSet;

use self::graph::{Edge, Graph};
use self::view::View;
use crate::links::{Links, ObjectName};
use crate::manifest::Object;

/// A diagram of a set of objects and of the links between them.
#[derive(Clone, Debug)]
pub struct Diagram {
    graph: Graph,
    title: Option<Box<str>>,
    direction: Direction,
    hidden: BTreeSet<Box<str>>,
}

/// The direction in which a diagram is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Traffic goes from left to right. Lists of many objects are tall.
    #[default]
    LeftToRight,
    /// Traffic goes down. Lists of many objects are wide.
    TopDown,
}

impl Diagram {
    /// Draws objects and the links between them.
    ///
    /// The order of the objects does not matter.
    #[must_use]
    pub fn between<'o>(objects: impl IntoIterator<Item = &'o Object>) -> Self {
        let mut objects: Vec<&Object> = objects.into_iter().collect();
        objects.sort_by_cached_key(|object| ObjectName::from(*object));
        Self::of(&Links::between(objects.iter().copied()), objects)
    }

    /// Draws objects and those of the links that start at one of them.
    #[must_use]
    pub fn of<'o>(links: &Links, objects: impl IntoIterator<Item = &'o Object>) -> Self {
        let graph = Graph::of(links, objects);
        Self { graph, title: None, direction: Direction::default(), hidden: BTreeSet::new() }
    }

    /// Sets the title. Defaults to none.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into().into());
        self
    }

    /// Sets the direction. Defaults to [`Direction::LeftToRight`].
    #[must_use]
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Hides the objects of a kind, and what only they refer to.
    #[must_use]
    pub fn hide(mut self, kind: &str) -> Self {
        self.hidden.insert(kind.into());
        self
    }

    /// Hides config maps and secrets.
    #[must_use]
    pub fn hide_configuration(self) -> Self {
        self.hide("ConfigMap").hide("Secret")
    }

    /// Writes a Mermaid flowchart.
    #[must_use]
    pub fn to_mermaid(&self) -> String {
        mermaid::write(self)
    }

    /// Writes an SVG picture.
    #[must_use]
    pub fn to_svg(&self) -> String {
        svg::write(self)
    }

    fn view(&self) -> View<'_> {
        View::of(&self.graph, &self.hidden)
    }
}

/// The most words of an edge.
const WORDS: usize = 3;

/// Returns the words of an edge as one text: `env, file`.
fn edge_words(edge: &Edge) -> String {
    let mut words = edge.words.iter().take(WORDS).map(String::as_str).collect::<Vec<_>>().join(", ");
    if edge.words.len() > WORDS {
        words.push_str(", ..");
    }
    crate::drawing::cut(&words, LABEL, LABEL_WIDTH).into_owned()
}

/// The size of the words of an edge, and the most width.
const LABEL: usize = 10;
const LABEL_WIDTH: usize = 160;
