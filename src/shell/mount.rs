use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};
use yew::{AppHandle, Renderer};

use crate::profile::{Profile, ProfileError};

use super::app::{App, AppProps};
use super::msg::Msg;
use super::{Options, style};

thread_local! {
    /// Whom to tell when the wasm panics: all that are mounted, since they share the instance.
    static MOUNTED: RefCell<Vec<(u32, Function)>> = const { RefCell::new(Vec::new()) };
}

/// A mounted wizard.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Handle {
    app: RefCell<Option<AppHandle<App>>>,
    root: HtmlElement,
    number: u32,
}

/// Puts a wizard into a shadow root.
///
/// Each mount has a fresh element as Yew's root: Yew 0.23 never takes its listeners off a root.
///
/// # Errors
/// An object `{path, detail}` when the profile is refused; any other value when the browser refuses.
#[wasm_bindgen]
pub fn mount(shadow: &ShadowRoot, options: &JsValue) -> Result<Handle, JsValue> {
    // Yew's own hook would print the panic's text, which may quote what was typed.
    yew::set_custom_panic_hook(Box::new(|_| tell_all()));
    let options = Options::read(options);
    let profile = Profile::parse(&options.profile).map_err(|error| refused(&error))?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)?;
    let root: HtmlElement = document.create_element("div")?.unchecked_into();
    root.set_class_name("ac");
    root.set_attribute("part", "wizard")?;
    root.set_attribute("data-theme", options.theme)?;
    style::adopt(shadow)?;
    style::apply_accent(&root, &profile.theme.accent);
    shadow.append_child(&root)?;
    let number = MOUNTED.with_borrow_mut(|mounted| {
        let number = mounted.last().map_or(0, |(last, _)| last + 1);
        if let Some(broken) = &options.broken {
            mounted.push((number, broken.clone()));
        }
        number
    });
    let props = AppProps { profile: Rc::new(profile), options: Rc::new(options) };
    let app = Renderer::<App>::with_root_and_props(root.clone().into(), props).render();
    Ok(Handle { app: RefCell::new(Some(app)), root, number })
}

#[wasm_bindgen]
impl Handle {
    /// Moves the focus to the heading of the current step.
    pub fn focus(&self) {
        self.send(Msg::FocusHeading);
    }

    /// Everything from the beginning.
    pub fn reset(&self) {
        self.send(Msg::Wizard(crate::wizard::Message::StartOver));
    }

    /// Whether something was typed that a new start would lose.
    pub fn has_unsaved(&self) -> bool {
        let app = self.app.borrow();
        let component = app.as_ref().and_then(|app| app.get_component());
        component.is_some_and(|app| app.has_unsaved())
    }

    /// Takes the wizard down and its elements away. A second call does nothing.
    pub fn destroy(&self) {
        MOUNTED.with_borrow_mut(|mounted| mounted.retain(|(number, _)| *number != self.number));
        if let Some(app) = self.app.take() {
            app.destroy();
            self.root.remove();
        }
    }

    fn send(&self, message: Msg) {
        if let Some(app) = &*self.app.borrow() {
            app.send_message(message);
        }
    }
}

fn tell_all() {
    // The instance is poisoned for everyone on it. Each element takes itself down.
    let mounted = MOUNTED.try_with(|mounted| mounted.try_borrow().map(|mounted| mounted.clone()));
    for (_, broken) in mounted.ok().and_then(Result::ok).unwrap_or_default() {
        // A host function that throws changes nothing any more.
        let _ = broken.call0(&JsValue::UNDEFINED);
    }
}

fn refused(error: &ProfileError) -> JsValue {
    let object = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&object, &"path".into(), &error.path().into());
    let _ = Reflect::set(&object, &"detail".into(), &error.detail().into());
    object.into()
}
