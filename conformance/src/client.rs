use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use crate::reply::Reply;
use crate::report::{Notes, Outcome};
use crate::shape;

/// One request to come.
#[derive(Clone, Debug)]
pub struct Ask {
    method: Method,
    /// Below the endpoint, from its slash or question mark on.
    path: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    other_account: bool,
}

impl Ask {
    fn new(method: Method, path: impl Into<String>) -> Self {
        let path = path.into();
        Self { method, path, headers: Vec::new(), body: None, other_account: false }
    }

    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    pub fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::DELETE, path)
    }

    /// A request without a body.
    pub fn post(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path)
    }

    /// `POST {endpoint}`.
    pub fn create(key: &str, body: &Value) -> Self {
        Self::post("").header("Idempotency-Key", key).json(body)
    }

    /// `PUT {endpoint}/{id}`.
    pub fn replace(id: &str, key: &str, body: &Value) -> Self {
        Self::new(Method::PUT, under(id)).header("Idempotency-Key", key).json(body)
    }

    /// `PATCH {endpoint}/{id}`.
    pub fn update(id: &str, patch: &Value) -> Self {
        let ask = Self::new(Method::PATCH, under(id));
        ask.content("application/merge-patch+json", patch.to_string().into_bytes())
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.content("application/json", body.to_string().into_bytes())
    }

    /// A body of this media type.
    pub fn content(mut self, media: &str, body: Vec<u8>) -> Self {
        self.headers.retain(|(name, _)| name != "Content-Type");
        self.body = Some(body);
        self.header("Content-Type", media)
    }

    /// The same as another account.
    pub fn by_other(mut self) -> Self {
        self.other_account = true;
        self
    }
}

/// The path of a connection, as the widget makes it: the id as it is.
pub fn under(id: &str) -> String {
    format!("/{id}")
}

/// A value inside a query.
pub fn escaped(value: &str) -> String {
    const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(value, PLAIN).to_string()
}

/// Sends requests, and holds each answer against the rules for all answers.
#[derive(Debug)]
pub struct Client {
    http: reqwest::Client,
    endpoint: String,
    headers: HeaderMap,
    other: Option<HeaderMap>,
    /// What must never come back.
    secrets: Mutex<Vec<String>>,
    notes: Mutex<Notes>,
}

/// How often a request is sent again that was asked to come later.
const PATIENCE: u32 = 4;
/// The longest of those waits.
const LONGEST: u64 = 30;
/// A part of a secret that long is no accident.
const TELLING: usize = 10;

impl Client {
    pub fn new(
        endpoint: &str,
        headers: &[(String, String)],
        other: Option<&[(String, String)]>,
    ) -> Result<Self> {
        let url = url::Url::parse(endpoint).with_context(|| format!("{endpoint:?} is no URL"))?;
        anyhow::ensure!(["http", "https"].contains(&url.scheme()), "{endpoint:?} is no http(s) URL");
        // A second client in one process keeps the first provider.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(40))
            .user_agent("azure-connect-conformance");
        if matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]")) {
            builder = builder.no_proxy();
        }
        Ok(Self {
            http: builder.build()?,
            endpoint: endpoint.trim_end_matches('/').to_owned(),
            headers: header_map(headers)?,
            other: other.map(header_map).transpose()?,
            secrets: Mutex::default(),
            notes: Mutex::default(),
        })
    }

    /// Whether there is another account to ask as.
    pub fn has_other(&self) -> bool {
        self.other.is_some()
    }

    /// Where a list goes on: below the endpoint, when the reference leads there.
    pub fn page(&self, next: &str) -> Option<String> {
        let base = url::Url::parse(&self.endpoint).ok()?;
        let joined = base.join(next).ok()?;
        joined.as_str().strip_prefix(base.as_str()).map(str::to_owned)
    }

    /// From now on no answer may hold this text.
    pub fn guard(&self, secret: &str) {
        let mut secrets = lock(&self.secrets);
        if !secrets.iter().any(|known| known == secret) {
            secrets.push(secret.to_owned());
        }
    }

    pub fn note(&self, rule: &'static str, outcome: Outcome) {
        // No word of a report may repeat a secret either.
        let hidden = |text: String| {
            lock(&self.secrets).iter().fold(text, |text, secret| text.replace(secret.as_str(), "<secret>"))
        };
        let outcome = match outcome {
            Outcome::Passed => Outcome::Passed,
            Outcome::Failed(came) => Outcome::Failed(hidden(came)),
            Outcome::Skipped(why) => Outcome::Skipped(hidden(why)),
        };
        lock(&self.notes).add(rule, outcome);
    }

    /// Notes that a rule was kept or broken.
    pub fn check(&self, rule: &'static str, kept: bool, came: impl FnOnce() -> String) {
        self.note(rule, if kept { Outcome::Passed } else { Outcome::Failed(came()) });
    }

    pub fn notes(self) -> Notes {
        self.notes.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks, and asks again after `Retry-After` where there are too many requests.
    pub async fn ask(&self, ask: Ask) -> Reply {
        let mut reply = self.once(&ask).await;
        for _ in 0..PATIENCE {
            let limited = matches!(reply.status, 429 | 503);
            let Some(seconds) = reply.retry_after().filter(|seconds| limited && *seconds <= LONGEST) else {
                break;
            };
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            reply = self.once(&ask).await;
        }
        reply
    }

    async fn once(&self, ask: &Ask) -> Reply {
        let url = format!("{}{}", self.endpoint, ask.path);
        let mut headers = match &self.other {
            Some(other) if ask.other_account => other.clone(),
            _ => self.headers.clone(),
        };
        for (name, value) in &ask.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                headers.insert(name, value);
            }
        }
        let mut request = self.http.request(ask.method.clone(), url).headers(headers);
        if let Some(body) = &ask.body {
            request = request.body(body.clone());
        }
        let asked = format!("{} {{endpoint}}{}", ask.method, ask.path);
        let reply = match answer(request, asked.clone()).await {
            Ok(reply) => reply,
            Err(error) => {
                let text = error.without_url().to_string();
                Reply { asked, status: 0, headers: HeaderMap::new(), text, body: Value::Null }
            }
        };
        self.look(&reply);
        reply
    }

    /// What holds for every answer.
    fn look(&self, reply: &Reply) {
        self.check("answer.comes", reply.status != 0, || reply.came());
        if reply.status == 0 {
            return;
        }
        self.check("answer.redirect", !(300..400).contains(&reply.status), || reply.came());
        let may_fail = reply.status < 500 || matches!(reply.status, 501 | 503);
        self.check("answer.broken", may_fail, || reply.came());
        if matches!(reply.status, 429 | 503) {
            self.check("answer.later", reply.retry_after().is_some(), || {
                format!("{} without Retry-After", reply.came())
            });
        }
        if reply.status >= 400 {
            let problem = reply.media() == "application/problem+json";
            self.check("problem.media", problem, || format!("{:?} with {}", reply.media(), reply.came()));
            if problem {
                let fault = shape::fault("Problem", &reply.body);
                self.check("problem.shape", fault.is_none(), || {
                    format!("{} in {}", fault.as_deref().unwrap_or_default(), reply.came())
                });
                let again = &reply.body["status"];
                self.check("problem.status", *again == reply.status, || {
                    format!("{again} in {}", reply.came())
                });
            }
        } else if reply.is_success() && !reply.text.is_empty() {
            self.check("answer.media", reply.media() == "application/json", || {
                format!("{:?} with {}", reply.media(), reply.came())
            });
        }
        self.look_for_secrets(reply);
    }

    fn look_for_secrets(&self, reply: &Reply) {
        let secrets = lock(&self.secrets).clone();
        let headers: Vec<String> = reply
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
            .collect();
        let in_body = secrets.iter().any(|secret| betrays(&reply.text, secret));
        self.check("secret.body", !in_body, || {
            format!("a secret, or {TELLING} characters of one, in the answer to {}", reply.asked)
        });
        let in_header = headers.iter().find(|line| secrets.iter().any(|secret| betrays(line, secret)));
        self.check("secret.header", in_header.is_none(), || {
            let name = in_header.and_then(|line| line.split(':').next()).unwrap_or_default();
            format!("a secret, or {TELLING} characters of one, in the header {name} to {}", reply.asked)
        });
    }
}

async fn answer(request: reqwest::RequestBuilder, asked: String) -> Result<Reply, reqwest::Error> {
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await?;
    let body = serde_json::from_str(&text).unwrap_or_default();
    Ok(Reply { asked, status, headers, text, body })
}

fn header_map(list: &[(String, String)]) -> Result<HeaderMap> {
    let mut map = HeaderMap::new();
    for (name, value) in list {
        let read = (HeaderName::try_from(name), HeaderValue::try_from(value));
        let (Ok(name), Ok(value)) = read else { anyhow::bail!("{name:?} is no header") };
        map.append(name, value);
    }
    Ok(map)
}

/// Whether a text holds a telling part of the secret: as it is, in base64, or escaped for a URL.
fn betrays(text: &str, secret: &str) -> bool {
    let characters: Vec<char> = secret.chars().collect();
    let parts =
        characters.windows(TELLING.min(characters.len().max(1))).map(|part| part.iter().collect::<String>());
    let escaped = escaped(secret);
    // Whole groups of three bytes, so that what follows does not change the letters.
    let whole = secret.len() / 3 * 3;
    let coded = secret.as_bytes().get(..whole).unwrap_or_default();
    parts
        .chain([escaped, STANDARD_NO_PAD.encode(coded), URL_SAFE_NO_PAD.encode(coded)])
        .any(|part| !part.is_empty() && text.contains(&part))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{Client, betrays};

    #[test]
    fn a_part_a_code_and_an_escape_betray_a_secret() {
        let secret = "a+b/c8Q~0123456789defghij";
        for text in ["xx8Q~0123456yy", "YStiL2M4UX4wMTIzNDU2Nzg5ZGVmZ2hp!", "a%2Bb%2Fc8Q~0123456789defghij"] {
            assert!(betrays(text, secret), "{text}");
        }
        for text in ["", "a+b", "8Q~0123", "another text altogether"] {
            assert!(!betrays(text, secret), "{text}");
        }
    }

    #[test]
    fn a_list_goes_on_below_its_endpoint_only() {
        let client = Client::new("http://127.0.0.1:1/api/azure/connections", &[], None).unwrap();
        assert_eq!(client.page("?after=1").as_deref(), Some("?after=1"));
        assert_eq!(client.page("/api/azure/connections?after=1").as_deref(), Some("?after=1"));
        assert_eq!(
            client.page("http://127.0.0.1:1/api/azure/connections?after=1").as_deref(),
            Some("?after=1")
        );
        for away in ["https://evil.example/", "/other", "//evil.example/?after=1"] {
            assert_eq!(client.page(away), None, "{away}");
        }
    }

    #[test]
    fn what_is_no_endpoint_is_refused() {
        for bad in ["", "/api", "ftp://x/"] {
            assert!(Client::new(bad, &[], None).is_err(), "{bad}");
        }
        assert!(Client::new("http://x", &[("a b".into(), "c".into())], None).is_err());
    }
}
