//! An app's hooks as the functions that the edge calls.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;
use web_sys::{AbortSignal, Headers, Response, ResponseInit};

use crate::component::{
    NoAnswer, RequestBody, RequestHeaders, Transport, TransportRequest, TransportResponse,
};

/// `() => Promise<Record<string, string>>`; `latest` is asked at each call, since props change.
pub(super) fn headers(latest: impl Fn() -> Option<RequestHeaders> + 'static) -> Function {
    let ask = move || {
        let headers = latest();
        future_to_promise(async move {
            let record = Object::new();
            for (name, value) in asked(headers).await {
                Reflect::set(&record, &name.into(), &value.into())?;
            }
            Ok(record.into())
        })
    };
    Closure::<dyn Fn() -> Promise>::new(ask).into_js_value().unchecked_into()
}

async fn asked(headers: Option<RequestHeaders>) -> Vec<(String, String)> {
    match headers {
        Some(headers) => headers.ask().await,
        None => Vec::new(),
    }
}

/// `(request, {signal}) => Promise<Response>`.
pub(super) fn transport(latest: impl Fn() -> Option<Transport> + 'static) -> Function {
    let send = move |request: JsValue, options: JsValue| {
        let transport = latest();
        future_to_promise(async move {
            let transport = transport.ok_or(JsValue::UNDEFINED)?;
            let signal: AbortSignal = get(&options, "signal").dyn_into()?;
            let answer = until_aborted(&signal, transport.send(read(&request))).await;
            response(&answer.map_err(|error| js_sys::Error::new(&error.to_string()))?).map(JsValue::from)
        })
    };
    Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(send).into_js_value().unchecked_into()
}

/// The future is dropped when the signal comes.
async fn until_aborted<T>(
    signal: &AbortSignal,
    answer: impl Future<Output = Result<T, NoAnswer>>,
) -> Result<T, NoAnswer> {
    let mut answer = pin!(answer);
    // Resolved by the signal; if it never comes, nobody waits for it either.
    let aborted = Promise::new(&mut |resolve, _| signal.set_onabort(Some(&resolve)));
    let mut aborted = pin!(wasm_bindgen_futures::JsFuture::from(aborted));
    let outcome = poll_fn(|context| match answer.as_mut().poll(context) {
        Poll::Pending => aborted.as_mut().poll(context).map(|_| Err(NoAnswer)),
        ready => ready,
    });
    let outcome = outcome.await;
    signal.set_onabort(None);
    outcome
}

fn read(request: &JsValue) -> TransportRequest {
    let text = |name| get(request, name).as_string().unwrap_or_default();
    let headers = get(request, "headers").dyn_into().unwrap_or_else(|_| Object::new());
    let pair = |entry: JsValue| {
        let entry: Array = entry.dyn_into().ok()?;
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    };
    TransportRequest {
        operation: text("operation"),
        method: text("method"),
        url: text("url"),
        headers: Object::entries(&headers).iter().filter_map(pair).collect(),
        body: get(request, "body").dyn_ref().map(|body: &Uint8Array| RequestBody::new(body.to_vec())),
    }
}

fn response(answer: &TransportResponse) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &answer.headers {
        headers.append(name, value)?;
    }
    let init = ResponseInit::new();
    init.set_status(answer.status);
    init.set_headers(&headers);
    // Some statuses may not have a body, not even an empty one.
    let body = (!answer.body.is_empty()).then(|| Uint8Array::from(answer.body.as_slice()));
    Response::new_with_opt_js_u8_array_and_init(body.as_ref(), &init)
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
