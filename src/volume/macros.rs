/// Declares a volume that containers share, as a type: its name, and its source.
///
/// The source is made once, when the volume is first used. If a sidecar or an init container calls
/// [`share`](crate::container::ContainerOf::share) with it, the pod compiles only if its main container shares it too.
///
/// ```
/// use podwright::prelude::*;
///
/// shared_volume! {
///     /// Where the app writes its log and the shipper reads it.
///     pub Logs = "logs", EmptyDir::new().size_limit(Memory::mib(256))
/// }
///
/// let pod = Pod::builder(name!("web"))
///     .sidecar(
///         Sidecar::new(name!("log-shipper"), image!("fluent/fluent-bit:3.1"))
///             .share(Logs.at(path!("/logs")).read_only()),
///     )
///     .main(Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2")).share(Logs.at(path!("/var/log/web"))))
///     .build()?;
/// assert_eq!(pod.spec.as_ref().unwrap().volumes.as_ref().unwrap()[0].name, "logs");
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Leave out a source that is known only at run time, and [provide](crate::pod::PodBuilder::provide) it to the pod:
///
/// ```
/// use podwright::prelude::*;
///
/// shared_volume!(Data = "data");
///
/// let claim: ClaimRef = "db-0".parse()?;
/// let pod = Pod::builder(name!("db"))
///     .provide(Data, ClaimSource::new(&claim))
///     .init(InitContainer::new(name!("restore"), image!("acme/restore:1")).share(Data.at(path!("/data"))))
///     .main(Container::new(name!("db"), image!("postgres:17")).share(Data.at(path!("/var/lib/postgresql/data"))))
///     .build()?;
/// # Ok::<(), podwright::Error>(())
/// ```
#[macro_export]
macro_rules! shared_volume {
    ($(#[$attr:meta])* $vis:vis $Type:ident = $name:expr, $source:expr $(,)?) => {
        $crate::shared_volume!(@type $(#[$attr])* $vis $Type $name, $crate::volume::Volume::shared(
            <$Type as $crate::volume::SharedVolume>::NAME,
            $source,
        ));
    };
    ($(#[$attr:meta])* $vis:vis $Type:ident = $name:expr) => {
        $crate::shared_volume!(@type $(#[$attr])* $vis $Type $name, $crate::volume::Volume::without_source(
            <$Type as $crate::volume::SharedVolume>::NAME,
        ));
    };
    (@type $(#[$attr:meta])* $vis:vis $Type:ident $name:expr, $volume:expr) => {
        $(#[$attr])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis struct $Type;

        impl $crate::volume::SharedVolume for $Type {
            const NAME: $crate::value::DnsLabel = $crate::value::DnsLabel::literal($name);

            #[inline]
            fn volume(self) -> $crate::volume::Volume {
                static VOLUME: std::sync::LazyLock<$crate::volume::Volume> =
                    std::sync::LazyLock::new(|| $volume);
                VOLUME.clone()
            }
        }

        const _: $crate::value::DnsLabel = <$Type as $crate::volume::SharedVolume>::NAME;

        const _: () = {
            const HASH: u32 = $crate::volume::hash(concat!(
                module_path!(), ":", line!(), ":", column!(), ":", stringify!($Type),
            ));

            impl $crate::volume::Identity for $Type {
                type Id = $crate::__identity!(HASH);
            }
        };
    };
}

/// The bits of a hash as a list of types.
#[doc(hidden)]
#[macro_export]
macro_rules! __identity {
    ($hash:ident) => {
        $crate::__identity!($hash:
            0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
        )
    };
    ($hash:ident: $bit:literal $($bits:literal)*) => {
        ($crate::volume::Bit<{ $hash >> $bit & 1 == 1 }>, $crate::__identity!($hash: $($bits)*))
    };
    ($hash:ident:) => {
        ()
    };
}
