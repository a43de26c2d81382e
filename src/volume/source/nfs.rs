use k8s_openapi::api::core::v1;

use super::volume_source;
use crate::value::{NfsPath, NfsServer};

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
#[derive(Clone, Debug, PartialEq)]
pub struct Nfs(v1::NFSVolumeSource);

impl Nfs {
    /// A path that a server exports.
    #[must_use]
    pub fn new(server: NfsServer, path: NfsPath) -> Self {
        Self(v1::NFSVolumeSource { server: server.into_string(), path: path.into_string(), read_only: None })
    }

    /// No container of the pod may write to it, whatever its mount says.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.0.read_only = Some(true);
        self
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
