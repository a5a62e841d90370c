use js_sys::{Date, JSON, JsString, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use zeroize::Zeroizing;

use super::foreign::{function, get, settle, text};
use crate::exchange::{Answer, Body, Echo, retry_after_ms};

/// The most that is read of an answer, in bytes. Ten thousand checks fit.
const MOST: u32 = 1 << 20;

/// The answer broke off: that is not its end, but the network's.
#[derive(Debug)]
pub(super) struct BrokenOff;

/// Reads a response, or whatever a patched `fetch` or a `transport` gave for one: it has a `status`
/// and perhaps `headers`, and one of `body`, `text()` and `json()`.
pub(super) async fn receive(response: &JsValue, echo: &Echo) -> Result<Answer, BrokenOff> {
    let kind = text(response, "type").unwrap_or_default();
    if kind == "error" {
        return Err(BrokenOff);
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let now_ms = Date::now() as u64;
    let header = |name| header(&get(response, "headers"), name);
    // `as` saturates, and makes 0 of what is no number: a status that nobody has.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let mut answer = Answer {
        status: get(response, "status").as_f64().unwrap_or(0.0) as u16,
        content_type: header("content-type"),
        retry_after_ms: header("retry-after")
            .and_then(|text| retry_after_ms(&text, header("date").as_deref(), now_ms)),
        etag: header("etag"),
        body: Body::Redirected,
    };
    if kind != "opaqueredirect" && get(response, "redirected") != JsValue::TRUE {
        answer.body = match body(response).await? {
            Body::Text(text) => Body::Text(echo.mask(text)),
            other => other,
        };
    }
    Ok(answer)
}

/// A header, from `Headers` or from a plain record.
fn header(headers: &JsValue, name: &str) -> Option<String> {
    match function(headers, "get") {
        Some(get) => get.call1(headers, &JsString::from(name)).ok()?.as_string(),
        None => text(headers, name),
    }
}

async fn body(response: &JsValue) -> Result<Body, BrokenOff> {
    let stream = get(response, "body");
    if let Some(get_reader) = function(&stream, "getReader") {
        return chunks(get_reader.call0(&stream).map_err(|_| BrokenOff)?).await;
    }
    let text = if let Some(read) = function(response, "text") {
        settle(read.call0(response).map_err(|_| BrokenOff)?).await.map_err(|_| BrokenOff)?
    } else if let Some(read) = function(response, "json") {
        let value = settle(read.call0(response).map_err(|_| BrokenOff)?).await.map_err(|_| BrokenOff)?;
        JSON::stringify(&value).map_or(JsValue::UNDEFINED, JsValue::from)
    } else {
        JsValue::UNDEFINED
    };
    match text.dyn_ref::<JsString>() {
        Some(text) if text.length() > MOST => Ok(Body::TooLarge),
        Some(text) => Ok(Body::Text(String::from(text))),
        None => Ok(Body::default()),
    }
}

/// Reads a stream no further than to the limit: an endless answer must not fill the memory.
async fn chunks(reader: JsValue) -> Result<Body, BrokenOff> {
    let read = function(&reader, "read").ok_or(BrokenOff)?;
    let mut chunks = Vec::new();
    let mut length = 0;
    loop {
        let step = settle(read.call0(&reader).map_err(|_| BrokenOff)?).await.map_err(|_| BrokenOff)?;
        if get(&step, "done").is_truthy() {
            break;
        }
        let value = get(&step, "value");
        let chunk = match value.dyn_into::<Uint8Array>() {
            Ok(chunk) => chunk,
            // One of another realm is copied.
            Err(value) if value.is_object() => Uint8Array::new(&value),
            // Made from a number, an array would have that many bytes.
            Err(_) => return Err(BrokenOff),
        };
        length += chunk.length().min(MOST + 1);
        if length > MOST {
            return Ok(Body::TooLarge);
        }
        chunks.push(chunk);
    }
    // One buffer of the right size: what grows leaves copies behind, and the secret may be in it.
    let mut bytes = Zeroizing::new(vec![0; length as usize]);
    let mut rest = bytes.as_mut_slice();
    for chunk in chunks {
        let (part, after) = rest.split_at_mut(chunk.length() as usize);
        chunk.copy_to(part);
        chunk.fill(0, 0, chunk.length());
        rest = after;
    }
    Ok(match String::from_utf8(std::mem::take(&mut *bytes)) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..3);
            }
            Body::Text(text)
        }
        Err(error) => {
            drop(Zeroizing::new(error.into_bytes()));
            Body::Binary
        }
    })
}
