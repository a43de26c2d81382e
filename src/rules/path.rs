use std::fmt;

/// Where in an object a rule looks, as a chain of steps on the stack: it costs nothing until it is written.
///
/// Its `Display` is the API server's way of naming fields: `spec.initContainers[1].name`, `metadata.labels[app]`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Root,
    Field(&'a str),
    Item(&'static str, usize),
    Index(usize),
    Key(&'a str),
}

impl Path<'static> {
    /// The object itself.
    pub(crate) const ROOT: Self = Self { parent: None, step: Step::Root };
}

impl<'a> Path<'a> {
    fn below(&'a self, step: Step<'a>) -> Self {
        Self { parent: Some(self), step }
    }

    /// A field of what this path names; `a.b` names a field of a field.
    pub(crate) fn field(&'a self, name: &'a str) -> Self {
        self.below(Step::Field(name))
    }

    /// An item of a list that is a field of what this path names.
    pub(crate) fn item(&'a self, list: &'static str, index: usize) -> Self {
        self.below(Step::Item(list, index))
    }

    /// An item of the list that this path names.
    pub(crate) fn index(&'a self, index: usize) -> Self {
        self.below(Step::Index(index))
    }

    /// An entry of the map that this path names.
    pub(crate) fn key(&'a self, key: &'a str) -> Self {
        self.below(Step::Key(key))
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut dot = "";
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
            if !parent.is_root() {
                dot = ".";
            }
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Field(name) => write!(f, "{dot}{name}"),
            Step::Item(list, index) => write!(f, "{dot}{list}[{index}]"),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Key(key) => write!(f, "[{key}]"),
        }
    }
}

impl Path<'_> {
    fn is_root(&self) -> bool {
        matches!(self.step, Step::Root)
    }
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn paths_read_as_the_api_server_writes_them() {
        let spec = Path::ROOT.field("spec");
        let container = spec.item("initContainers", 1);
        assert_eq!(container.field("name").to_string(), "spec.initContainers[1].name");
        assert_eq!(spec.field("tolerations").index(2).to_string(), "spec.tolerations[2]");
        let labels = Path::ROOT.field("metadata").field("labels").to_string();
        assert_eq!(labels, "metadata.labels");
        assert_eq!(container.field("resources.limits").key("cpu").to_string(), {
            "spec.initContainers[1].resources.limits[cpu]"
        });
    }
}
