use std::cmp::Ordering;
use std::fmt;

use super::canonical::{self, BINARY_MAX, Form};
use super::nanos::trimmed;
use super::scan::{Unit, scan};
use crate::value::grammar::Broken;

/// The finest step that Kubernetes keeps, as a power of ten.
const NANO: i64 = -9;
pub(super) const NO_DIGIT: &str = "a quantity has at least one digit";
/// The most digits of a sum: far more than any quantity that makes sense.
const SUM_DIGITS: i64 = 1 << 16;

/// The value of a quantity, exactly as the API server reads it.
///
/// A value between two nanos is rounded up, away from zero. A quantity with a binary unit is capped at 2^63-1; one with a
/// decimal unit or an exponent is not. Values compare whatever their units.
#[derive(Clone, Debug)]
pub(crate) struct Exact {
    negative: bool,
    /// The significant digits, each 0 to 9. Neither the first nor the last is a zero. Zero has no digits.
    digits: Vec<u8>,
    /// The power of ten with which the digits are multiplied.
    exponent: i64,
    form: Form,
}

impl Exact {
    /// Parses a quantity as the API server parses it from JSON. It drops blanks around it, and takes a number without
    /// digits (`"k"`, `"+"`, `"."`) for zero.
    pub(crate) fn parse(text: &str) -> Result<Self, Broken> {
        Ok(Self::read(trimmed(text))?.exact)
    }

    /// Parses a quantity, and says why the value differs from the text, if it does.
    pub(super) fn read(text: &str) -> Result<Reading, Broken> {
        let parts = scan(text)?;
        let unit = match parts.unit {
            // Kubernetes keeps the low 32 bits of an exponent.
            Unit::Exponent(exponent) => Unit::Exponent(i64::from(low_bits(exponent))),
            unit => unit,
        };
        let no_digit = parts.whole.is_empty() && parts.fraction.is_empty();
        if no_digit && matches!(unit, Unit::Binary(50..) | Unit::Exponent(..NANO)) {
            return Err(Broken { rule: NO_DIGIT, at: parts.unit_at });
        }
        let (form, power) = match unit {
            Unit::Decimal(power) => (Form::Decimal, power),
            Unit::Exponent(power) => (Form::Exponent, power),
            Unit::Binary(_) => (Form::Binary, 0),
        };
        let places = i64::try_from(parts.fraction.len()).unwrap_or(i64::MAX);
        let digits = parts.whole.iter().chain(parts.fraction).map(|c| c - b'0').collect();
        let mut exact =
            Self { negative: parts.negative, digits, exponent: power.saturating_sub(places), form };
        exact.normalize();
        if let Unit::Binary(shift) = unit {
            exact.multiply(1 << shift);
        }
        let rounded = exact.round_up_to(NANO);
        let capped = form == Form::Binary && exact.cap(BINARY_MAX);
        let loss = if no_digit {
            Some(Loss::NoDigit)
        } else if capped || unit != parts.unit {
            Some(Loss::Range)
        } else if rounded {
            Some(Loss::Fraction)
        } else {
            None
        };
        Ok(Reading { exact, loss })
    }

    /// Creates a value from a count of the unit `10^power`.
    pub(super) fn from_count(count: u64, power: i64, form: Form) -> Self {
        let (buffer, from) = decimal(count);
        let mut exact = Self { negative: false, digits: buffer[from..].to_vec(), exponent: power, form };
        exact.normalize();
        exact
    }

    /// Returns the low 64 bits of the number of units `10^power`, which is a whole number.
    pub(super) fn low_bits(&self, power: i64) -> i64 {
        let mut bits = 0_u64;
        for digit in &self.digits {
            bits = bits.wrapping_mul(10).wrapping_add(u64::from(*digit));
        }
        // 10^64 is a multiple of 2^64.
        for _ in 0..self.exponent.saturating_sub(power).clamp(0, 64) {
            bits = bits.wrapping_mul(10);
        }
        if self.negative { bits.wrapping_neg().cast_signed() } else { bits.cast_signed() }
    }

    /// Creates a value from a count of nanos.
    pub(crate) fn from_nanos(nanos: i128) -> Self {
        let mut rest = nanos.unsigned_abs();
        let mut digits = Vec::new();
        while rest > 0 {
            digits.push(u8::try_from(rest % 10).unwrap_or(0));
            rest /= 10;
        }
        digits.reverse();
        let mut exact = Self { negative: nanos < 0, digits, exponent: NANO, form: Form::Decimal };
        exact.normalize();
        exact
    }

    pub(crate) fn is_negative(&self) -> bool {
        self.negative
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Returns whether the value is a whole number.
    pub(crate) fn is_integer(&self) -> bool {
        self.is_multiple_of_power(0)
    }

    /// Returns the next whole milli, away from zero. The API server's defaulting stores it in requests and limits.
    pub(crate) fn rounded_to_milli(&self) -> Self {
        let mut rounded = self.clone();
        rounded.round_up_to(-3);
        rounded
    }

    /// Returns the next whole number, away from zero.
    pub(super) fn rounded_to_units(&self) -> Self {
        let mut rounded = self.clone();
        rounded.round_up_to(0);
        rounded
    }

    /// Returns whether the value is a whole number of huge pages of a size, in whole bytes, rounded up.
    ///
    /// Nothing is a multiple of zero, of a negative number, of one that is not whole in millis, or of more than
    /// 2^64-1.
    pub(crate) fn is_multiple_of(&self, page: &Self) -> bool {
        let size = page.rounded_to_milli().to_count(0).filter(|size| *size > 0 && !page.negative);
        let Some(size) = size.map(u128::from) else {
            return false;
        };
        let mut value = self.clone();
        value.round_up_to(0);
        let digits = value.digits.iter().fold(0, |rest, digit| (rest * 10 + u128::from(*digit)) % size);
        (digits * power_of_ten(value.exponent, size)).is_multiple_of(size)
    }

    /// Returns the sum, or `None` if it has tens of thousands of digits.
    ///
    /// The sum has the form of `self`, or that of `other` if `self` is zero.
    pub(crate) fn checked_add(&self, other: &Self) -> Option<Self> {
        if self.is_zero() {
            return Some(other.clone());
        }
        if other.is_zero() {
            return Some(self.clone());
        }
        let exponent = self.exponent.min(other.exponent);
        let width = self.top().max(other.top()) - exponent;
        if width > SUM_DIGITS {
            return None;
        }
        let width = usize::try_from(width).ok()?;
        let (larger, smaller) = match compare(self, &other.digits, other.exponent) {
            Ordering::Less => (other, self),
            _ => (self, other),
        };
        let subtract = self.negative != other.negative;
        let (mut sum, smaller_digits) = (larger.aligned(exponent, width), smaller.aligned(exponent, width));
        let mut carry = 0;
        for (digit, other) in sum.iter_mut().zip(smaller_digits).rev() {
            if subtract {
                let (from, take) = (*digit, other + carry);
                carry = u8::from(take > from);
                *digit = from + 10 * carry - take;
            } else {
                let total = *digit + other + carry;
                carry = total / 10;
                *digit = total % 10;
            }
        }
        if carry > 0 {
            sum.insert(0, carry);
        }
        let mut sum = Self { negative: larger.negative, digits: sum, exponent, form: self.form };
        sum.normalize();
        Some(sum)
    }

    /// Returns whether the value is a whole number of the unit `10^power`.
    pub(super) fn is_multiple_of_power(&self, power: i64) -> bool {
        self.is_zero() || self.exponent >= power
    }

    pub(super) fn form(&self) -> Form {
        self.form
    }

    /// Returns the magnitude in units `10^power`, if that is a whole number in range.
    pub(super) fn to_count(&self, power: i64) -> Option<u64> {
        if self.is_zero() {
            return Some(0);
        }
        let zeros = u32::try_from(self.exponent - power).ok()?;
        canonical::number(&self.digits)?.checked_mul(10_u64.checked_pow(zeros)?)
    }

    /// Returns the power of ten just above the value.
    fn top(&self) -> i64 {
        self.exponent.saturating_add(i64::try_from(self.digits.len()).unwrap_or(i64::MAX))
    }

    fn aligned(&self, exponent: i64, width: usize) -> Vec<u8> {
        let zeros = usize::try_from(self.exponent - exponent).unwrap_or(0);
        let mut digits = vec![0; width - zeros - self.digits.len()];
        digits.extend_from_slice(&self.digits);
        digits.resize(width, 0);
        digits
    }

    fn normalize(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
            self.exponent = self.exponent.saturating_add(1);
        }
        let zeros = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..zeros);
        if self.digits.is_empty() {
            self.negative = false;
            self.exponent = 0;
        }
    }

    /// Multiplies by at most 2^60, so that nine times the factor and a carry fit into 64 bits.
    fn multiply(&mut self, factor: u64) {
        let mut carry = 0;
        for digit in self.digits.iter_mut().rev() {
            carry += u64::from(*digit) * factor;
            *digit = last_digit(carry);
            carry /= 10;
        }
        let mut front = Vec::new();
        while carry > 0 {
            front.push(last_digit(carry));
            carry /= 10;
        }
        self.digits.splice(..0, front.into_iter().rev());
        self.normalize();
    }

    /// Limits the magnitude, and returns whether it was larger.
    fn cap(&mut self, most: u64) -> bool {
        let most = Self::from_count(most, 0, self.form);
        let larger = compare(self, &most.digits, most.exponent).is_gt();
        if larger {
            *self = Self { negative: self.negative, ..most };
        }
        larger
    }

    /// Rounds to a power of ten, away from zero, and returns whether the value changed.
    fn round_up_to(&mut self, power: i64) -> bool {
        if self.is_zero() || self.exponent >= power {
            return false;
        }
        let dropped = usize::try_from(power.saturating_sub(self.exponent)).unwrap_or(usize::MAX);
        self.digits.truncate(self.digits.len().saturating_sub(dropped));
        self.exponent = power;
        while self.digits.last() == Some(&9) {
            self.digits.pop();
            self.exponent += 1;
        }
        match self.digits.last_mut() {
            Some(digit) => *digit += 1,
            None => self.digits.push(1),
        }
        true
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => compare(self, &other.digits, other.exponent),
            (true, true) => compare(other, &self.digits, self.exponent),
            (negative, other) => other.cmp(&negative),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Exact {}

/// Writes the canonical form.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        canonical::write(f, self.negative, &self.digits, self.exponent, self.form)
    }
}

/// A parsed quantity.
pub(super) struct Reading {
    pub(super) exact: Exact,
    pub(super) loss: Option<Loss>,
}

/// Why a value differs from its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// The text has no digit, and the value is zero.
    NoDigit,
    /// The value is rounded up.
    Fraction,
    /// The value is capped, or its exponent cut.
    Range,
}

/// Compares two numbers without their signs.
fn compare(left: &Exact, digits: &[u8], exponent: i64) -> Ordering {
    match (left.digits.is_empty(), digits.is_empty()) {
        (false, false) => {
            let top = exponent.saturating_add(i64::try_from(digits.len()).unwrap_or(i64::MAX));
            left.top().cmp(&top).then_with(|| left.digits.as_slice().cmp(digits))
        }
        (left, right) => right.cmp(&left),
    }
}

/// Returns the digits of a number, each 0 to 9. They begin at the index.
pub(super) fn decimal(mut number: u64) -> ([u8; 20], usize) {
    let (mut buffer, mut from) = ([0; 20], 20);
    while number > 0 {
        from -= 1;
        buffer[from] = last_digit(number);
        number /= 10;
    }
    (buffer, from)
}

fn last_digit(number: u64) -> u8 {
    u8::try_from(number % 10).unwrap_or(0)
}

#[expect(clippy::cast_possible_truncation, reason = "the truncation is the point")]
fn low_bits(exponent: i64) -> i32 {
    exponent as i32
}

fn power_of_ten(mut exponent: i64, modulus: u128) -> u128 {
    let (mut power, mut square) = (1 % modulus, 10 % modulus);
    while exponent > 0 {
        if exponent % 2 == 1 {
            power = power * square % modulus;
        }
        square = square * square % modulus;
        exponent /= 2;
    }
    power
}
