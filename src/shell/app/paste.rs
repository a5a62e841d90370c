//! What is pasted from Azure, on its way to the fields.

use wasm_bindgen_futures::spawn_local;
use web_sys::Event;
use yew::Context;
use yew::html::Scope;

use super::{App, Msg};
use crate::azure::Field;
use crate::paste::{self, Pasted};
use crate::shell::paste_box::clipboard_text;
use crate::shell::{clock, http};
use crate::wizard::{Haul, Message, PasteAct, SecretFind, SubscriptionMessage, Wizard};

/// Somebody who types no further for so long, in milliseconds, has typed the search.
const REST_MS: u64 = 250;

impl App {
    /// The box has a text: it is read, and gone.
    pub(super) fn take_box(&mut self, ctx: &Context<Self>, whole: bool) {
        let Some(text) = self.paste_box.take(whole) else { return };
        let pasted = paste::read(&text, clock::today());
        self.pasted(ctx, None, pasted);
    }

    /// The secret goes into its field and nowhere else; the wizard hears of all the rest.
    pub(super) fn pasted(&mut self, ctx: &Context<Self>, into: Option<Field>, mut pasted: Pasted) {
        let mut haul = Haul::of(&pasted);
        haul.into = into;
        if let Some(found) = pasted.secret.take() {
            let find = if self.secret.holds(found.value.expose()) {
                SecretFind::Same
            } else if into == Some(Field::Secret) || self.wizard.takes_secret() {
                SecretFind::Placed(self.secret.put(found.value.expose(), self.wizard.answers()))
            } else {
                SecretFind::Kept
            };
            haul.secret = Some((find, found.source.code()));
        }
        self.tell(ctx, Message::Pasted(Box::new(haul)));
    }

    /// A text is being pasted: into the box, or into a single field. One that holds more than the field's own
    /// value is taken as *Paste from Azure*; any other goes in as ever, so that nothing is lost. What is taken
    /// never gets into the document, and so into no history of “Undo” either.
    ///
    /// The browser wants its answer now, so this is asked beside the queue of messages. It is in the rest of
    /// the wasm, like the fields that it belongs to.
    #[inline(never)]
    pub fn paste_into(link: &Scope<Self>, field: Option<Field>, event: &Event) {
        let Some(text) = clipboard_text(event).filter(|text| !text.is_empty()) else { return };
        let today = clock::today();
        let pasted = paste::read(&text, today);
        let secret = pasted.secret.as_ref().map(|found| found.source);
        if field.is_none_or(|field| Haul::of(&pasted).is_more_than(field, secret, &text, today)) {
            event.prevent_default();
            link.send_message(Msg::PastedInto(field, Box::new(pasted)));
        }
    }

    /// A text is being pasted into the field of a subscription: a list of them is taken apart, as a field of
    /// one line would lose its line breaks.
    #[inline(never)]
    pub fn paste_subscriptions(link: &Scope<Self>, at: usize, many: bool, event: &Event) {
        let text = clipboard_text(event).filter(|text| many && Wizard::is_subscription_list(text));
        match text {
            Some(text) => {
                event.prevent_default();
                let listed = SubscriptionMessage::Listed(at, text.as_str().into());
                link.send_message(Msg::Wizard(Message::Subscriptions(listed)));
            }
            None if at == 0 => Self::paste_into(link, Some(Field::Subscription), event),
            None => {}
        }
    }

    /// The chooser looks for something else; once typing rests, it counts.
    pub(super) fn search(&mut self, ctx: &Context<Self>, query: Box<str>) {
        self.tell(ctx, Message::Paste(PasteAct::Search(query)));
        let Some(number) = self.wizard.choice().map(|choice| choice.number()) else { return };
        let link = ctx.link().clone();
        spawn_local(async move {
            http::sleep(REST_MS).await;
            link.send_message(Msg::Wizard(Message::Paste(PasteAct::Rested(number))));
        });
    }
}
