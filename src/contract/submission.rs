use zeroize::Zeroizing;

use super::{Extras, Handover, RoleRef};
use crate::azure::{ClientId, Cloud, Scope, Tenant};
use crate::json::Writer;

/// The body of `POST {endpoint}` and `PUT {endpoint}/{id}`, all of it but the credential:
/// this part may be kept, shown for review and compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The cloud.
    pub cloud: Cloud,
    /// The directory, by GUID or by domain.
    pub tenant_id: Tenant,
    /// The application.
    pub client_id: ClientId,
    /// The admin's name for the connection.
    pub name: Option<Box<str>>,
    /// What to connect.
    pub scopes: Vec<Scope>,
    /// The role that was made for it.
    pub role: Option<RoleRef>,
    /// The platform's own fields.
    pub extras: Extras,
}

impl Submission {
    /// The version of the dialect that is spoken.
    pub const VERSION: u8 = 1;

    /// The whole body, JSON in UTF-8. The buffer is wiped when it is dropped and was never moved
    /// while it grew, so no copy of the secret stays behind.
    pub fn body(&self, credential: Handover<'_>) -> Zeroizing<Vec<u8>> {
        // A buffer of exactly its size: a vector that grows leaves its old halves in memory.
        let mut counter = Writer::counter();
        self.write(credential, &mut counter);
        let mut buffer = Zeroizing::new(Vec::with_capacity(counter.count()));
        self.write(credential, &mut Writer::new(&mut buffer));
        debug_assert_eq!(buffer.len(), counter.count());
        buffer
    }

    fn write(&self, credential: Handover<'_>, json: &mut Writer<'_>) {
        json.open_object();
        json.key("version").number(Self::VERSION.into());
        json.member("cloud", self.cloud.name());
        json.member("tenantId", &self.tenant_id.to_string());
        json.member("clientId", &self.client_id.to_string());
        json.optional("name", self.name.as_deref());
        json.key("credential");
        credential.write(json);
        json.key("scopes").open_list();
        for scope in &self.scopes {
            json.text(&scope.to_string());
        }
        json.close_list();
        if let Some(role) = &self.role {
            json.key("role");
            role.write(json);
        }
        if !self.extras.is_empty() {
            json.key("extras").open_object();
            for (name, value) in &self.extras {
                value.write(name, json);
            }
            json.close_object();
        }
        json.close_object();
    }
}

#[cfg(test)]
mod tests {
    use super::Submission;
    use crate::azure::{ClientSecret, Cloud};
    use crate::contract::{CredentialKind, Extras, Handover};

    fn submission() -> Submission {
        Submission {
            cloud: Cloud::AzureCloud,
            tenant_id: "6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11".parse().unwrap(),
            client_id: "0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22".parse().unwrap(),
            name: None,
            scopes: vec!["/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33".parse().unwrap()],
            role: None,
            extras: Extras::new(),
        }
    }

    #[test]
    fn a_secret_goes_out_unchanged_in_a_buffer_of_its_size() {
        let value = r#"a"b\c~8Q~é-but-long-enough"#;
        let secret = ClientSecret::parse(value).unwrap();
        let handover = Handover::Secret { value: &secret, expires_on: Some("2027-05-31".parse().unwrap()) };
        let body = submission().body(handover);
        let json: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(json["credential"]["clientSecret"], value);
        assert_eq!(json["credential"]["expiresOn"], "2027-05-31");
        assert_eq!(json["version"], 1);
        assert_eq!(body.len(), body.capacity());
        assert!(json.get("name").is_none() && json.get("role").is_none() && json.get("extras").is_none());
    }

    #[test]
    fn the_other_credentials_say_their_kind() {
        let json = |handover| -> serde_json::Value {
            serde_json::from_slice::<serde_json::Value>(&submission().body(handover)).unwrap()["credential"]
                .clone()
        };
        assert_eq!(json(Handover::Federated), serde_json::json!({ "kind": "federated" }));
        assert_eq!(
            json(Handover::Certificate { thumbprint: "AB12" }),
            serde_json::json!({ "kind": "certificate", "thumbprint": "AB12" })
        );
        assert_eq!(
            json(Handover::Sealed { of: CredentialKind::Secret, expires_on: None, jwe: "e.k.i.c.t" }),
            serde_json::json!({ "kind": "sealed", "of": "secret", "jwe": "e.k.i.c.t" })
        );
    }

    #[test]
    fn debug_output_has_no_secret() {
        let secret = ClientSecret::parse("hunter2hunter2hunter2").unwrap();
        let handover = Handover::Secret { value: &secret, expires_on: None };
        assert!(!format!("{handover:?}").contains("hunter2"));
    }
}
