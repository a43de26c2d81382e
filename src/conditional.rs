//! Setters that apply only sometimes, for every builder alike.

/// Defines `when` and `with_some`, in an `impl` block of a builder.
macro_rules! conditional {
    () => {
        /// Changes the value if the condition holds.
        #[must_use]
        pub fn when(self, condition: bool, change: impl FnOnce(Self) -> Self) -> Self {
            if condition { change(self) } else { self }
        }

        /// Changes the value with another value, if there is one.
        #[must_use]
        pub fn with_some<V>(self, value: Option<V>, change: impl FnOnce(Self, V) -> Self) -> Self {
            match value {
                Some(value) => change(self, value),
                None => self,
            }
        }
    };
}

pub(crate) use conditional;
