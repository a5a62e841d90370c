use std::fmt;

use zeroize::Zeroizing;

use super::resolve::Resolved;
use super::{Template, Values};
use crate::contract::Handover;
use crate::json::Writer;
use crate::profile::requests::{Method, Name, Request, Slot, Text, Value, When};

/// One request, complete but for the origin and the path of the endpoint.
#[derive(Clone)]
pub struct Letter {
    /// The method.
    pub method: Method,
    /// What is put behind the endpoint's path: empty, or it begins with a slash.
    pub path: String,
    /// The query without its question mark; empty, if there is none.
    pub query: String,
    /// Name and value of each header.
    pub headers: Vec<(Box<str>, String)>,
    /// The body, JSON in UTF-8, in a buffer of its size.
    pub body: Option<Zeroizing<Vec<u8>>>,
}

/// Headers may be tokens, and the body has the secret.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter")
            .field("method", &self.method)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// What stands where the body has the secret.
#[derive(Clone, Copy)]
pub enum Secret<'a> {
    /// There is none.
    None,
    /// The secret itself.
    Value(&'a str),
    /// Dots, for somebody who looks.
    Masked,
}

/// What a masked secret looks like.
pub(super) const MASK: &str = "••••••••";

impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self, Self::None) { "None" } else { "Secret" })
    }
}

impl<'a> Secret<'a> {
    /// The secret of a credential that is handed over.
    pub fn of(credential: &Handover<'a>) -> Self {
        match credential {
            Handover::Secret { value, .. } => Self::Value(value.expose()),
            _ => Self::None,
        }
    }

    fn text(self) -> Option<&'a str> {
        match self {
            Self::None => None,
            Self::Value(value) => Some(value),
            Self::Masked => Some(MASK),
        }
    }
}

impl Template {
    /// Writes a request. Nothing, if a value of its path is not known.
    pub(super) fn letter(&self, request: &Request, values: &Values, secret: Secret<'_>) -> Option<Letter> {
        let path = self.joined(&request.path, values, &|value| escaped(&value))?;
        let mut query = String::new();
        for (name, text) in &request.query {
            if let Some(value) = self.joined(text, values, &|value| value) {
                if !query.is_empty() {
                    query.push('&');
                }
                query.push_str(&escaped(name));
                query.push('=');
                query.push_str(&escaped(&value));
            }
        }
        let mut headers = Vec::new();
        for (name, text) in &request.headers {
            if let Some(value) = self.text(text, values) {
                headers.push((name.as_str().into(), value));
            }
        }
        let body = request.body.as_ref().map(|body| {
            // A buffer of exactly its size: a vector that grows leaves its old halves in memory.
            let page = Page { template: self, values, secret };
            let mut counter = Writer::counter();
            page.write(body, &mut counter);
            let mut buffer = Zeroizing::new(Vec::with_capacity(counter.count()));
            page.write(body, &mut Writer::new(&mut buffer));
            buffer
        });
        Some(Letter { method: request.method, path, query, headers, body })
    }

    /// A body for somebody who looks at it.
    pub(super) fn pretty(&self, body: &Value, values: &Values, secret: bool) -> String {
        let mut text = Vec::new();
        let secret = if secret { Secret::Masked } else { Secret::None };
        Page { template: self, values, secret }.write(body, &mut Writer::pretty(&mut text));
        String::from_utf8(text).unwrap_or_default()
    }
}

/// What a body is written from.
struct Page<'a> {
    template: &'a Template,
    values: &'a Values,
    secret: Secret<'a>,
}

impl Page<'_> {
    fn write(&self, value: &Value, json: &mut Writer<'_>) {
        match value {
            Value::Null => json.null(),
            Value::Flag(flag) => json.flag(*flag),
            Value::Number(number) => json.whole(*number),
            Value::Text(text) => self.write_text(text, json),
            Value::List(list) => {
                json.open_list();
                for value in list {
                    self.write(value, json);
                }
                json.close_list();
            }
            Value::Object(members) => {
                json.open_object();
                for member in members {
                    if self.is_sent(&member.when, &member.value) {
                        json.key(&member.key);
                        self.write(&member.value, json);
                    }
                }
                json.close_object();
            }
        }
    }

    fn write_text(&self, text: &Text, json: &mut Writer<'_>) {
        let Some(slot) = text.only_slot() else {
            return match self.template.text(text, self.values) {
                Some(text) => json.text(&text),
                None => json.null(),
            };
        };
        if slot.name == Name::ClientSecret {
            return match self.secret.text() {
                Some(secret) => json.text(secret),
                None => json.null(),
            };
        }
        match self.template.resolve(slot, self.values) {
            Some(Resolved::Text(text)) => json.text(&text),
            Some(Resolved::Number(number)) => json.whole(number),
            Some(Resolved::List(list)) => {
                json.open_list();
                for text in list {
                    json.text(&text);
                }
                json.close_list();
            }
            None => json.null(),
        }
    }

    fn is_sent(&self, when: &When, value: &Value) -> bool {
        let secret = || self.secret.text().is_some();
        match when {
            When::Always => true,
            When::Known => value.certain_slots().into_iter().all(|slot| match slot.name {
                Name::ClientSecret => secret(),
                _ => self.template.resolve(slot, self.values).is_some(),
            }),
            When::Is(name, word) => {
                let slot = Slot { name: name.clone(), filters: Vec::new() };
                let is = self.template.resolve(&slot, self.values) == Some(Resolved::Text(word.to_string()));
                // A key for the secret says nothing where there is none, rather than that there is none any more.
                is && value
                    .certain_slots()
                    .into_iter()
                    .all(|slot| slot.name != Name::ClientSecret || secret())
            }
        }
    }
}

/// A value as it stands in a path or a query: only what is plain everywhere stays as it is (RFC 3986, 2.3).
fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push('%');
            for digit in [byte >> 4, byte & 15] {
                escaped.push(char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    escaped
}
