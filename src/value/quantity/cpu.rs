use super::amount::{Amount, amount};
use super::canonical::Form;
use crate::ParseError;

amount! {
    /// An amount of CPU time: thousandths of a core.
    ///
    /// Parses every quantity that is a whole number of millis, and is written as the API server writes it.
    ///
    /// ```
    /// use podwright::Cpu;
    ///
    /// assert_eq!(Cpu::millis(250).to_string(), "250m");
    /// assert_eq!(Cpu::millis(1500).to_string(), "1500m");
    /// assert_eq!(Cpu::millis(2000), Cpu::cores(2));
    /// assert_eq!(Cpu::cores(2).to_string(), "2");
    /// assert_eq!("0.25".parse(), Ok(Cpu::millis(250)));
    /// assert!("0.0001".parse::<Cpu>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-cpu>
    Cpu, steps of 10^-3,
    "an amount of CPU is not negative",
    "the smallest step of CPU is 1m, a thousandth of a core",
    "an amount of CPU has at most 2^63-1 thousandths of a core"
}

impl Cpu {
    /// Thousandths of a core.
    #[must_use]
    pub const fn millis(millis: u32) -> Self {
        Self(Amount::of(millis as u64, Form::Decimal))
    }

    /// Whole cores.
    #[must_use]
    pub const fn cores(cores: u32) -> Self {
        Self(Amount::of(cores as u64 * 1000, Form::Decimal))
    }

    /// Thousandths of a core that may be more than [`Cpu::millis`] takes.
    ///
    /// # Errors
    ///
    /// If there are more than 2^63-1.
    pub fn try_millis(millis: u64) -> Result<Self, ParseError> {
        Self::counted(millis, Form::Decimal)
    }

    /// How many thousandths of a core it is.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0.count()
    }
}
