use super::grammar;
use super::text::text_value;

text_value! {
    /// The name of a metric of pods, of an object or of something outside of the cluster.
    ///
    /// It has no `/` and no `%`, and is not `.` or `..`. [`metric_name!`](crate::metric_name) makes one of a literal.
    ///
    /// ```
    /// use podwright::{metric_name, value::MetricName};
    ///
    /// assert_eq!(metric_name!("http_requests_per_second").as_str(), "http_requests_per_second");
    /// assert!("requests/second".parse::<MetricName>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-on-custom-metrics>
    MetricName, grammar::scaling::metric_name
}
