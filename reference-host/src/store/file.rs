use std::fs::Metadata;
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// A database in a file: which file that was when it was opened.
#[derive(Debug)]
pub struct DatabaseFile {
    path: PathBuf,
    identity: (u64, u64),
}

impl DatabaseFile {
    /// The file that lies there now.
    pub fn new(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), identity: identity(&std::fs::metadata(path)?) })
    }

    /// Whether the same file still lies there.
    pub fn is_there(&self) -> bool {
        std::fs::metadata(&self.path).is_ok_and(|found| identity(&found) == self.identity)
    }
}

fn identity(data: &Metadata) -> (u64, u64) {
    (data.dev(), data.ino())
}

/// Makes an empty database file that only its owner can read.
pub fn prepare(path: &Path) -> io::Result<()> {
    if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
        std::fs::create_dir_all(directory)?;
    }
    std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(path).map(drop)
}

#[cfg(test)]
mod tests {
    use super::DatabaseFile;

    #[test]
    fn a_file_that_was_moved_or_replaced_is_not_there() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a");
        std::fs::write(&path, "").unwrap();
        let file = DatabaseFile::new(&path).unwrap();
        assert!(file.is_there());
        std::fs::rename(&path, directory.path().join("b")).unwrap();
        assert!(!file.is_there());
        std::fs::write(&path, "").unwrap();
        assert!(!file.is_there(), "another file of the same name");
        std::fs::rename(directory.path().join("b"), &path).unwrap();
        assert!(file.is_there());
    }
}
