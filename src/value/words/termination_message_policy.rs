use super::closed_set::closed_set;

closed_set! {
    /// Where the termination message of a container comes from.
    ///
    /// ```
    /// use podwright::container::TerminationMessagePolicy;
    ///
    /// assert_eq!(TerminationMessagePolicy::FallbackToLogsOnError.as_str(), "FallbackToLogsOnError");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/>
    TerminationMessagePolicy, "a termination message policy" {
        /// The file of the termination message path.
        File = "File",
        /// That file, or the end of the log if the file is empty and the container failed.
        FallbackToLogsOnError = "FallbackToLogsOnError",
    }
}
