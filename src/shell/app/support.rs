//! What support needs to know: the request that failed last, and the text as a file.

use yew::Context;

use super::App;
use crate::exchange::Failure;
use crate::shell::clock;
use crate::support::FailedRequest;

/// What it is called as a file.
const FILE: &str = "azure-connect-support.txt";

impl App {
    /// A request was answered: keeps what went wrong, or forgets what did before.
    pub(super) fn note_answer(&mut self, method: &'static str, address: &str, failure: Option<&Failure>) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let now = clock::now_ms() as u64;
        self.trouble = failure.map(|failure| FailedRequest::new(method, address, now, failure));
    }

    pub(super) fn save_support(&mut self, ctx: &Context<Self>, text: &str) {
        self.save(ctx, FILE, "text/plain", text);
    }
}
