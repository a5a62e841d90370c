//! Passes the widget's requests on to the sidecar, with the account of their session.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

const API: &str = "/api/azure/connections";
const ASK: [&str; 4] = ["content-type", "idempotency-key", "if-match", "origin"];
const TELL: [&str; 4] = ["content-type", "location", "etag", "retry-after"];

/// Yours: whose session this is.
fn account_of(headers: &HeaderMap) -> Option<&str> {
    headers.get("cookie")?.to_str().ok()?.split("; ").find_map(|cookie| cookie.strip_prefix("session="))
}

async fn pass_on(
    State((client, sidecar)): State<(reqwest::Client, String)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let problem =
        |status: StatusCode| (status, [("content-type", "application/problem+json")], "{}").into_response();
    let Some(account) = account_of(&headers) else { return problem(StatusCode::UNAUTHORIZED) };
    let mut request =
        client.request(method, format!("{sidecar}{uri}")).header("x-account", account).body(body);
    for name in ASK {
        if let Some(value) = headers.get(name) {
            request = request.header(name, value);
        }
    }
    let Ok(reply) = request.send().await else { return problem(StatusCode::BAD_GATEWAY) };
    let status = reply.status();
    let told =
        TELL.into_iter().filter_map(|name| Some((name.parse().ok()?, reply.headers().get(name)?.clone())));
    let told: HeaderMap = told.collect();
    (status, told, reply.bytes().await.unwrap_or_default()).into_response()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sidecar = std::env::var("SIDECAR").unwrap_or_else(|_| "http://127.0.0.1:8787".to_owned());
    // Only where reqwest is built without a provider of its own, as here.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let app = Router::new()
        .route(API, axum::routing::any(pass_on))
        .route(&format!("{API}/{{*rest}}"), axum::routing::any(pass_on));
    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    axum::serve(listener, app.with_state((client, sidecar))).await?;
    Ok(())
}
