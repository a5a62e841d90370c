use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What the element hands over: attributes as text, the host page's functions as they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The profile, as JSON.
    pub profile: String,
    /// Overrides the profile's endpoint.
    pub endpoint: Option<String>,
    /// A connection to repair.
    pub connection: Option<String>,
    /// A BCP 47 tag.
    pub locale: Option<String>,
    /// `light`, `dark` or `auto`.
    pub theme: &'static str,
    /// The level of the title, 1 to 5.
    pub heading_level: u8,
    /// Origins beside the page's own that the secret may go to.
    pub allow_origins: String,
    /// Whether a draft is kept.
    pub draft: bool,
    /// Keeps drafts apart.
    pub draft_key: String,
    /// Values to begin with, by the ids of their fields.
    pub values: Vec<(String, String)>,
    /// `headers()`.
    pub headers: Option<Function>,
    /// `transport(request, {signal})`.
    pub transport: Option<Function>,
    /// `emit(name, json) -> bool`.
    pub emit: Option<Function>,
    /// Called when the wizard cannot go on.
    pub broken: Option<Function>,
}

impl Options {
    /// Reads the options object of the element. What is missing or of another type has its default.
    pub fn read(options: &JsValue) -> Self {
        let text = |name| get(options, name).as_string();
        let function = |name| get(options, name).dyn_into::<Function>().ok();
        let level = get(options, "headingLevel").as_f64().unwrap_or(2.0).clamp(1.0, 5.0);
        Self {
            profile: text("profile").unwrap_or_default(),
            endpoint: text("endpoint"),
            connection: text("connection").filter(|id| !id.is_empty()),
            locale: text("locale"),
            theme: match text("theme").as_deref() {
                Some("light") => "light",
                Some("dark") => "dark",
                _ => "auto",
            },
            heading_level: level as u8,
            allow_origins: text("allowOrigins").unwrap_or_default(),
            draft: text("draft").as_deref() != Some("off"),
            draft_key: text("draftKey").unwrap_or_default(),
            values: entries(&get(options, "values")),
            headers: function("headers"),
            transport: function("transport"),
            emit: function("emit"),
            broken: function("broken"),
        }
    }
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
