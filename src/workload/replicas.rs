use super::autoscale::Autoscale;

/// How many pods a workload has: a number, or what an autoscaler finds right.
///
/// `.replicas(..)` takes a number, an [`Autoscale`] or this, so that conditions can choose:
///
/// ```
/// use podwright::prelude::*;
///
/// # let production = true;
/// let replicas: Replicas = if production { Autoscale::between(2, 10).into() } else { 1.into() };
/// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
/// let web = Deployment::new(name!("web"), web).replicas(replicas);
/// assert!(web.autoscaler().is_some());
/// assert_eq!(web.build()?.spec.replicas, None);
/// # Ok::<(), podwright::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Replicas {
    /// A number of pods. A number over 2147483647 counts as that.
    Fixed(u32),
    /// An autoscaler sets the number. The workload writes none, because two field managers would fight over it.
    Autoscaled(Autoscale),
}

impl Replicas {
    /// Returns the number that the workload writes.
    pub(super) fn written(&self) -> Option<i32> {
        match self {
            Self::Fixed(number) => Some(i32::try_from(*number).unwrap_or(i32::MAX)),
            Self::Autoscaled(_) => None,
        }
    }

    pub(super) fn autoscale(&self) -> Option<&Autoscale> {
        match self {
            Self::Fixed(_) => None,
            Self::Autoscaled(autoscale) => Some(autoscale),
        }
    }
}

impl From<u32> for Replicas {
    fn from(number: u32) -> Self {
        Self::Fixed(number)
    }
}

impl From<Autoscale> for Replicas {
    fn from(autoscale: Autoscale) -> Self {
        Self::Autoscaled(autoscale)
    }
}

/// What says how many pods a workload has.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number of replicas",
    label = "write a number, or `Autoscale::between(2, 10).cpu_utilization(70)`",
    note = "an integer of another type is converted: `u32::from(n)`"
)]
pub trait IntoReplicas: sealed::Sealed {
    #[doc(hidden)]
    fn into_replicas(self) -> Replicas;
}

impl IntoReplicas for u32 {
    fn into_replicas(self) -> Replicas {
        self.into()
    }
}

impl IntoReplicas for Autoscale {
    fn into_replicas(self) -> Replicas {
        self.into()
    }
}

impl IntoReplicas for Replicas {
    fn into_replicas(self) -> Replicas {
        self
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for u32 {}
    impl Sealed for super::Autoscale {}
    impl Sealed for super::Replicas {}
}
