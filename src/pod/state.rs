//! The stages of a pod, as types: first what starts before the main container, then the rest.

use std::marker::PhantomData;

use crate::volume::{SharedVolume, Shares};

/// The main container is still to come, and owes these shared volumes.
#[derive(Debug)]
pub struct WantsMain<Required = ()>(PhantomData<fn() -> Required>);

/// The pod has its main container.
#[derive(Debug)]
pub enum HasMain {}

/// A stage of a pod.
pub trait State: sealed::Sealed {
    /// The shared volumes that the main container owes.
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

/// What a container that shares these volumes makes of a stage; one that shares nothing leaves it as it is.
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

/// It comes too late, which is said of the stage alone.
#[diagnostic::do_not_recommend]
impl<V, Rest> AddShares<HasMain> for Shares<V, Rest> {
    type Next = HasMain;
}

/// What a sidecar shares that is added when the main container is there already: nothing.
#[diagnostic::on_unimplemented(
    message = "a sidecar that is injected into a finished pod shares nothing with its main container",
    label = "this sidecar has a `.share(..)`",
    note = "it may `.mount(Logs.at(..))` a shared volume; a sidecar that shares comes before `.main(..)`"
)]
pub trait SharesNothing {}
impl SharesNothing for () {}

/// A list of shared volumes that has all that is owed.
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

/// A list of shared volumes in which `V` stands.
#[diagnostic::on_unimplemented(
    message = "the main container does not mount the shared volume `{V}`",
    label = "`.share({V}.at(..))` it here as well"
)]
pub trait Contains<V, Place> {}

/// `V` stands first in the list.
#[derive(Debug)]
pub enum First {}

/// `V` stands further down, at `Place` of the rest.
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
