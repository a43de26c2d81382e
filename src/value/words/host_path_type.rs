use super::closed_set::closed_set;

closed_set! {
    /// What must be at a path of the node before the pod starts.
    ///
    /// ```
    /// use podwright::volume::source::HostPathType;
    ///
    /// assert_eq!("Socket".parse(), Ok(HostPathType::Socket));
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#hostpath-volume-types>
    HostPathType, "the type of a path on the node" {
        /// A block device.
        BlockDevice = "BlockDevice",
        /// A character device.
        CharDevice = "CharDevice",
        /// A directory.
        Directory = "Directory",
        /// A directory. The kubelet creates it if nothing is there.
        DirectoryOrCreate = "DirectoryOrCreate",
        /// A file.
        File = "File",
        /// A file. The kubelet creates it if nothing is there, but not its parent directory.
        FileOrCreate = "FileOrCreate",
        /// A Unix socket.
        Socket = "Socket",
    }
}
