use js_sys::Object;
use wasm_bindgen::JsValue;

use super::foreign::{function, get, set, settle};

/// A file of JSON, as text. It is not one of the platform's answers: it goes through no hook, and holds no secret.
///
/// # Errors
/// What went wrong, for the integrator's console.
pub async fn read_text(url: &str) -> Result<String, String> {
    let unreachable = || [url, " could not be fetched"].concat();
    let headers = Object::new();
    set(&headers, "Accept", &"application/json".into());
    let init = Object::new();
    set(&init, "headers", &headers);
    let window = JsValue::from(web_sys::window());
    let fetch = function(&window, "fetch").ok_or_else(unreachable)?;
    let promise = fetch.call2(&window, &url.into(), &init).map_err(|_| unreachable())?;
    let response = settle(promise).await.map_err(|_| unreachable())?;
    if get(&response, "ok") != JsValue::TRUE {
        let status = get(&response, "status").as_f64().unwrap_or_default() as u16;
        return Err([url, " answered ", &status.to_string()].concat());
    }
    let text = function(&response, "text").ok_or_else(unreachable)?;
    let text = text.call0(&response).map_err(|_| unreachable())?;
    settle(text).await.ok().and_then(|text| text.as_string()).ok_or_else(unreachable)
}
