//! One writer at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::{MemoryError, Result};

/// What to do while another process writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Wait until it is done.
    Patiently,
    /// Give up with [`MemoryError::Busy`].
    No,
}

/// The right to write; given back when dropped, and by the system when the process ends in any way.
#[derive(Debug)]
pub struct WriteLock(#[allow(dead_code, reason = "held for its lock")] File);

impl WriteLock {
    /// Takes the lock of a directory. `waiting` is called once before a wait begins.
    ///
    /// # Errors
    /// [`MemoryError::Busy`] when another holds it and one must not wait, [`MemoryError::Directory`] when the lock's
    /// file cannot be made.
    pub fn take(dir: &Path, wait: Wait, waiting: impl FnOnce()) -> Result<Self> {
        let wrong = |source| MemoryError::Directory { path: dir.to_owned(), source };
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(dir.join("lock")).map_err(wrong)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if wait == Wait::No => return Err(MemoryError::Busy(dir.to_owned())),
            Err(TryLockError::WouldBlock) => {
                waiting();
                file.lock().map_err(wrong)?;
            }
            Err(TryLockError::Error(error)) => return Err(wrong(error)),
        }
        Ok(Self(file))
    }
}
