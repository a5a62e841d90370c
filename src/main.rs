//! The wasm artefact of the custom element. wasm-bindgen runs `main` at start-up, so it stays empty:
//! nothing happens before the element asks for it.

#[cfg(target_arch = "wasm32")]
mod element;

fn main() {}
