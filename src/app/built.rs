use std::io;

use super::builder::AppBuilder;
use crate::diagram::Diagram;
use crate::links::{Finding, Links};
use crate::manifest::{Manifest, ToManifest, WriteError, YamlWriter};
use crate::rules::Warning;
use crate::sealed::Sealed;
use crate::value::DnsLabel;

/// A set of objects in which every reference resolves or is declared external. [`App::builder`] begins one.
///
/// [`to_yaml`](crate::to_yaml), [`Yaml`](crate::manifest::Yaml) and build scripts write it as they write a
/// [`Manifest`].
#[derive(Clone, Debug)]
pub struct App {
    pub(super) name: DnsLabel,
    pub(super) manifest: Manifest,
    pub(super) links: Links,
    pub(super) notes: Vec<Finding>,
}

impl App {
    /// Begins an application. Its objects get the label `app.kubernetes.io/part-of` with this name.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/>
    #[must_use]
    pub fn builder(name: DnsLabel) -> AppBuilder {
        AppBuilder::new(name)
    }

    /// Begins an application of several parts. Each keeps its own name, namespace, labels and prefix, and references lead from
    /// one into another.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    /// let shop = App::builder(name!("shop")).namespace(name!("shop")).add(Deployment::new(name!("web"), web));
    /// let monitoring = App::builder(name!("monitoring")).namespace(name!("monitoring")).add(ServiceAccount::new(name!("scraper")));
    ///
    /// let all = App::join(name!("all"), [shop, monitoring]).build()?;
    /// let objects: Vec<_> = all.manifest().iter().map(ToString::to_string).collect();
    /// assert_eq!(objects, [r#"ServiceAccount "monitoring/scraper""#, r#"Deployment "shop/web""#]);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    pub fn join(name: DnsLabel, parts: impl IntoIterator<Item = AppBuilder>) -> AppBuilder {
        AppBuilder::joined(name, parts)
    }

    /// Returns the name.
    #[must_use]
    pub fn name(&self) -> &DnsLabel {
        &self.name
    }

    /// Returns the objects, in install order.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Returns the references between the objects.
    #[must_use]
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// Draws the objects and the references between them, under the name of the application.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    /// let shop = App::builder(name!("shop")).add(Deployment::new(name!("web"), web)).build()?;
    /// assert!(shop.diagram().to_mermaid().contains("title: \"shop\""));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    pub fn diagram(&self) -> Diagram {
        Diagram::of(&self.links, &self.manifest).title(self.name.as_str())
    }

    /// Returns what only the set shows and may be meant: a service that asks for a port number which no container declares.
    ///
    /// [`LINKS`](crate::links::LINKS) lists what is found.
    #[must_use]
    pub fn notes(&self) -> &[Finding] {
        &self.notes
    }
}

impl From<App> for Manifest {
    fn from(app: App) -> Self {
        app.manifest
    }
}

impl Sealed for App {}

impl ToManifest for App {
    fn yaml_to<W: io::Write>(&self, writer: &mut YamlWriter<W>) -> Result<(), WriteError> {
        self.manifest.yaml_to(writer)
    }

    fn json_to(&self, destination: impl io::Write) -> Result<(), WriteError> {
        self.manifest.json_to(destination)
    }

    fn each_warning(&self, visit: &mut dyn FnMut(&str, &Warning)) {
        self.manifest.each_warning(visit);
    }
}
