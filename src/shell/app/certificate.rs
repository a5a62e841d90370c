//! The platform's certificate: asked for, and handed to the admin as a file.

use wasm_bindgen_futures::spawn_local;
use yew::Context;

use super::{App, Msg};
use crate::exchange::{Failure, FailureKind};
use crate::shell::clipboard;
use crate::shell::http::Stop;
use crate::wizard::Message;

impl App {
    /// Asks, and tells whatever comes of it.
    pub(super) fn ask_certificate(&mut self, ctx: &Context<Self>) {
        self.certificate.pull();
        self.certificate = Stop::new();
        let (link, stop, client) = (ctx.link().clone(), self.certificate.clone(), self.client.clone());
        spawn_local(async move {
            let outcome = match client {
                Some(client) => client.certificate(&stop).await,
                None => Err(Failure::silence(FailureKind::Unreachable)),
            };
            if !stop.is_pulled() {
                link.send_message(Msg::Wizard(Message::Certified(Box::new(outcome))));
            }
        });
    }

    pub(super) fn download_certificate(&mut self, ctx: &Context<Self>) {
        let Some(certificate) = self.wizard.certificate() else { return };
        let file = self.wizard.certificate_file();
        // RFC 8555 names this type for PEM; a browser shows none of it in place of saving.
        let done =
            clipboard::download(&file, "application/pem-certificate-chain", &certificate.pem()).is_ok();
        let said = if done {
            self.texts.fill("download.done", &[("file", &file)])
        } else {
            self.texts.get("copy.failed").to_owned()
        };
        self.say(ctx, said);
    }
}
