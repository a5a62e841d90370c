use zeroize::Zeroizing;

use super::{Handover, IdempotencyKey};
use crate::json::Writer;

/// What is sealed: the credential, and for what it may be used. A sealed message that was taken from a log says by
/// these that it is somebody else's, another connection's, used already or too old.
#[derive(Clone, Copy, Debug)]
pub struct Claims<'a> {
    /// The credential, as it would stand in the body.
    pub credential: Handover<'a>,
    /// The directory: the body's, or that of the connection that changes.
    pub tenant_id: &'a str,
    /// The application, of the same.
    pub client_id: &'a str,
    /// The account at the platform (`aud`).
    pub audience: &'a str,
    /// The submission (`jti`): its `Idempotency-Key`.
    pub key: IdempotencyKey,
    /// When it is sealed (`iat`), in seconds since 1970.
    pub issued_at: u64,
}

impl Claims<'_> {
    /// The plaintext, JSON in UTF-8, in a buffer that is wiped when it is dropped and never moved while it grew.
    pub fn plaintext(&self) -> Zeroizing<Vec<u8>> {
        let mut counter = Writer::counter();
        self.write(&mut counter);
        let mut buffer = Zeroizing::new(Vec::with_capacity(counter.count()));
        self.write(&mut Writer::new(&mut buffer));
        buffer
    }

    fn write(&self, json: &mut Writer<'_>) {
        json.open_object();
        json.key("credential");
        self.credential.write(json);
        json.member("tenantId", self.tenant_id);
        json.member("clientId", self.client_id);
        json.member("aud", self.audience);
        json.member("jti", &self.key.to_string());
        json.key("iat").number(self.issued_at);
        json.close_object();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Claims;
    use crate::azure::ClientSecret;
    use crate::contract::{Handover, IdempotencyKey, NewCredential, Opened};

    const TENANT: &str = "6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11";
    const CLIENT: &str = "0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22";

    #[test]
    fn everything_is_in_it_and_a_host_reads_it() {
        let secret = ClientSecret::parse(r#"a"b\c~8Q~é-but-long-enough"#).unwrap();
        let expires_on = Some("2027-05-31".parse().unwrap());
        let claims = Claims {
            credential: Handover::Secret { value: &secret, expires_on },
            tenant_id: TENANT,
            client_id: CLIENT,
            audience: "acme \"1\"",
            key: IdempotencyKey::from_random([7; 16]),
            issued_at: 1_793_000_000,
        };
        let plaintext = claims.plaintext();
        assert_eq!(plaintext.len(), plaintext.capacity());
        let expected = json!({
            "credential": { "kind": "secret", "clientSecret": secret.expose(), "expiresOn": "2027-05-31" },
            "tenantId": TENANT,
            "clientId": CLIENT,
            "aud": "acme \"1\"",
            "jti": "07070707-0707-4707-8707-070707070707",
            "iat": 1_793_000_000,
        });
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&plaintext).unwrap(), expected);
        assert!(!format!("{claims:?}").contains("8Q~"));

        let opened = Opened::parse(&plaintext).unwrap();
        assert_eq!(
            (opened.tenant_id.to_string(), opened.client_id.to_string()),
            (TENANT.into(), CLIENT.into())
        );
        assert_eq!(
            (&*opened.audience, opened.key, opened.issued_at),
            ("acme \"1\"", claims.key, 1_793_000_000)
        );
        let NewCredential::Secret { value, expires_on: until } = opened.credential else {
            panic!("a secret")
        };
        assert_eq!((value.expose(), until), (secret.expose(), expires_on));
    }
}
