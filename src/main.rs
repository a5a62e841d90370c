//! The wasm artefact. Its exports live in `azure_connect::shell`; wasm-bindgen runs `main` at
//! start-up, so it stays empty: nothing happens before the element asks for it.

#[cfg(target_arch = "wasm32")]
use azure_connect as _;

fn main() {}
