use azure_connect::azure::{Cloud, Tenant, TenantId};
use reqwest::Method;
use serde::Deserialize;

use super::client::{Azure, send};
use super::token::refused;
use super::trouble::Trouble;

#[derive(Deserialize)]
struct Document {
    issuer: String,
}

impl Azure {
    /// The GUID of a tenant, from its OpenID configuration; the tenant may be given by domain.
    pub async fn discover(&self, cloud: Cloud, tenant: &Tenant) -> Result<TenantId, Trouble> {
        let url = format!("{}/{tenant}/v2.0/.well-known/openid-configuration", self.login(cloud));
        let reply = send(self.request(Method::GET, &url)).await?;
        if !reply.status.is_success() {
            return Err(Trouble::Refused(refused(&reply)));
        }
        serde_json::from_slice::<Document>(&reply.body)
            .ok()
            .and_then(|document| tenant_of(&document.issuer))
            .ok_or(Trouble::Later { code: "azure-error", after: None })
    }
}

/// Only the GUID is taken out of an issuer; nothing of it is ever called.
fn tenant_of(issuer: &str) -> Option<TenantId> {
    issuer.trim_end_matches('/').trim_end_matches("/v2.0").rsplit('/').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::tenant_of;

    #[test]
    fn the_tenant_is_in_the_issuer() {
        let id = "6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11";
        for issuer in [
            format!("https://login.microsoftonline.com/{id}/v2.0"),
            format!("https://sts.windows.net/{id}/"),
            format!("http://127.0.0.1:8788/login/{id}/v2.0"),
        ] {
            assert_eq!(tenant_of(&issuer).unwrap().to_string(), id, "{issuer}");
        }
        for issuer in [
            "",
            "https://login.microsoftonline.com/{tenantid}/v2.0",
            "https://login.microsoftonline.com/v2.0",
        ] {
            assert_eq!(tenant_of(issuer), None, "{issuer}");
        }
    }
}
