use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ShadowRoot};
use yew::{AppHandle, Renderer};

use crate::profile::Profile;
use crate::text;
use crate::wizard::{ColorScheme, Message};

use super::app::{App, AppProps};
use super::msg::Msg;
use super::{Options, style};

/// A wizard in a shadow root.
#[derive(Debug)]
pub struct Mounted {
    app: RefCell<Option<AppHandle<App>>>,
    root: HtmlElement,
}

/// Puts a wizard into a shadow root, after what is there.
///
/// Each mount has a fresh element as Yew's root: Yew 0.23 never takes its listeners off a root.
///
/// # Errors
/// When the browser refuses.
pub fn mount(shadow: &ShadowRoot, profile: Rc<Profile>, options: Options) -> Result<Mounted, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)?;
    let root: HtmlElement = document.create_element("div")?.unchecked_into();
    root.set_class_name("ac");
    root.set_attribute("part", "wizard")?;
    root.set_attribute("data-theme", options.theme.as_str())?;
    set_language(&root, &options.locale)?;
    style::adopt(shadow)?;
    style::apply_accent(&root, &profile.theme.accent);
    shadow.append_child(&root)?;
    let props = AppProps { profile, options: Rc::new(options) };
    let app = Renderer::<App>::with_root_and_props(root.clone().into(), props).render();
    Ok(Mounted { app: RefCell::new(Some(app)), root })
}

impl Mounted {
    /// Moves the focus to the heading of the current step.
    pub fn focus(&self) {
        self.send(Msg::FocusHeading);
    }

    /// Everything from the beginning.
    pub fn reset(&self) {
        self.send(Msg::Wizard(Message::StartOver));
    }

    /// Changes the colours at once, whatever is typed.
    pub fn set_theme(&self, theme: ColorScheme) {
        // An element takes any attribute of a proper name.
        let _ = self.root.set_attribute("data-theme", theme.as_str());
    }

    /// Whether something was typed that a new start would lose.
    pub fn has_unsaved(&self) -> bool {
        let app = self.app.borrow();
        let component = app.as_ref().and_then(|app| app.get_component());
        component.is_some_and(|app| app.has_unsaved())
    }

    /// Takes the wizard down and its elements away. A second call does nothing.
    pub fn destroy(&self) {
        if let Some(app) = self.app.take() {
            app.destroy();
            self.root.remove();
        }
    }

    /// Another language, at once, whatever is typed. `texts` is its table, as JSON: what is missing in it is English.
    pub fn speak(&self, locale: &str, texts: &str) {
        // An element takes any attribute of a proper name.
        let _ = set_language(&self.root, locale);
        self.send(Msg::Speak(locale.into(), texts.into()));
    }

    fn send(&self, message: Msg) {
        if let Some(app) = &*self.app.borrow() {
            app.send_message(message);
        }
    }
}

fn set_language(root: &HtmlElement, locale: &str) -> Result<(), JsValue> {
    root.set_attribute("lang", locale)?;
    root.set_attribute("dir", text::direction(locale))
}
