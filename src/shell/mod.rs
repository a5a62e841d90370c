//! The browser's edge: Yew components, and web-sys.
//!
//! [`mount`] puts a wizard into a shadow root. Two ways lead there: the custom element (`www/element` calls
//! the exports of the binary, `src/element`), and the Yew component (`component`). `app` carries out the effects of the pure state
//! machine, `view` maps its state to markup, the small modules beside them each hold one thing of
//! the browser: the clipboard, the draft in session storage, the style sheet, the calendar day.

mod app;
mod arrivals;
mod clipboard;
mod clock;
mod draft_store;
pub mod http;
mod intl;
mod mount;
mod msg;
mod options;
mod paste_box;
mod rest;
mod script_block;
mod secret_field;
mod style;
mod view;

pub use app::{App, AppProps};
pub use mount::{Mounted, mount};
pub use msg::Msg;
pub use options::{Emit, Options, Refused};
pub use rest::rest_arrived;
