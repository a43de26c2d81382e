use std::fmt;

/// The path of a field. It is a chain of steps on the stack and allocates nothing.
///
/// `Display` writes it as the API server does: `spec.initContainers[1].name`, `metadata.labels[app]`.
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
    /// The path of the object itself.
    pub(crate) const ROOT: Self = Self { parent: None, step: Step::Root };

    /// Returns the path of a field of the object. `a.b` is the field `b` of the field `a`.
    #[cfg(feature = "app")]
    pub(crate) const fn of(field: &'static str) -> Self {
        Self { parent: None, step: Step::Field(field) }
    }
}

impl<'a> Path<'a> {
    fn below(&'a self, step: Step<'a>) -> Self {
        Self { parent: Some(self), step }
    }

    /// Returns the path of a field below this path. `a.b` is the field `b` of the field `a`.
    pub(crate) fn field(&'a self, name: &'a str) -> Self {
        self.below(Step::Field(name))
    }

    /// Returns the path of an item of `list`, which is a field below this path.
    pub(crate) fn item(&'a self, list: &'static str, index: usize) -> Self {
        self.below(Step::Item(list, index))
    }

    /// Returns the path of an item of the list at this path.
    pub(crate) fn index(&'a self, index: usize) -> Self {
        self.below(Step::Index(index))
    }

    /// Returns the path of an entry of the map at this path.
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
