/// Labels of nodes that tell where a node is.
///
/// ```
/// use podwright::pod::placement::topology;
///
/// assert_eq!(topology::ZONE.as_str(), "topology.kubernetes.io/zone");
/// ```
///
/// Source: <https://kubernetes.io/docs/reference/labels-annotations-taints/>
pub mod topology {
    use crate::value::LabelKey;

    /// The zone of the cloud or the data centre.
    pub const ZONE: LabelKey = LabelKey::literal("topology.kubernetes.io/zone");
    /// The region, which has zones.
    pub const REGION: LabelKey = LabelKey::literal("topology.kubernetes.io/region");
    /// The node itself.
    pub const HOSTNAME: LabelKey = LabelKey::literal("kubernetes.io/hostname");
}

/// Labels of nodes that tell what a node is.
///
/// ```
/// use podwright::pod::placement::node;
///
/// assert_eq!(node::ARCH.as_str(), "kubernetes.io/arch");
/// ```
///
/// Source: <https://kubernetes.io/docs/reference/labels-annotations-taints/>
pub mod node {
    use crate::value::LabelKey;

    /// The architecture, as Go names it: `amd64`, `arm64`.
    pub const ARCH: LabelKey = LabelKey::literal("kubernetes.io/arch");
    /// The operating system: `linux` or `windows`.
    pub const OS: LabelKey = LabelKey::literal("kubernetes.io/os");
    /// The type of the machine, as its cloud names it.
    pub const INSTANCE_TYPE: LabelKey = LabelKey::literal("node.kubernetes.io/instance-type");
    /// The build of Windows.
    pub const WINDOWS_BUILD: LabelKey = LabelKey::literal("node.kubernetes.io/windows-build");
    /// Set on nodes of the control plane.
    pub const CONTROL_PLANE: LabelKey = LabelKey::literal("node-role.kubernetes.io/control-plane");
}
