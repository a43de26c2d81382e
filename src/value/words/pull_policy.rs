use super::closed_set::closed_set;

closed_set! {
    /// When the node pulls an image.
    ///
    /// Defaults to `Always` for an image with the tag `latest` or without a tag, and to `IfNotPresent` for any other.
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
    #[doc(alias = "imagePullPolicy")]
    PullPolicy, "a pull policy" {
        /// The node looks for the image each time a container starts, and fetches the layers that it does not have.
        Always = "Always",
        /// The node pulls the image only if it does not have it.
        IfNotPresent = "IfNotPresent",
        /// The node never pulls the image. The container does not start if the node does not have it.
        Never = "Never",
    }
}
