use super::grammar::job;
use super::text::text_value;

text_value! {
    /// Indexes of a Job, in ascending order: numbers and ranges, such as `0,3-5`. At least one.
    ///
    /// ```
    /// use podwright::value::Indexes;
    ///
    /// const LEADERS: Indexes = Indexes::literal("0,3-5");
    /// assert_eq!(Indexes::try_of([5, 0, 4, 3, 0])?, LEADERS);
    /// assert!("3-5,4".parse::<Indexes>().is_err());
    /// # Ok::<(), podwright::ParseError>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#success-policy>
    #[doc(alias = "succeededIndexes")]
    Indexes, job::some_indexes
}

impl Indexes {
    /// Creates the list of these indexes, in any order.
    ///
    /// # Errors
    ///
    /// If there is none, or one is larger than 2147483646.
    pub fn try_of(indexes: impl IntoIterator<Item = u32>) -> Result<Self, super::ParseError> {
        let mut sorted: Vec<_> = indexes.into_iter().collect();
        sorted.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for index in sorted {
            match ranges.last_mut() {
                Some((_, last)) if index <= last.saturating_add(1) => *last = index,
                _ => ranges.push((index, index)),
            }
        }
        let texts = ranges
            .iter()
            .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") });
        Self::try_from(texts.collect::<Vec<_>>().join(","))
    }
}
