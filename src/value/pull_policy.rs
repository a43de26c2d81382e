use super::closed_set::closed_set;

closed_set! {
    /// When the kubelet pulls an image.
    ///
    /// Where none is said, it is `Always` for an image with the tag `latest` or none, and `IfNotPresent` for others.
    ///
    /// ```
    /// use podwright::value::PullPolicy;
    ///
    /// assert_eq!(PullPolicy::IfNotPresent.as_str(), "IfNotPresent");
    /// assert_eq!("Never".parse(), Ok(PullPolicy::Never));
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy>
    PullPolicy, "a pull policy" {
        /// Every time a container starts.
        Always = "Always",
        /// When the node does not have the image.
        IfNotPresent = "IfNotPresent",
        /// Not at all: the node has to have it.
        Never = "Never",
    }
}
