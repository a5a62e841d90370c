use zeroize::Zeroizing;

use super::{Extras, Handover};
use crate::azure::Scope;
use crate::json::Writer;

/// The body of `PATCH {endpoint}/{id}`, a JSON merge patch (RFC 7396), all of it but the credential.
/// What is not in it stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The new name; an empty one takes the name away.
    pub name: Option<Box<str>>,
    /// All scopes that the connection is to have.
    pub scopes: Option<Vec<Scope>>,
    /// The platform's own fields that change.
    pub extras: Option<Extras>,
    /// Those of them that are taken away.
    pub cleared_extras: Vec<Box<str>>,
}

impl Change {
    /// The media type of the body.
    pub const MEDIA_TYPE: &'static str = "application/merge-patch+json";

    /// The whole body, JSON in UTF-8, in a buffer that is wiped when it is dropped and never moved
    /// while it grew.
    pub fn body(&self, credential: Option<Handover<'_>>) -> Zeroizing<Vec<u8>> {
        let mut counter = Writer::counter();
        self.write(credential, &mut counter);
        let mut buffer = Zeroizing::new(Vec::with_capacity(counter.count()));
        self.write(credential, &mut Writer::new(&mut buffer));
        buffer
    }

    fn write(&self, credential: Option<Handover<'_>>, json: &mut Writer<'_>) {
        json.open_object();
        match self.name.as_deref() {
            Some("") => json.key("name").null(),
            name => json.optional("name", name),
        }
        if let Some(credential) = credential {
            json.key("credential");
            credential.write(json);
        }
        if let Some(scopes) = &self.scopes {
            json.key("scopes").open_list();
            for scope in scopes {
                json.text(&scope.to_string());
            }
            json.close_list();
        }
        if let Some(extras) = &self.extras {
            json.key("extras").open_object();
            for (name, value) in extras {
                value.write(name, json);
            }
            for name in &self.cleared_extras {
                json.key(name).null();
            }
            json.close_object();
        }
        json.close_object();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Change;
    use crate::azure::ClientSecret;
    use crate::contract::{ExtraValue, Handover};

    fn body(change: &Change, credential: Option<Handover<'_>>) -> Value {
        let body = change.body(credential);
        assert_eq!(body.len(), body.capacity());
        serde_json::from_slice(&body).unwrap()
    }

    #[test]
    fn what_does_not_change_is_not_said() {
        assert_eq!(body(&Change::default(), None), json!({}));
        let change = Change { name: Some("Staging \"2\"".into()), ..Change::default() };
        assert_eq!(body(&change, None), json!({ "name": "Staging \"2\"" }));
    }

    #[test]
    fn an_empty_name_is_taken_away() {
        let change = Change { name: Some("".into()), ..Change::default() };
        assert_eq!(body(&change, None), json!({ "name": null }));
    }

    #[test]
    fn scopes_extras_and_credential_are_said_whole() {
        let secret = ClientSecret::parse("a\"b~8Q~long-enough-to-be-a-secret").unwrap();
        let scope = "/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33";
        let change = Change {
            name: None,
            scopes: Some(vec![scope.parse().unwrap()]),
            extras: Some([("teams".into(), ExtraValue::List(vec!["t1".into()]))].into()),
            cleared_extras: vec!["cost".into()],
        };
        let handover = Handover::Secret { value: &secret, expires_on: Some("2027-05-31".parse().unwrap()) };
        let expected = json!({
            "credential": { "kind": "secret", "clientSecret": secret.expose(), "expiresOn": "2027-05-31" },
            "scopes": [scope],
            "extras": { "teams": ["t1"], "cost": null },
        });
        assert_eq!(body(&change, Some(handover)), expected);
    }
}
