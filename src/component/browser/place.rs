//! The place of a wizard in a page: its shadow root, and what stands there while no wizard does.

use js_sys::{Array, Function};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Document, Element, ShadowRoot, ShadowRootInit, ShadowRootMode};

use crate::component::Language;
use crate::text::Texts;

const SHEET: &str = include_str!("place.css");
/// Where the one who looks is the one who wrote the page.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// A shadow root on the element that the app has for the wizard.
#[derive(Clone, Debug)]
pub(super) struct Place(ShadowRoot);

impl Place {
    pub fn new(host: &Element) -> Result<Self, JsValue> {
        // A page that was rendered elsewhere may have it already.
        match host.shadow_root() {
            Some(root) => Ok(Self(root)),
            None => host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).map(Self),
        }
    }

    pub fn root(&self) -> &ShadowRoot {
        &self.0
    }

    /// Nothing but a new wizard's own.
    pub fn clear(&self) {
        self.0.replace_children_with_node_0();
    }

    /// What shows before the first step does: quiet, and of about the height that follows.
    pub fn show_waiting(&self) -> Result<(), JsValue> {
        let waiting = document()?.create_element("div")?;
        waiting.set_class_name("waiting");
        waiting.set_text_content(Some("…"));
        self.0.replace_children_with_node_1(&waiting);
        self.adopt()
    }

    /// The app's fallback, a way to try again, and the reason where the integrator looks.
    pub fn show_fallback(
        &self,
        language: Option<&Language>,
        detail: &str,
        again: Option<&Function>,
    ) -> Result<(), JsValue> {
        let mut texts = Texts::english();
        if let Some(language) = language {
            // Of a table that is none, nothing is laid over English.
            let _ = texts.lay(&language.texts);
        }
        let words = document()?.create_element("div")?;
        words.set_attribute("role", "alert")?;
        let slot = document()?.create_element("slot")?;
        slot.set_attribute("name", "fallback")?;
        slot.set_text_content(Some(texts.get("broken.load")));
        words.append_child(&slot)?;
        self.0.replace_children_with_node_1(&words);
        if let Some(again) = again {
            let button = document()?.create_element("button")?;
            button.set_attribute("type", "button")?;
            button.set_attribute("part", "retry")?;
            button.set_text_content(Some(texts.get("broken.again")));
            button.add_event_listener_with_callback("click", again)?;
            self.0.append_child(&button)?;
        }
        let text = ["azure-connect: ", detail].concat();
        web_sys::console::error_1(&text.as_str().into());
        let at = web_sys::window().and_then(|window| window.location().hostname().ok());
        if at.is_some_and(|at| LOOPBACK.contains(&at.as_str())) {
            let note = document()?.create_element("pre")?;
            note.set_class_name("refused");
            note.set_text_content(Some(&text));
            self.0.append_child(&note)?;
        }
        self.adopt()
    }

    fn adopt(&self) -> Result<(), JsValue> {
        let sheet = CssStyleSheet::new()?;
        sheet.replace_sync(SHEET)?;
        self.0.set_adopted_style_sheets(&Array::of1(&sheet));
        Ok(())
    }

    /// The language of the place: that of the nearest `lang`, also around the shadow roots that it is in.
    pub fn language(&self) -> Option<String> {
        let mut at = Some(self.0.host());
        while let Some(element) = at {
            if let Ok(Some(with)) = element.closest("[lang]") {
                return with.get_attribute("lang");
            }
            at = element.get_root_node().dyn_into::<ShadowRoot>().ok().map(|root| root.host());
        }
        web_sys::window()?.navigator().language()
    }
}

fn document() -> Result<Document, JsValue> {
    web_sys::window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)
}
