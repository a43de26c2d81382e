use super::number::number_value;

number_value! {
    /// The id of a user: 0 to 2147483647. [`uid!`](crate::uid) makes one of a literal.
    ///
    /// ```
    /// use podwright::{UserId, uid};
    ///
    /// let user: UserId = uid!(1000);
    /// assert_eq!("1000".parse(), Ok(user));
    /// assert_eq!(UserId::try_from(-1_i64).unwrap_err().text(), "-1");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>
    #[doc(alias = "runAsUser")]
    UserId(u32) in 0..=2_147_483_647, "a user id is a number from 0 to 2147483647"
}

number_value! {
    /// The id of a group: 0 to 2147483647. [`gid!`](crate::gid) makes one of a literal.
    ///
    /// ```
    /// use podwright::{GroupId, gid};
    ///
    /// let group: GroupId = gid!(2000);
    /// assert_eq!("2000".parse(), Ok(group));
    /// assert!(GroupId::try_from(2_147_483_648_u32).is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>
    #[doc(alias = "runAsGroup")]
    #[doc(alias = "fsGroup")]
    GroupId(u32) in 0..=2_147_483_647, "a group id is a number from 0 to 2147483647"
}

impl UserId {
    /// The user `root`.
    pub const ROOT: Self = Self(0);
}

impl GroupId {
    /// The group `root`.
    pub const ROOT: Self = Self(0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_31_bits() {
        assert_eq!(UserId::try_from(0_i64), Ok(UserId::ROOT));
        assert_eq!(UserId::try_from(2_147_483_647_i64).map(i64::from), Ok(2_147_483_647));
        for number in [-1, 2_147_483_648, i64::MAX, i64::MIN] {
            let error = UserId::try_from(number).unwrap_err();
            assert_eq!(error.text(), number.to_string());
            assert_eq!(error.rule(), "a user id is a number from 0 to 2147483647");
        }
    }

    #[test]
    fn only_digits_are_parsed() {
        assert_eq!("0".parse(), Ok(GroupId::ROOT));
        for text in ["", "-1", "+1", "01", "1 ", "0x1", "root", "2147483648", "99999999999999999999"] {
            assert!(text.parse::<GroupId>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn serde_speaks_in_numbers() {
        assert_eq!(serde_json::to_string(&UserId::literal(1000)).unwrap(), "1000");
        assert_eq!(serde_json::from_str::<UserId>("1000").unwrap(), UserId::literal(1000));
        assert!(serde_json::from_str::<UserId>("-1").is_err());
    }
}
