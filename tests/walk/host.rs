//! The platform as it should be: connections, idempotency keys, the rule against duplicates. Its moods are the
//! walk's; what it does in each is what the dialect says.

use std::collections::BTreeMap;

use azure_connect::contract::NewConnection;
use serde_json::{Value, json};

use crate::tape::Tape;
use crate::texts::{CLIENT, OTHER, SUBSCRIPTION, THIRD};

pub const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
pub const OTHER_TENANT: &str = "77e01c9e-42c1-4d8b-93b5-1e7f09aa52d0";
pub const DOMAIN: &str = "harbor.example";
const PEM: &str = include_str!("../fixtures/certificate/harbor.pem");
const THUMBPRINT: &str = "1F6A4FB2F83A387DDA11526A38B90D65CF777E7D";

/// What came back: status, content type, `Retry-After` in milliseconds, `ETag`, body.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub status: u16,
    pub content_type: &'static str,
    pub retry_after_ms: Option<u64>,
    pub etag: Option<String>,
    pub body: String,
}

/// What is asked of the platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    Create,
    Replace(String),
    Update(String, Option<String>),
    Verify(String),
    Delete(String),
    Read(String),
    List,
    Federation,
    Certificate,
    Lookup { tenant: Option<String>, subscription: Option<String> },
}

/// A connection that the platform has.
#[derive(Clone, Debug)]
pub struct Kept {
    pub id: String,
    version: u32,
    pub body: Value,
    pub status: &'static str,
    checks: Vec<Value>,
    /// The text of the body that made it.
    pub made_by: String,
    /// Whether the page has been told of it.
    pub told: bool,
    /// How often the admin had edited anything when it was made, and in which life of the page.
    pub edits: (u64, u64),
}

impl Kept {
    pub fn is_live(&self) -> bool {
        self.status != "failed"
    }

    /// What makes two connections the same.
    fn identity(&self) -> (String, String, Vec<String>) {
        identity(&self.body)
    }

    fn json(&self) -> Value {
        let body = &self.body;
        let credential = match body["credential"]["kind"].as_str() {
            Some("secret") => json!({ "kind": "secret", "hint": body["credential"]["clientSecret"].as_str()
                .and_then(|secret| secret.get(..3)).unwrap_or("abc"), "expiresOn": body["credential"]["expiresOn"] }),
            Some(kind) => json!({ "kind": kind }),
            None => Value::Null,
        };
        json!({ "id": self.id, "name": body["name"], "status": self.status, "cloud": body["cloud"],
            "tenantId": directory(body["tenantId"].as_str().unwrap_or_default()), "clientId": body["clientId"],
            "scopes": body["scopes"], "credential": credential, "role": body["role"],
            "extras": body.get("extras").cloned().unwrap_or_else(|| json!({})), "checks": self.checks })
    }
}

fn directory(tenant: &str) -> &str {
    if tenant == DOMAIN { TENANT } else { tenant }
}

fn identity(body: &Value) -> (String, String, Vec<String>) {
    let text = |key: &str| body[key].as_str().unwrap_or_default().to_lowercase();
    let scopes = body["scopes"].as_array().cloned().unwrap_or_default();
    let mut scopes: Vec<_> =
        scopes.iter().map(|scope| scope.as_str().unwrap_or_default().to_lowercase()).collect();
    scopes.sort();
    (directory(&text("tenantId")).to_owned(), text("clientId"), scopes)
}

/// The platform.
#[derive(Debug, Default)]
pub struct Host {
    pub kept: Vec<Kept>,
    keys: BTreeMap<String, (String, Said)>,
    made: u32,
    /// Whether it refuses duplicates. One that does not has to be treated the more carefully.
    pub strict: bool,
    /// Whether it speaks a dialect of its own, whose requests have no keys.
    pub template: bool,
    /// Whether a connection may have no scopes.
    pub takes_none: bool,
    /// Whether it helps as well as it can.
    pub kind: bool,
    /// A connection was made that the page had made already and not been told of.
    pub doubled: Option<String>,
    /// A body that is none of the dialect.
    pub malformed: Option<String>,
}

impl Host {
    /// Does what is asked, and says what came of it.
    pub fn does(&mut self, asked: &Asked, key: &str, body: &str, edits: (u64, u64), tape: &mut Tape) -> Said {
        match asked {
            Asked::Create | Asked::Replace(_) | Asked::Update(..) => {
                let digest = format!("{asked:?} {body}");
                match self.keys.get(key).filter(|_| !self.template) {
                    Some((known, said)) if *known == digest => return said.clone(),
                    Some(_) => return problem(422, "key-reused", Value::Null),
                    None => {}
                }
                let said = self.writes(asked, body, edits, tape);
                if (200..300).contains(&said.status) {
                    self.keys.insert(key.to_owned(), (digest, said.clone()));
                }
                said
            }
            Asked::Verify(id) => match self.find(id) {
                Some(kept) => {
                    begin(kept, tape);
                    self.says(202, id)
                }
                None => problem(404, "not-found", Value::Null),
            },
            Asked::Delete(id) => {
                let there = self.find(id).is_some();
                self.kept.retain(|kept| kept.id != *id);
                if there {
                    Said { status: 204, ..Said::default() }
                } else {
                    problem(404, "not-found", Value::Null)
                }
            }
            Asked::Read(id) => {
                if let Some(kept) = self.find(id).filter(|kept| kept.status == "verifying") {
                    goes_on(kept, tape);
                }
                self.says(200, id)
            }
            Asked::List => {
                self.kept.iter_mut().for_each(|kept| kept.told = true);
                let items: Vec<_> = self.kept.iter().map(Kept::json).collect();
                good(200, &json!({ "items": items }))
            }
            Asked::Federation => good(
                200,
                &json!({ "issuer": "https://harbor.example", "subject": "account:1", "audience": "api://AzureADTokenExchange" }),
            ),
            Asked::Certificate => good(200, &json!({ "pem": PEM, "thumbprint": THUMBPRINT })),
            Asked::Lookup { tenant, subscription } => {
                let mut said = json!({});
                // Azure says the same each time, unless it does not answer the platform.
                let mut tell = |key: &str, owner: Option<&str>| {
                    said[key] = match owner {
                        _ if !self.kind && tape.percent(15) => json!({ "state": "unconfirmed" }),
                        Some(owner) => json!({ "state": "found", "tenantId": owner }),
                        None => json!({ "state": "unknown" }),
                    };
                };
                if let Some(tenant) = tenant {
                    let known = [TENANT, OTHER_TENANT].into_iter().find(|id| *id == directory(tenant));
                    tell("tenant", known);
                }
                if let Some(subscription) = subscription {
                    let known = [(SUBSCRIPTION, TENANT), (THIRD, TENANT), (OTHER, OTHER_TENANT)];
                    tell(
                        "subscription",
                        known.into_iter().find(|(id, _)| id == subscription).map(|(_, owner)| owner),
                    );
                }
                good(200, &said)
            }
        }
    }

    /// Whether it has done something under this key.
    pub fn knows(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    fn find(&mut self, id: &str) -> Option<&mut Kept> {
        self.kept.iter_mut().find(|kept| kept.id == *id)
    }

    fn says(&mut self, status: u16, id: &str) -> Said {
        match self.kept.iter().find(|kept| kept.id == *id) {
            Some(kept) => Said { etag: Some(format!("\"{}\"", kept.version)), ..good(status, &kept.json()) },
            None => problem(404, "not-found", Value::Null),
        }
    }

    fn writes(&mut self, asked: &Asked, text: &str, edits: (u64, u64), tape: &mut Tape) -> Said {
        let Ok(body) = serde_json::from_str::<Value>(text) else {
            self.malformed = Some(text.to_owned());
            return problem(400, "malformed", Value::Null);
        };
        if let Asked::Update(id, etag) = asked {
            let Some(kept) = self.find(id) else { return problem(404, "not-found", Value::Null) };
            if etag.as_ref().is_some_and(|etag| *etag != format!("\"{}\"", kept.version)) {
                return problem(412, "stale", Value::Null);
            }
            kept.version += 1;
            for key in ["name", "scopes", "credential", "extras"] {
                if let Some(value) = body.get(key) {
                    kept.body[key] = value.clone();
                    // A merge patch takes away what it says is nothing.
                    if let Some(members) = kept.body[key].as_object_mut() {
                        members.retain(|_, value| !value.is_null());
                    }
                }
            }
            begin(kept, tape);
            return self.says(200, &id.clone());
        }
        // Who may leave the subscription open is the profile's word: such a host takes none too.
        let open = body["scopes"].as_array().is_some_and(Vec::is_empty);
        let takes_none = self.takes_none && open;
        if !self.template && !takes_none && NewConnection::parse(text.as_bytes()).is_err() {
            self.malformed = Some(text.to_owned());
        }
        let own = if let Asked::Replace(id) = asked { Some(id.clone()) } else { None };
        let same = self.kept.iter().position(|kept| {
            kept.is_live() && Some(&kept.id) != own.as_ref() && kept.identity() == identity(&body)
        });
        if let Some(at) = same {
            let old = &self.kept[at];
            if self.strict {
                return problem(409, "already-connected", json!({ "connectionId": old.id }));
            }
            if !self.template && !old.told && old.edits == edits && old.made_by == text {
                self.doubled = Some(format!("{} and one more, by {text}", old.id));
            }
        }
        let id = match own {
            Some(id) if self.find(&id).is_some() => id,
            Some(_) => return problem(404, "not-found", Value::Null),
            None => {
                self.made += 1;
                format!("c{}", self.made)
            }
        };
        self.kept.retain(|kept| kept.id != id);
        let mut kept = Kept {
            id: id.clone(),
            version: 1,
            body,
            status: "verifying",
            checks: Vec::new(),
            made_by: text.to_owned(),
            told: false,
            edits,
        };
        begin(&mut kept, tape);
        self.kept.push(kept);
        self.says(if tape.percent(50) { 201 } else { 202 }, &id)
    }

    /// Connections from another day.
    pub fn had_before(&mut self, cloud: &str, several: bool, tape: &mut Tape) {
        for status in tape.some(&["connected", "attention", "failed", "verifying", "connected"], 1) {
            self.made += 1;
            let kind = *tape.one(&["secret", "secret", "federated", "certificate", "magic"]);
            let expires = *tape.one(&["2027-05-31", "2026-11-25", "2025-01-01", "soon"]);
            let mut scopes = tape.some(&[SUBSCRIPTION, OTHER, THIRD], 1);
            scopes.truncate(if several { 3 } else { 1 });
            let scopes: Vec<_> = scopes.iter().map(|id| format!("/subscriptions/{id}")).collect();
            let body = json!({ "name": *tape.one(&["Production", "", "\u{202e}noitcudorP"]), "cloud": cloud, "tenantId": TENANT,
                "clientId": *tape.one(&[CLIENT, "1b7d3c84-5a92-4f06-8e1d-93c0b2a7f645"]), "scopes": scopes,
                "credential": { "kind": kind, "clientSecret": "abc", "expiresOn": expires },
                "role": { "name": "Harbor role", "version": "2026-10" }, "extras": { "account": "Ops", "teams": ["t2", "gone"] } });
            let kept = Kept {
                id: format!("c{}", self.made),
                version: 1,
                body,
                status,
                checks: Vec::new(),
                made_by: String::new(),
                told: true,
                edits: (0, 0),
            };
            self.kept.push(kept);
        }
    }

    /// The page has been told of a connection.
    pub fn told(&mut self, id: &str) {
        if let Some(kept) = self.find(id) {
            kept.told = true;
        }
    }

    /// From now on everything works, and is told.
    pub fn be_kind(&mut self) {
        self.kind = true;
        for kept in self.kept.iter_mut().filter(|kept| kept.status != "failed") {
            kept.status = "connected";
            kept.checks = vec![check("token", "pass", &Value::Null)];
        }
    }
}

fn check(id: &str, state: &str, scope: &Value) -> Value {
    json!({ "id": id, "state": state, "scope": scope })
}

fn begin(kept: &mut Kept, tape: &mut Tape) {
    kept.status = "verifying";
    kept.checks = vec![check("token", "running", &Value::Null)];
    if tape.percent(15) {
        goes_on(kept, tape);
    }
}

/// A connection's checks go on: they pass, wait, fail, some of them and all of them, or become something nobody knows.
fn goes_on(kept: &mut Kept, tape: &mut Tape) {
    let scopes = kept.body["scopes"].as_array().cloned().unwrap_or_default();
    let of_scopes = |state: &mut dyn FnMut() -> &'static str| {
        scopes.iter().map(|scope| check("permissions", state(), scope)).collect::<Vec<_>>()
    };
    let mut checks = vec![check("token", "pass", &Value::Null)];
    let partly = scopes.len() > 1 && tape.percent(40);
    match if partly { 3 } else { tape.below(10) } {
        0..=2 => {
            kept.status = "connected";
            checks.extend(of_scopes(&mut || "pass"));
        }
        4 => {
            kept.status = "attention";
            checks.extend(of_scopes(&mut || *tape.one(&["pass", "warn"])));
        }
        3 | 5 => {
            kept.status = "failed";
            let mut turn = tape.below(2);
            checks.extend(of_scopes(&mut || {
                turn += 1;
                ["pass", "fail"][turn % 2]
            }));
        }
        6 => {
            kept.status = "failed";
            let code =
                *tape.one(&["AADSTS7000215", "AADSTS90002", "AADSTS700016", "AuthorizationFailed", "X-1"]);
            checks = vec![json!({ "id": "token", "state": "fail", "code": code, "detail": "No. <b>No</b>" })];
        }
        7 => {
            let (next, left) = (tape.below(60), tape.below(600));
            checks.push(json!({ "id": "subscription", "state": "waiting", "retryAfterSeconds": next, "deadlineSeconds": left }));
        }
        8 => {
            kept.status = "considering";
        }
        _ => checks.push(json!({ "id": "quota", "state": "levitating" })),
    }
    kept.checks = checks;
}

pub fn good(status: u16, body: &Value) -> Said {
    Said { status, content_type: "application/json", body: body.to_string(), ..Said::default() }
}

/// A problem of a type, with more members.
pub fn problem(status: u16, name: &str, more: Value) -> Said {
    let mut body =
        json!({ "type": format!("https://harbor.example/problems/{name}"), "title": "No", "status": status });
    if let Value::Object(more) = more {
        body.as_object_mut().unwrap().extend(more);
    }
    Said { content_type: "application/problem+json", ..good(status, &body) }
}
