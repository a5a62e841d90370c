use std::fmt;
use std::path::{Path, PathBuf};

use azure_connect::profile::Profile;

/// The platform's own profile, as the operator gave it: what a connection has to be able to do is read from
/// here, never from a request.
#[derive(Debug)]
pub struct Platform {
    pub profile: Profile,
}

/// The profile cannot be used.
#[derive(Debug)]
pub struct PlatformError {
    path: PathBuf,
    why: String,
}

impl fmt::Display for PlatformError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.why)
    }
}

impl std::error::Error for PlatformError {}

impl Platform {
    /// Reads the profile.
    pub fn read(path: &Path) -> Result<Self, PlatformError> {
        let error = |why: String| PlatformError { path: path.to_owned(), why };
        let text = std::fs::read_to_string(path).map_err(|why| error(why.to_string()))?;
        let profile =
            Profile::parse(&text).map_err(|why| error(format!("{}: {}", why.path(), why.detail())))?;
        Ok(Self { profile })
    }
}
