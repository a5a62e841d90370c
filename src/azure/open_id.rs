//! OpenID discovery: the one document that names a directory by its id to everybody.

use super::{Cloud, Guid, Tenant, TenantId};
use crate::json::{FromJson, Node, through_node};

/// What is read of `{login}/{tenant}/v2.0/.well-known/openid-configuration`. Addresses in it are never
/// called: only the id of the directory is taken out of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenIdDocument {
    issuer: String,
    token_endpoint: Option<String>,
}

impl OpenIdDocument {
    /// Where the document of a directory is. A [`Tenant`] is safe in a URL as it is.
    pub fn url(login: &str, tenant: &Tenant) -> String {
        [login, "/", &tenant.to_string(), "/v2.0/.well-known/openid-configuration"].concat()
    }

    /// The same at the cloud's own sign-in host.
    pub fn url_in(cloud: Cloud, tenant: &Tenant) -> String {
        Self::url(cloud.login(), tenant)
    }

    /// The directory that issues tokens there. Nothing, where the addresses name none or two: that is
    /// no document of one directory.
    pub fn tenant(&self) -> Option<TenantId> {
        let issuer = guid_in(&self.issuer)?;
        let token = self.token_endpoint.as_deref().map_or(Some(issuer), guid_in)?;
        TenantId::new(issuer).ok().filter(|_| issuer == token)
    }
}

/// The first segment of the path that is a GUID.
fn guid_in(url: &str) -> Option<Guid> {
    let path = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    path.split('/').skip(1).find_map(Guid::hyphenated)
}

impl FromJson for OpenIdDocument {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let document =
            Self { issuer: members.need_text("issuer"), token_endpoint: members.text("token_endpoint") };
        members.whole(document)
    }
}

through_node!(OpenIdDocument);

#[cfg(test)]
mod tests {
    use super::{Cloud, OpenIdDocument};

    const ID: &str = "6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11";
    const OTHER: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";

    fn tenant(issuer: &str, token_endpoint: &str) -> Option<String> {
        let json = format!(r#"{{"issuer":"{issuer}","token_endpoint":"{token_endpoint}","x":[1]}}"#);
        serde_json::from_str::<OpenIdDocument>(&json).unwrap().tenant().map(|id| id.to_string())
    }

    #[test]
    fn both_addresses_name_the_directory() {
        for issuer in [
            format!("https://login.microsoftonline.com/{ID}/v2.0"),
            format!("https://sts.windows.net/{ID}/"),
            format!("http://127.0.0.1:8788/login/{ID}/v2.0"),
        ] {
            let token = format!("https://login.microsoftonline.com/{ID}/oauth2/v2.0/token");
            assert_eq!(tenant(&issuer, &token).as_deref(), Some(ID), "{issuer}");
            let other = token.replace(ID, OTHER);
            assert_eq!(tenant(&issuer, &other), None, "{issuer}");
        }
        let alone = format!(r#"{{"issuer":"https://login.microsoftonline.us/{ID}/v2.0"}}"#);
        let alone: OpenIdDocument = serde_json::from_str(&alone).unwrap();
        assert_eq!(alone.tenant().map(|id| id.to_string()).as_deref(), Some(ID));
    }

    #[test]
    fn what_names_no_directory_is_no_answer() {
        let token = format!("https://login.microsoftonline.com/{ID}/oauth2/v2.0/token");
        for issuer in [
            "",
            "https://login.microsoftonline.com/{tenantid}/v2.0",
            "https://login.microsoftonline.com/v2.0",
            "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0",
            "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0",
            "javascript:/6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11",
            "https://6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11",
        ] {
            assert_eq!(tenant(issuer, &token), None, "{issuer}");
        }
        assert!(serde_json::from_str::<OpenIdDocument>("{}").is_err());
        assert!(serde_json::from_str::<OpenIdDocument>("[]").is_err());
    }

    #[test]
    fn the_address_is_the_clouds_own() {
        let url = OpenIdDocument::url_in(Cloud::AzureChinaCloud, &"contoso.cn".parse().unwrap());
        let expected =
            "https://login.partner.microsoftonline.cn/contoso.cn/v2.0/.well-known/openid-configuration";
        assert_eq!(url, expected);
    }
}
