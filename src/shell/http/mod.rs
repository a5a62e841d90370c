//! The one edge through which every request passes.
//!
//! What is decided about a request (where it may go, whether to try again, what an answer means)
//! is decided in [`exchange`](crate::exchange); here it only happens. gloo-net builds the requests.
//! It does not send them: its `send` panics when `fetch` rejects with something that is no `Error`
//! of this realm, or resolves to something that is no `Response` of it, and host pages patch
//! `fetch`. A panic would end every wizard on the page, so sending and reading go through
//! `foreign`, where every foreign value is touched through `Reflect` and may be anything.

mod client;
mod courier;
mod discovery;
mod foreign;
mod hooks;
mod receive;
mod seal;
mod sleep;
mod stop;
mod text;
mod wiped;

pub use client::Client;
pub use discovery::discover;
pub use hooks::Hooks;
pub use seal::{SealError, seal};
pub use sleep::{Sleep, sleep};
pub use stop::Stop;
pub use text::read_text;

use crate::contract::IdempotencyKey;
use crate::exchange::Page;

/// The page that the wizard is on, unless it has no origin of its own and so cannot vouch for an endpoint.
pub fn page() -> Option<Page> {
    let location = web_sys::window()?.location();
    Page::parse(&location.origin().ok()?, &location.pathname().ok()?).ok()
}

/// A new key, from the browser's random source.
pub fn new_key() -> Option<IdempotencyKey> {
    let mut bytes = [0; 16];
    web_sys::window()?.crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(IdempotencyKey::from_random(bytes))
}
