use super::body::{Members, Reader};
use super::{FieldProblem, IdempotencyKey, NewCredential};
use crate::azure::{ClientId, Tenant};

/// What was sealed, as a host reads it that has opened it: see [`Claims`](super::Claims). Native only.
///
/// Nothing is compared here: who opens it looks whether the audience, the ids, the key and the time are right.
#[derive(Debug)]
pub struct Opened {
    /// The credential: a client secret.
    pub credential: NewCredential,
    /// The directory that it is for.
    pub tenant_id: Tenant,
    /// The application that it is for.
    pub client_id: ClientId,
    /// The account at the platform (`aud`).
    pub audience: Box<str>,
    /// The submission that it is a part of (`jti`).
    pub key: IdempotencyKey,
    /// When it was sealed (`iat`), in seconds since 1970.
    pub issued_at: u64,
}

impl Opened {
    /// Reads a plaintext. Members that this version does not know are skipped.
    ///
    /// # Errors
    /// Every member that is missing or bad, as [`super::NewConnection::parse`] names them. `None` when the plaintext is
    /// no JSON object.
    pub fn parse(plaintext: &[u8]) -> Result<Self, Option<Vec<FieldProblem>>> {
        let members: Members<'_> = serde_json::from_slice(plaintext).map_err(|_| None)?;
        let mut reader = Reader::default();
        let credential = reader.credential(&members);
        if credential.as_ref().is_some_and(|credential| !matches!(credential, NewCredential::Secret { .. })) {
            reader.refuse("/credential/kind", "unknown");
        }
        let tenant_id =
            reader.text(&members, "/tenantId", |text| text.parse::<Tenant>().map_err(|e| e.code()));
        let client_id =
            reader.text(&members, "/clientId", |text| text.parse::<ClientId>().map_err(|e| e.code()));
        let audience = reader.text(&members, "/aud", |text| Ok(Box::<str>::from(text)));
        let key = reader.text(&members, "/jti", |text| IdempotencyKey::parse(text).map_err(|_| "jti"));
        let issued_at: Option<u64> = reader.json(&members, "/iat");
        match (credential, tenant_id, client_id, audience, key, issued_at, reader.problems.is_empty()) {
            (
                Some(credential),
                Some(tenant_id),
                Some(client_id),
                Some(audience),
                Some(key),
                Some(issued_at),
                true,
            ) => Ok(Self { credential, tenant_id, client_id, audience, key, issued_at }),
            _ => Err(Some(reader.problems)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Opened;

    fn pointers(plaintext: &str) -> Vec<String> {
        let problems = Opened::parse(plaintext.as_bytes()).unwrap_err().unwrap();
        problems.iter().map(|problem| problem.pointer.to_string()).collect()
    }

    #[test]
    fn every_bad_member_is_named_at_once() {
        assert_eq!(
            pointers(r#"{"credential":{"kind":"secret"},"tenantId":7,"clientId":"x","jti":"1","iat":"now"}"#),
            ["/credential/clientSecret", "/tenantId", "/clientId", "/aud", "/jti", "/iat"]
        );
        assert_eq!(pointers("{}").len(), 6);
        for plaintext in ["", "[]", "null", "{"] {
            assert!(matches!(Opened::parse(plaintext.as_bytes()), Err(None)), "{plaintext}");
        }
    }

    #[test]
    fn only_a_secret_is_sealed() {
        let rest = r#""tenantId":"contoso.example","clientId":"0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22","aud":"a",
            "jti":"5f0c1d2e-3b4a-4c5d-8e6f-7a8b9c0d1e01","iat":1"#;
        for credential in [r#"{"kind":"federated"}"#, r#"{"kind":"sealed","of":"secret","jwe":"a.b.c.d.e"}"#]
        {
            assert_eq!(pointers(&format!(r#"{{"credential":{credential},{rest}}}"#)), ["/credential/kind"]);
        }
    }
}
