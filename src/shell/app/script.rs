//! The script, on its way to a shell or to somebody else.

use std::rc::Rc;

use yew::{AttrValue, Context};

use super::{App, Msg};
use crate::shell::clipboard;
use crate::shell::view::{handed_over, script_type};
use crate::wizard::{Message, PasteAct, ScriptMessage};

/// What a script for somebody else is called as a file.
const FOR_OTHER: &str = "azure-connect-for-you.txt";

impl App {
    /// After each drawing: the block shows the script that there is.
    #[inline(never)]
    pub(super) fn show_script(&self) {
        self.script.show(self.wizard.script().ok().as_deref());
    }

    pub(super) fn copy_script(&self, ctx: &Context<Self>) {
        let Ok(script) = self.wizard.script() else { return };
        let text = AttrValue::Rc(Rc::clone(&script.text));
        let copied = self.texts.fill("copy.done", &[("what", self.texts.get("copy.script"))]);
        ctx.link().send_future(async move {
            if clipboard::copy(&text).await.is_ok() { Msg::Say(copied) } else { Msg::SelectScript }
        });
    }

    /// The browser does not let a page copy, so the admin does, with one key.
    pub(super) fn select_script(&mut self, ctx: &Context<Self>) {
        let key = if self.script.select() { "copy.selected" } else { "copy.failed" };
        self.say(ctx, self.texts.get(key).to_owned());
    }

    pub(super) fn download_script(&mut self, ctx: &Context<Self>) {
        if let Ok(script) = self.wizard.script() {
            self.save(ctx, script.file_name, script_type(script.language), &script.text);
        }
    }

    /// The script for somebody else, with a few words in front of it. What comes back is marked as theirs.
    pub(super) fn copy_for_other(&mut self, ctx: &Context<Self>) {
        let Ok(script) = self.wizard.script_for_other() else { return };
        let text = handed_over(&self.wizard, &self.texts, &script);
        let copied = self.texts.fill("copy.done", &[("what", self.texts.get("copy.script-for-other"))]);
        self.tell(ctx, Message::Script(ScriptMessage::FromOther(true)));
        ctx.link().send_future(async move {
            if clipboard::copy(&text).await.is_ok() { Msg::Say(copied) } else { Msg::SaveForOther(text) }
        });
    }

    /// The browser does not let a page copy, so there is a file.
    pub(super) fn save_for_other(&mut self, ctx: &Context<Self>, text: &str) {
        self.save(ctx, FOR_OTHER, "text/plain", text);
    }

    pub(super) fn save(&mut self, ctx: &Context<Self>, file: &str, media_type: &str, text: &str) {
        let done = clipboard::download(file, media_type, text).is_ok();
        let said = if done {
            self.texts.fill("download.done", &[("file", file)])
        } else {
            self.texts.get("copy.failed").to_owned()
        };
        self.say(ctx, said);
    }

    /// Asks the browser to empty the clipboard, which held a secret.
    pub(super) fn clear_clipboard(&self, ctx: &Context<Self>) {
        ctx.link().send_future(async move {
            let done = clipboard::copy("").await.is_ok();
            Msg::Wizard(Message::Paste(PasteAct::ClipboardCleared(done)))
        });
    }
}
