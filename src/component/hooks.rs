//! What an app brings to the wizard's requests.

use std::fmt;
use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::rc::Rc;

use zeroize::Zeroizing;

type Pending<T> = Pin<Box<dyn Future<Output = T>>>;
type HeaderList = Vec<(String, String)>;

/// Headers that go along with each request of the wizard: CSRF, a session's token. Asked before each attempt.
///
/// ```
/// # use azure_connect::RequestHeaders;
/// let headers = RequestHeaders::new(|| async { vec![("X-CSRF-Token".into(), token().await)] });
/// # async fn token() -> String { String::new() }
/// ```
#[derive(Clone)]
pub struct RequestHeaders(Rc<dyn Fn() -> Pending<HeaderList>>);

impl RequestHeaders {
    /// Headers as `ask` answers them. What is no header is left out.
    pub fn new<F: Future<Output = Vec<(String, String)>> + 'static>(ask: impl Fn() -> F + 'static) -> Self {
        Self(Rc::new(move || Box::pin(ask())))
    }

    /// Asks for them.
    pub fn ask(&self) -> impl Future<Output = Vec<(String, String)>> + 'static {
        (self.0)()
    }
}

/// Sends the wizard's requests in place of `fetch`.
///
/// The future is dropped when nobody waits for it any more: end the request then, if you can.
///
/// ```
/// # use azure_connect::{NoAnswer, Transport, TransportResponse};
/// let transport = Transport::new(|request| async move {
///     match request.operation.as_str() {
///         "create" => Ok(TransportResponse::json(201, r#"{"id":"c1","status":"connected"}"#)),
///         _ => Err(NoAnswer),
///     }
/// });
/// ```
#[derive(Clone)]
pub struct Transport(Rc<dyn Fn(TransportRequest) -> Pending<Result<TransportResponse, NoAnswer>>>);

impl Transport {
    /// A transport that sends as `send` does.
    pub fn new<F>(send: impl Fn(TransportRequest) -> F + 'static) -> Self
    where
        F: Future<Output = Result<TransportResponse, NoAnswer>> + 'static,
    {
        Self(Rc::new(move |request| Box::pin(send(request))))
    }

    /// Sends one request.
    pub fn send(
        &self,
        request: TransportRequest,
    ) -> impl Future<Output = Result<TransportResponse, NoAnswer>> + 'static {
        (self.0)(request)
    }
}

/// One request of the wizard.
#[derive(Debug)]
pub struct TransportRequest {
    /// What it is for: `create`, `read`, `list`, `replace`, `update`, `delete`, `verify`, `federation`,
    /// `certificate`, `lookup`.
    pub operation: String,
    /// The method, in capitals.
    pub method: String,
    /// Where it goes, absolute.
    pub url: String,
    /// Its headers, in lower or mixed case.
    pub headers: Vec<(String, String)>,
    /// Its body, if it has one.
    pub body: Option<RequestBody>,
}

/// A body that may hold a client secret: it is wiped when it is dropped, and does not print itself.
pub struct RequestBody(Zeroizing<Vec<u8>>);

impl RequestBody {
    /// A body of these bytes.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl Deref for RequestBody {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestBody(…)")
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransportResponse {
    /// The status code, 200 to 599.
    pub status: u16,
    /// The headers: `Content-Type` at least, `Location`, `ETag` and `Retry-After` where there are any.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl TransportResponse {
    /// An answer in JSON.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, "application/json", body)
    }

    /// A refusal, as RFC 9457 has it.
    pub fn problem(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, "application/problem+json", body)
    }

    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    fn new(status: u16, kind: &str, body: impl Into<String>) -> Self {
        let headers = vec![("Content-Type".into(), kind.into())];
        Self { status, headers, body: body.into().into_bytes() }
    }
}

/// No answer came. The wizard treats it as a lost connection: it tries again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoAnswer;

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no answer")
    }
}

impl std::error::Error for NoAnswer {}

/// Two are the same when they are clones of one.
impl PartialEq for RequestHeaders {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl PartialEq for Transport {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for RequestHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestHeaders")
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Transport")
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_request_prints_no_body() {
        let request = TransportRequest {
            operation: "create".into(),
            method: "POST".into(),
            url: "https://a.example/api".into(),
            headers: Vec::new(),
            body: Some(RequestBody::new(b"made-up-secret".to_vec())),
        };
        assert_eq!(request.body.as_deref(), Some(&b"made-up-secret"[..]));
        assert!(!format!("{request:?}").contains("made-up"));
    }
}
