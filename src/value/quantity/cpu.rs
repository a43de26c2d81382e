use super::amount::{Amount, amount};
use super::canonical::Form;
use crate::ParseError;
use crate::value::IntoNumber;

amount! {
    /// An amount of CPU time in thousandths of a core (`m`).
    ///
    /// `parse` takes every quantity that is a whole number of thousandths. The text is that of the API server.
    ///
    /// ```
    /// use podwright::Cpu;
    ///
    /// assert_eq!(Cpu::millis(250).to_string(), "250m");
    /// assert_eq!(Cpu::millis(1500).to_string(), "1500m");
    /// assert_eq!(Cpu::millis(2000), Cpu::cores(2));
    /// assert_eq!(Cpu::cores(2).to_string(), "2");
    /// assert_eq!("0.25".parse(), Ok(Cpu::millis(250)));
    /// assert_eq!(Cpu::try_cores(2_i64), Ok(Cpu::cores(2)));
    /// assert!("0.0001".parse::<Cpu>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-cpu>
    #[doc(alias = "Quantity")]
    Cpu, Cores in steps of 10^-3,
    "an amount of CPU is not negative",
    "the smallest step of CPU is 1m, a thousandth of a core",
    "an amount of CPU has at most 2^63-1 thousandths of a core"
}

impl Cpu {
    /// Creates an amount from thousandths of a core.
    #[must_use]
    #[inline]
    pub const fn millis(millis: u32) -> Self {
        Self(Amount::of(millis as u64, Form::Decimal))
    }

    /// Creates an amount from whole cores.
    #[must_use]
    #[inline]
    pub const fn cores(cores: u32) -> Self {
        Self(Amount::of(cores as u64 * 1000, Form::Decimal))
    }

    /// Creates an amount from a number of any size and sign, of thousandths of a core.
    ///
    /// # Errors
    ///
    /// If the number is negative or more than 2^63-1.
    pub fn try_millis(millis: impl IntoNumber) -> Result<Self, ParseError> {
        Self::counted(millis.into_number(), 1, Form::Decimal)
    }

    /// Creates an amount from a number of any size and sign, of whole cores.
    ///
    /// # Errors
    ///
    /// If the number is negative, or the amount more than 2^63-1 thousandths of a core.
    pub fn try_cores(cores: impl IntoNumber) -> Result<Self, ParseError> {
        Self::counted(cores.into_number(), 1000, Form::Decimal)
    }

    /// Returns the number of thousandths of a core.
    #[must_use]
    #[inline]
    pub const fn as_millis(self) -> u64 {
        self.0.count()
    }
}
