//! Looking a directory or a subscription up, while the admin goes on.

use wasm_bindgen_futures::spawn_local;
use yew::Context;

use super::{App, Msg};
use crate::contract::Lookup;
use crate::shell::http::{self, Stop};
use crate::wizard::{Message, Question, Resolver};

/// Somebody who types no further for so long, in milliseconds, has typed it all.
const PAUSE_MS: u64 = 600;

impl App {
    /// Asks in place of what was asked before. What comes of it is told whatever it is: silence would leave
    /// the wizard waiting.
    pub(super) fn look_up(&mut self, ctx: &Context<Self>, question: Option<Box<Question>>, pause: bool) {
        self.lookup.pull();
        self.lookup = Stop::new();
        let Some(question) = question else { return };
        let (link, stop, client) = (ctx.link().clone(), self.lookup.clone(), self.client.clone());
        spawn_local(async move {
            if pause {
                if stop.wait(PAUSE_MS).await {
                    link.send_message(Msg::Wizard(Message::Paused));
                }
                return;
            }
            let query = &question.query;
            let lookup = match (question.by, &query.tenant, client) {
                (Resolver::Browser, Some(tenant), _) => {
                    let tenant = Some(http::discover(query.cloud, tenant, &stop).await);
                    Lookup { tenant, subscription: None }
                }
                (Resolver::Host, _, Some(client)) => {
                    client.lookup(query, &stop).await.map(|reply| reply.value).unwrap_or_default()
                }
                _ => Lookup::default(),
            };
            if !stop.is_pulled() {
                link.send_message(Msg::Wizard(Message::LookedUp(Box::new((*question, lookup)))));
            }
        });
    }
}
