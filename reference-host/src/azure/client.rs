use std::time::Duration;

use azure_connect::azure::Cloud;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder, StatusCode};

use super::trouble::Trouble;
use crate::config::{Config, is_loopback};

/// The one way out to Microsoft.
#[derive(Debug)]
pub struct Azure {
    http: reqwest::Client,
    login_url: Option<String>,
    arm_url: Option<String>,
}

/// An answer with its body, read up to a limit.
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// More than any answer that is asked for here.
const LARGEST: usize = 4 << 20;

impl Azure {
    /// A client for the clouds, or for what the operator put in their place.
    pub fn new(config: &Config) -> Result<Self, reqwest::Error> {
        // A second start in one process keeps the first provider.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .redirect(Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(20))
            .user_agent("azure-connect-reference-host");
        let urls = [config.login_url.as_deref(), config.arm_url.as_deref()];
        // A simulator on this machine is not behind the proxy that leads out of it.
        if urls.iter().flatten().any(|url| url::Url::parse(url).is_ok_and(|url| is_loopback(&url))) {
            builder = builder.no_proxy();
        }
        let base = |url: &Option<String>| url.as_deref().map(|url| url.trim_end_matches('/').to_owned());
        Ok(Self {
            http: builder.build()?,
            login_url: base(&config.login_url),
            arm_url: base(&config.arm_url),
        })
    }

    /// The login authority, without a slash at its end.
    pub(super) fn login(&self, cloud: Cloud) -> &str {
        self.login_url.as_deref().unwrap_or_else(|| cloud.login())
    }

    /// The ARM endpoint, without a slash at its end.
    pub(super) fn arm(&self, cloud: Cloud) -> &str {
        self.arm_url.as_deref().unwrap_or_else(|| cloud.arm())
    }

    pub(super) fn request(&self, method: Method, url: &str) -> RequestBuilder {
        self.http.request(method, url)
    }
}

/// Sends a request. Throttling, server errors and silence are [`Trouble::Later`].
pub async fn send(request: RequestBuilder) -> Result<Reply, Trouble> {
    let unreachable = |_| Trouble::Later { code: "azure-unreachable", after: None };
    let mut response = request.send().await.map_err(unreachable)?;
    let (status, headers) = (response.status(), response.headers().clone());
    if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() {
        let after =
            headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
        let code = if status.is_server_error() { "azure-error" } else { "throttled" };
        return Err(Trouble::Later { code, after });
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        if body.len() + chunk.len() > LARGEST {
            return Err(Trouble::Later { code: "azure-error", after: None });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Reply { status, headers, body })
}
