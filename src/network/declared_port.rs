/// A port that a container declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeclaredPort {
    pub(crate) name: Option<String>,
    pub(crate) number: i32,
    pub(crate) protocol: String,
}
