//! The browser's edge: Yew components, and web-sys.

pub mod http;
