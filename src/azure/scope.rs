//! Where a role applies.

use std::fmt;
use std::str::FromStr;

use super::text_value::text_value;
use super::{IdError, IdErrorKind, ManagementGroupId, SubscriptionId, edge};

/// A scope of Azure role-based access control that a connection can cover. Text and wire form are the
/// ARM path, `/subscriptions/{id}` or `/providers/Microsoft.Management/managementGroups/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// One subscription.
    Subscription(SubscriptionId),
    /// A management group with all that is below it.
    ManagementGroup(ManagementGroupId),
}

const SUBSCRIPTIONS: &str = "/subscriptions/";
const GROUPS: &str = "/providers/Microsoft.Management/managementGroups/";

impl Scope {
    /// The scope of this path, with nothing but blanks, quotes and a final slash around it. The words
    /// of the path are compared without regard to case, as Azure does.
    ///
    /// # Errors
    /// [`IdErrorKind::NotAScope`] for any other path, one below a subscription included.
    pub fn parse(text: &str) -> Result<Scope, IdError> {
        let text = edge::trim_secret(text);
        text.strip_suffix('/').unwrap_or(text).parse()
    }

    /// The subscription, when it is one.
    pub const fn subscription(&self) -> Option<SubscriptionId> {
        match self {
            Scope::Subscription(id) => Some(*id),
            Scope::ManagementGroup(_) => None,
        }
    }

    /// The management group, when it is one.
    pub const fn management_group(&self) -> Option<&ManagementGroupId> {
        match self {
            Scope::Subscription(_) => None,
            Scope::ManagementGroup(id) => Some(id),
        }
    }
}

fn after<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    text.get(..prefix.len()).filter(|head| head.eq_ignore_ascii_case(prefix))?;
    text.get(prefix.len()..)
}

impl FromStr for Scope {
    type Err = IdError;

    /// Strict: the path and nothing else.
    fn from_str(text: &str) -> Result<Scope, IdError> {
        if text.is_empty() {
            return Err(IdErrorKind::Empty.into());
        }
        if let Some(id) = after(text, SUBSCRIPTIONS) {
            return id.parse().map(Scope::Subscription);
        }
        match after(text, GROUPS) {
            Some(id) => id.parse().map(Scope::ManagementGroup),
            None => Err(IdErrorKind::NotAScope.into()),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::Subscription(id) => {
                f.write_str(SUBSCRIPTIONS)?;
                id.fmt(f)
            }
            Scope::ManagementGroup(id) => {
                f.write_str(GROUPS)?;
                id.fmt(f)
            }
        }
    }
}

impl From<SubscriptionId> for Scope {
    fn from(id: SubscriptionId) -> Scope {
        Scope::Subscription(id)
    }
}

impl From<ManagementGroupId> for Scope {
    fn from(id: ManagementGroupId) -> Scope {
        Scope::ManagementGroup(id)
    }
}

text_value!(Scope);
