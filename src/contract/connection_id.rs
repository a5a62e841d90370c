use std::fmt;
use std::str::FromStr;

use serde::ser::{Serialize, Serializer};

use crate::azure::Guid;
use crate::json::{FromJson, Node, through_node};

/// The host's name for a connection.
///
/// It becomes one segment of a URL path, so it is 1 to 128 visible ASCII characters, none of
/// which means anything in a URL, and it is neither `.` nor `..`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(Box<str>);

/// The text is no [`ConnectionId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionIdError(());

impl ConnectionIdError {
    /// The stable name of this error: `connection-id`.
    pub fn code(&self) -> &'static str {
        "connection-id"
    }
}

impl fmt::Display for ConnectionIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for ConnectionIdError {}

impl ConnectionId {
    /// The longest id, in bytes.
    pub const MAX: usize = 128;

    /// Reads an id, exactly as it is.
    ///
    /// # Errors
    /// When the text is empty, too long, or holds a character that means something in a URL.
    pub fn parse(text: &str) -> Result<Self, ConnectionIdError> {
        let segment = !text.is_empty() && text.len() <= Self::MAX && text != "." && text != "..";
        let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:@!$&'()*+,;=".contains(&b));
        if segment && plain { Ok(Self(text.into())) } else { Err(ConnectionIdError(())) }
    }

    /// The id, safe as one segment of a URL path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ConnectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Guid> for ConnectionId {
    fn from(guid: Guid) -> Self {
        Self(guid.to_string().into())
    }
}

impl FromStr for ConnectionId {
    type Err = ConnectionIdError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for ConnectionId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl FromJson for ConnectionId {
    fn from_json(node: Node) -> Option<Self> {
        Self::parse(&node.text()?).ok()
    }
}

through_node!(ConnectionId);

#[cfg(test)]
mod tests {
    use super::ConnectionId;

    #[test]
    fn what_hosts_use_is_an_id() {
        for id in ["1", "act-92d45673", "0198f3c2-7e6a-7cc2-9b0e-5f6d1f0e1b11", "a.b~c_d", "urn:x:1"] {
            assert_eq!(ConnectionId::parse(id).unwrap().as_str(), id);
        }
    }

    #[test]
    fn what_could_leave_its_segment_is_none() {
        for id in ["", ".", "..", "a/b", "a?b", "a#b", "%2e%2e", "a b", "a\\b", "é", "a\n", &"a".repeat(129)]
        {
            assert!(ConnectionId::parse(id).is_err(), "{id:?}");
            assert!(serde_json::from_value::<ConnectionId>(id.into()).is_err(), "{id:?}");
        }
    }
}
