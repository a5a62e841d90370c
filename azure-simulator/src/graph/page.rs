use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::{Map, Value, json};

use super::Parameters;
use super::fault::Fault;
use super::filter::Filter;
use crate::answer;
use crate::world::World;

/// How a list is asked for.
pub struct Page<'a> {
    pub url: &'a str,
    /// Below Graph's root.
    pub path: &'a str,
    pub parameters: &'a Parameters,
}

impl Page<'_> {
    /// The part of a list that was asked for, and where the next part is.
    ///
    /// # Errors
    /// When the filter cannot be read.
    pub fn of(&self, world: &World, what: &str, all: Vec<Value>) -> Result<Response<Body>, Fault> {
        let Parameters { filter, top, skip, select } = self.parameters;
        let filter = filter.as_deref().map(Filter::parse).transpose()?;
        let found: Vec<Value> =
            all.into_iter().filter(|one| filter.as_ref().is_none_or(|filter| filter.holds(one))).collect();
        let size = match (top, world.knobs.graph_page_size) {
            (Some(0) | None, 0) => 100,
            (Some(0) | None, size) => size,
            (Some(top), 0) => (*top).min(999),
            (Some(top), size) => (*top).min(size),
        };
        let skip = skip.unwrap_or_default();
        let next = skip.saturating_add(size);
        let mut body = json!({ "@odata.context": format!("{}/graph/v1.0/$metadata#{what}", self.url) });
        if next < found.len() {
            body["@odata.nextLink"] = json!(self.link(next));
        }
        let value: Vec<Value> =
            found.into_iter().skip(skip).take(size).map(|one| selected(one, select.as_deref())).collect();
        body["value"] = Value::Array(value);
        Ok(answer::json(StatusCode::OK, body))
    }

    fn link(&self, skip: usize) -> String {
        let Parameters { filter, top, select, .. } = self.parameters;
        let mut link = format!("{}/graph{}?$skiptoken={skip}", self.url, self.path);
        for (name, value) in [
            ("$filter", filter.clone()),
            ("$top", top.map(|top| top.to_string())),
            ("$select", select.clone()),
        ] {
            if let Some(value) = value {
                link.push_str(&format!("&{name}={}", encoded(&value)));
            }
        }
        link
    }
}

/// Every byte but letters and digits.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte.is_ascii_alphanumeric() {
            true => encoded.push(char::from(byte)),
            false => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

fn selected(one: Value, select: Option<&str>) -> Value {
    match (one, select) {
        (Value::Object(members), Some(select)) => {
            let wanted: Vec<&str> = select.split(',').map(str::trim).collect();
            let kept: Map<String, Value> =
                members.into_iter().filter(|(name, _)| wanted.contains(&name.as_str())).collect();
            Value::Object(kept)
        }
        (one, _) => one,
    }
}
