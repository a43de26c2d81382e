use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use crate::value::{LabelKey, LabelValue, Seconds};

/// The taints of nodes that a pod tolerates: those with a key, with a key and a value, or all.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::pod::placement::Toleration;
/// use podwright::value::secs;
/// use podwright::{key, value};
///
/// let toleration = Toleration::equal(key!("team"), value!("web")).no_execute().for_at_most(secs(300));
/// assert_eq!(
///     serde_json::to_value(v1::Toleration::from(toleration))?,
///     serde_json::json!({
///         "key": "team", "operator": "Equal", "value": "web", "effect": "NoExecute", "tolerationSeconds": 300,
///     }),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Types
///
/// `E` is the effect: [`NoExecute`] after [`no_execute`](Toleration::no_execute), and [`AnyEffect`] otherwise. Users do not
/// write it.
///
/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/>
#[derive(Clone, Debug, PartialEq)]
pub struct Toleration<E = AnyEffect> {
    toleration: v1::Toleration,
    effect: PhantomData<E>,
}

/// All effects, or one that does not evict pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnyEffect {}

/// The effect that evicts pods that already run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoExecute {}

impl Toleration {
    /// Creates a toleration of taints with this key, whatever their value.
    #[must_use]
    #[inline]
    pub fn exists(key: LabelKey) -> Self {
        Self::of(v1::Toleration {
            key: Some(key.into()),
            operator: Some("Exists".to_owned()),
            ..v1::Toleration::default()
        })
    }

    /// Creates a toleration of taints with this key and this value.
    #[must_use]
    #[inline]
    pub fn equal(key: LabelKey, value: LabelValue) -> Self {
        Self::of(v1::Toleration {
            key: Some(key.into()),
            operator: Some("Equal".to_owned()),
            value: Some(value.into()),
            ..v1::Toleration::default()
        })
    }

    /// Creates a toleration of every taint.
    #[must_use]
    #[inline]
    pub fn everything() -> Self {
        Self::of(v1::Toleration { operator: Some("Exists".to_owned()), ..v1::Toleration::default() })
    }
}

impl<E> Toleration<E> {
    fn of(toleration: v1::Toleration) -> Self {
        Self { toleration, effect: PhantomData }
    }

    fn of_effect<F>(mut self, effect: &str) -> Toleration<F> {
        self.toleration.effect = Some(effect.to_owned());
        Toleration::of(self.toleration)
    }

    /// Tolerates only the effect `NoSchedule`, which keeps pods off the node.
    #[doc(alias = "effect")]
    #[must_use]
    pub fn no_schedule(self) -> Toleration
    where
        E: ChoosesEffect,
    {
        self.of_effect("NoSchedule")
    }

    /// Tolerates only the effect `PreferNoSchedule`, which keeps pods off the node if there is room elsewhere.
    #[doc(alias = "effect")]
    #[must_use]
    pub fn prefer_no_schedule(self) -> Toleration
    where
        E: ChoosesEffect,
    {
        self.of_effect("PreferNoSchedule")
    }

    /// Tolerates only the effect `NoExecute`, which evicts pods that already run on the node.
    #[doc(alias = "effect")]
    #[must_use]
    pub fn no_execute(self) -> Toleration<NoExecute>
    where
        E: ChoosesEffect,
    {
        self.of_effect("NoExecute")
    }

    /// Sets how long the pod stays on the node after the taint is added.
    ///
    /// Defaults to forever.
    #[doc(alias = "tolerationSeconds")]
    #[must_use]
    pub fn for_at_most(mut self, time: Seconds) -> Self
    where
        E: EndsSomeTime,
    {
        self.toleration.toleration_seconds = Some(time.as_i64());
        self
    }

    /// Changes the toleration by hand. `build()` validates the result like any other.
    ///
    /// ```
    /// use k8s_openapi::api::core::v1;
    /// use podwright::pod::placement::Toleration;
    ///
    /// let toleration = Toleration::everything().raw(|t| t.effect = Some("NoSchedule".to_owned()));
    /// assert_eq!(v1::Toleration::from(toleration).effect.as_deref(), Some("NoSchedule"));
    /// ```
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::Toleration)) -> Self {
        change(&mut self.toleration);
        self
    }
}

impl<E> From<Toleration<E>> for v1::Toleration {
    fn from(toleration: Toleration<E>) -> Self {
        toleration.toleration
    }
}

/// A toleration whose effect can still be chosen.
#[diagnostic::on_unimplemented(
    message = "this toleration is for taints of effect `NoExecute` already",
    label = "a toleration has one effect, or none for all of them"
)]
pub trait ChoosesEffect: sealed::Sealed {}
impl ChoosesEffect for AnyEffect {}

/// A toleration that can end: one of effect `NoExecute`.
#[diagnostic::on_unimplemented(
    message = "only taints of effect `NoExecute` are tolerated for a time",
    label = "call `.no_execute()` before this",
    note = "the other effects keep pods off a node, and end none that run"
)]
pub trait EndsSomeTime: sealed::Sealed {}
impl EndsSomeTime for NoExecute {}

/// What [`tolerate`](crate::pod::PodBuilder::tolerate) of a pod takes: a [`Toleration`] of any effect.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a toleration",
    label = "make one with `Toleration::exists`, `Toleration::equal` or `Toleration::everything`"
)]
pub trait IntoToleration: sealed::Sealed {
    #[doc(hidden)]
    fn into_toleration(self) -> v1::Toleration;
}

impl<E> IntoToleration for Toleration<E> {
    fn into_toleration(self) -> v1::Toleration {
        self.toleration
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::AnyEffect {}
    impl Sealed for super::NoExecute {}
    impl<E> Sealed for super::Toleration<E> {}
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{IntoToleration, Toleration};
    use crate::{key, value};

    fn written(toleration: impl IntoToleration) -> Value {
        serde_json::to_value(toleration.into_toleration()).unwrap()
    }

    #[test]
    fn each_form() {
        assert_eq!(written(Toleration::everything()), json!({ "operator": "Exists" }));
        assert_eq!(
            written(Toleration::exists(key!("dedicated")).no_schedule()),
            json!({ "key": "dedicated", "operator": "Exists", "effect": "NoSchedule" })
        );
        assert_eq!(
            written(Toleration::equal(key!("a"), value!("b")).prefer_no_schedule()),
            json!({ "key": "a", "operator": "Equal", "value": "b", "effect": "PreferNoSchedule" })
        );
        assert_eq!(
            written(Toleration::everything().no_execute()),
            json!({ "operator": "Exists", "effect": "NoExecute" })
        );
    }
}
