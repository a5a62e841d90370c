use gloo_net::http::Method;

use super::Stop;
use super::courier::{Letter, To};
use crate::azure::{Cloud, OpenIdDocument, Tenant};
use crate::contract::Finding;
use crate::exchange::{Echo, Headers, Limits};

/// Which directory a domain belongs to, asked at the cloud's own sign-in host: without credentials and
/// without a referrer. Why there was no answer cannot be told here (no network, the page's policy, a name
/// that Microsoft does not know and says so in an answer that no page may read), so that is never certain.
pub async fn discover(cloud: Cloud, tenant: &Tenant, stop: &Stop) -> Finding {
    let url = OpenIdDocument::url_in(cloud, tenant);
    let mut headers = Headers::default();
    headers.add("Accept", "application/json");
    let letter = Letter {
        operation: "discovery",
        method: Method::GET,
        url: &url,
        to: To::Stranger,
        headers,
        body: None,
        echo: &Echo::none(),
    };
    let Ok(Ok(answer)) = stop.within(Limits::POLL.attempt_ms, letter.send(None)).await else {
        return Finding::Unconfirmed;
    };
    let document = answer.read::<OpenIdDocument>().ok();
    match document.and_then(|document| document.value.tenant()) {
        Some(id) if tenant.id().is_none_or(|asked| asked == id) => Finding::Found(id),
        _ => Finding::Unconfirmed,
    }
}
