use js_sys::{Function, Object, Reflect};
use wasm_bindgen::JsValue;

use super::foreign::settle;
use crate::exchange::Headers;

/// The most headers that are taken from the host page.
const MOST: usize = 64;

/// What the host page brings to each request: the element's `headers` and `transport` properties.
#[derive(Clone, Debug, Default)]
pub struct Hooks {
    /// `() => Promise<Record<string, string>>`, asked before each attempt.
    pub headers: Option<Function>,
    /// `({operation, method, url, headers, body}, {signal}) => Promise<Response>`, used instead of
    /// `fetch`. `body` is a `Uint8Array` that is wiped when the promise settles.
    pub transport: Option<Function>,
}

impl Hooks {
    /// Adds what `headers` says. A function that throws, a promise that is rejected and values that
    /// make no header are as good as none: the platform's answer will say what it missed.
    pub(super) async fn add_headers(&self, headers: &mut Headers) {
        let Some(function) = &self.headers else { return };
        let Ok(promise) = function.call0(&JsValue::UNDEFINED) else { return };
        let Ok(record) = settle(promise).await else { return };
        // `Headers`, `Map` and lists of pairs iterate; records do not, and refuse to be taken for those.
        let record = Object::from_entries(&record).map_or(record, JsValue::from);
        for name in Reflect::own_keys(&record).unwrap_or_default().iter().take(MOST) {
            let value = Reflect::get(&record, &name).unwrap_or(JsValue::UNDEFINED);
            if let (Some(name), Some(value)) = (name.as_string(), value.as_string()) {
                headers.add(&name, &value);
            }
        }
    }
}
