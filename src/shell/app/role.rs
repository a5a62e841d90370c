//! The role as a file: the one that is handed over, and the one that is there already.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlTextAreaElement};
use yew::{AttrValue, Context};

use super::{App, Msg};
use crate::azure::looks_like_secret;
use crate::azure::role::Form;
use crate::shell::clipboard;
use crate::shell::view::role_file_name;
use crate::text::decode;
use crate::wizard::{ExistingRole, Message, RoleMessage};

/// The longest role that is read, in bytes: no directory has one of a tenth of it.
const LONGEST: usize = 5_000_000;

impl App {
    pub(super) fn download_role(&mut self, ctx: &Context<Self>, form: Form) {
        let Ok(text) = self.wizard.role_text(form) else { return };
        let file = form.file_name();
        let done = clipboard::download(file, form.media_type(), &text).is_ok();
        let text = if done {
            self.texts.fill("download.done", &[("file", file)])
        } else {
            self.texts.get("copy.failed").to_owned()
        };
        self.say(ctx, text);
    }

    pub(super) fn copy_role(&self, ctx: &Context<Self>) {
        let hand = self.wizard.role_to_hand();
        if let Some(Ok(text)) = hand.map(|hand| hand.text.clone()) {
            self.copy(ctx, &role_file_name(self.wizard.desk().form()), AttrValue::Rc(text));
        }
    }

    /// Tells the integrator, once, what is wrong or likely a mistake in the profile's role.
    pub(super) fn lint_role(&self) {
        for finding in self.wizard.role_lint() {
            let (level, code) = (finding.level.code(), finding.kind.code());
            let text = ["azure-connect: ", level, ": role.custom.", &finding.place, ": ", code];
            web_sys::console::warn_1(&text.concat().into());
        }
    }

    /// The field of the role that is there changed. Answers whether there is something to draw.
    pub(super) fn role_typed(&mut self, ctx: &Context<Self>) -> bool {
        let text = self.role_text();
        if text.len() <= LONGEST && looks_like_secret(&text) {
            self.refuse_secret(ctx);
            return true;
        }
        let desk = self.wizard.desk();
        let news = !desk.holds_text() || !matches!(desk.existing(), ExistingRole::None);
        if news {
            self.tell(ctx, Message::Role(RoleMessage::Touched));
        }
        news
    }

    pub(super) fn compare_role(&mut self, ctx: &Context<Self>) {
        let text = self.role_text();
        if text.len() > LONGEST {
            self.tell(ctx, Message::Role(RoleMessage::TooLarge));
        } else if looks_like_secret(&text) {
            self.refuse_secret(ctx);
        } else {
            self.tell(ctx, Message::Role(RoleMessage::Read(text.into())));
        }
        self.show_trouble();
    }

    pub(super) fn repair_role(&mut self, ctx: &Context<Self>) {
        self.tell(ctx, Message::Role(RoleMessage::Repair(self.role_text().into())));
        self.show_trouble();
        self.focus_role_text();
    }

    pub(super) fn forget_role(&mut self, ctx: &Context<Self>) {
        self.show_role("");
        self.tell(ctx, Message::Role(RoleMessage::Read("".into())));
        self.focus_role_text();
    }

    pub(super) fn role_file(&mut self, ctx: &Context<Self>, file: File) {
        if file.size() > LONGEST as f64 {
            return self.tell(ctx, Message::Role(RoleMessage::TooLarge));
        }
        ctx.link().send_future(async move {
            let buffer = JsFuture::from(file.array_buffer()).await.ok();
            Msg::RoleFileRead(buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()))
        });
    }

    pub(super) fn role_file_read(&mut self, ctx: &Context<Self>, bytes: Option<Vec<u8>>) {
        match bytes {
            Some(bytes) => {
                self.show_role(&decode(&bytes).text);
                self.compare_role(ctx);
            }
            None => self.tell(ctx, Message::Role(RoleMessage::NoFile)),
        }
    }

    /// A secret has no business here: it is kept nowhere.
    fn refuse_secret(&mut self, ctx: &Context<Self>) {
        self.show_role("");
        self.tell(ctx, Message::Role(RoleMessage::SecretLike));
    }

    pub(super) fn show_role(&self, text: &str) {
        if let Some(field) = self.role_field() {
            field.set_value(text);
        }
    }

    /// Where the text cannot be read, the focus goes to it: its error is said with it.
    fn show_trouble(&self) {
        if !matches!(self.wizard.desk().existing(), ExistingRole::None | ExistingRole::Read(_)) {
            self.focus_role_text();
        }
    }

    fn focus_role_text(&self) {
        if let Some(field) = self.role_field() {
            let _ = field.focus();
        }
    }

    fn role_text(&self) -> String {
        self.role_field().map(|field| field.value()).unwrap_or_default()
    }

    fn role_field(&self) -> Option<HtmlTextAreaElement> {
        self.role_text.cast()
    }
}
