/// The path of a field as the API server writes it, with `[*]` for each item: `spec.containers[*].image`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldPath {
    text: Box<str>,
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// A field `.image`, the key of a map `[prometheus.io/port]`, or the number or name of an item: `[0]`, `[web]`.
    One(Box<str>),
    /// `[*]`.
    Each,
}

/// One step from a document to a field in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Segment<'a> {
    Key(&'a str),
    Item { index: usize, name: Option<&'a str> },
}

impl FieldPath {
    /// Returns `None` if the text is not a path.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut steps = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (step, left) = if let Some(bracket) = rest.strip_prefix('[') {
                bracket.split_once(']')?
            } else {
                let key = if steps.is_empty() { rest } else { rest.strip_prefix('.')? };
                key.split_at(key.find(['.', '[']).unwrap_or(key.len()))
            };
            let is_each = step == "*" && rest.starts_with('[');
            if step.is_empty() || !is_each && step.contains(['[', ']', '*']) {
                return None;
            }
            steps.push(if is_each { Step::Each } else { Step::One(step.into()) });
            rest = left;
        }
        (!steps.is_empty()).then(|| Self { text: text.into(), steps })
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_of(&self, field: &[Segment<'_>]) -> bool {
        self.steps.len() == field.len()
            && self.steps.iter().zip(field).all(|(step, segment)| step.is_of(segment))
    }
}

impl Step {
    fn is_of(&self, segment: &Segment<'_>) -> bool {
        match (self, segment) {
            (Self::Each, _) => true,
            (Self::One(step), Segment::Key(key)) => **step == **key,
            (Self::One(step), Segment::Item { index, name }) => {
                *name == Some(step) || **step == *index.to_string()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(index: usize, name: &str) -> Segment<'_> {
        Segment::Item { index, name: Some(name) }
    }

    #[test]
    fn a_path_is_that_of_the_api_server() {
        let image = [Segment::Key("spec"), Segment::Key("containers"), item(1, "web"), Segment::Key("image")];
        for path in ["spec.containers[*].image", "spec.containers[1].image", "spec.containers[web].image"] {
            assert!(FieldPath::parse(path).unwrap().is_of(&image), "{path}");
        }
        for path in ["spec.containers", "spec.containers[0].image", "spec.containers[*].name", "spec[*][*]"] {
            assert!(!FieldPath::parse(path).unwrap().is_of(&image), "{path}");
        }
        let annotation =
            [Segment::Key("metadata"), Segment::Key("annotations"), Segment::Key("acme.example/x")];
        for path in ["metadata.annotations[acme.example/x]", "metadata.annotations[*]"] {
            assert!(FieldPath::parse(path).unwrap().is_of(&annotation), "{path}");
        }
        assert!(FieldPath::parse("[*].name").unwrap().is_of(&[item(0, "x"), Segment::Key("name")]));
    }

    #[test]
    fn what_is_no_path_is_none() {
        for text in [
            "", ".", ".spec", "spec.", "spec..x", "spec[", "spec[]", "spec]", "spec.[*]", "*", "spec.*",
            "a[b]c",
        ] {
            assert_eq!(FieldPath::parse(text), None, "{text}");
        }
    }
}
