//! The keys, on their way to a platform that takes them by hand. The secret is read from its field when it is
//! copied, downloaded or shown, and is nowhere in between.

use yew::Context;
use zeroize::Zeroizing;

use super::{App, Msg};
use crate::azure::{ClientSecret, Field};
use crate::shell::clipboard;
use crate::wizard::{Message, Phase};

/// What the keys are called as a file. Browsers take a dot off the beginning of a name.
const FILE: &str = "azure.env";

impl App {
    /// After each drawing: the secret stands among the keys while it is to be seen, and at no other time.
    #[inline(never)]
    pub(super) fn show_key(&self) {
        let Some(node) = self.key.cast::<web_sys::Element>() else { return };
        let shown = self.secret_shown && matches!(self.wizard.phase(), Phase::Keys { .. });
        let secret = if shown { self.secret_of_keys() } else { None };
        node.set_text_content(secret.as_ref().map(ClientSecret::expose));
    }

    pub(super) fn copy_key(&self, ctx: &Context<Self>, field: Field) {
        let Some(key) = self.wizard.keys().into_iter().find(|key| key.field == field) else { return };
        let value = match key.value {
            Some(value) => Zeroizing::new(value.into_string()),
            None => match self.secret_of_keys() {
                Some(secret) => Zeroizing::new(secret.expose().to_owned()),
                None => return,
            },
        };
        self.copy_out(
            ctx,
            value,
            self.texts.fill("copy.done", &[("what", &key.name)]),
            field == Field::Secret,
        );
    }

    pub(super) fn copy_keys(&self, ctx: &Context<Self>) {
        let Some(secret) = self.secret_of_keys() else { return };
        let copied = self.texts.fill("copy.done", &[("what", self.texts.get("keys.all"))]);
        self.copy_out(ctx, self.wizard.env_file(&secret), copied, true);
    }

    pub(super) fn download_keys(&mut self, ctx: &Context<Self>) {
        let Some(secret) = self.secret_of_keys() else { return };
        let text = self.wizard.env_file(&secret);
        let done = clipboard::download(FILE, "application/octet-stream", &text).is_ok();
        if done {
            self.tell(ctx, Message::KeysTaken);
        }
        let key = if done { "download.done" } else { "copy.failed" };
        self.say(ctx, self.texts.fill(key, &[("file", FILE)]));
    }

    pub(super) fn forget_keys(&self, ctx: &Context<Self>) {
        let cleared = self.texts.get("paste.clipboard.cleared").to_owned();
        let refused = self.texts.get("paste.clipboard.refused").to_owned();
        ctx.link().send_future(async move {
            Msg::Say(if clipboard::copy("").await.is_ok() { cleared } else { refused })
        });
    }

    fn copy_out(&self, ctx: &Context<Self>, text: Zeroizing<String>, copied: String, whole: bool) {
        let failed = self.texts.get("copy.failed").to_owned();
        ctx.link().send_future(async move {
            if clipboard::copy(&text).await.is_ok() {
                Msg::KeysCopied(copied, whole)
            } else {
                Msg::Say(failed)
            }
        });
    }

    fn secret_of_keys(&self) -> Option<ClientSecret> {
        let text = self.secret.read()?;
        let insisted = self.wizard.answers().secret_insisted;
        if insisted { ClientSecret::insist(&text) } else { ClientSecret::parse(&text) }.ok()
    }
}
