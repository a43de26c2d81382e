use std::error::Error;
use std::fmt;

use super::super::identity::Identity;

/// The error for two objects of the same kind, namespace and name in a [`Manifest`](crate::manifest::Manifest).
///
/// ```
/// use podwright::manifest::Manifest;
/// use podwright::prelude::*;
///
/// let pod = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx:1.27"))).build()?;
/// let duplicate = Manifest::of([pod.clone(), pod]).unwrap_err();
/// assert_eq!(
///     duplicate.to_string(),
///     r#"Pod "web" of v1 is in the manifest already: Pod "web" of v1 has its kind, namespace and name"#,
/// );
/// # Ok::<(), podwright::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct DuplicateObject(Box<[Identity; 2]>);

impl DuplicateObject {
    #[inline]
    pub(crate) fn new(earlier: Identity, later: Identity) -> Self {
        Self(Box::new([earlier, later]))
    }
}

impl fmt::Display for DuplicateObject {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [earlier, later] = &*self.0;
        write!(
            f,
            "{later} of {} is in the manifest already: {earlier} of {} has its kind, namespace and name",
            later.api_version, earlier.api_version
        )
    }
}

impl fmt::Debug for DuplicateObject {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for DuplicateObject {}
