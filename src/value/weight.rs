use super::number::number_value;

number_value! {
    /// How much a preference counts among the others: 1 to 100. Literals are written [`weight!`](crate::weight).
    ///
    /// ```
    /// use podwright::{Weight, weight};
    ///
    /// assert_eq!(Weight::new(100), Ok(weight!(100)));
    /// assert!(Weight::new(0).is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity-weight>
    Weight(u8) in 1..=100, "a weight is a number from 1 to 100"
}

impl Weight {
    /// A weight known only at run time.
    ///
    /// # Errors
    ///
    /// If it is 0 or more than 100.
    pub fn new(weight: u8) -> Result<Self, crate::ParseError> {
        Self::try_from(weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_between_1_and_100() {
        assert_eq!((1..=100).filter(|weight| Weight::new(*weight).is_ok()).count(), 100);
        assert_eq!(
            Weight::new(101).unwrap_err().to_string(),
            r#""101": a weight is a number from 1 to 100 (byte 0, '1')"#
        );
        assert!(Weight::try_from(0_i32).is_err());
        assert!("0".parse::<Weight>().is_err());
    }
}
