//! What the app may do.

use super::ScopeRule;
use super::line::{LINE, PARAGRAPH, refusal};
use super::place::{Object, Place};
use crate::azure::Guid;
use crate::azure::role::{self, Action, ActionErrorKind, Permission};
use crate::json::Node;
use std::collections::BTreeMap;

/// The role that the admin gives to the app.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", serde(rename_all = "camelCase"))]
pub enum Role {
    /// A role of the platform's own making.
    Custom(CustomRole),
    /// A role that Azure has already.
    BuiltIn(BuiltInRole),
}

impl Role {
    pub(super) fn read(place: Place<'_>, scope: ScopeRule) -> Self {
        let whole = Place { path: place.path.clone(), ..place };
        let object = place.object(&["custom", "builtIn"]);
        let (custom, built_in) = (object.optional("custom"), object.optional("builtIn"));
        if custom.is_some() == built_in.is_some() {
            whole.refuse("must hold either `custom` or `builtIn`");
        }
        match built_in {
            Some(built_in) => Self::BuiltIn(BuiltInRole::read(built_in)),
            None => Self::Custom(CustomRole::read(custom.unwrap_or(whole), scope)),
        }
    }

    /// The role's name, as the admin looks for it in the portal.
    pub fn name(&self) -> &str {
        match self {
            Self::Custom(role) => &role.name,
            Self::BuiltIn(role) => &role.name,
        }
    }
}

/// A role of the platform's own making.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields, rename_all = "camelCase"))]
pub struct CustomRole {
    /// The role's name, unique in the admin's directory, at most 512 characters. Required.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 512)))]
    pub name: String,
    /// What the role is for, at most 2048 characters. Default: empty.
    #[cfg_attr(feature = "schema", serde(default))]
    #[cfg_attr(feature = "schema", schemars(length(max = 2048)))]
    pub description: String,
    /// The platform's own name for this state of the role (`2026-11`): stored with a connection, so that an
    /// admin can be told later that the role has changed. Default: none.
    #[cfg_attr(feature = "schema", serde(default))]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
    pub version: Option<String>,
    /// Operations that the role allows. Default: none, but there must be one here or in `dataActions`.
    #[cfg_attr(feature = "schema", serde(default))]
    pub actions: Vec<String>,
    /// Operations taken out of `actions`. Default: none.
    #[cfg_attr(feature = "schema", serde(default))]
    pub not_actions: Vec<String>,
    /// Operations on the data inside resources that the role allows. Not together with management groups,
    /// where Azure refuses to assign such a role. Default: none.
    #[cfg_attr(feature = "schema", serde(default))]
    pub data_actions: Vec<String>,
    /// Operations taken out of `dataActions`. Default: none.
    #[cfg_attr(feature = "schema", serde(default))]
    pub not_data_actions: Vec<String>,
    /// Why the platform needs an operation, in words for the admin, by operation or by pattern with one `*`.
    /// Default: none.
    #[cfg_attr(feature = "schema", serde(default))]
    pub reasons: BTreeMap<String, String>,
}

/// A role that Azure has already.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct BuiltInRole {
    /// The GUID of the role definition, lower case with hyphens; the same in every directory. Required.
    #[cfg_attr(feature = "schema", schemars(with = "String", regex(pattern = GUID)))]
    pub id: Guid,
    /// The role's name in the portal's list. Required, at most 512 characters.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 512)))]
    pub name: String,
}

#[cfg(feature = "schema")]
const GUID: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

impl CustomRole {
    /// The role as Azure has it, without scopes: those are the admin's own.
    pub fn definition(&self) -> role::Role {
        role::Role {
            name: self.name.clone(),
            description: self.description.clone(),
            version: self.version.clone(),
            permissions: vec![self.permission()],
            assignable_scopes: Vec::new(),
        }
    }

    /// What the role allows.
    pub fn permission(&self) -> Permission {
        Permission {
            actions: self.actions.clone(),
            not_actions: self.not_actions.clone(),
            data_actions: self.data_actions.clone(),
            not_data_actions: self.not_data_actions.clone(),
        }
    }

    /// Why the platform needs an operation: the reason under its very name, else the one under the
    /// longest pattern that covers it.
    pub fn reason(&self, operation: &str) -> Option<&str> {
        let covering = self.reasons.iter().filter(|(pattern, _)| covers(pattern, operation));
        covering
            .max_by_key(|(pattern, _)| (pattern.eq_ignore_ascii_case(operation), pattern.len()))
            .map(|(_, why)| why.as_str())
    }

    fn read(place: Place<'_>, scope: ScopeRule) -> Self {
        let object = place.object(&[
            "name",
            "description",
            "version",
            "actions",
            "notActions",
            "dataActions",
            "notDataActions",
            "reasons",
        ]);
        let description = object
            .get("description")
            .filter(|place| !matches!(place.node, Some(Node::Text(text)) if text.is_empty()));
        let role = Self {
            name: object.line("name", ROLE_NAME),
            description: description.map(|place| place.line(PARAGRAPH)).unwrap_or_default(),
            version: object.optional_line("version", LINE),
            actions: operations(&object, "actions"),
            not_actions: operations(&object, "notActions"),
            data_actions: operations(&object, "dataActions"),
            not_data_actions: operations(&object, "notDataActions"),
            reasons: object.get("reasons").map(reasons).unwrap_or_default(),
        };
        if role.actions.is_empty() && role.data_actions.is_empty() {
            object.misses("actions", "the role allows nothing");
        }
        if scope.management_group && !role.data_actions.is_empty() {
            let detail = "Azure assigns no role with data actions to a management group, and scope.managementGroup is true";
            object.place_of("dataActions").refuse(detail);
        }
        role
    }
}

impl BuiltInRole {
    fn read(place: Place<'_>) -> Self {
        let object = place.object(&["id", "name"]);
        // The canonical form only: this text stands in a file, nobody pastes it.
        let id = object.grammar("id", |id| match id.parse::<Guid>() {
            Ok(_) => Ok(()),
            Err(_) => Err("must be a GUID, lower case with hyphens"),
        });
        Self { id: id.parse().unwrap_or(Guid::from_bytes([0; 16])), name: object.line("name", ROLE_NAME) }
    }
}

/// The longest name of a role in Azure, in characters
/// (MicrosoftDocs/azure-docs, role-based-access-control/custom-roles.md).
const ROLE_NAME: usize = 512;

#[inline(never)]
fn operations(object: &Object<'_>, key: &str) -> Vec<String> {
    let Some(place) = object.get(key) else { return Vec::new() };
    let mut operations = Vec::new();
    for place in place.list() {
        let operation = place.text();
        if let Some(refusal) = operation_refusal(operation) {
            place.refuse(refusal);
        }
        operations.push(operation.to_owned());
    }
    operations
}

fn reasons(place: Place<'_>) -> BTreeMap<String, String> {
    place.table(|operation, why| operation_refusal(operation).or_else(|| refusal(why, PARAGRAPH)))
}

/// Why Azure would refuse the whole role for this operation, as far as that is certain without asking it.
fn operation_refusal(operation: &str) -> Option<&'static str> {
    if let Some(refusal) = refusal(operation, LINE) {
        return Some(refusal);
    }
    // What an admin pastes is trimmed, what stands in a file is to be exact.
    if operation.trim() != operation {
        return Some("has white space at its edges");
    }
    match Action::parse(operation).err()?.kind() {
        ActionErrorKind::TwoWildcards => Some("has more than one `*`"),
        ActionErrorKind::Directory => Some("is a permission of the directory, which no Azure role can hold"),
        _ => Some("is not of the form provider/type/action"),
    }
}

/// Whether a pattern with at most one `*` covers an operation, whatever the case.
fn covers(pattern: &str, operation: &str) -> bool {
    let (pattern, operation) = (pattern.as_bytes(), operation.as_bytes());
    let Some(star) = pattern.iter().position(|&b| b == b'*') else {
        return pattern.eq_ignore_ascii_case(operation);
    };
    let (head, tail) = (pattern.get(..star).unwrap_or_default(), pattern.get(star + 1..).unwrap_or_default());
    operation.len() >= head.len() + tail.len()
        && operation.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head))
        && operation.get(operation.len() - tail.len()..).is_some_and(|end| end.eq_ignore_ascii_case(tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(reasons: &[(&str, &str)]) -> CustomRole {
        CustomRole {
            name: "R".into(),
            description: String::new(),
            version: None,
            actions: vec!["*".into()],
            not_actions: vec![],
            data_actions: vec![],
            not_data_actions: vec![],
            reasons: reasons.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        }
    }

    #[test]
    fn the_nearest_reason_wins() {
        let role = role(&[
            ("Microsoft.Compute/*", "machines"),
            ("Microsoft.Compute/disks/*", "disks"),
            ("microsoft.compute/disks/WRITE", "make disks"),
            ("*/read", "look"),
        ]);
        assert_eq!(role.reason("Microsoft.Compute/virtualMachines/*"), Some("machines"));
        assert_eq!(role.reason("Microsoft.Compute/disks/delete"), Some("disks"));
        assert_eq!(role.reason("Microsoft.Compute/disks/write"), Some("make disks"));
        assert_eq!(role.reason("Microsoft.Network/dnsZones/read"), Some("look"));
        assert_eq!(role.reason("Microsoft.Network/dnsZones/write"), None);
    }

    #[test]
    fn head_and_tail_of_a_pattern_do_not_overlap() {
        assert!(!covers("Microsoft.Web/read*/read", "Microsoft.Web/read"));
        assert!(covers("*", "anything/read"));
    }
}
