//! The store: one directory with a SQLite database (write-ahead log), a lock for the one writer, and nothing else.

pub mod check;
pub mod derive;
pub mod digest;
pub mod judge;
pub mod load;
pub mod lock;
pub mod put;
pub(crate) mod rows;
pub mod schema;
pub mod settle;
pub mod source;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::error::{MemoryError, Result};

pub use lock::{Wait, WriteLock};

/// File name of the database.
const DATABASE: &str = "detente.sqlite";

/// A store opened for reading: what it shows does not change while it is open, whatever a writer does.
#[derive(Debug)]
pub struct Store {
    pub(crate) conn: Connection,
    dir: PathBuf,
}

/// A store opened for writing. There is one at a time.
#[derive(Debug)]
pub struct Writer {
    store: Store,
    _lock: WriteLock,
}

impl std::ops::Deref for Writer {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl Store {
    /// Opens a store for reading. One of an older format is read through a copy in memory brought to the present
    /// one; the file is left alone.
    ///
    /// # Errors
    /// When there is none, or it cannot be read, or it was made by a newer program.
    pub fn open(dir: &Path) -> Result<Self> {
        let path = dir.join(DATABASE);
        if !path.is_file() {
            return Err(MemoryError::NoStore(dir.to_owned()));
        }
        let conn = open_read_only(&path)?;
        let format = schema::format_of(&conn)?;
        if format == 0 {
            return Err(MemoryError::NoStore(dir.to_owned()));
        }
        let conn = if format < schema::FORMAT { copy_forward(&conn)? } else { conn };
        if format > schema::FORMAT {
            return Err(MemoryError::Newer { found: format, known: schema::FORMAT });
        }
        tune(&conn)?;
        // One read transaction for as long as the store is open: a snapshot.
        conn.execute_batch("BEGIN; SELECT n FROM revision LIMIT 1;")?;
        Ok(Self { conn, dir: dir.to_owned() })
    }

    /// The directory.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

impl Writer {
    /// Opens a store for writing; makes it when there is none, brings it to the present format when it is older.
    /// `waiting` is called once when another process writes and `wait` says to wait for it.
    ///
    /// # Errors
    /// When the directory or the store cannot be written, or another process writes.
    pub fn open(dir: &Path, wait: Wait, waiting: impl FnOnce()) -> Result<Self> {
        std::fs::create_dir_all(dir).map_err(|source| MemoryError::Directory { path: dir.to_owned(), source })?;
        let lock = WriteLock::take(dir, wait, waiting)?;
        let mut conn = Connection::open(dir.join(DATABASE))?;
        conn.pragma_update(None, "journal_mode", "WAL")?;
        conn.pragma_update(None, "synchronous", "FULL")?;
        conn.pragma_update(None, "cache_size", -64_000)?;
        tune(&conn)?;
        schema::migrate(&mut conn)?;
        Ok(Self { store: Store { conn, dir: dir.to_owned() }, _lock: lock })
    }

    /// For a store that can be made again from its input: commits are not waited for, so that a loss of power (not a
    /// kill) may damage it. The scale benchmark uses it.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn hurry(&self) -> Result<()> {
        self.conn.pragma_update(None, "synchronous", "OFF")?;
        self.conn.pragma_update(None, "cache_size", -512_000)?;
        Ok(())
    }

    pub(crate) fn conn_mut(&mut self) -> &mut Connection {
        &mut self.store.conn
    }
}

fn tune(conn: &Connection) -> Result<()> {
    conn.busy_timeout(Duration::from_secs(30))?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update(None, "mmap_size", 1_i64 << 30)?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(())
}

fn open_read_only(path: &Path) -> Result<Connection> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    match conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)) {
        Ok(_) => Ok(conn),
        // A directory that may not be written has no room for the log's index; with no log there is nothing to miss.
        Err(_) if !path.with_extension("sqlite-wal").exists() => {
            let encoded = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            Ok(Connection::open_with_flags(format!("file:{encoded}?immutable=1"), flags)?)
        }
        Err(error) => Err(error.into()),
    }
}

/// A copy in memory of an older store, brought to the present format.
fn copy_forward(old: &Connection) -> Result<Connection> {
    let mut copy = Connection::open_in_memory()?;
    rusqlite::backup::Backup::new(old, &mut copy)?.run_to_completion(1000, Duration::ZERO, None)?;
    schema::migrate(&mut copy)?;
    Ok(copy)
}

#[cfg(test)]
mod tests;
