use serde::Serialize;

use super::Shown;
use crate::json::{FromJson, Node, Writer, through_node};

/// The role that a connection was made with: what the profile called it at that time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoleRef {
    /// The display name of the role in the admin's tenant.
    pub name: Shown,
    /// The profile's version of it, when it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Shown>,
}

impl FromJson for RoleRef {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let role = Self { name: members.shown("name"), version: members.optional("version") };
        members.whole(role)
    }
}

through_node!(RoleRef);

impl RoleRef {
    pub(super) fn write(&self, json: &mut Writer<'_>) {
        json.open_object();
        json.member("name", self.name.as_str());
        json.optional("version", self.version.as_ref().map(Shown::as_str));
        json.close_object();
    }
}
