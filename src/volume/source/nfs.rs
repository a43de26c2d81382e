use k8s_openapi::api::core::v1;

use super::volume_source;
use crate::value::{NfsPath, NfsServer};
use crate::volume::VolumeOf;
use crate::volume::setters::setters;

/// A directory of an NFS server.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::value::{NfsPath, NfsServer};
/// use podwright::volume::source::Nfs;
///
/// const FILES: NfsServer = NfsServer::literal("files.example.com");
/// const HOMES: NfsPath = NfsPath::literal("/srv/homes");
///
/// let nfs = v1::NFSVolumeSource::from(Nfs::new(FILES, HOMES).read_only());
/// assert_eq!(nfs.server, "files.example.com");
/// assert_eq!(nfs.path, "/srv/homes");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#nfs>
#[doc(alias = "NFSVolumeSource")]
#[derive(Clone, Debug, PartialEq)]
pub struct Nfs(v1::NFSVolumeSource);

impl Nfs {
    /// Creates a source from a server and a path that it exports.
    #[must_use]
    #[inline]
    pub fn new(server: NfsServer, path: NfsPath) -> Self {
        Self(v1::NFSVolumeSource { server: server.into_string(), path: path.into_string(), read_only: None })
    }
}

setters! {
    v1::NFSVolumeSource, [Nfs, VolumeOf<Nfs>] {
        /// Keeps all containers of the pod from writing to it, whatever their mounts ask for.
        #[inline]
        fn read_only(nfs) {
            nfs.read_only = Some(true);
        }
    }
}

volume_source!(Nfs, v1::NFSVolumeSource);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;

    #[test]
    fn exports_are_written() {
        let nfs = Nfs::new(NfsServer::literal("10.0.0.1"), NfsPath::literal("/srv"));
        assert_eq!(written(nfs.clone()), json!({ "nfs": { "server": "10.0.0.1", "path": "/srv" } }));
        assert_eq!(
            written(nfs.read_only()),
            json!({ "nfs": { "server": "10.0.0.1", "path": "/srv", "readOnly": true } })
        );
    }
}
