//! A custom role: what it allows, where, and what Azure would say to it.

mod action;
mod action_list;
mod difference;
mod extend;
mod form;
pub mod grants;
mod lint;
mod listing;
mod merge;
mod pattern;
mod read;

use serde::{Deserialize, Serialize};

pub use action::{Action, ActionError, ActionErrorKind};
pub use action_list::ActionList;
pub use difference::{Change, Difference, difference};
pub(crate) use form::hcl_text;
pub use form::{Form, RenderError, RenderErrorKind};
pub use lint::{Level, LintFinding, LintKind};
pub use listing::{Access, Counts, Listing, Provider, Row};
pub use read::{RoleFile, RoleReadError, RoleReadErrorKind, Shape, read, read_at};

/// A custom role of Azure role-based access control, in any of its written forms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Role {
    /// The display name, unique in a directory.
    pub name: String,
    /// What the role is for.
    pub description: String,
    /// The platform's own version of the role; Azure has no place for it.
    pub version: Option<String>,
    /// What the role allows. Azure takes one set, and adds several up.
    pub permissions: Vec<Permission>,
    /// Where the role may be assigned, as written: a role that was read may hold placeholders here.
    pub assignable_scopes: Vec<String>,
}

/// One set of allowed operations: `actions` without `notActions` of Azure Resource Manager, `dataActions`
/// without `notDataActions` inside the resources. As in the `permissions` of ARM's role definitions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Permission {
    /// Allowed operations of Azure Resource Manager.
    pub actions: Vec<String>,
    /// What is taken away from `actions`.
    pub not_actions: Vec<String>,
    /// Allowed operations on data inside resources.
    pub data_actions: Vec<String>,
    /// What is taken away from `data_actions`.
    pub not_data_actions: Vec<String>,
}

impl Permission {
    /// Whether it allows nothing.
    pub fn is_empty(&self) -> bool {
        self.actions.is_empty() && self.data_actions.is_empty()
    }
}
