use std::rc::Rc;

use azure_connect::shell::http::Hooks;
use azure_connect::shell::{Emit, Options, Refused};
use azure_connect::wizard::ColorScheme;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What the element hands over: attributes as text, the page's functions as they are.
pub struct Given {
    /// The profile, as JSON.
    pub profile: String,
    pub options: Options,
}

impl Given {
    /// Reads the object. What is missing or of another type has its default.
    pub fn read(object: &JsValue) -> Self {
        let text = |name| get(object, name).as_string();
        let function = |name| get(object, name).dyn_into::<Function>().ok();
        let level = get(object, "headingLevel").as_f64().unwrap_or(2.0).clamp(1.0, 5.0);
        let options = Options {
            endpoint: text("endpoint"),
            connection: text("connection").filter(|id| !id.is_empty()),
            locale: text("locale").unwrap_or_else(|| "en".into()),
            texts: text("texts"),
            texts_follow: get(object, "textsFollow").as_bool() == Some(true),
            theme: ColorScheme::from_name(&text("theme").unwrap_or_default()),
            heading_level: level as u8,
            allow_origins: text("allowOrigins").unwrap_or_default(),
            draft: text("draft").as_deref() != Some("off"),
            draft_key: text("draftKey").unwrap_or_default(),
            values: entries(&get(object, "values")),
            params: entries(&get(object, "params")),
            hooks: Hooks { headers: function("headers"), transport: function("transport") },
            emit: emit(function("emit")),
            refused: function("refused").map(refused),
        };
        Self { profile: text("profile").unwrap_or_default(), options }
    }
}

/// `emit(name, json) -> bool`.
fn emit(function: Option<Function>) -> Emit {
    Rc::new(move |event| {
        let Some(function) = &function else { return true };
        let (name, detail) = (event.name().into(), event.to_json().into());
        let answer = function.call2(&JsValue::UNDEFINED, &name, &detail);
        // A host page's listener that throws is its own affair.
        answer.map_or(true, |answer| answer.as_bool() != Some(false))
    })
}

/// `refused(path, detail)`.
fn refused(function: Function) -> Refused {
    Rc::new(move |error| {
        let _ = function.call2(&JsValue::UNDEFINED, &error.path().into(), &error.detail().into());
    })
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn entries(object: &JsValue) -> Vec<(String, String)> {
    let Some(object) = object.dyn_ref::<Object>() else { return Vec::new() };
    let keys = Object::keys(object);
    keys.iter()
        .filter_map(|key| Some((key.as_string()?, Reflect::get(object, &key).ok()?.as_string()?)))
        .collect()
}
