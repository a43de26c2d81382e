/// What happens to a Job whose template has changed. A Job's template cannot change once it is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JobPolicy {
    /// Fails, and names the fields. This is the default.
    #[default]
    Fail,
    /// Deletes the Job, waits until it is gone, and creates it again. The Job then runs again.
    Recreate,
    /// Puts ten characters of a hash of the Job's `spec` behind its name, so that a changed Job is another Job, which runs.
    ///
    /// Earlier Jobs stay, unless an [`ApplySet`](crate::ApplySet) prunes them. A Job with a time to live runs again at each
    /// apply after that time, because nothing in the cluster says that it ran.
    NameByHash,
}
