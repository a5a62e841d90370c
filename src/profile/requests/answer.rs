//! How an answer is read.

use super::pointer::Pointer;
use crate::json::Node;
use crate::profile::place::Place;

/// Where in an answer what matters is. A `2xx` status is needed in any case.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields, default))]
pub struct AnswerShape {
    /// What must hold besides, for APIs that answer `200` to everything. Default: nothing.
    pub success: Option<Condition>,
    /// Where the platform says in words what went wrong: one place, or several in the order in which they are looked at. A
    /// refusal is shown with these words. Default: `["/detail", "/title", "/message", "/error/message", "/error"]`.
    #[cfg_attr(feature = "schema", schemars(schema_with = "super::schema::pointers", transform = crate::profile::schema::without_default))]
    pub error: Vec<Pointer>,
    /// Where the connection is. Default: the answer is the connection.
    pub item: Pointer,
    /// Where the list of connections is, in the answer of `list`. Default: the answer is the list.
    pub items: Pointer,
}

impl Default for AnswerShape {
    fn default() -> Self {
        Self::read(None)
    }
}

impl AnswerShape {
    pub(super) fn read(place: Option<Place<'_>>) -> Self {
        let object = place.map(|place| place.object(&["success", "error", "item", "items"]));
        let get = |key| object.as_ref().and_then(|object| object.get(key));
        let mut error = Vec::new();
        match get("error") {
            Some(place) if matches!(place.node, Some(Node::List(_))) => {
                for place in place.list() {
                    error.push(Pointer::read(&place));
                }
            }
            Some(place) => error.push(Pointer::read(&place)),
            None => error.extend(Pointer::usual_errors()),
        }
        Self {
            success: get("success").map(Condition::read),
            error,
            item: get("item").map(|place| Pointer::read(&place)).unwrap_or_default(),
            items: get("items").map(|place| Pointer::read(&place)).unwrap_or_default(),
        }
    }
}

/// A place in an answer and what has to stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct Condition {
    /// Where. Required.
    pub at: Pointer,
    /// One of these: a string, a whole number, `true`, `false`, or a list of them. Required.
    pub is: Scalars,
}

/// One or more strings, whole numbers and flags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalars(Vec<Node>);

impl Condition {
    pub(super) fn read(place: Place<'_>) -> Self {
        let object = place.object(&["at", "is"]);
        let place = object.need("is");
        let mut is = Vec::new();
        let several = matches!(place.node, Some(Node::List(_)));
        for place in if several { place.list() } else { vec![place] } {
            match place.node {
                Some(node @ (Node::Text(_) | Node::Number(Some(_)) | Node::Flag(_))) => is.push(node.clone()),
                Some(_) => place.refuse("must be a string, a whole number, true or false"),
                None => {}
            }
        }
        if is.is_empty() {
            object.place_of("is").refuse("must name something");
        }
        Self { at: Pointer::read(&object.need("at")), is: Scalars(is) }
    }

    /// Whether it holds; `None` where nothing stands at the place.
    pub fn holds(&self, answer: &Node) -> Option<bool> {
        self.at.find(answer).map(|node| self.is.0.contains(node))
    }
}
