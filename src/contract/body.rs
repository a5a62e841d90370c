//! Reads the members of a request's body one by one, and goes on after a bad one. Native only.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::patch::Edit;
use super::{CredentialKind, ExtraValue, Extras, FieldProblem, NewConnection, NewCredential, Shown};
use crate::azure::{ClientSecret, Date, Scope};

/// The members of a JSON object, each still as it was written.
pub(super) type Members<'a> = BTreeMap<String, &'a RawValue>;

/// Reads one member after the other and goes on after a bad one.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<FieldProblem>,
}

impl Reader {
    pub(super) fn refuse(&mut self, pointer: &str, code: &str) {
        self.problems.push(FieldProblem {
            pointer: pointer.into(),
            code: code.into(),
            detail: Shown::default(),
        });
    }

    pub(super) fn or_refuse<T>(&mut self, pointer: &str, read: Result<T, &'static str>) -> Option<T> {
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

    pub(super) fn json<T: DeserializeOwned>(&mut self, members: &Members<'_>, pointer: &str) -> Option<T> {
        let raw = self.member(members, pointer)?;
        self.or_refuse(pointer, serde_json::from_str(raw.get()).map_err(|_| "type"))
    }

    pub(super) fn text<T>(
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

    pub(super) fn name(&mut self, members: &Members<'_>) -> Option<Box<str>> {
        self.optional(members, "/name", |text| match text.chars().count() {
            0 => Err("empty"),
            1..=NewConnection::MAX_NAME => Ok(Shown::new(text).as_str().into()),
            _ => Err("too-long"),
        })
    }

    pub(super) fn credential(&mut self, members: &Members<'_>) -> Option<NewCredential> {
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

    pub(super) fn scopes(&mut self, members: &Members<'_>) -> Vec<Scope> {
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

    pub(super) fn extras(&mut self, members: &Members<'_>) -> Extras {
        let mut extras = Extras::new();
        let Some(raw) = members.get("extras").filter(|raw| !is_null(raw)) else {
            return extras;
        };
        let inner = serde_json::from_str::<Members<'_>>(raw.get()).map_err(|_| "type");
        for (name, raw) in self.or_refuse("/extras", inner).unwrap_or_default() {
            let value = serde_json::from_str::<ExtraValue>(raw.get()).map_err(|_| "type");
            let pointer = format!("/extras/{}", escaped(&name));
            if let Some(value) = self.or_refuse(&pointer, value) {
                extras.insert(name.into(), value);
            }
        }
        extras
    }

    /// Extras of a merge patch: `null` takes one away, or all.
    pub(super) fn extras_patch(
        &mut self,
        members: &Members<'_>,
    ) -> Edit<BTreeMap<Box<str>, Edit<ExtraValue>>> {
        let Some(raw) = members.get("extras") else { return Edit::Keep };
        if is_null(&raw) {
            return Edit::Remove;
        }
        let inner = serde_json::from_str::<Members<'_>>(raw.get()).map_err(|_| "type");
        let mut changes = BTreeMap::new();
        for (name, raw) in self.or_refuse("/extras", inner).unwrap_or_default() {
            let value = serde_json::from_str::<Option<ExtraValue>>(raw.get()).map_err(|_| "type");
            if let Some(value) = self.or_refuse(&format!("/extras/{}", escaped(&name)), value) {
                changes.insert(name.into(), value.map_or(Edit::Remove, Edit::Set));
            }
        }
        Edit::Set(changes)
    }
}

/// A name as a JSON pointer has it.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn last(pointer: &str) -> &str {
    pointer.rsplit('/').next().unwrap_or_default()
}

pub(super) fn is_null(raw: &&&RawValue) -> bool {
    raw.get() == "null"
}
