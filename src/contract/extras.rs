use std::collections::BTreeMap;

use serde::ser::{Serialize, Serializer};

use crate::json::{FromJson, Node, Writer, through_node};

/// The platform's own fields of a connection, by the names in its profile.
pub type Extras = BTreeMap<Box<str>, ExtraValue>;

/// The value of one of the platform's own fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtraValue {
    /// Of a text field or a single choice.
    Text(Box<str>),
    /// Of a multiple choice.
    List(Vec<Box<str>>),
}

impl Serialize for ExtraValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(list) => list.serialize(serializer),
        }
    }
}

impl FromJson for ExtraValue {
    fn from_json(node: Node) -> Option<Self> {
        match node {
            Node::Text(text) => Some(Self::Text(text.into())),
            Node::List(nodes) => {
                let mut list = Vec::new();
                for node in nodes {
                    list.push(node.text()?.into());
                }
                Some(Self::List(list))
            }
            _ => None,
        }
    }
}

through_node!(ExtraValue);

impl ExtraValue {
    pub(crate) fn write(&self, key: &str, json: &mut Writer<'_>) {
        match self {
            Self::Text(text) => json.member(key, text),
            Self::List(list) => json.texts(key, list),
        }
    }
}

pub(super) fn read(node: Node) -> Option<Extras> {
    let mut extras = Extras::new();
    for (name, node) in node.members()?.rest() {
        extras.insert(name.into(), ExtraValue::from_json(node)?);
    }
    Some(extras)
}
