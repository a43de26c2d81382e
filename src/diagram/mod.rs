//! Diagrams of applications: the objects, their containers, and the links between them.
//!
//! [`Diagram`] draws any set of objects, as a Mermaid flowchart or as an SVG picture.
//!
//! ```
//! use podwright::diagram::Diagram;
//! use podwright::manifest::Manifest;
//! use podwright::prelude::*;
//!
//! let http = port!("http", 8080);
//! let web = Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2"))
//!     .port(&http)
//!     .env_from(&ConfigMapRef::literal("web-config"));
//! let web = Deployment::new(name!("web"), PodTemplate::builder().main(web)).replicas(3);
//! let config = ConfigMap::new(dns_subdomain!("web-config")).text(config_key!("LEVEL"), "info");
//!
//! let mut shop = Manifest::new();
//! shop.add(web.service().port(&http, 80).build()?)?.add(web.build()?)?.add(config.build()?)?;
//! let mermaid = Diagram::between(&shop).to_mermaid();
//! assert!(mermaid.starts_with(r#"flowchart LR
//!     n0["Service<br>web"]
//!     n1["Deployment<br>web<br>3 replicas<br>container web, web:1.4.2 :8080"]
//!     n2["ConfigMap<br>web-config<br>LEVEL"]
//!     n0 -->|"80 -#62; http"| n1
//!     n1 -->|"env"| n2
//! "#), "{mermaid}");
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! # What is drawn
//!
//! - Each object is a card, in the column of its kind: what leads traffic in, services and autoscalers, workloads,
//!   configuration and claims, rights. A card has containers in the order in which they start, and keys, ports, paths and rights.
//!   It has no value of a `ConfigMap`, a `Secret` or a variable.
//! - The links between two objects are one edge, with a few words that tell what they are. A workload's selector of its own pods
//!   is not drawn.
//! - What is declared [`External`](crate::links::External), is optional or belongs to the cluster is dashed, and says so.
//! - What is missing is red: an object, or the edge to an object that lacks the key or the port.
//! - If objects are in several namespaces, or if the namespace is an object too, namespaces are frames.
//!
//! The same set gives the same bytes, in whatever order the objects were added. So you can commit a diagram, and let a build
//! script verify it: `build::verify_text`, with the feature `build`.
//!
//! # Limits
//!
//! Mermaid refuses more than 500 edges and 50,000 characters unless a page allows more. The SVG has no limit, and adapts to light
//! and dark pages.

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
use crate::drawing;
use crate::links::{Links, ObjectName};
use crate::manifest::Object;

/// A diagram of a set of objects and of the links between them.
///
/// ```
/// use podwright::diagram::{Diagram, Direction};
/// use podwright::links::{External, Linker};
/// use podwright::manifest::{Manifest, Object};
/// use podwright::prelude::*;
///
/// let main = Container::new(name!("web"), image!("nginx:1.27")).env_from(SecretRef::new(name!("db")));
/// let pod = Pod::builder(name!("web")).main(main).build()?;
/// let manifest = Manifest::of([Object::from(pod)])?;
///
/// let links = Linker::new().external(External::object("Secret", "db").made_by("the platform team")).link(&manifest);
/// let diagram = Diagram::of(&links, &manifest).title("The shop").direction(Direction::TopDown);
/// assert!(diagram.to_mermaid().contains(r#"n1["Secret<br>db<br>made by the platform team"]"#));
/// assert!(!diagram.hide("Secret").to_mermaid().contains("db"));
/// # Ok::<(), podwright::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Diagram {
    graph: Graph,
    title: Option<Box<str>>,
    direction: Direction,
    hidden: BTreeSet<Box<str>>,
}

/// The direction in which a diagram is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
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
    ///
    /// The order of the objects does not matter, as far as the links do not depend on it.
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

    /// Hides the objects of a kind, such as `Secret`, and what is not in the set and only they refer to.
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

    /// Writes a Mermaid flowchart, which GitHub shows in Markdown.
    ///
    /// Names and lines that are too long are cut.
    ///
    /// Source: <https://mermaid.js.org/syntax/flowchart.html>
    #[must_use]
    pub fn to_mermaid(&self) -> String {
        mermaid::write(self)
    }

    /// Writes an SVG picture for light and dark pages. It needs no font and no script.
    ///
    /// A cut text is whole in the `title` of its element, which browsers show. Cards have the attribute `data-node`, and edges
    /// `data-from` and `data-to`, with the ids of the Mermaid form.
    ///
    /// ```
    /// # use podwright::diagram::Diagram;
    /// # use podwright::manifest::Manifest;
    /// let svg = Diagram::between(&Manifest::new()).to_svg();
    /// assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && svg.ends_with("</svg>\n"));
    /// ```
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
    drawing::cut(&words, LABEL, LABEL_WIDTH).into_owned()
}

/// The size of the words of an edge, and the most width.
const LABEL: usize = 10;
const LABEL_WIDTH: usize = 160;
