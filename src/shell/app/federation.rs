//! Asking the platform what a federated credential has to say.

use wasm_bindgen_futures::spawn_local;
use yew::Context;

use super::{App, Msg};
use crate::azure::Cloud;
use crate::exchange::{Failure, FailureKind};
use crate::shell::http::Stop;
use crate::wizard::Message;

impl App {
    /// Asks in place of what was asked before, and tells whatever comes of it.
    pub(super) fn ask_federation(&mut self, ctx: &Context<Self>, cloud: Cloud) {
        self.federation.pull();
        self.federation = Stop::new();
        let (link, stop, client) = (ctx.link().clone(), self.federation.clone(), self.client.clone());
        spawn_local(async move {
            let outcome = match client {
                Some(client) => client.federation(cloud, &stop).await,
                None => Err(Failure::silence(FailureKind::Unreachable)),
            };
            if !stop.is_pulled() {
                link.send_message(Msg::Wizard(Message::Federated(cloud, Box::new(outcome))));
            }
        });
    }
}
