//! The browser build: Trunk's, the same for the demo, the tests and the package.

use anyhow::Result;

use crate::program::Program;
use crate::tools::Need;
use crate::workspace;

/// How much work goes into the artefact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Quick to make.
    Debug,
    /// Small: what ships.
    Release,
}

/// What makes the release small, beside the profile in `Cargo.toml`: the standard library built for size
/// with the widget, and a panic that is a bare trap. Together they are worth about a tenth of the brotli
/// size. The flags are unstable, so a stable compiler has to be told to take them; the wasm stays the
/// same for the same compiler. A trap still reaches the page: the element listens for it.
pub const SMALL: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none",
    ),
];

/// What the release needs.
pub const NEEDS: &[Need] =
    &[Need::Node, Need::WasmTarget, Need::RustSources, Need::WasmBindgen, Need::Trunk, Need::BuildPackages];

/// Trunk, about to `build` or to `serve`: the same flags, so that neither builds what the other has.
pub fn trunk(command: &str, kind: Kind) -> Program {
    let mut trunk = Program::new("trunk").args([command, "--skip-version-check"]);
    if std::env::var_os("NO_COLOR").is_some() {
        // By convention any value counts (no-color.org); Trunk takes `true` and refuses `1`.
        trunk = trunk.env("NO_COLOR", "true");
    }
    if kind == Kind::Release {
        trunk = trunk.args(["--release", "true"]);
        for (name, value) in SMALL {
            trunk = trunk.env(name, value);
        }
    }
    trunk
}

/// Builds `dist/`.
pub fn build(kind: Kind) -> Result<()> {
    trunk("build", kind).args(["--dist".as_ref(), workspace::dist().as_os_str()]).run()
}
