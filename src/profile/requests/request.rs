//! One request.

use super::answer::AnswerShape;
use super::slot::{Name, Slot};
use super::text::Text;
use super::usage::{Call, Usage};
use super::value::Value;
use crate::profile::HeaderName;
use crate::profile::choice::choice;
use crate::profile::place::Place;
use crate::profile::{header, url};

/// One request, and how its answer is read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct Request {
    /// The method. Default: what the operation is called by in most APIs: `POST` for `create` and tests, `GET` for
    /// `list`, `read` and polls, `PUT` for `replace` and `update`, `DELETE` for `delete`.
    #[cfg_attr(feature = "schema", serde(default = "Method::most_used"), schemars(transform = crate::profile::schema::without_default))]
    pub method: Method,
    /// The path below `endpoint.url`, empty or with a slash at its beginning. A value in it is escaped, so it never
    /// leaves its segment. Default: empty.
    #[cfg_attr(feature = "schema", serde(default), schemars(transform = crate::profile::schema::without_default))]
    pub path: Text,
    /// The query. A parameter whose value is not known is left out. Default: none.
    #[cfg_attr(feature = "schema", serde(default), schemars(with = "std::collections::BTreeMap<String, Text>", transform = crate::profile::schema::without_default))]
    pub query: Vec<(Box<str>, Text)>,
    /// Headers. Those that carry credentials, or that the browser or the wizard sets, are refused. Default: none.
    #[cfg_attr(feature = "schema", serde(default), schemars(with = "std::collections::BTreeMap<String, Text>", transform = crate::profile::schema::without_default))]
    pub headers: Vec<(HeaderName, Text)>,
    /// The body, any JSON. Default: none.
    #[cfg_attr(feature = "schema", serde(default))]
    pub body: Option<Value>,
    /// How the answer is read.
    #[cfg_attr(feature = "schema", serde(default), schemars(transform = crate::profile::schema::without_default))]
    pub answer: AnswerShape,
}

impl Request {
    pub(super) fn read(place: Place<'_>, usual: Method, usage: &Usage<'_>) -> Self {
        let object = place.object(&["method", "path", "query", "headers", "body", "answer"]);
        let method = Method::read(&object, "method").unwrap_or(usual);
        let mut query = Vec::new();
        for (name, place) in object.get("query").iter().flat_map(Place::members) {
            if name.is_empty() {
                place.refuse("must have a name");
            }
            if header::carries_credentials(&name.to_ascii_lowercase()) {
                place.refuse(CREDENTIALS);
            }
            query.push((name.into(), usage.text(&place)));
        }
        let mut headers = Vec::new();
        for (name, place) in object.get("headers").iter().flat_map(Place::members) {
            let text = usage.text(&place);
            let start = text.sample().trim_start().to_ascii_lowercase();
            if ["bearer ", "basic ", "token ", "apikey "].iter().any(|word| start.starts_with(word)) {
                place.refuse(CREDENTIALS);
            }
            if !text.sample().bytes().all(|b| (0x20..0x7f).contains(&b)) {
                place.refuse("must be visible ASCII");
            }
            match HeaderName::try_from(name.to_owned()) {
                Ok(name) => headers.push((name, text)),
                Err(refusal) => place.refuse(refusal),
            }
        }
        let body = object.optional("body").map(|place| {
            if matches!(method, Method::Get) {
                place.refuse("is not for GET");
            }
            Value::read(&place, usage)
        });
        Self {
            method,
            path: object.get("path").map(|place| path(&place, usage)).unwrap_or_default(),
            query,
            headers,
            body,
            answer: AnswerShape::read(object.get("answer")),
        }
    }

    /// Whether one of these values is sent, wherever it stands.
    pub fn tells(&self, is: impl Fn(&Name) -> bool) -> bool {
        self.slots().into_iter().any(|slot| is(&slot.name))
    }

    /// All placeholders in it.
    pub fn slots(&self) -> Vec<&Slot> {
        let mut slots: Vec<_> = self.path.slots().collect();
        for text in self.query.iter().map(|(_, text)| text).chain(self.headers.iter().map(|(_, text)| text)) {
            slots.extend(text.slots());
        }
        slots.extend(self.body.iter().flat_map(Value::slots));
        slots
    }
}

const CREDENTIALS: &str = "carries credentials, and a profile is public: the page's own `headers` property or the \
                           platform's backend adds them";

fn path(place: &Place<'_>, usage: &Usage<'_>) -> Text {
    let text = usage.text(place);
    let sample = text.sample();
    if !sample.is_empty()
        && let Err(refusal) = url::below(&sample)
    {
        place.refuse(refusal);
    }
    text
}

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize),
    serde(rename_all = "UPPERCASE")
)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
    /// `PATCH`.
    Patch,
    /// `DELETE`.
    Delete,
}

choice!(Method { Get: "GET", Post: "POST", Put: "PUT", Patch: "PATCH", Delete: "DELETE" });

impl Method {
    /// For the schema, which knows no operation.
    #[cfg(feature = "schema")]
    fn most_used() -> Self {
        Self::Post
    }

    /// Whether a second request does no more than the first (RFC 9110, 9.2.2).
    pub fn is_idempotent(self) -> bool {
        !matches!(self, Self::Post | Self::Patch)
    }

    pub(super) fn usual(call: Call) -> Self {
        match call {
            Call::Create | Call::TestBefore | Call::TestAfter => Self::Post,
            Call::Replace | Call::Update => Self::Put,
            Call::List | Call::One | Call::Poll | Call::Federation => Self::Get,
        }
    }
}
