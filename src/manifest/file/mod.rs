//! Files that are replaced as a whole, and only if they change.

mod temp;

use std::fs::{self, File, Metadata};
use std::io::{self, BufRead, BufReader, Seek, Write};
use std::path::{Path, PathBuf};

use super::error::WriteError;
use temp::Temp;

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileChange {
    /// The file already held the same bytes. It was not touched.
    Unchanged,
    /// The file held other bytes and was replaced.
    Changed,
    /// The file did not exist and was created.
    Created,
}

/// A file that replaces an old one at [`commit`](Self::commit), if the two differ.
///
/// Before `commit` the old file does not change. Without `commit` the new bytes are discarded. As long as the bytes equal those
/// of the old file, nothing is written: a file that does not change keeps its modification time, and so does its directory.
/// Other bytes go to a temporary file in the same directory, `.podwright-` and numbers, which is flushed to the disk and then
/// renamed. Readers see either the old file or the new one. If several writers commit, the last one wins.
///
/// The new file gets the permissions of the old one, and its owner if the system allows. A symbolic link is followed, and its
/// target is replaced. Other hard links to the old file keep the old bytes. Memory use does not depend on the size of the file.
///
/// ```
/// use std::io::Write;
///
/// use podwright::manifest::{AtomicFile, FileChange};
///
/// # let path = std::env::temp_dir().join(format!("podwright-doc-{}-atomic", std::process::id()));
/// let mut file = AtomicFile::open(&path)?;
/// file.write_all(b"new")?;
/// assert!(!path.exists());
/// assert_eq!(file.commit()?, FileChange::Created);
/// assert_eq!(std::fs::read(&path)?, b"new");
/// # std::fs::remove_file(path)?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct AtomicFile {
    path: PathBuf,
    /// The file that symbolic links lead to.
    target: PathBuf,
    old: Option<Metadata>,
    state: State,
}

#[derive(Debug)]
enum State {
    /// The bytes so far are the start of the old file.
    Same(Same),
    Other(Temp),
    /// An earlier write has failed.
    Broken,
}

#[derive(Debug)]
struct Same {
    old: BufReader<File>,
    /// How many bytes were written.
    length: u64,
}

/// How many bytes are read, compared and written at a time.
const CHUNK: usize = 64 * 1024;

/// How many symbolic links in a row are followed.
const MAX_LINKS: usize = 40;

impl AtomicFile {
    /// Opens a file to replace or create it. Its directory must exist.
    ///
    /// # Errors
    ///
    /// Fails if the path is not that of a file, if the old file cannot be read, or if a new file cannot be created in the
    /// directory.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, WriteError> {
        let path = path.as_ref();
        Self::open_at(path).map_err(|error| WriteError::from(error).at(path))
    }

    #[inline]
    fn open_at(path: &Path) -> io::Result<Self> {
        let target = follow(path)?;
        let old = match fs::metadata(&target) {
            Ok(old) => old,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let state = State::Other(Temp::beside(&target, None)?);
                return Ok(Self { path: path.to_owned(), target, old: None, state });
            }
            Err(error) => return Err(error),
        };
        // Checked before opening: opening a pipe blocks until another process writes to it.
        if !old.is_file() {
            let what = if old.is_dir() { "is a directory" } else { "is not a regular file" };
            return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
        }
        let file = File::open(&target)?;
        // The metadata of the open file: another writer may have replaced the path since.
        let old = file.metadata()?;
        let state = State::Same(Same { old: BufReader::with_capacity(CHUNK, file), length: 0 });
        Ok(Self { path: path.to_owned(), target, old: Some(old), state })
    }

    /// Replaces the old file by the new one, if they differ.
    ///
    /// # Errors
    ///
    /// Fails if an earlier write has failed, or if the old file cannot be replaced. The old file does not change then.
    #[inline]
    pub fn commit(mut self) -> Result<FileChange, WriteError> {
        self.commit_at().map_err(|error| WriteError::from(error).at(&self.path))
    }

    #[inline]
    fn commit_at(&mut self) -> io::Result<FileChange> {
        if let State::Same(same) = &mut self.state {
            if same.old.fill_buf()?.is_empty() {
                return Ok(FileChange::Unchanged);
            }
            self.differ()?;
        }
        match std::mem::replace(&mut self.state, State::Broken) {
            State::Other(temp) => temp.replace(&self.target, self.old.as_ref())?,
            State::Same(_) | State::Broken => return Err(io::Error::other("an earlier write has failed")),
        }
        Ok(if self.old.is_some() { FileChange::Changed } else { FileChange::Created })
    }

    #[inline]
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let State::Same(same) = &mut self.state {
            if is_next(&mut same.old, bytes)? {
                same.length += bytes.len() as u64;
                return Ok(());
            }
            self.differ()?;
        }
        match &mut self.state {
            State::Other(temp) => temp.write_all(bytes),
            State::Same(_) | State::Broken => Err(io::Error::other("an earlier write has failed")),
        }
    }

    /// Copies the bytes that were equal so far from the old file to a new one.
    #[inline]
    fn differ(&mut self) -> io::Result<()> {
        let State::Same(mut same) = std::mem::replace(&mut self.state, State::Broken) else { return Ok(()) };
        let mut temp = Temp::beside(&self.target, self.old.as_ref())?;
        same.old.rewind()?;
        let mut left = same.length;
        while left > 0 {
            let chunk = same.old.fill_buf()?;
            let length = chunk.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            if length == 0 {
                break;
            }
            temp.write_all(&chunk[..length])?;
            same.old.consume(length);
            left -= length as u64;
        }
        let is_as_it_was = |old: &Metadata| {
            let now = same.old.get_ref().metadata()?;
            Ok::<_, io::Error>(now.len() == old.len() && now.modified().ok() == old.modified().ok())
        };
        if left > 0 || !self.old.as_ref().map_or(Ok(true), is_as_it_was)? {
            return Err(io::Error::other("another program has changed it meanwhile"));
        }
        self.state = State::Other(temp);
        Ok(())
    }
}

impl Write for AtomicFile {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.append(bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(error) => {
                self.state = State::Broken;
                Err(WriteError::from(error).at(&self.path).into())
            }
        }
    }

    /// Does nothing. [`commit`](AtomicFile::commit) flushes everything.
    #[inline]
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a file by calling `write`. After an error the old file is unchanged.
pub(crate) fn write_file(
    path: &Path,
    write: impl FnOnce(&mut AtomicFile) -> Result<(), WriteError>,
) -> Result<FileChange, WriteError> {
    let mut file = AtomicFile::open(path)?;
    write(&mut file).map_err(|error| error.at(path))?;
    file.commit()
}

/// Writes a text to a file, and creates the directories that it needs.
#[cfg(feature = "build")]
#[inline]
pub(crate) fn write_text(path: &Path, text: &str) -> Result<FileChange, WriteError> {
    make_parent(path)?;
    write_file(path, |file| Ok(file.write_all(text.as_bytes())?))
}

#[cfg(feature = "build")]
#[inline]
pub(crate) fn make_parent(path: &Path) -> Result<(), WriteError> {
    path.parent().map_or(Ok(()), make_dir)
}

#[inline]
pub(crate) fn make_dir(path: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(path).map_err(|error| WriteError::from(error).at(path))
}

/// Returns whether the bytes are the next ones of the file.
fn is_next(file: &mut impl BufRead, mut bytes: &[u8]) -> io::Result<bool> {
    while !bytes.is_empty() {
        let known = file.fill_buf()?;
        let length = known.len().min(bytes.len());
        if length == 0 || known[..length] != bytes[..length] {
            return Ok(false);
        }
        file.consume(length);
        bytes = &bytes[length..];
    }
    Ok(true)
}

/// Returns the file that symbolic links lead to. It may not exist.
#[inline]
fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&path) {
            Ok(next) => path = path.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}
