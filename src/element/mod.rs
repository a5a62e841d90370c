//! What the custom element calls: the JavaScript side is `www/element`.

mod options;

use std::rc::Rc;

use azure_connect::profile::{Profile, ProfileError};
use azure_connect::shell::{self, Mounted};
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::ShadowRoot;

use options::Given;

/// A mounted wizard.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Handle {
    mounted: Mounted,
}

/// Puts a wizard into a shadow root.
///
/// # Errors
/// An object `{path, detail}` when the profile is refused; any other value when the browser refuses.
#[wasm_bindgen]
pub fn mount(shadow: &ShadowRoot, options: &JsValue) -> Result<Handle, JsValue> {
    // Yew's own hook would print the panic's text, which may quote what was typed.
    yew::set_custom_panic_hook(Box::new(|_| {}));
    let Given { profile, options } = Given::read(options);
    let profile = Profile::parse(&profile).map_err(|error| refused(&error))?;
    let mounted = shell::mount(shadow, Rc::new(profile), options)?;
    Ok(Handle { mounted })
}

#[wasm_bindgen]
impl Handle {
    /// Moves the focus to the heading of the current step.
    pub fn focus(&self) {
        self.mounted.focus();
    }

    /// Everything from the beginning.
    pub fn reset(&self) {
        self.mounted.reset();
    }

    /// Whether something was typed that a new start would lose.
    pub fn has_unsaved(&self) -> bool {
        self.mounted.has_unsaved()
    }

    /// Another language, at once: its BCP 47 tag, and its table as JSON.
    pub fn speak(&self, locale: &str, texts: &str) {
        self.mounted.speak(locale, texts);
    }

    /// Takes the wizard down and its elements away. A second call does nothing.
    pub fn destroy(&self) {
        self.mounted.destroy();
    }
}

/// All of the wasm is here.
#[wasm_bindgen(js_name = restArrived)]
pub fn rest_arrived() {
    shell::rest_arrived();
}

fn refused(error: &ProfileError) -> JsValue {
    let object = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&object, &"path".into(), &error.path().into());
    let _ = Reflect::set(&object, &"detail".into(), &error.detail().into());
    object.into()
}
