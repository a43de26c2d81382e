use super::closed_set::closed_set;

closed_set! {
    /// How many nodes may use a volume at once, if several pods may.
    ///
    /// ```
    /// use podwright::volume::source::AccessMode;
    ///
    /// assert_eq!(AccessMode::ReadOnlyMany.as_str(), "ReadOnlyMany");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes>
    AccessMode, "an access mode" {
        /// One node reads and writes.
        ReadWriteOnce = "ReadWriteOnce",
        /// Many nodes read.
        ReadOnlyMany = "ReadOnlyMany",
        /// Many nodes read and write.
        ReadWriteMany = "ReadWriteMany",
    }
}
