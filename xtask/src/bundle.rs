//! The browser build: Trunk's, the same for the demo, the tests and the package.

use anyhow::Result;

use crate::program::Program;
use crate::workspace;

/// How much work goes into the artefact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Quick to make.
    Debug,
    /// Small: what ships.
    Release,
}

/// Builds `dist/`.
pub fn build(kind: Kind) -> Result<()> {
    let mut trunk = Program::new("trunk").args(["build", "--skip-version-check"]);
    if kind == Kind::Release {
        trunk = trunk.args(["--release", "true"]);
    }
    let dist = workspace::dist();
    trunk.args(["--dist".as_ref(), dist.as_os_str()]).run()
}
