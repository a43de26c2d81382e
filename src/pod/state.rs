//! The stages of a pod, as types: before the main container is added, and after.

use std::marker::PhantomData;

use crate::volume::{SharedVolume, Shares};

/// The stage before the main container, which must share these volumes.
#[derive(Debug)]
pub struct WantsMain<Required = ()>(PhantomData<fn() -> Required>);

/// The stage after the main container.
#[derive(Debug)]
pub enum HasMain {}

/// A stage of a pod.
pub trait State: sealed::Sealed {
    /// The volumes that the main container must share.
    type Required;
}

impl<Required> State for WantsMain<Required> {
    type Required = Required;
}

impl State for HasMain {
    type Required = ();
}

/// The stage in which init containers and sidecars are added.
#[diagnostic::on_unimplemented(
    message = "init containers and sidecars start before the main container",
    label = "call this before `.main(..)`",
    note = "containers that run beside the main one are added with `.container(..)`",
    note = "a sidecar that a platform adds to a finished pod is added with `.inject(..)`"
)]
pub trait BeforeMain: State {}
impl<Required> BeforeMain for WantsMain<Required> {}

/// The stage in which the main container is added.
#[diagnostic::on_unimplemented(
    message = "this pod has its main container already",
    label = "`.main(..)` is called once",
    note = "containers that run beside the main one are added with `.container(..)`"
)]
pub trait NoMainYet: State {}
impl<Required> NoMainYet for WantsMain<Required> {}

/// The stage in which a pod can be built.
#[diagnostic::on_unimplemented(
    message = "this pod has no main container yet",
    label = "call `.main(..)` first",
    note = "a pod needs at least one container that is not an init container or a sidecar"
)]
pub trait Complete: State {}
impl Complete for HasMain {}

/// The stage after a container that shares these volumes is added. Without shared volumes the stage does not change.
#[diagnostic::on_unimplemented(
    message = "init containers and sidecars that share a volume start before the main container",
    label = "call this before `.main(..)`",
    note = "a function that adds one takes `PodBuilder<WantsMain<O>>` and returns `PodBuilder<WantsMain<Shares<Logs, O>>>`"
)]
pub trait AddShares<S> {
    /// The stage after the container.
    type Next;
}

#[diagnostic::do_not_recommend]
impl<S> AddShares<S> for () {
    type Next = S;
}

#[diagnostic::do_not_recommend]
impl<V: SharedVolume, Rest, Required> AddShares<WantsMain<Required>> for Shares<V, Rest>
where
    Rest: AddShares<WantsMain<Required>, Next: State>,
{
    type Next = WantsMain<Shares<V, <Rest::Next as State>::Required>>;
}

// So that the compiler reports once that the container comes too late, by `BeforeMain`.
#[diagnostic::do_not_recommend]
impl<V, Rest> AddShares<HasMain> for Shares<V, Rest> {
    type Next = HasMain;
}

/// The shared volumes of a sidecar that is injected after the main container: none.
#[diagnostic::on_unimplemented(
    message = "a sidecar that is injected into a finished pod shares nothing with its main container",
    label = "this sidecar has a `.share(..)`",
    note = "it may `.mount(Logs.at(..))` a shared volume; a sidecar that shares comes before `.main(..)`"
)]
pub trait SharesNothing {}
impl SharesNothing for () {}

/// A list of shared volumes that has all the required ones.
#[diagnostic::on_unimplemented(
    message = "the main container does not mount what its sidecars share: `{Required}`",
    label = "`.share(..)` it here as well",
    note = "what an init container or a sidecar shares, the main container shares too: `.share(Logs.at(path!(\"/logs\")))`",
    note = "a volume that the main container has no use for is not shared but mounted: `.mount(Logs.at(..))`"
)]
pub trait SharesAll<Required, Proof> {}

#[diagnostic::do_not_recommend]
impl<M> SharesAll<(), ()> for M {}

impl<M, V, Rest, Here, There> SharesAll<Shares<V, Rest>, (Here, There)> for M where
    M: Contains<V, Here> + SharesAll<Rest, There>
{
}

/// A list of shared volumes that has `V`.
#[diagnostic::on_unimplemented(
    message = "the main container does not mount the shared volume `{V}`",
    label = "`.share({V}.at(..))` it here as well"
)]
pub trait Contains<V, Place> {}

/// `V` is the first of the list.
#[derive(Debug)]
pub enum First {}

/// `V` is in the rest of the list, at `Place`.
#[derive(Debug)]
pub struct Later<Place>(PhantomData<fn() -> Place>);

#[diagnostic::do_not_recommend]
impl<V, Rest> Contains<V, First> for Shares<V, Rest> {}

#[diagnostic::do_not_recommend]
impl<V, Other, Rest, Place> Contains<V, Later<Place>> for Shares<Other, Rest> where Rest: Contains<V, Place> {}

mod sealed {
    pub trait Sealed {}
    impl<Required> Sealed for super::WantsMain<Required> {}
    impl Sealed for super::HasMain {}
}
