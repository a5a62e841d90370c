use std::fmt;

use azure_connect::azure::{ClientId, Cloud, TenantId};
use reqwest::Method;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::client::{Azure, Reply, send};
use super::trouble::{Refused, Trouble};

/// An access token for ARM.
pub struct Token(Zeroizing<String>);

impl Token {
    /// The token itself, for the header that carries it.
    pub(super) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(redacted)")
    }
}

/// RFC 7523, section 2.2.
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

#[derive(Deserialize)]
struct Granted {
    access_token: String,
}

/// What an app signs in with.
#[derive(Clone, Copy)]
pub enum SignIn<'a> {
    /// A client secret.
    Secret(&'a str),
    /// A token of the host's own, which the app trusts or has the certificate of.
    Assertion(&'a str),
}

impl Azure {
    /// Where a directory gives out tokens.
    pub fn token_url(&self, cloud: Cloud, tenant: TenantId) -> String {
        format!("{}/{tenant}/oauth2/v2.0/token", self.login(cloud))
    }

    /// Signs in as an app: the client-credentials grant, for ARM.
    pub async fn token(
        &self,
        cloud: Cloud,
        tenant: TenantId,
        client: ClientId,
        sign_in: SignIn<'_>,
    ) -> Result<Token, Trouble> {
        let url = self.token_url(cloud, tenant);
        let (client, scope) = (client.to_string(), format!("{}/.default", cloud.arm_audience()));
        let mut form = vec![
            ("grant_type", "client_credentials"),
            ("client_id", client.as_str()),
            ("scope", scope.as_str()),
        ];
        match sign_in {
            SignIn::Secret(secret) => form.push(("client_secret", secret)),
            SignIn::Assertion(assertion) => {
                form.push(("client_assertion_type", ASSERTION_TYPE));
                form.push(("client_assertion", assertion));
            }
        }
        let mut reply = send(self.request(Method::POST, &url).form(&form)).await?;
        if !reply.status.is_success() {
            return Err(Trouble::Refused(refused(&reply)));
        }
        // The body holds the token.
        let body = Zeroizing::new(std::mem::take(&mut reply.body));
        match serde_json::from_slice::<Granted>(&body) {
            Ok(granted) => Ok(Token(Zeroizing::new(granted.access_token))),
            Err(_) => Err(Trouble::Later { code: "azure-error", after: None }),
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Fault {
    error: String,
    error_description: String,
    error_codes: Vec<u64>,
    trace_id: Option<String>,
}

/// What Entra said. The code names the explanation; that it is a refusal is read from the status alone.
pub fn refused(reply: &Reply) -> Refused {
    let fault: Fault = serde_json::from_slice(&reply.body).unwrap_or_default();
    let code = match fault.error_codes.first() {
        Some(code) => format!("AADSTS{code}"),
        None if fault.error.is_empty() => "azure-error".to_owned(),
        None => fault.error,
    };
    Refused { status: reply.status.as_u16(), code, detail: fault.error_description, trace_id: fault.trace_id }
}

#[cfg(test)]
mod tests {
    use super::{Refused, Reply, refused};

    fn refusal(body: &str) -> Refused {
        refused(&Reply {
            status: reqwest::StatusCode::UNAUTHORIZED,
            headers: reqwest::header::HeaderMap::new(),
            body: body.as_bytes().to_vec(),
        })
    }

    #[test]
    fn a_refusal_keeps_code_text_and_trace() {
        let read = refusal(
            r#"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.","error_codes":[7000215],"trace_id":"6bad8289-db4a-49da-8609-0848d8d71700"}"#,
        );
        assert_eq!(read.code, "AADSTS7000215");
        assert_eq!(read.trace_id.unwrap(), "6bad8289-db4a-49da-8609-0848d8d71700");
    }

    #[test]
    fn a_refusal_without_a_code_is_one_too() {
        assert_eq!(refusal(r#"{"error":"invalid_scope"}"#).code, "invalid_scope");
        for body in ["", "<html>", "{}", r#"{"error_codes":"7000215"}"#] {
            assert_eq!(refusal(body).code, "azure-error", "{body}");
        }
    }
}
