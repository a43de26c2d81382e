use super::grammar;
use super::literal::FromLiteral;
use super::text::text_value;

text_value! {
    /// Where a volume appears inside a container.
    ///
    /// Any text but the empty one, Windows paths (`C:\\data`) among it: the API server takes them all. Literals are
    /// written [`path!`](crate::path).
    ///
    /// ```
    /// use podwright::{MountPath, path};
    ///
    /// let path: MountPath = path!("/var/log/web");
    /// assert_eq!(path.as_str(), "/var/log/web");
    /// assert!("".parse::<MountPath>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/>
    MountPath, grammar::mount_path
}

text_value! {
    /// A path on the node, or the path of a block device inside a container: not empty, no `..` element.
    ///
    /// Literals are written [`path!`](crate::path).
    ///
    /// ```
    /// use podwright::{HostPath, path};
    ///
    /// let path: HostPath = path!("/dev/kvm");
    /// assert_eq!(path.as_str(), "/dev/kvm");
    /// assert!("/var/../etc".parse::<HostPath>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#hostpath>
    HostPath, grammar::host_path
}

text_value! {
    /// A path below the root of a volume or of the node's profiles: relative, no `..` element.
    ///
    /// Literals are written [`sub_path!`](crate::sub_path).
    ///
    /// ```
    /// use podwright::{SubPath, sub_path};
    ///
    /// let path: SubPath = sub_path!("data/db");
    /// assert_eq!(path.as_str(), "data/db");
    /// assert!("/data".parse::<SubPath>().is_err());
    /// assert!("data/../..".parse::<SubPath>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath>
    SubPath, grammar::relative_path
}

text_value! {
    /// The path of a file that a config map, a secret or the downward API puts into a volume.
    ///
    /// A [`SubPath`] that does not start with `..`, where the kubelet keeps files of its own. Literals are written
    /// [`sub_path!`](crate::sub_path).
    ///
    /// ```
    /// use podwright::{ProjectedPath, sub_path};
    ///
    /// let path: ProjectedPath = sub_path!("conf/app.toml");
    /// assert_eq!(path.as_str(), "conf/app.toml");
    /// assert!("..data/app.toml".parse::<ProjectedPath>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/>
    ProjectedPath, grammar::projected_path
}

impl FromLiteral<HostPath> for MountPath {
    fn from_literal(literal: HostPath) -> Self {
        Self(literal.0)
    }
}

impl From<ProjectedPath> for SubPath {
    fn from(path: ProjectedPath) -> Self {
        Self(path.0)
    }
}

impl FromLiteral<ProjectedPath> for SubPath {
    fn from_literal(literal: ProjectedPath) -> Self {
        literal.into()
    }
}
