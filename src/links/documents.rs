use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::located::LocatedFinding;
use super::{Completeness, Linker, Links};
use crate::manifest::read::Spot;
use crate::manifest::{Document, Object, ReadErrors, Reader};

/// The references of a set that was read, with the documents. [`Linker::link_documents`] makes it.
#[derive(Debug)]
pub struct LinkedDocuments {
    links: Links,
    documents: Vec<Document>,
    errors: Vec<ReadErrors>,
}

impl Linker {
    /// Links the objects of documents. Their findings have positions.
    ///
    /// A [`Reader`] is an iterator of such documents. Chain several readers if the set has several files. The objects are read
    /// as [`Document::unvalidated`] does: the rules of the API server are another question, which [`Document::object`] answers.
    ///
    /// A document that cannot be read is not lost: [`LinkedDocuments::errors`] has it, and a set that is declared complete is
    /// treated as a fragment.
    ///
    /// ```
    /// use podwright::links::{Completeness, Linker};
    /// use podwright::manifest::Reader;
    ///
    /// let web = "\
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: web}
    /// spec:
    ///   containers:
    ///   - name: web
    ///     image: nginx:1.27
    ///     envFrom:
    ///     - configMapRef: {name: web-confg}
    /// ";
    /// let config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web-config}\ndata: {LEVEL: info}\n";
    ///
    /// let files = [("web.yaml", web), ("config.yaml", config)];
    /// let linked = Linker::new()
    ///     .link_documents(files.iter().flat_map(|(name, text)| Reader::new(text.as_bytes()).named(*name)));
    /// assert!(linked.errors().is_empty());
    /// let findings = linked.findings(Completeness::Complete);
    /// assert_eq!(findings.len(), 1);
    /// assert_eq!(
    ///     findings[0].to_string(),
    ///     "web.yaml:9:28: Pod \"web\" spec.containers[0].envFrom[0].configMapRef.name: \
    ///      ConfigMap \"web-confg\" is not in the set; did you mean \"web-config\"?"
    /// );
    /// assert_eq!(findings[0].excerpts().to_string(), "\
    /// error: Pod \"web\" spec.containers[0].envFrom[0].configMapRef.name: ConfigMap \"web-confg\" is not in the set; did you mean \"web-config\"?
    ///  --> web.yaml:9:28
    ///   |
    /// 7 |     image: nginx:1.27
    /// 8 |     envFrom:
    /// 9 |     - configMapRef: {name: web-confg}
    ///   |                            ^^^^^^^^^
    /// ");
    /// ```
    #[must_use]
    pub fn link_documents(
        &self,
        documents: impl IntoIterator<Item = Result<Document, ReadErrors>>,
    ) -> LinkedDocuments {
        let (mut read, mut objects, mut errors) = (Vec::new(), Vec::<Object>::new(), Vec::new());
        for document in documents {
            match document.and_then(|document| Ok((document.unvalidated()?, document))) {
                Ok((object, document)) => {
                    objects.push(object);
                    read.push(document);
                }
                Err(problems) => errors.push(problems),
            }
        }
        let mut links = self.link(&objects);
        links.unreadable.extend(errors.iter().map(start));
        LinkedDocuments { links, documents: read, errors }
    }

    /// Links the objects of files: of YAML, or of JSON. Their findings have positions.
    ///
    /// A file that cannot be opened is one of the [`errors`](LinkedDocuments::errors), as a document is that cannot be read.
    ///
    /// ```
    /// use podwright::links::{Completeness, Linker};
    ///
    /// let linked = Linker::new().link_files(["no/such/file.yaml"]);
    /// assert!(linked.errors()[0].to_string().starts_with("no/such/file.yaml:1:1: the file cannot be opened: "));
    /// assert_eq!(
    ///     linked.findings(Completeness::Complete)[0].to_string(),
    ///     "the set is treated as a fragment, because this could not be read: no/such/file.yaml:1:1"
    /// );
    /// ```
    #[must_use]
    pub fn link_files<P: AsRef<Path>>(&self, paths: impl IntoIterator<Item = P>) -> LinkedDocuments {
        self.link_documents(paths.into_iter().flat_map(|path| {
            let name = path.as_ref().display().to_string();
            let (file, error) = match File::open(path) {
                Ok(file) => (Some(file), None),
                Err(error) => (None, Some(Err(ReadErrors::of_file(&name, &error)))),
            };
            let documents = file.map(|file| Reader::new(BufReader::new(file)).named(name));
            documents.into_iter().flatten().chain(error)
        }))
    }
}

/// Returns where the first problem of a document is: `k8s/web.yaml:12:7`.
fn start(errors: &ReadErrors) -> Box<str> {
    let position = errors.iter().next().map(|problem| problem.position().to_string()).unwrap_or_default();
    match errors.file() {
        "" => position.into(),
        file => format!("{file}:{position}").into(),
    }
}

impl LinkedDocuments {
    /// Returns the references.
    #[must_use]
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// Returns the documents that were linked. [`Place::index`](super::Place::index) and
    /// [`Reference::index`](super::Reference::index) are indexes of this slice.
    ///
    /// ```
    /// use podwright::links::Linker;
    /// use podwright::manifest::Reader;
    ///
    /// let text = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n";
    /// let linked = Linker::new().link_documents(Reader::new(text.as_bytes()));
    /// let reference = &linked.links().references()[0];
    /// let position = linked.documents()[reference.index()].position(reference.field());
    /// assert_eq!((reference.field(), position.line()), ("spec.selector", 5));
    /// ```
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Returns why documents and files could not be read.
    #[must_use]
    pub fn errors(&self) -> &[ReadErrors] {
        &self.errors
    }

    /// Reports what is missing, as [`Links::findings`] does, with positions.
    #[must_use]
    pub fn findings(&self, completeness: Completeness) -> Vec<LocatedFinding> {
        let findings = self.links.findings(completeness);
        let places = findings.iter().flat_map(|finding| &finding.places);
        let fields = places.filter_map(|place| {
            // An object as a whole stands where its name is.
            let field = if place.field().is_empty() { "metadata.name" } else { place.field() };
            Some((self.documents.get(place.index())?, field))
        });
        let mut spots = Spot::of_fields(fields).into_iter();
        findings
            .into_iter()
            .map(|finding| {
                let spots = spots.by_ref().take(finding.places.len()).collect();
                LocatedFinding::new(finding, spots)
            })
            .collect()
    }
}
