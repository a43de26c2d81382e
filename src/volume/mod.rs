//! Volumes of a pod, and how its containers see them.
//!
//! A mount is made from a volume and carries it into the pod, so that no mount lacks its volume. Make a volume once and
//! mount it wherever it is needed:
//!
//! ```
//! use podwright::prelude::*;
//!
//! let cache = Volume::empty_dir(name!("cache")).size_limit(Memory::mib(256));
//! let warm = InitContainer::new(name!("warm-up"), image!("acme/warm-up:1")).mount(cache.at(path!("/cache")));
//! let web = Container::new(name!("web"), image!("acme/web:1")).mount(cache.at(path!("/var/cache")).read_only());
//! let pod = Pod::builder(name!("web")).init(warm).main(web).build()?;
//! assert_eq!(pod.spec.as_ref().unwrap().volumes.as_ref().unwrap().len(), 1);
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! Two separate calls of `Volume::empty_dir(name!("cache"))` would mean two directories, and `build()` reports their
//! common name. A volume that an init container or a sidecar must share with the main container is a type, made by
//! [`shared_volume!`](crate::shared_volume).
//!
//! # Files of a config map or a secret
//!
//! ```
//! use podwright::prelude::*;
//!
//! let tls = Volume::secret(name!("tls"), &SecretRef::new(name!("web-tls"))).default_mode(mode!(0o400));
//! let config = Volume::config_map(name!("config"), &ConfigMapRef::new(name!("web")))
//!     .item(config_key!("nginx.conf"), sub_path!("nginx.conf"));
//! let nginx = Container::new(name!("nginx"), image!("nginx:1.27"))
//!     .mount(tls.at(path!("/etc/tls")).read_only())
//!     .mount(config.at(path!("/etc/nginx/nginx.conf")).sub_path(sub_path!("nginx.conf")));
//! let pod = Pod::builder(name!("web")).main(nginx).build()?;
//! let volumes = pod.spec.as_ref().unwrap().volumes.as_ref().unwrap();
//! assert_eq!(volumes[0].secret.as_ref().unwrap().default_mode, Some(0o400));
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! # Files of several objects in one directory
//!
//! ```
//! use podwright::prelude::*;
//!
//! let vault = Volume::projected(name!("vault"))
//!     .project(ServiceAccountToken::at(sub_path!("token")).audience("vault").expires_in(secs(7200)))
//!     .project(ConfigMapRef::new(name!("vault-ca")))
//!     .project(SecretProjection::new(&SecretRef::new(name!("web"))).item(config_key!("id"), sub_path!("id")))
//!     .project(DownwardProjection::new().field(sub_path!("namespace"), Downward::namespace()));
//! assert_eq!(v1::Volume::from(vault).projected.unwrap().sources.unwrap().len(), 4);
//! ```
//!
//! # What the pod knows about itself
//!
//! ```
//! use podwright::downward::Limits;
//! use podwright::prelude::*;
//!
//! let info = Volume::downward(name!("info"))
//!     .field(sub_path!("labels"), Downward::labels())
//!     .resource(sub_path!("cpu"), Limits::cpu().of_container(name!("web")));
//! assert_eq!(v1::Volume::from(info).downward_api.unwrap().items.unwrap().len(), 2);
//! ```
//!
//! # Storage
//!
//! A claim that exists outlives the pod. Storage that is claimed with the pod is removed with it:
//!
//! ```
//! use podwright::prelude::*;
//!
//! let data = Volume::claim(name!("data"), &ClaimRef::new(name!("db-data")));
//! let work = Volume::ephemeral(name!("work"), AccessModes::READ_WRITE_ONCE, Storage::gib(20))
//!     .storage_class(name!("fast"));
//! let db = Container::new(name!("db"), image!("postgres:17"))
//!     .mount(data.at(path!("/var/lib/postgresql/data")))
//!     .mount(work.at(path!("/work")));
//! assert!(Pod::builder(name!("db")).main(db).build().is_ok());
//! ```
//!
//! # Block devices
//!
//! ```
//! use podwright::prelude::*;
//!
//! let disk = BlockVolume::claim(name!("disk"), &ClaimRef::new(name!("db-disk")));
//! let device: Device = disk.device(path!("/dev/xvda"));
//! assert_eq!(v1::VolumeDevice::from(device).device_path, "/dev/xvda");
//! ```
//!
//! # Memory and huge pages
//!
//! ```
//! use podwright::prelude::*;
//!
//! let shm = Volume::empty_dir(name!("shm")).medium(StorageMedium::Memory).size_limit(Memory::gib(1));
//! let pages = Volume::empty_dir(name!("pages")).medium(StorageMedium::HugePages);
//! let db = Container::new(name!("db"), image!("acme/db:1"))
//!     .resources(Resources::new().memory(..=Memory::gib(4)).huge_pages(HugePages::of_2mi(512)))
//!     .mount(shm.at(path!("/dev/shm")))
//!     .mount(pages.at(path!("/hugepages")));
//! let pod = Pod::builder(name!("db")).main(db).build()?;
//! let volumes = pod.spec.as_ref().unwrap().volumes.as_ref().unwrap();
//! assert_eq!(volumes[1].empty_dir.as_ref().unwrap().medium.as_deref(), Some("HugePages"));
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/volumes/>

mod block;
#[cfg(feature = "app")]
mod claimed;
mod file_key;
mod identity;
mod macros;
mod mount;
pub(crate) mod setters;
mod shared;
pub mod source;
#[expect(clippy::module_inception, reason = "the file of the type `Volume`")]
mod volume;

pub use crate::value::words::Propagation;
pub use block::{BlockVolume, BlockVolumeOf, Device, IntoDevice};
#[cfg(feature = "app")]
pub use claimed::{Claim, IntoClaim};
pub use file_key::FileKey;
#[doc(hidden)]
pub use identity::{Bit, Choose, Identity, hash};
pub use mount::{IntoMount, IntoSharedMount, Mount};
pub use shared::{SharedVolume, Shares};
pub use volume::{IntoVolume, Volume, VolumeOf};

pub(crate) use volume::Likeness;
