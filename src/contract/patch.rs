use std::collections::BTreeMap;

use super::body::{Members, Reader, escaped};
use super::{ExtraValue, Extras, FieldProblem, NewCredential};
use crate::azure::Scope;

/// The body of `PATCH {endpoint}/{id}` as a host reads it: a JSON Merge Patch (RFC 7396) over what of a connection can
/// change. Native only.
#[derive(Debug)]
pub struct ConnectionPatch {
    /// The admin's name for the connection.
    pub name: Edit<Box<str>>,
    /// The platform's own fields, each by itself: what is not named stays.
    pub extras: Edit<BTreeMap<Box<str>, Edit<ExtraValue>>>,
    /// All scopes that it is to have from now on, sorted. `None` leaves them.
    pub scopes: Option<Vec<Scope>>,
    /// The credential that takes the place of the present one, whole and of any kind. `None` leaves it.
    pub credential: Option<NewCredential>,
}

/// What a merge patch says of one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit<T> {
    /// Nothing: it is not there.
    Keep,
    /// `null`.
    Remove,
    /// A value.
    Set(T),
}

impl ConnectionPatch {
    /// What a connection has, and a patch cannot change: it would be another connection, or it is the host's to say.
    const FIXED: [&'static str; 9] =
        ["checks", "clientId", "cloud", "createdAt", "id", "role", "status", "tenantId", "updatedAt"];

    /// Reads a body.
    ///
    /// # Errors
    /// Every member that is bad, as [`super::NewConnection::parse`] names them, and beside that `fixed` for what
    /// cannot change and `unknown` for what no connection has: a patch that is not understood whole is not carried
    /// out in part. `None` when the body is no JSON object.
    pub fn parse(body: &[u8]) -> Result<Self, Option<Vec<FieldProblem>>> {
        let members: Members<'_> = serde_json::from_slice(body).map_err(|_| None)?;
        let mut reader = Reader::default();
        for name in members.keys() {
            match name.as_str() {
                "name" | "extras" | "scopes" | "credential" => {}
                name if Self::FIXED.contains(&name) => reader.refuse(&format!("/{name}"), "fixed"),
                name => reader.refuse(&format!("/{}", escaped(name)), "unknown"),
            }
        }
        let has = |name| members.contains_key(name);
        let name = match has("name") {
            false => Edit::Keep,
            true => reader.name(&members).map_or(Edit::Remove, Edit::Set),
        };
        let extras = reader.extras_patch(&members);
        let scopes = has("scopes").then(|| reader.scopes(&members));
        let credential = has("credential").then(|| reader.credential(&members)).flatten();
        match reader.problems.is_empty() {
            true => Ok(Self { name, extras, scopes, credential }),
            false => Err(Some(reader.problems)),
        }
    }

    /// The extras of a connection after the patch.
    pub fn extras(&self, before: &Extras) -> Extras {
        let changes = match &self.extras {
            Edit::Keep => return before.clone(),
            Edit::Remove => return Extras::new(),
            Edit::Set(changes) => changes,
        };
        let mut extras = before.clone();
        for (name, change) in changes {
            match change {
                Edit::Keep => {}
                Edit::Remove => drop(extras.remove(name)),
                Edit::Set(value) => drop(extras.insert(name.clone(), value.clone())),
            }
        }
        extras
    }
}

#[cfg(test)]
mod tests {
    use super::{ConnectionPatch, Edit};
    use crate::contract::{ExtraValue, Extras, NewCredential};

    fn read(body: &str) -> ConnectionPatch {
        ConnectionPatch::parse(body.as_bytes()).unwrap_or_else(|problems| panic!("{body} {problems:?}"))
    }

    fn problems(body: &str) -> Vec<String> {
        let found = ConnectionPatch::parse(body.as_bytes()).unwrap_err().unwrap();
        found.iter().map(|problem| format!("{} {}", problem.pointer, problem.code)).collect()
    }

    #[test]
    fn what_is_not_named_stays_and_null_takes_away() {
        let nothing = read("{}");
        assert_eq!((&nothing.name, &nothing.extras), (&Edit::Keep, &Edit::Keep));
        assert!(nothing.scopes.is_none() && nothing.credential.is_none());
        assert_eq!(read(r#"{"name":null}"#).name, Edit::Remove);
        assert_eq!(read(r#"{"name":"New"}"#).name, Edit::Set("New".into()));
        let text = |text: &str| ExtraValue::Text(text.into());
        let before = Extras::from([("a".into(), text("1")), ("b".into(), text("2"))]);
        let after = read(r#"{"extras":{"a":null,"c":["x"]}}"#).extras(&before);
        let list = ExtraValue::List(vec!["x".into()]);
        assert_eq!(after, Extras::from([("b".into(), text("2")), ("c".into(), list)]));
        assert_eq!(nothing.extras(&before), before);
        assert!(read(r#"{"extras":null}"#).extras(&before).is_empty());
    }

    #[test]
    fn scopes_and_credential_come_whole() {
        let scopes = r#"["/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33","/subscriptions/1a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33"]"#;
        let patch = read(&format!(r#"{{"scopes":{scopes},"credential":{{"kind":"federated"}}}}"#));
        assert!(patch.scopes.unwrap().is_sorted());
        assert!(matches!(patch.credential, Some(NewCredential::Federated)));
        assert_eq!(
            problems(r#"{"scopes":null,"credential":{"clientSecret":"x"},"name":""}"#),
            ["/name empty", "/scopes missing", "/credential/kind missing"]
        );
        assert_eq!(
            problems(r#"{"scopes":[],"credential":null}"#),
            ["/scopes missing", "/credential missing"]
        );
    }

    #[test]
    fn what_cannot_change_and_what_is_not_known_is_refused_by_name() {
        assert_eq!(
            problems(
                r#"{"tenantId":"x","clientId":null,"cloud":1,"na/me":"x","secret":"s","extras":{"a":1}}"#
            ),
            [
                "/clientId fixed",
                "/cloud fixed",
                "/na~1me unknown",
                "/secret unknown",
                "/tenantId fixed",
                "/extras/a type"
            ]
        );
        assert_eq!(problems(r#"{"extras":[]}"#), ["/extras type"]);
        for body in ["", "[]", "null", "\"x\""] {
            assert!(matches!(ConnectionPatch::parse(body.as_bytes()), Err(None)), "{body}");
        }
    }
}
