use js_sys::{Function, JsString, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property of anything; `undefined` when there is none, or its getter throws.
pub(super) fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &JsString::from(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A property that is a function. Judged by `typeof`, so functions of other realms are some.
pub(super) fn function(value: &JsValue, name: &str) -> Option<Function> {
    get(value, name).dyn_into().ok()
}

/// A property that is a text.
pub(super) fn text(value: &JsValue, name: &str) -> Option<String> {
    get(value, name).as_string()
}

/// The value that a promise or anything with a `then` comes to; a plain value is its own.
pub(super) async fn settle(value: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&value)).await
}

/// Sets a property of an object of our own, which cannot refuse it.
pub(super) fn set(object: &js_sys::Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsString::from(name), value);
}
