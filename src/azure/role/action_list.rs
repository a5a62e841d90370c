use super::Permission;

/// One of the four lists of a [`Permission`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActionList {
    /// Allowed operations of Azure Resource Manager.
    Actions,
    /// What is taken away from them.
    NotActions,
    /// Allowed operations on data inside resources.
    DataActions,
    /// What is taken away from those.
    NotDataActions,
}

impl ActionList {
    /// All of them, in the order in which they are written.
    pub const ALL: [ActionList; 4] =
        [ActionList::Actions, ActionList::NotActions, ActionList::DataActions, ActionList::NotDataActions];

    /// The name in REST and in the portal.
    pub const fn as_str(self) -> &'static str {
        match self {
            ActionList::Actions => "actions",
            ActionList::NotActions => "notActions",
            ActionList::DataActions => "dataActions",
            ActionList::NotDataActions => "notDataActions",
        }
    }

    /// The list of a permission.
    pub fn of(self, permission: &Permission) -> &[String] {
        match self {
            ActionList::Actions => &permission.actions,
            ActionList::NotActions => &permission.not_actions,
            ActionList::DataActions => &permission.data_actions,
            ActionList::NotDataActions => &permission.not_data_actions,
        }
    }

    /// The list of a permission, to change it.
    pub fn of_mut(self, permission: &mut Permission) -> &mut Vec<String> {
        match self {
            ActionList::Actions => &mut permission.actions,
            ActionList::NotActions => &mut permission.not_actions,
            ActionList::DataActions => &mut permission.data_actions,
            ActionList::NotDataActions => &mut permission.not_data_actions,
        }
    }

    /// Whether it takes away instead of giving.
    pub const fn takes_away(self) -> bool {
        matches!(self, ActionList::NotActions | ActionList::NotDataActions)
    }

    /// Whether it is about the data inside resources.
    pub const fn is_data(self) -> bool {
        matches!(self, ActionList::DataActions | ActionList::NotDataActions)
    }
}
