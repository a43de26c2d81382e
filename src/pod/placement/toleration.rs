use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use crate::value::{LabelKey, LabelValue, Seconds};

/// A taint of nodes that a pod tolerates.
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
/// `E` is the effect: any of them ([`AnyEffect`]) until one is chosen, and [`NoExecute`] where that was.
///
/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/>
#[derive(Clone, Debug, PartialEq)]
pub struct Toleration<E = AnyEffect> {
    toleration: v1::Toleration,
    effect: PhantomData<E>,
}

/// Any effect, or one that does not end pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnyEffect {}

/// The effect that ends pods that run already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoExecute {}

impl Toleration {
    /// Taints with this key, whatever their value.
    #[must_use]
    pub fn exists(key: LabelKey) -> Self {
        Self::of(v1::Toleration {
            key: Some(key.into()),
            operator: Some("Exists".to_owned()),
            ..v1::Toleration::default()
        })
    }

    /// Taints with this key and this value.
    #[must_use]
    pub fn equal(key: LabelKey, value: LabelValue) -> Self {
        Self::of(v1::Toleration {
            key: Some(key.into()),
            operator: Some("Equal".to_owned()),
            value: Some(value.into()),
            ..v1::Toleration::default()
        })
    }

    /// Every taint.
    #[must_use]
    pub fn everything() -> Self {
        Self::of(v1::Toleration { operator: Some("Exists".to_owned()), ..v1::Toleration::default() })
    }
}

impl<E> Toleration<E> {
    fn of(toleration: v1::Toleration) -> Self {
        Self { toleration, effect: PhantomData }
    }

    fn with_effect<F>(mut self, effect: &str) -> Toleration<F> {
        self.toleration.effect = Some(effect.to_owned());
        Toleration::of(self.toleration)
    }

    /// Only taints that keep pods off the node.
    #[must_use]
    pub fn no_schedule(self) -> Toleration
    where
        E: ChoosesEffect,
    {
        self.with_effect("NoSchedule")
    }

    /// Only taints that keep pods off the node if there is room elsewhere.
    #[must_use]
    pub fn prefer_no_schedule(self) -> Toleration
    where
        E: ChoosesEffect,
    {
        self.with_effect("PreferNoSchedule")
    }

    /// Only taints that end pods which run on the node already.
    #[must_use]
    pub fn no_execute(self) -> Toleration<NoExecute>
    where
        E: ChoosesEffect,
    {
        self.with_effect("NoExecute")
    }

    /// The pod is ended this long after the taint came.
    #[must_use]
    pub fn for_at_most(mut self, time: Seconds) -> Self
    where
        E: EndsSomeTime,
    {
        self.toleration.toleration_seconds = Some(time.as_i64());
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
pub trait ChoosesEffect {}
impl ChoosesEffect for AnyEffect {}

/// A toleration that can end: one of effect `NoExecute`.
#[diagnostic::on_unimplemented(
    message = "only taints of effect `NoExecute` are tolerated for a time",
    label = "call `.no_execute()` before this",
    note = "the other effects keep pods off a node, and end none that run"
)]
pub trait EndsSomeTime {}
impl EndsSomeTime for NoExecute {}

/// A toleration of any effect.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a toleration",
    label = "make one with `Toleration::exists`, `Toleration::equal` or `Toleration::everything`"
)]
pub trait IsToleration: sealed::IntoToleration {}
impl<E> IsToleration for Toleration<E> {}

mod sealed {
    use super::{Toleration, v1};

    /// The toleration as Kubernetes has it.
    pub trait IntoToleration {
        #[doc(hidden)]
        fn into_toleration(self) -> v1::Toleration;
    }

    impl<E> IntoToleration for Toleration<E> {
        fn into_toleration(self) -> v1::Toleration {
            self.toleration
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{IsToleration, Toleration};
    use crate::{key, value};

    fn written(toleration: impl IsToleration) -> Value {
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
