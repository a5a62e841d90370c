use std::fmt;

use zeroize::Zeroizing;

use super::{Echo, Parcel};
use crate::azure::{ClientSecret, Date};
use crate::contract::{Change, Claims, CredentialKind, Handover, IdempotencyKey, Submission};

/// A parcel whose secret is still to be sealed. It is sealed once: the parcel that comes of it holds the same bytes for
/// all attempts, and the plain secret in no place but the search for it in the answers.
pub struct Envelope {
    key: IdempotencyKey,
    letter: Letter,
    expires_on: Option<Date>,
    plaintext: Zeroizing<Vec<u8>>,
    echo: Echo,
}

/// What the credential goes with.
enum Letter {
    Submission(Box<Submission>),
    Change(Box<Change>),
}

/// For whom, and when.
#[derive(Clone, Copy, Debug)]
pub struct Addressee<'a> {
    /// The account at the platform.
    pub audience: &'a str,
    /// The time, in seconds since 1970.
    pub now: u64,
}

impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope").field("key", &self.key).finish_non_exhaustive()
    }
}

impl Envelope {
    /// The body of create or replace.
    pub fn of_submission(
        key: IdempotencyKey,
        submission: Submission,
        (secret, expires_on): (&ClientSecret, Option<Date>),
        to: Addressee<'_>,
    ) -> Self {
        let ids = (submission.tenant_id.to_string(), submission.client_id.to_string());
        let plaintext = plaintext(key, (secret, expires_on), (&ids.0, &ids.1), to);
        let letter = Letter::Submission(Box::new(submission));
        Self { key, letter, expires_on, plaintext, echo: Echo::of(secret.expose()) }
    }

    /// A change of a connection that has these ids of directory and application.
    pub fn of_change(
        key: IdempotencyKey,
        change: Change,
        (secret, expires_on): (&ClientSecret, Option<Date>),
        ids: (&str, &str),
        to: Addressee<'_>,
    ) -> Self {
        let plaintext = plaintext(key, (secret, expires_on), ids, to);
        let letter = Letter::Change(Box::new(change));
        Self { key, letter, expires_on, plaintext, echo: Echo::of(secret.expose()) }
    }

    /// What is to be sealed.
    pub fn plaintext(&self) -> &[u8] {
        &self.plaintext
    }

    /// Closes it with what came of sealing. The plaintext is wiped.
    pub fn close(self, jwe: &str) -> Parcel {
        let Self { key, letter, expires_on, plaintext, echo } = self;
        drop(plaintext);
        let handover = Handover::Sealed { of: CredentialKind::Secret, expires_on, jwe };
        let body = match letter {
            Letter::Submission(submission) => submission.body(handover),
            Letter::Change(change) => change.body(Some(handover)),
        };
        Parcel::sealed(key, body, echo)
    }
}

fn plaintext(
    key: IdempotencyKey,
    (value, expires_on): (&ClientSecret, Option<Date>),
    (tenant_id, client_id): (&str, &str),
    to: Addressee<'_>,
) -> Zeroizing<Vec<u8>> {
    let credential = Handover::Secret { value, expires_on };
    let claims = Claims { credential, tenant_id, client_id, audience: to.audience, key, issued_at: to.now };
    claims.plaintext()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Addressee, Envelope};
    use crate::azure::{ClientSecret, Cloud};
    use crate::contract::{Change, Extras, IdempotencyKey, Submission};

    const SECRET: &str = "9aF8Q~x_Yz.3-kLmNoPqRsTuVwXyZ0123456~abc";
    const TENANT: &str = "6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11";
    const CLIENT: &str = "0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22";
    const TO: Addressee<'_> = Addressee { audience: "acme", now: 5 };

    fn key() -> IdempotencyKey {
        IdempotencyKey::from_random([1; 16])
    }

    fn json(bytes: &[u8]) -> Value {
        serde_json::from_slice(bytes).unwrap()
    }

    #[test]
    fn a_submission_says_everything_but_the_secret() {
        let submission = Submission {
            cloud: Cloud::AzureCloud,
            tenant_id: TENANT.parse().unwrap(),
            client_id: CLIENT.parse().unwrap(),
            name: None,
            scopes: vec!["/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33".parse().unwrap()],
            role: None,
            extras: Extras::new(),
        };
        let secret = ClientSecret::parse(SECRET).unwrap();
        let expires_on = Some("2027-05-31".parse().unwrap());
        let envelope = Envelope::of_submission(key(), submission, (&secret, expires_on), TO);
        let claims = json(envelope.plaintext());
        assert_eq!((&claims["credential"]["clientSecret"], &claims["aud"]), (&json!(SECRET), &json!("acme")));
        assert_eq!((&claims["tenantId"], &claims["clientId"]), (&json!(TENANT), &json!(CLIENT)));
        assert_eq!((&claims["jti"], &claims["iat"]), (&json!(key().to_string()), &json!(5)));
        assert!(!format!("{envelope:?}").contains("8Q~"));
        let parcel = envelope.close("e.k.i.c.t");
        let body = json(parcel.body());
        assert_eq!(
            body["credential"],
            json!({ "kind": "sealed", "of": "secret", "jwe": "e.k.i.c.t", "expiresOn": "2027-05-31" })
        );
        assert_eq!((&body["tenantId"], parcel.key()), (&json!(TENANT), key()));
        assert!(!String::from_utf8_lossy(parcel.body()).contains("8Q~"));
        assert_eq!(parcel.echo().mask(format!("{SECRET} came back")), "*** came back");
    }

    #[test]
    fn a_change_is_for_the_connection_that_it_changes() {
        let secret = ClientSecret::parse(SECRET).unwrap();
        let envelope = Envelope::of_change(key(), Change::default(), (&secret, None), (TENANT, CLIENT), TO);
        let claims = json(envelope.plaintext());
        assert_eq!((&claims["tenantId"], &claims["clientId"]), (&json!(TENANT), &json!(CLIENT)));
        assert_eq!(claims["credential"], json!({ "kind": "secret", "clientSecret": SECRET }));
        assert_eq!(
            json(envelope.close("e.k.i.c.t").body()),
            json!({ "credential": { "kind": "sealed", "of": "secret", "jwe": "e.k.i.c.t" } })
        );
    }
}
