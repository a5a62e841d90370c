use gloo_net::http::{Headers as FetchHeaders, Method, Request, RequestBuilder};
use js_sys::{Function, JsString, Object};
use wasm_bindgen::JsValue;
use web_sys::{
    AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, RequestRedirect,
};

use super::foreign::{function, set, settle};
use super::receive::receive;
use super::wiped::Wiped;
use crate::exchange::{Answer, Echo, FailureKind, Headers};

/// One request, complete but for the moment at which it is sent.
pub(super) struct Letter<'a> {
    /// What it is for, as `transport` is told.
    pub operation: &'static str,
    pub method: Method,
    pub url: &'a str,
    pub to: To,
    pub headers: Headers,
    pub body: Option<&'a [u8]>,
    pub echo: &'a Echo,
}

/// Whose server it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// The platform's, on the page's own origin.
    Page,
    /// The platform's, elsewhere.
    Elsewhere,
    /// Somebody's who is to learn nothing about the page and its visitor.
    Stranger,
}

impl Letter<'_> {
    /// Sends it, once, and reads what comes back. Dropped before that, the request is aborted.
    pub(super) async fn send(self, transport: Option<&Function>) -> Result<Answer, FailureKind> {
        let unreachable = |_: JsValue| FailureKind::Unreachable;
        let abort = AbortOnDrop::new().map_err(unreachable)?;
        // A body that a transport was given stays readable until the answer is here.
        let (promise, _body) = match transport {
            Some(transport) => self.hand_to(transport, &abort.controller)?,
            None => (self.fetch(&abort.controller)?, None),
        };
        let response = settle(promise).await.map_err(unreachable)?;
        let answer = receive(&response, self.echo).await.map_err(|_| FailureKind::Unreachable)?;
        if answer.body != crate::exchange::Body::TooLarge {
            abort.disarm();
        }
        Ok(answer)
    }

    fn fetch(&self, controller: &AbortController) -> Result<JsValue, FailureKind> {
        let request = self.request(controller).map_err(|_| FailureKind::Unreachable)?;
        // Looked up for each request: host pages patch it when they like.
        let window = JsValue::from(web_sys::window());
        let fetch = function(&window, "fetch").ok_or(FailureKind::Unreachable)?;
        fetch.call1(&window, web_sys::Request::from(request).as_ref()).map_err(|_| FailureKind::Unreachable)
    }

    /// gloo-net throws at headers that are malformed; [`Headers`] has none.
    fn request(&self, controller: &AbortController) -> Result<Request, gloo_net::Error> {
        let headers = FetchHeaders::new();
        for (name, value) in self.headers.iter() {
            headers.set(name, value);
        }
        let builder = RequestBuilder::new(self.url)
            .method(self.method.clone())
            .headers(headers)
            .mode(if self.to == To::Page { RequestMode::SameOrigin } else { RequestMode::Cors })
            .credentials(if self.to == To::Stranger {
                RequestCredentials::Omit
            } else {
                RequestCredentials::SameOrigin
            })
            .referrer_policy(if self.to == To::Stranger {
                ReferrerPolicy::NoReferrer
            } else {
                ReferrerPolicy::None
            })
            .cache(RequestCache::NoStore)
            // Not `Error`: that rejects as a lost connection does, and is retried like one. This one
            // is not followed either, and is told apart: it mostly leads to a login page.
            .redirect(RequestRedirect::Manual)
            .abort_signal(Some(&controller.signal()));
        match self.body {
            // A request copies its body when it is made.
            Some(bytes) => builder.body(Wiped::copy(bytes).bytes().clone()),
            None => builder.build(),
        }
    }

    fn hand_to(
        &self,
        transport: &Function,
        controller: &AbortController,
    ) -> Result<(JsValue, Option<Wiped>), FailureKind> {
        let headers = Object::new();
        for (name, value) in self.headers.iter() {
            set(&headers, name, &JsString::from(value));
        }
        let request = Object::new();
        set(&request, "operation", &JsString::from(self.operation));
        set(&request, "method", &JsString::from(self.method.as_str()));
        set(&request, "url", &JsString::from(self.url));
        set(&request, "headers", &headers);
        let body = self.body.map(Wiped::copy);
        if let Some(body) = &body {
            set(&request, "body", body.bytes());
        }
        let options = Object::new();
        set(&options, "signal", &controller.signal());
        let promise = transport.call2(&JsValue::UNDEFINED, &request, &options);
        Ok((promise.map_err(|_| FailureKind::Unreachable)?, body))
    }
}

/// Aborts its request unless it came to an end, so that whoever drops the work ends it.
struct AbortOnDrop {
    controller: AbortController,
    armed: bool,
}

impl AbortOnDrop {
    fn new() -> Result<Self, JsValue> {
        Ok(Self { controller: AbortController::new()?, armed: true })
    }

    fn disarm(mut self) {
        self.armed = false;
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if self.armed {
            self.controller.abort();
        }
    }
}
