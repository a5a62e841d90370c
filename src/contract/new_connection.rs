use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::{CredentialKind, ExtraValue, Extras, FieldProblem, RoleRef, Shown, Submission};
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
        let mut reader = Reader { problems: Vec::new() };
        let version: Option<u64> = reader.json(&members, "/version");
        if version.is_some_and(|version| version != u64::from(Submission::VERSION)) {
            reader.refuse("/version", "version");
        }
        let cloud = reader.text(&members, "/cloud", |text| text.parse::<Cloud>().map_err(|e| e.code()));
        let tenant_id =
            reader.text(&members, "/tenantId", |text| text.parse::<Tenant>().map_err(|e| e.code()));
        let client_id =
            reader.text(&members, "/clientId", |text| text.parse::<ClientId>().map_err(|e| e.code()));
        let name = reader.optional(&members, "/name", |text| match text.chars().count() {
            0 => Err("empty"),
            1..=Self::MAX_NAME => Ok(Shown::new(text).as_str().into()),
            _ => Err("too-long"),
        });
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

type Members<'a> = BTreeMap<String, &'a RawValue>;

/// Reads one member after the other and goes on after a bad one.
struct Reader {
    problems: Vec<FieldProblem>,
}

impl Reader {
    fn refuse(&mut self, pointer: &str, code: &str) {
        self.problems.push(FieldProblem {
            pointer: pointer.into(),
            code: code.into(),
            detail: Shown::default(),
        });
    }

    fn or_refuse<T>(&mut self, pointer: &str, read: Result<T, &'static str>) -> Option<T> {
        read.map_err(|code| self.refuse(pointer, code)).ok()
    }

    /// A member that has to be there. The pointer's last segment is its name.
    fn member<'a>(&mut self, members: &Members<'a>, pointer: &str) -> Option<&'a RawValue> {
        match members.get(last(pointer)).filter(|raw| !is_null(raw)) {
            Some(raw) => Some(raw),
            None => {
                self.refuse(pointer, "missing");
                None
            }
        }
    }

    fn json<T: DeserializeOwned>(&mut self, members: &Members<'_>, pointer: &str) -> Option<T> {
        let raw = self.member(members, pointer)?;
        self.or_refuse(pointer, serde_json::from_str(raw.get()).map_err(|_| "type"))
    }

    fn text<T>(
        &mut self,
        members: &Members<'_>,
        pointer: &str,
        read: impl FnOnce(&str) -> Result<T, &'static str>,
    ) -> Option<T> {
        let raw = self.member(members, pointer)?;
        self.read(raw, pointer, read)
    }

    fn optional<T>(
        &mut self,
        members: &Members<'_>,
        pointer: &str,
        read: impl FnOnce(&str) -> Result<T, &'static str>,
    ) -> Option<T> {
        let raw = members.get(last(pointer)).filter(|raw| !is_null(raw))?;
        self.read(raw, pointer, read)
    }

    fn read<T>(
        &mut self,
        raw: &RawValue,
        pointer: &str,
        read: impl FnOnce(&str) -> Result<T, &'static str>,
    ) -> Option<T> {
        // Wiped, because any member may hold what should have been in another one.
        let text = serde_json::from_str::<String>(raw.get()).map(Zeroizing::new).map_err(|_| "type");
        self.or_refuse(pointer, text.and_then(|text| read(&text)))
    }

    fn credential(&mut self, members: &Members<'_>) -> Option<NewCredential> {
        let raw = self.member(members, "/credential")?;
        let inner: Members<'_> =
            self.or_refuse("/credential", serde_json::from_str(raw.get()).map_err(|_| "type"))?;
        let kind = self.text(&inner, "/credential/kind", |text| match text {
            "secret" | "federated" | "certificate" | "sealed" => Ok(Box::<str>::from(text)),
            _ => Err("unknown"),
        })?;
        let date = |text: &str| text.parse::<Date>().map_err(|error| error.code());
        match kind.as_ref() {
            "secret" => {
                // The admin may have insisted in the browser; only what cannot be a secret is refused here.
                let value = self.text(&inner, "/credential/clientSecret", |text| {
                    ClientSecret::insist(text).map_err(|error| error.code())
                });
                let expires_on = self.optional(&inner, "/credential/expiresOn", date);
                Some(NewCredential::Secret { value: value?, expires_on })
            }
            "certificate" => {
                let thumbprint = self.text(&inner, "/credential/thumbprint", |text| {
                    match text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                        true => Ok(text.to_ascii_uppercase().into()),
                        false => Err("thumbprint"),
                    }
                })?;
                Some(NewCredential::Certificate { thumbprint })
            }
            "sealed" => {
                let of = self.text(&inner, "/credential/of", |text| match text {
                    "secret" => Ok(CredentialKind::Secret),
                    _ => Err("unknown"),
                });
                let expires_on = self.optional(&inner, "/credential/expiresOn", date);
                let jwe = self.text(&inner, "/credential/jwe", |text| {
                    let part = |part: &str| {
                        !part.is_empty()
                            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
                    };
                    match text.split('.').count() == 5 && text.split('.').all(part) {
                        true => Ok(text.into()),
                        false => Err("jwe"),
                    }
                });
                Some(NewCredential::Sealed { of: of?, expires_on, jwe: jwe? })
            }
            _ => Some(NewCredential::Federated),
        }
    }

    fn scopes(&mut self, members: &Members<'_>) -> Vec<Scope> {
        let Some(list) = self.json::<Vec<Box<RawValue>>>(members, "/scopes") else {
            return Vec::new();
        };
        if list.is_empty() {
            self.refuse("/scopes", "missing");
        }
        if list.len() > NewConnection::MAX_SCOPES {
            self.refuse("/scopes", "too-many");
            return Vec::new();
        }
        let mut scopes: Vec<Scope> = Vec::with_capacity(list.len());
        for (index, raw) in list.iter().enumerate() {
            let pointer = format!("/scopes/{index}");
            let read = self.read(raw, &pointer, |text| text.parse::<Scope>().map_err(|error| error.code()));
            match read {
                Some(scope) if scopes.contains(&scope) => self.refuse(&pointer, "duplicate"),
                Some(scope) => scopes.push(scope),
                None => {}
            }
        }
        scopes.sort_unstable();
        scopes
    }

    fn extras(&mut self, members: &Members<'_>) -> Extras {
        let mut extras = Extras::new();
        let Some(raw) = members.get("extras").filter(|raw| !is_null(raw)) else {
            return extras;
        };
        let inner = serde_json::from_str::<Members<'_>>(raw.get()).map_err(|_| "type");
        for (name, raw) in self.or_refuse("/extras", inner).unwrap_or_default() {
            let value = serde_json::from_str::<ExtraValue>(raw.get()).map_err(|_| "type");
            // JSON pointers escape these two.
            let pointer = format!("/extras/{}", name.replace('~', "~0").replace('/', "~1"));
            if let Some(value) = self.or_refuse(&pointer, value) {
                extras.insert(name.into(), value);
            }
        }
        extras
    }
}

fn last(pointer: &str) -> &str {
    pointer.rsplit('/').next().unwrap_or_default()
}

fn is_null(raw: &&&RawValue) -> bool {
    raw.get() == "null"
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
