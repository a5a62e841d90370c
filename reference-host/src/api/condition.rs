use axum::http::HeaderMap;
use axum::http::header::IF_MATCH;

use crate::connection::Record;
use crate::problem::Refusal;

/// `If-Match`: what the caller has seen of the connection that it wants to change.
#[derive(Debug)]
pub struct Condition(Option<Vec<String>>);

impl Condition {
    /// Reads the header. What is no list of entity tags matches nothing.
    pub fn read(headers: &HeaderMap) -> Self {
        let mut tags = None;
        for value in headers.get_all(IF_MATCH) {
            let text = value.to_str().unwrap_or_default();
            let tags: &mut Vec<String> = tags.get_or_insert_default();
            tags.extend(text.split(',').map(|tag| tag.trim().to_owned()));
        }
        Self(tags)
    }

    /// Whether there is one.
    pub fn is_some(&self) -> bool {
        self.0.is_some()
    }

    /// Refuses a caller that has seen another version.
    pub fn check(&self, record: &Record) -> Result<(), Refusal> {
        match &self.0 {
            Some(tags) if !tags.iter().any(|tag| tag == "*" || *tag == record.etag()) => {
                Err(Refusal::stale())
            }
            _ => Ok(()),
        }
    }
}
