use std::cell::Cell;

use web_sys::{ClipboardEvent, Event, HtmlTextAreaElement};
use yew::NodeRef;
use zeroize::Zeroizing;

/// More than so many characters at once are no typing.
const TYPED: u32 = 4;

/// The box of *Paste from Azure*. What is pasted is taken on its way; what is typed, dropped or put in by a
/// tool stands in it for as long as it takes to read it.
#[derive(Debug, Default)]
pub struct PasteBox {
    node: NodeRef,
    length: Cell<u32>,
}

impl PasteBox {
    /// The reference that the view binds to the box.
    pub fn node(&self) -> &NodeRef {
        &self.node
    }

    /// Takes the text out, into a buffer that is wiped when it is dropped. Somebody who types is left
    /// alone until the text is `whole`.
    pub fn take(&self, whole: bool) -> Option<Zeroizing<String>> {
        let area: HtmlTextAreaElement = self.node.cast()?;
        let text = Zeroizing::new(area.value());
        let length = text.encode_utf16().count() as u32;
        let before = self.length.replace(length);
        if text.trim().is_empty() || !(whole || length > before + TYPED) {
            return None;
        }
        area.set_value("");
        self.length.set(0);
        Some(text)
    }
}

/// The text that is being pasted.
pub fn clipboard_text(event: &Event) -> Option<Zeroizing<String>> {
    use wasm_bindgen::JsCast;
    let data = event.unchecked_ref::<ClipboardEvent>().clipboard_data()?;
    Some(Zeroizing::new(data.get_data("text/plain").ok()?))
}
