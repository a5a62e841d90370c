use azure_connect::azure::{Cloud, OpenIdDocument, Tenant, TenantId};
use azure_connect::contract::Finding;
use reqwest::{Method, StatusCode};

use super::client::{Azure, send};
use super::token::refused;
use super::trouble::Trouble;

impl Azure {
    /// The GUID of a tenant, from its OpenID configuration; the tenant may be given by domain.
    pub async fn discover(&self, cloud: Cloud, tenant: &Tenant) -> Result<TenantId, Trouble> {
        let url = OpenIdDocument::url(self.login(cloud), tenant);
        let reply = send(self.request(Method::GET, &url)).await?;
        if !reply.status.is_success() {
            return Err(Trouble::Refused(refused(&reply)));
        }
        serde_json::from_slice::<OpenIdDocument>(&reply.body)
            .ok()
            .and_then(|document| document.tenant())
            .ok_or(Trouble::Later { code: "azure-error", after: None })
    }

    /// Which directory this is, if anybody can tell.
    pub async fn directory(&self, cloud: Cloud, tenant: &Tenant) -> Finding {
        match self.discover(cloud, tenant).await {
            Ok(id) if tenant.id().is_none_or(|asked| asked == id) => Finding::Found(id),
            // Entra's answer to a name of the right shape that no directory has. Anything else may
            // be the fault of something in between.
            Err(Trouble::Refused(refused)) if refused.status == StatusCode::BAD_REQUEST => Finding::Unknown,
            _ => Finding::Unconfirmed,
        }
    }
}
