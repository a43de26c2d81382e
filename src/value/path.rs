use super::grammar;
use super::literal::FromLiteral;
use super::text::text_value;

text_value! {
    /// The path at which a volume appears in a container: absolute.
    ///
    /// Windows paths such as `C:\\data` are absolute too. [`path!`](crate::path) makes one of a literal. Kubernetes also
    /// accepts relative paths: [`MountPath::relative`] makes those.
    ///
    /// ```
    /// use podwright::{MountPath, path};
    ///
    /// let path: MountPath = path!("/var/log/web");
    /// assert_eq!(path.as_str(), "/var/log/web");
    /// assert!(r"C:\data".parse::<MountPath>().is_ok());
    /// assert!("data".parse::<MountPath>().is_err());
    /// ```
    ///
    /// ```compile_fail
    /// let path: podwright::MountPath = podwright::path!("data");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/>
    MountPath, grammar::mount_path
}

impl MountPath {
    /// Creates a relative path. The container runtime decides where it leads.
    ///
    /// ```
    /// use podwright::{MountPath, sub_path};
    ///
    /// assert_eq!(MountPath::relative(sub_path!("data")).as_str(), "data");
    /// ```
    #[must_use]
    #[inline]
    pub fn relative(path: SubPath) -> Self {
        Self(path.0)
    }
}

text_value! {
    /// A path on the node, or the path of a block device in a container: absolute, no `..` element.
    ///
    /// Windows paths such as `C:\\data` are absolute too. [`path!`](crate::path) makes one of a literal. Kubernetes also
    /// accepts relative paths: [`HostPath::relative`] makes those.
    ///
    /// ```
    /// use podwright::{HostPath, path};
    ///
    /// let path: HostPath = path!("/dev/kvm");
    /// assert_eq!(path.as_str(), "/dev/kvm");
    /// assert!("/var/../etc".parse::<HostPath>().is_err());
    /// assert!("dev/kvm".parse::<HostPath>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#hostpath>
    #[doc(alias = "devicePath")]
    HostPath, grammar::host_path
}

impl HostPath {
    /// Creates a relative path. The kubelet and the container runtime decide where it leads.
    ///
    /// ```
    /// use podwright::{HostPath, sub_path};
    ///
    /// assert_eq!(HostPath::relative(sub_path!("data")).as_str(), "data");
    /// ```
    #[must_use]
    #[inline]
    pub fn relative(path: SubPath) -> Self {
        Self(path.0)
    }
}

text_value! {
    /// A path below the root of a volume or of the node's profiles: relative, no `..` element.
    ///
    /// [`sub_path!`](crate::sub_path) makes one of a literal.
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
    /// A [`SubPath`] that does not start with `..`, where the kubelet keeps files of its own. [`sub_path!`](crate::sub_path)
    /// makes one of a literal.
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
    #[inline]
    fn from_checked(literal: HostPath) -> Self {
        Self(literal.0)
    }
}

impl From<ProjectedPath> for SubPath {
    #[inline]
    fn from(path: ProjectedPath) -> Self {
        Self(path.0)
    }
}

impl FromLiteral<ProjectedPath> for SubPath {
    #[inline]
    fn from_checked(literal: ProjectedPath) -> Self {
        literal.into()
    }
}
