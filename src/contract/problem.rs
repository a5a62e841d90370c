use serde::Serialize;

use super::{ConnectionId, Shown};
use crate::json::{FromJson, Node, through_node};

/// Why a host refused: `application/problem+json` (RFC 9457) with the members of this dialect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// A URI that names the kind of problem; its last segment is what [`Problem::kind`] reads.
    #[serde(rename = "type", skip_serializing_if = "Shown::is_empty")]
    pub type_uri: Shown,
    /// The kind of problem in words.
    #[serde(skip_serializing_if = "Shown::is_empty")]
    pub title: Shown,
    /// The HTTP status, again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// This occurrence in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Shown>,
    /// Each field that was refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// The connection that stands in the way, for [`ProblemKind::AlreadyConnected`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_id: Option<ConnectionId>,
    /// The host's name for this request, for a support request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<Shown>,
}

/// Why one field was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FieldProblem {
    /// The place in the request's body, a JSON pointer: `/tenantId`.
    pub pointer: Shown,
    /// The reason, by name.
    pub code: Shown,
    /// The reason, in the host's words.
    #[serde(skip_serializing_if = "Shown::is_empty")]
    pub detail: Shown,
}

/// The problems that the wizard answers with more than the host's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// `already-connected`: the account has this connection already.
    AlreadyConnected,
    /// `csrf`: the request's token is missing or too old; new headers may help, once.
    Csrf,
    /// `key-reused`: another body was sent under this idempotency key.
    KeyReused,
    /// `in-progress`: the same request is still being answered.
    InProgress,
    /// `invalid`: fields were refused, see [`Problem::errors`].
    Invalid,
    /// Anything else.
    Other,
}

impl Problem {
    /// Which of the known problems this is: the last segment of its `type`.
    pub fn kind(&self) -> ProblemKind {
        match self.type_uri.as_str().rsplit(['/', '#', ':']).next() {
            Some("already-connected") => ProblemKind::AlreadyConnected,
            Some("csrf") => ProblemKind::Csrf,
            Some("key-reused") => ProblemKind::KeyReused,
            Some("in-progress") => ProblemKind::InProgress,
            Some("invalid") => ProblemKind::Invalid,
            _ => ProblemKind::Other,
        }
    }
}

impl FromJson for Problem {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let problem = Self {
            type_uri: members.optional("type").unwrap_or_default(),
            title: members.optional("title").unwrap_or_default(),
            status: members.number("status").and_then(|status| u16::try_from(status).ok()),
            detail: members.optional("detail"),
            // Cut, so that a host cannot fill the page's memory.
            errors: members.items("errors", 200),
            // An id that is none must not hide the rest of the problem.
            connection_id: members.text("connectionId").and_then(|id| ConnectionId::parse(&id).ok()),
            trace_id: members.optional("traceId"),
        };
        members.whole(problem)
    }
}

impl FromJson for FieldProblem {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let problem = Self {
            pointer: members.optional("pointer").unwrap_or_default(),
            code: members.optional("code").unwrap_or_default(),
            detail: members.optional("detail").unwrap_or_default(),
        };
        members.whole(problem)
    }
}

through_node!(Problem, FieldProblem);

#[cfg(test)]
mod tests {
    use super::{Problem, ProblemKind};

    fn read(json: &str) -> Problem {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_type_is_known_by_its_end_wherever_it_lives() {
        for (uri, kind) in [
            ("https://example.com/problems/already-connected", ProblemKind::AlreadyConnected),
            ("urn:azure-connect:problem:csrf", ProblemKind::Csrf),
            ("key-reused", ProblemKind::KeyReused),
            ("https://example.com/problems#in-progress", ProblemKind::InProgress),
            ("https://example.com/not-already-connected", ProblemKind::Other),
            ("about:blank", ProblemKind::Other),
        ] {
            assert_eq!(read(&format!(r#"{{"type":"{uri}"}}"#)).kind(), kind, "{uri}");
        }
    }

    #[test]
    fn every_refused_field_is_read() {
        let problem = read(
            r#"{"type":"x/invalid","title":"t","status":422,"errors":[{"pointer":"/tenantId","code":"guid","detail":"d"},{"pointer":"/scopes/0","code":"scope"}],"connectionId":"../../x","balance":30}"#,
        );
        assert_eq!(problem.errors.len(), 2);
        assert_eq!(problem.errors[1].pointer.as_str(), "/scopes/0");
        assert_eq!(problem.connection_id, None);
    }

    #[test]
    fn an_empty_problem_is_one_too() {
        assert_eq!(read("{}").kind(), ProblemKind::Other);
        assert_eq!(serde_json::to_string(&Problem::default()).unwrap(), "{}");
    }
}
