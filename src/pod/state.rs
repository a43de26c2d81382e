//! The stages of a pod builder, as types: before its main container, and after.

use std::marker::PhantomData;

use crate::volume::{Choose, SharedVolume, Shares};

/// The stage before the main container, which must share these volumes.
#[derive(Debug)]
pub struct WantsMain<Required = ()>(PhantomData<fn() -> Required>);

/// The stage after the main container.
#[derive(Debug)]
pub enum HasMain {}

/// A stage of a pod builder.
pub trait State: sealed::Sealed {
    /// The shared volumes that the main container must share.
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

/// The stage after adding a container that shares these volumes. Without shared volumes the stage does not change.
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

/// Too late: the bound on the stage reports that.
#[diagnostic::do_not_recommend]
impl<V, Rest> AddShares<HasMain> for Shares<V, Rest> {
    type Next = HasMain;
}

/// The list of volumes that a sidecar may share when the main container is there already: none.
#[diagnostic::on_unimplemented(
    message = "a sidecar that is injected into a finished pod shares nothing with its main container",
    label = "this sidecar has a `.share(..)`",
    note = "it may `.mount(Logs.at(..))` a shared volume; a sidecar that shares comes before `.main(..)`"
)]
pub trait SharesNothing {}
impl SharesNothing for () {}

/// The lists of shared volumes that hold all that is required.
#[diagnostic::on_unimplemented(
    message = "the main container does not mount what its sidecars share: `{Required}`",
    label = "`.share(..)` it here as well",
    note = "what an init container or a sidecar shares, the main container shares too: `.share(Logs.at(path!(\"/logs\")))`",
    note = "a volume that the main container has no use for is not shared but mounted: `.mount(Logs.at(..))`"
)]
pub trait SharesAll<Required> {}

#[diagnostic::do_not_recommend]
impl<M> SharesAll<()> for M {}

impl<M, V, Rest> SharesAll<Shares<V, Rest>> for M where M: Contains<V> + SharesAll<Rest> {}

/// The lists of shared volumes in which `V` stands, once or more.
///
/// The list is searched from its head. The search stops at the first `V`, so that a container may share a volume twice,
/// at two paths.
#[diagnostic::on_unimplemented(
    message = "the main container does not mount the shared volume `{V}`",
    label = "`.share({V}.at(..))` it here as well"
)]
pub trait Contains<V> {}

#[diagnostic::do_not_recommend]
impl<V, Head, Rest> Contains<V> for Shares<Head, Rest>
where
    V: SharedVolume,
    Head: SharedVolume,
    V::Id: Choose<Head::Id, Found, SearchIn<Rest>, Chosen: Finds<V>>,
{
}

/// The end of a search: the volume stands in the list.
#[derive(Debug)]
pub enum Found {}

/// The rest of a search: the volume may stand in `Rest`.
#[derive(Debug)]
pub struct SearchIn<Rest>(PhantomData<fn() -> Rest>);

/// The searches that find `V`.
pub trait Finds<V> {}

#[diagnostic::do_not_recommend]
impl<V> Finds<V> for Found {}

#[diagnostic::do_not_recommend]
impl<V, Rest: Contains<V>> Finds<V> for SearchIn<Rest> {}

mod sealed {
    pub trait Sealed {}
    impl<Required> Sealed for super::WantsMain<Required> {}
    impl Sealed for super::HasMain {}
}
