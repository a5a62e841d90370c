use azure_connect::azure::role::Permission;
use azure_connect::azure::{Cloud, Scope, SubscriptionId, TenantId};
use azure_connect::contract::Finding;
use reqwest::header::WWW_AUTHENTICATE;
use reqwest::{Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::client::{Azure, Reply, send};
use super::token::Token;
use super::trouble::{Refused, Trouble};

const SUBSCRIPTIONS: &str = "2022-12-01";
const AUTHORIZATION: &str = "2022-04-01";
/// More pages than any list here has.
const PAGES: usize = 50;

/// What ARM says of a subscription to somebody without a token.
#[derive(Debug, PartialEq, Eq)]
pub enum Challenge {
    /// The directory that the subscription belongs to.
    Tenant(TenantId),
    /// There is no such subscription.
    Unknown,
    /// ARM did not tell.
    Silent,
}

impl Azure {
    /// Which directory a subscription belongs to, as ARM's challenge tells before any sign-in.
    pub async fn challenge(&self, cloud: Cloud, subscription: SubscriptionId) -> Result<Challenge, Trouble> {
        let url = format!("{}/subscriptions/{subscription}?api-version={SUBSCRIPTIONS}", self.arm(cloud));
        let reply = send(self.request(Method::GET, &url)).await?;
        let challenge = reply.headers.get(WWW_AUTHENTICATE).and_then(|value| value.to_str().ok());
        Ok(match (reply.status, challenge.and_then(tenant_of)) {
            (StatusCode::UNAUTHORIZED, Some(tenant)) => Challenge::Tenant(tenant),
            (StatusCode::NOT_FOUND, _) => Challenge::Unknown,
            _ => Challenge::Silent,
        })
    }

    /// The directory that a subscription belongs to, if anybody can tell.
    pub async fn owner(&self, cloud: Cloud, subscription: SubscriptionId) -> Finding {
        match self.challenge(cloud, subscription).await {
            Ok(Challenge::Tenant(tenant)) => Finding::Found(tenant),
            Ok(Challenge::Unknown) => Finding::Unknown,
            Ok(Challenge::Silent) | Err(_) => Finding::Unconfirmed,
        }
    }

    /// Whether the token's bearer sees a subscription.
    pub async fn see(
        &self,
        cloud: Cloud,
        token: &Token,
        subscription: SubscriptionId,
    ) -> Result<(), Trouble> {
        let url = format!("{}/subscriptions/{subscription}?api-version={SUBSCRIPTIONS}", self.arm(cloud));
        self.get::<serde::de::IgnoredAny>(token, &url).await.map(drop)
    }

    /// The subscriptions that the token's bearer sees.
    pub async fn subscriptions(&self, cloud: Cloud, token: &Token) -> Result<Vec<SubscriptionId>, Trouble> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Subscription {
            subscription_id: SubscriptionId,
        }
        let path = format!("/subscriptions?api-version={SUBSCRIPTIONS}");
        let list: Vec<Subscription> = self.pages(cloud, token, &path).await?;
        Ok(list.into_iter().map(|subscription| subscription.subscription_id).collect())
    }

    /// What the token's bearer may do at a scope.
    pub async fn permissions(
        &self,
        cloud: Cloud,
        token: &Token,
        scope: &Scope,
    ) -> Result<Vec<Permission>, Trouble> {
        let path =
            format!("{scope}/providers/Microsoft.Authorization/permissions?api-version={AUTHORIZATION}");
        self.pages(cloud, token, &path).await
    }

    /// A whole list. The link to a next page is followed to the same endpoint only: it carries the token.
    async fn pages<T: DeserializeOwned>(
        &self,
        cloud: Cloud,
        token: &Token,
        path: &str,
    ) -> Result<Vec<T>, Trouble> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Page<T> {
            value: Vec<T>,
            next_link: Option<String>,
        }
        let base = self.arm(cloud);
        let mut next = Some(format!("{base}{path}"));
        let mut list = Vec::new();
        for _ in 0..PAGES {
            let Some(url) = next else { break };
            let page: Page<T> = self.get(token, &url).await?;
            list.extend(page.value);
            next = page
                .next_link
                .filter(|link| link.strip_prefix(base).is_some_and(|rest| rest.starts_with('/')));
        }
        Ok(list)
    }

    async fn get<T: DeserializeOwned>(&self, token: &Token, url: &str) -> Result<T, Trouble> {
        let reply = send(self.request(Method::GET, url).bearer_auth(token.expose())).await?;
        if !reply.status.is_success() {
            return Err(Trouble::Refused(refused(&reply)));
        }
        serde_json::from_slice(&reply.body).map_err(|_| Trouble::Later { code: "azure-error", after: None })
    }
}

/// The GUID in `authorization_uri`, and nothing else of a challenge.
fn tenant_of(challenge: &str) -> Option<TenantId> {
    let (_, rest) = challenge.split_once("authorization_uri=\"")?;
    let (uri, _) = rest.split_once('"')?;
    uri.trim_end_matches('/').rsplit('/').next()?.parse().ok()
}

fn refused(reply: &Reply) -> Refused {
    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Body {
        error: Fault,
    }
    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Fault {
        code: String,
        message: String,
    }
    let fault = serde_json::from_slice::<Body>(&reply.body).unwrap_or_default().error;
    let trace_id = ["x-ms-correlation-request-id", "x-ms-request-id"]
        .iter()
        .find_map(|name| reply.headers.get(*name))
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    Refused {
        status: reply.status.as_u16(),
        code: if fault.code.is_empty() { "azure-error".to_owned() } else { fault.code },
        detail: fault.message,
        trace_id,
    }
}

#[cfg(test)]
mod tests {
    use super::tenant_of;

    #[test]
    fn only_a_guid_is_taken_out_of_a_challenge() {
        let id = "6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11";
        let challenge = |uri: &str| {
            format!(
                "Bearer authorization_uri=\"{uri}\", error=\"invalid_token\", error_description=\"Authentication failed.\""
            )
        };
        assert_eq!(
            tenant_of(&challenge(&format!("https://login.windows.net/{id}"))).unwrap().to_string(),
            id
        );
        assert_eq!(tenant_of(&challenge(&format!("https://evil.example/x/{id}/"))).unwrap().to_string(), id);
        for uri in ["https://login.windows.net/common", "https://login.windows.net/", "x"] {
            assert_eq!(tenant_of(&challenge(uri)), None, "{uri}");
        }
        assert_eq!(tenant_of("Basic realm=\"x\""), None);
    }
}
