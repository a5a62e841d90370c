use super::body::{Members, Reader, is_null};
use super::{CredentialKind, Extras, FieldProblem, RoleRef, Submission};
use crate::azure::{ClientId, ClientSecret, Cloud, Date, Scope, Tenant};

/// The body of `POST {endpoint}` and `PUT {endpoint}/{id}` as a host reads it. Native only.
#[derive(Debug)]
pub struct NewConnection {
    /// The cloud.
    pub cloud: Cloud,
    /// The directory, by GUID or by domain.
    pub tenant_id: Tenant,
    /// The application.
    pub client_id: ClientId,
    /// The admin's name for the connection.
    pub name: Option<Box<str>>,
    /// The credential.
    pub credential: NewCredential,
    /// What to connect: 1 to [`NewConnection::MAX_SCOPES`], each once, sorted.
    pub scopes: Vec<Scope>,
    /// The role that was made for it.
    pub role: Option<RoleRef>,
    /// The platform's own fields, to be compared with its own profile.
    pub extras: Extras,
}

/// A credential on its arrival at a host.
#[derive(Debug)]
pub enum NewCredential {
    /// A client secret.
    Secret {
        /// The value.
        value: ClientSecret,
        /// The last day on which it works.
        expires_on: Option<Date>,
    },
    /// A federated credential was set up in Azure.
    Federated,
    /// A certificate was uploaded to the app registration.
    Certificate {
        /// Its SHA-1 thumbprint, 40 hexadecimal digits in upper case.
        thumbprint: Box<str>,
    },
    /// A credential that only the host can open.
    Sealed {
        /// What is inside.
        of: CredentialKind,
        /// The last day on which it works.
        expires_on: Option<Date>,
        /// The JWE, compact.
        jwe: Box<str>,
    },
}

impl NewConnection {
    /// The longest name, in characters.
    pub const MAX_NAME: usize = 200;
    /// The most scopes of one connection.
    pub const MAX_SCOPES: usize = 500;

    /// Reads a body. Members that this version does not know are skipped.
    ///
    /// # Errors
    /// Every member that is missing or bad, with its JSON pointer and the code of the type that refused it:
    /// `missing`, `type` (another JSON type), `version`, `duplicate`, `too-many`, `too-long`, or a core
    /// type's own. The texts of the problems are left to the host. `None` when the body is no JSON object.
    pub fn parse(body: &[u8]) -> Result<Self, Option<Vec<FieldProblem>>> {
        let members: Members<'_> = serde_json::from_slice(body).map_err(|_| None)?;
        let mut reader = Reader::default();
        let version: Option<u64> = reader.json(&members, "/version");
        if version.is_some_and(|version| version != u64::from(Submission::VERSION)) {
            reader.refuse("/version", "version");
        }
        let cloud = reader.text(&members, "/cloud", |text| text.parse::<Cloud>().map_err(|e| e.code()));
        let tenant_id =
            reader.text(&members, "/tenantId", |text| text.parse::<Tenant>().map_err(|e| e.code()));
        let client_id =
            reader.text(&members, "/clientId", |text| text.parse::<ClientId>().map_err(|e| e.code()));
        let name = reader.name(&members);
        let credential = reader.credential(&members);
        let scopes = reader.scopes(&members);
        let role: Option<RoleRef> = members
            .get("role")
            .filter(|raw| !is_null(raw))
            .and_then(|raw| reader.or_refuse("/role", serde_json::from_str(raw.get()).map_err(|_| "type")));
        let extras = reader.extras(&members);
        match (cloud, tenant_id, client_id, credential, reader.problems.is_empty()) {
            (Some(cloud), Some(tenant_id), Some(client_id), Some(credential), true) => {
                Ok(Self { cloud, tenant_id, client_id, name, credential, scopes, role, extras })
            }
            _ => Err(Some(reader.problems)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NewConnection, NewCredential};
    use crate::azure::{ClientSecret, Cloud};
    use crate::contract::{ExtraValue, Extras, Handover, RoleRef, Submission};

    const SUBSCRIPTION: &str = "/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33";

    fn problems(body: &str) -> Vec<(String, String)> {
        let problems = NewConnection::parse(body.as_bytes()).unwrap_err().unwrap();
        problems.iter().map(|p| (p.pointer.to_string(), p.code.to_string())).collect()
    }

    #[test]
    fn what_the_wizard_writes_a_host_reads() {
        let secret = ClientSecret::parse(r#"abc8Q~"\é-and-more-characters"#).unwrap();
        let extras = Extras::from([("teams".into(), ExtraValue::List(vec!["t1".into()]))]);
        let submission = Submission {
            cloud: Cloud::AzureUSGovernment,
            tenant_id: "contoso.example".parse().unwrap(),
            client_id: "0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22".parse().unwrap(),
            name: Some("Production".into()),
            scopes: vec![SUBSCRIPTION.parse().unwrap()],
            role: Some(RoleRef { name: "R".into(), version: Some("2".into()) }),
            extras: extras.clone(),
        };
        let handover = Handover::Secret { value: &secret, expires_on: Some("2027-05-31".parse().unwrap()) };
        let read = NewConnection::parse(&submission.body(handover)).unwrap();
        assert_eq!(
            (read.cloud, &read.tenant_id, read.client_id),
            (submission.cloud, &submission.tenant_id, submission.client_id)
        );
        assert_eq!((read.scopes, read.role, read.extras), (submission.scopes, submission.role, extras));
        let NewCredential::Secret { value, expires_on } = read.credential else { panic!("a secret") };
        assert_eq!((value.expose(), expires_on.unwrap().to_string()), (secret.expose(), "2027-05-31".into()));
    }

    #[test]
    fn every_bad_member_is_named_at_once() {
        let found = problems(
            r#"{"version":2,"cloud":"AzureGermanCloud","tenantId":"undefined","clientId":7,"name":"",
                "credential":{"kind":"secret","clientSecret":"","expiresOn":"tomorrow"},
                "scopes":["/subscriptions/x",3,"/"],"role":"r","extras":{"a/b":1}}"#,
        );
        let pointers: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
        assert_eq!(
            pointers,
            [
                "/version",
                "/cloud",
                "/tenantId",
                "/clientId",
                "/name",
                "/credential/clientSecret",
                "/credential/expiresOn",
                "/scopes/0",
                "/scopes/1",
                "/scopes/2",
                "/role",
                "/extras/a~1b"
            ]
        );
        assert!(found.contains(&("/clientId".into(), "type".into())));
    }

    #[test]
    fn what_is_missing_is_named_and_null_is_missing() {
        let found = problems(r#"{"cloud":null,"credential":{"kind":"secret"},"scopes":[]}"#);
        assert!(found.iter().all(|(_, code)| code == "missing"), "{found:?}");
        let pointers: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
        assert_eq!(
            pointers,
            ["/version", "/cloud", "/tenantId", "/clientId", "/credential/clientSecret", "/scopes"]
        );
    }

    #[test]
    fn a_scope_may_be_there_once() {
        let body = format!(
            r#"{{"version":1,"cloud":"AzureCloud","tenantId":"contoso.example","clientId":"0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22",
                "credential":{{"kind":"federated"}},"scopes":["{SUBSCRIPTION}","{SUBSCRIPTION}"],"later":{{"x":1}}}}"#
        );
        assert_eq!(problems(&body), [("/scopes/1".to_owned(), "duplicate".to_owned())]);
    }

    #[test]
    fn what_is_no_object_is_no_connection() {
        for body in ["", "[]", "3", "null", "{", "{\"a\":1}x", "\u{feff}{}"] {
            assert!(matches!(NewConnection::parse(body.as_bytes()), Err(None)), "{body}");
        }
    }

    #[test]
    fn credentials_without_a_value_are_told_apart() {
        let read = |credential: &str| {
            let body = format!(
                r#"{{"version":1,"cloud":"AzureCloud","tenantId":"contoso.example","clientId":"0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22",
                    "credential":{credential},"scopes":["{SUBSCRIPTION}"]}}"#
            );
            NewConnection::parse(body.as_bytes()).map(|read| read.credential)
        };
        assert!(matches!(read(r#"{"kind":"federated"}"#), Ok(NewCredential::Federated)));
        let thumbprint = "ab".repeat(20);
        assert!(matches!(
            read(&format!(r#"{{"kind":"certificate","thumbprint":"{thumbprint}"}}"#)),
            Ok(NewCredential::Certificate { .. })
        ));
        assert!(matches!(
            read(r#"{"kind":"sealed","of":"secret","jwe":"a.b.c.d.e"}"#),
            Ok(NewCredential::Sealed { .. })
        ));
        for bad in [
            r#"{"kind":"password"}"#,
            r#"{"kind":"sealed","of":"secret","jwe":"a.b.c"}"#,
            r#"{"kind":"certificate","thumbprint":"xyz"}"#,
            "\"secret\"",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
