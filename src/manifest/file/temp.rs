use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use super::CHUNK;

/// A new file beside another. It is removed again unless it replaces the other.
#[derive(Debug)]
pub(crate) struct Temp {
    path: PathBuf,
    file: BufWriter<File>,
    is_in_place: bool,
}

impl Temp {
    /// Creates the file with permissions no wider than those of the old file.
    #[inline]
    pub(crate) fn beside(target: &Path, old: Option<&Metadata>) -> io::Result<Self> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let directory = target.parent().unwrap_or(Path::new(""));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        restrict(&mut options, old);
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = directory.join(format!(".podwright-{}-{count}", process::id()));
            match options.open(&path) {
                Ok(file) => {
                    let file = BufWriter::with_capacity(CHUNK, file);
                    return Ok(Self { path, file, is_in_place: false });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    #[inline]
    pub(crate) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Replaces the file at `target`.
    #[inline]
    pub(crate) fn replace(mut self, target: &Path, old: Option<&Metadata>) -> io::Result<()> {
        self.file.flush()?;
        let file = self.file.get_ref();
        if let Some(old) = old {
            own(file, old);
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&self.path, target)?;
        self.is_in_place = true;
        Ok(())
    }
}

impl Drop for Temp {
    #[inline]
    fn drop(&mut self) {
        if !self.is_in_place {
            // An earlier error matters more than a file that cannot be removed.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
#[inline]
fn restrict(options: &mut OpenOptions, old: Option<&Metadata>) {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};

    if let Some(old) = old {
        options.mode(old.permissions().mode() & 0o777);
    }
}

#[cfg(not(unix))]
#[inline]
fn restrict(_: &mut OpenOptions, _: Option<&Metadata>) {}

/// Gives the file to the owner of the old one, if this process may do so.
#[cfg(unix)]
#[inline]
fn own(file: &File, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};

    let is_other = file.metadata().is_ok_and(|new| new.uid() != old.uid() || new.gid() != old.gid());
    if is_other {
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
}

#[cfg(not(unix))]
#[inline]
fn own(_: &File, _: &Metadata) {}
