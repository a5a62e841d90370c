//! What the platform was connected with before.

use wasm_bindgen_futures::spawn_local;
use yew::Context;

use super::{App, Msg};
use crate::contract::Shown;
use crate::profile::Operation;
use crate::wizard::Message;

/// How many pages of the list are read, at most.
const PAGES: usize = 5;

impl App {
    /// Asks once for the connections that there are. It is help, not a gate: no answer is no news.
    pub(super) fn look_back(&self, ctx: &Context<Self>) {
        if !ctx.props().profile.endpoint.has(Operation::List) {
            return;
        }
        let Some(client) = self.client.clone() else { return };
        let (link, stop) = (ctx.link().clone(), self.stop.clone());
        spawn_local(async move {
            let mut next: Option<Shown> = None;
            for _ in 0..PAGES {
                let Ok(page) = client.list(next.as_ref().map(Shown::as_str), &stop).await else { return };
                link.send_message(Msg::Wizard(Message::Listed(page.value.items)));
                next = page.value.next;
                if next.is_none() {
                    return;
                }
            }
        });
    }
}
