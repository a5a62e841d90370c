use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use azure_connect::contract::{NewConnection, NewCredential};
use conformance::Values;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// What is wrong with a platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    None,
    OnlyCreateAndRead,
    EchoesSecret,
    SecretInHeader,
    Doubles,
    ErrorInside,
    Html,
    Crash,
    DomainKept,
    OddId,
    Endless,
    IfMatchIgnored,
    Undead,
    OpenDoor,
    OneSubject,
    SharedKeys,
    RefusalKept,
    TwoOfAKind,
    NoPointers,
    Redirect,
    AnyOrigin,
    RestlessTag,
    SettledEarly,
    Untried,
    NoReason,
    StrayList,
    AnyMedia,
    Replaces,
}

/// A platform in memory that lives as long as its test.
pub struct Platform(String);

#[derive(Clone, Debug)]
struct Connection {
    id: String,
    account: String,
    view: Map<String, Value>,
    secret: String,
    /// Looks until it is settled.
    looks: u32,
    revision: u64,
    ever: bool,
    gone: bool,
}

struct World {
    fault: Fault,
    values: Values,
    connections: Vec<Connection>,
    keys: HashMap<String, (Vec<u8>, Answer)>,
    served: u64,
}

#[derive(Clone, Debug)]
struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Value,
}

const BASE: &str = "/cloud/azure";

impl Platform {
    pub async fn start(fault: Fault, values: &Values) -> Self {
        let world =
            World { fault, values: values.clone(), connections: vec![], keys: HashMap::new(), served: 0 };
        let router = Router::new().fallback(serve).with_state(Arc::new(Mutex::new(world)));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self(format!("http://{address}{BASE}"))
    }

    pub fn endpoint(&self) -> String {
        self.0.clone()
    }
}

async fn serve(
    State(world): State<Arc<Mutex<World>>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let mut world = world.lock().unwrap();
    world.served += 1;
    let fault = world.fault;
    let answer = world.answer(&method, &uri, &headers, &body);
    let mut response = Response::builder().status(answer.status);
    let media = match answer.status {
        400.. if fault == Fault::Html => "text/html",
        400.. => "application/problem+json",
        _ => "application/json",
    };
    response = response.header("content-type", media);
    if let (Fault::AnyOrigin, Some(origin)) = (fault, headers.get("origin")) {
        response = response.header("access-control-allow-origin", origin);
    }
    if fault == Fault::SecretInHeader {
        response = response.header("x-debug", &world.values.client_secret);
    }
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    let text = if answer.body.is_null() { String::new() } else { answer.body.to_string() };
    response.body(Body::from(text)).unwrap()
}

fn problem(status: u16, kind: &str) -> Answer {
    let body = json!({ "type": format!("https://platform.example/problems/{kind}"), "title": kind, "status": status });
    Answer { status, headers: vec![], body }
}

fn fields(errors: &[(String, String)]) -> Answer {
    let mut answer = problem(422, "invalid");
    answer.body["errors"] =
        errors.iter().map(|(pointer, code)| json!({ "pointer": pointer, "code": code })).collect();
    answer
}

impl World {
    fn answer(&mut self, method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Answer {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let account = header("x-account").to_owned();
        let Some(path) = uri.path().strip_prefix(BASE) else { return problem(404, "nothing") };
        let path = path.trim_start_matches('/').to_owned();
        if self.fault == Fault::OnlyCreateAndRead
            && !(method == Method::POST && path.is_empty() || method == Method::GET && !path.is_empty())
        {
            return problem(405, "method");
        }
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let media_of = |wanted: &str| header("content-type") == wanted || self.fault == Fault::AnyMedia;
        match (method.as_str(), parts.as_slice()) {
            ("GET", ["federation"]) if self.fault == Fault::OnlyCreateAndRead => problem(404, "not-found"),
            ("GET", ["federation"]) => {
                let subject = if self.fault == Fault::OneSubject { "platform" } else { account.as_str() };
                let body = json!({ "issuer": "https://id.platform.example", "subject": subject, "audience": "api://x" });
                Answer { status: 200, headers: vec![], body }
            }
            ("GET", []) => self.list(&account, uri.query()),
            ("GET", [id]) => self.look(&account, id),
            ("DELETE", [id]) => match self.find(&account, id) {
                Some(at) => {
                    if self.fault != Fault::Undead {
                        self.connections[at].gone = true;
                    }
                    Answer { status: 204, headers: vec![], body: Value::Null }
                }
                None => self.unknown(),
            },
            ("POST", [id, "verify"]) => match self.find(&account, id) {
                Some(at) => {
                    self.connections[at].looks = 2;
                    self.connections[at].revision += 1;
                    self.show(at, 202)
                }
                None => self.unknown(),
            },
            ("POST", []) if !media_of("application/json") => problem(415, "content-type"),
            ("PUT", [_]) if !media_of("application/json") => problem(415, "content-type"),
            ("PATCH", [_]) if !media_of("application/merge-patch+json") => problem(415, "content-type"),
            ("POST", []) => self.once(&account, header("idempotency-key"), body, None),
            ("PUT", [id]) => match self.find(&account, id) {
                Some(at) => self.once(&account, header("idempotency-key"), body, Some(at)),
                None => self.unknown(),
            },
            ("PATCH", [id]) => match self.find(&account, id) {
                Some(at) => self.update(at, header("if-match"), body),
                None => self.unknown(),
            },
            _ => problem(405, "method"),
        }
    }

    fn unknown(&self) -> Answer {
        match self.fault {
            Fault::Redirect => {
                Answer { status: 302, headers: vec![("location", "/login".to_owned())], body: Value::Null }
            }
            _ => problem(404, "not-found"),
        }
    }

    fn find(&self, account: &str, id: &str) -> Option<usize> {
        let open = self.fault == Fault::OpenDoor;
        self.connections.iter().position(|one| one.id == id && !one.gone && (open || one.account == account))
    }

    fn list(&self, account: &str, query: Option<&str>) -> Answer {
        let open = self.fault == Fault::OpenDoor;
        let of_account = |one: &&Connection| !one.gone && (open || one.account == account);
        let all: Vec<&Connection> = self.connections.iter().filter(of_account).collect();
        // Three at a time, so that there are pages.
        let from: usize = query.and_then(|query| query.strip_prefix("from=")?.parse().ok()).unwrap_or(0);
        let items: Vec<Value> = all.iter().skip(from).take(3).map(|one| json!(self.view(one))).collect();
        let mut body = json!({ "items": items });
        if all.len() > from + 3 {
            body["next"] = match self.fault {
                Fault::StrayList => json!("https://evil.example/?from=3"),
                _ => json!(format!("?from={}", from + 3)),
            };
        }
        Answer { status: 200, headers: vec![], body }
    }

    fn works(&self, one: &Connection) -> bool {
        let scopes = one.view["scopes"].to_string();
        let known = [&self.values.subscription_id, self.values.other_subscription_id.as_ref().unwrap()];
        one.secret == self.values.client_secret && known.iter().any(|id| scopes.contains(id.as_str()))
    }

    fn view(&self, one: &Connection) -> Map<String, Value> {
        let mut view = one.view.clone();
        let (status, state) = match (one.looks, self.works(one)) {
            (1.., _) => ("verifying", "running"),
            (0, true) => ("connected", "pass"),
            (0, false) if one.ever => ("attention", "fail"),
            (0, false) => ("failed", "fail"),
        };
        let state = match (self.fault, state) {
            (Fault::SettledEarly, "pass") => "waiting",
            (Fault::NoReason, "fail") => "warn",
            (_, state) => state,
        };
        view.insert("id".into(), json!(one.id));
        view.insert("status".into(), json!(status));
        view.insert("checks".into(), json!([{ "id": "token", "state": state }]));
        if self.fault == Fault::EchoesSecret {
            view.insert("raw".into(), json!(one.secret));
        }
        view
    }

    fn show(&self, at: usize, status: u16) -> Answer {
        let one = &self.connections[at];
        let tag = if self.fault == Fault::RestlessTag { self.served } else { one.revision };
        let mut headers = vec![("etag", format!("\"{tag}\""))];
        if status != 200 {
            headers.push(("location", format!("{BASE}/{}", one.id)));
        }
        Answer { status, headers, body: json!(self.view(one)) }
    }

    fn look(&mut self, account: &str, id: &str) -> Answer {
        let plain = id.replace("%20", " ");
        let Some(at) = self.find(account, &plain) else { return self.unknown() };
        let answer = self.show(at, 200);
        let endless = self.fault == Fault::Endless;
        let one = &mut self.connections[at];
        if one.looks > 0 && !endless {
            one.looks -= 1;
            if one.looks == 0 {
                one.revision += 1;
                let works = self.works(&self.connections[at]);
                self.connections[at].ever |= works;
            }
        }
        answer
    }

    fn once(&mut self, account: &str, key: &str, body: &[u8], target: Option<usize>) -> Answer {
        let owner = if self.fault == Fault::SharedKeys { "" } else { account };
        let slot = format!("{owner} {key} {target:?}");
        if let Some((known, answer)) = self.keys.get(&slot).filter(|_| self.fault != Fault::Doubles) {
            return if known == body || self.fault == Fault::RefusalKept && answer.status >= 400 {
                answer.clone()
            } else {
                problem(422, "key-reused")
            };
        }
        if let Some((known, _)) = self.keys.get(&slot).filter(|_| self.fault == Fault::Doubles)
            && known != body
        {
            return problem(422, "key-reused");
        }
        let answer = self.write(account, body, target);
        if answer.status < 300 || self.fault == Fault::RefusalKept {
            self.keys.insert(slot, (body.to_owned(), answer.clone()));
        }
        answer
    }

    fn refused(&self, errors: Vec<(String, String)>) -> Answer {
        match self.fault {
            Fault::ErrorInside => {
                Answer { status: 200, headers: vec![], body: json!({ "error": "some values are wrong" }) }
            }
            Fault::NoPointers => problem(422, "invalid"),
            _ => fields(&errors),
        }
    }

    fn write(&mut self, account: &str, body: &[u8], target: Option<usize>) -> Answer {
        let read = match NewConnection::parse(body) {
            Ok(read) => read,
            Err(Some(found)) => {
                return self.refused(
                    found.iter().map(|one| (one.pointer.to_string(), one.code.to_string())).collect(),
                );
            }
            Err(None) => {
                return match self.fault {
                    Fault::Crash => problem(500, "internal"),
                    Fault::ErrorInside => self.refused(vec![]),
                    _ => problem(400, "not-json"),
                };
            }
        };
        let NewCredential::Secret { value, expires_on } = &read.credential else {
            return self.refused(vec![("/credential/kind".into(), "not-offered".into())]);
        };
        let sent: Value = serde_json::from_slice(body).unwrap();
        let mut view: Map<String, Value> = Map::new();
        for member in ["cloud", "clientId", "name", "scopes", "role", "extras"] {
            if let Some(value) = sent.get(member) {
                view.insert(member.into(), value.clone());
            }
        }
        let tenant = match (self.fault, read.tenant_id.id()) {
            (Fault::DomainKept, None) => read.tenant_id.to_string(),
            (_, None) => self.values.tenant_id.clone(),
            (_, Some(id)) => id.to_string(),
        };
        view.insert("tenantId".into(), json!(tenant));
        view.insert("extras".into(), sent.get("extras").cloned().unwrap_or(json!({ "team": "t1" })));
        let expires_on = expires_on.map(|date| date.to_string());
        view.insert(
            "credential".into(),
            json!({ "kind": "secret", "hint": value.hint(), "expiresOn": expires_on }),
        );
        let same = self.connections.iter().position(|one| {
            let failed = one.looks == 0 && !self.works(one) && !one.ever;
            let alike =
                ["tenantId", "clientId", "scopes"].iter().all(|member| one.view[*member] == view[*member]);
            one.account == account && !one.gone && !failed && alike
        });
        if let Some(at) = same.filter(|at| {
            target != Some(*at) && self.fault != Fault::TwoOfAKind && self.fault != Fault::Doubles
        }) {
            let mut answer = problem(409, "already-connected");
            answer.body["connectionId"] = json!(self.connections[at].id);
            return answer;
        }
        if target.is_some_and(|at| self.connections[at].ever) {
            return problem(409, "not-replaceable");
        }
        let secret = value.expose().to_owned();
        let fresh = match self.fault {
            Fault::OddId => format!("connection {}", self.connections.len()),
            _ => Uuid::new_v4().to_string(),
        };
        let at = target.unwrap_or(self.connections.len());
        let old = self.connections.get(at);
        let one = Connection {
            id: old.map_or(fresh, |old| old.id.clone()),
            account: account.to_owned(),
            view,
            secret,
            looks: 4,
            revision: old.map_or(1, |old| old.revision + 1),
            ever: false,
            gone: false,
        };
        if at < self.connections.len() {
            self.connections[at] = one
        } else {
            self.connections.push(one)
        }
        self.show(at, 202)
    }

    fn update(&mut self, at: usize, if_match: &str, body: &[u8]) -> Answer {
        let current = format!("\"{}\"", self.connections[at].revision);
        let any = [Fault::IfMatchIgnored, Fault::RestlessTag].contains(&self.fault);
        if !if_match.is_empty() && if_match != current && !any {
            return problem(412, "stale");
        }
        let Ok(Value::Object(patch)) = serde_json::from_slice(body) else { return problem(400, "not-json") };
        if let Some(name) =
            patch.keys().find(|name| !["name", "extras", "scopes", "credential"].contains(&name.as_str()))
        {
            return self.refused(vec![(format!("/{name}"), "unknown".into())]);
        }
        let mut status = 200;
        if let Some(credential) = patch.get("credential") {
            if credential["clientSecret"] != self.values.client_secret.as_str()
                && self.fault != Fault::Untried
            {
                return self.refused(vec![("/credential/clientSecret".into(), "AADSTS7000215".into())]);
            }
            let one = &mut self.connections[at];
            one.secret = credential["clientSecret"].as_str().unwrap().to_owned();
            (one.looks, status) = (2, 202);
        }
        let replaces = self.fault == Fault::Replaces;
        let one = &mut self.connections[at];
        match patch.get("name") {
            Some(Value::Null) => drop(one.view.remove("name")),
            Some(name) => drop(one.view.insert("name".into(), name.clone())),
            None => {}
        }
        if replaces {
            one.view.remove("extras");
        }
        one.revision += 1;
        self.show(at, status)
    }
}
