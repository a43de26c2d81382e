use super::number::number_value;

number_value! {
    /// The weight of a preference among the others: 1 to 100. [`weight!`](crate::weight) makes it of a literal.
    ///
    /// ```
    /// use podwright::{Weight, weight};
    ///
    /// assert_eq!(Weight::try_from(100_i64), Ok(weight!(100)));
    /// assert!(Weight::try_from(0_i64).is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity-weight>
    Weight(u8) in 1..=100, "a weight is a number from 1 to 100"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_between_1_and_100() {
        assert_eq!((-300..=300).filter(|weight| Weight::try_from(*weight).is_ok()).count(), 100);
        let error = Weight::try_from(101_i64).unwrap_err();
        assert_eq!(error.to_string(), r#""101": a weight is a number from 1 to 100"#);
        assert!(Weight::try_from(0_i32).is_err());
        assert!("0".parse::<Weight>().is_err());
    }
}
