use super::closed_set::closed_set;

closed_set! {
    /// When the node pulls an image.
    ///
    /// Left out, it is `Always` for an image with the tag `latest` or none, and `IfNotPresent` for any other.
    ///
    /// ```
    /// use podwright::container::PullPolicy;
    ///
    /// assert_eq!(PullPolicy::IfNotPresent.as_str(), "IfNotPresent");
    /// assert_eq!("Always".parse(), Ok(PullPolicy::Always));
    /// assert!("always".parse::<PullPolicy>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy>
    PullPolicy, "a pull policy" {
        /// Only when the node does not have the image.
        IfNotPresent = "IfNotPresent",
        /// Each time a container starts; what the node has already is not fetched again.
        Always = "Always",
        /// Never: the node has the image, or the container does not start.
        Never = "Never",
    }
}
