use super::grammar::job;
use super::text::text_value;

text_value! {
    /// The name of a controller of jobs: a domain, `/` and a path, at most 63 characters.
    ///
    /// ```
    /// use podwright::value::ManagedBy;
    ///
    /// const QUEUE: ManagedBy = ManagedBy::literal("kueue.x-k8s.io/multikueue");
    /// assert_eq!(QUEUE.as_str(), "kueue.x-k8s.io/multikueue");
    /// assert!("queue".parse::<ManagedBy>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#delegation-of-managing-a-job-object-to-external-controller>
    ManagedBy, job::managed_by
}
