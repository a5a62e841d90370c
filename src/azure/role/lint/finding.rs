//! What can be said about a role.

use crate::azure::role::ActionList;

/// Something about a role that Azure refuses, or that is likely a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintFinding {
    /// How bad it is.
    pub level: Level,
    /// Where: `name`, `actions[12]`, `assignableScopes[0]`; with several permissions
    /// `permissions[1].actions[12]`.
    pub place: String,
    /// What it is.
    pub kind: LintKind,
}

/// How bad a [`LintFinding`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Azure refuses the role.
    Error,
    /// Azure takes it, but it is likely not what was meant.
    Warning,
}

impl Level {
    /// The stable name of the level.
    pub const fn code(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
        }
    }
}

/// The kinds of [`LintFinding`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LintKind {
    /// A name, an operation or a scope that is empty.
    Empty,
    /// A stand-in that nobody replaced.
    Placeholder,
    /// Longer than Azure allows, in characters.
    TooLong {
        /// How long it is.
        length: usize,
        /// How long it may be.
        limit: usize,
    },
    /// The role allows nothing.
    NothingAllowed,
    /// Two wildcards in one operation.
    TwoWildcards,
    /// A permission of the directory.
    DirectoryPermission,
    /// No operation string.
    Malformed,
    /// The same as an earlier entry of the list, whatever its case.
    Duplicate {
        /// The earlier entry, from 0.
        of: usize,
    },
    /// Covered by a wildcard of the same list.
    Covered {
        /// The entry with the wildcard, from 0.
        by: usize,
    },
    /// An operation that is allowed and taken away again, whole.
    TakenAway {
        /// The entry of the list that takes away, from 0.
        by: usize,
    },
    /// An operation that is taken away and nowhere allowed.
    TakesNothing,
    /// Every operation there is.
    AllowsEverything,
    /// A character that cannot be seen: a control character, a mark that turns the direction.
    InvisibleCharacter {
        /// Which character of the text it is, from 1.
        at: usize,
    },
    /// The root scope `/`, which custom roles cannot have.
    RootScope,
    /// A wildcard in a scope.
    WildcardScope,
    /// No path of a subscription, resource group or management group.
    NotAScope,
    /// More scopes than Azure allows.
    TooManyScopes {
        /// How many there are.
        count: usize,
        /// How many there may be.
        limit: usize,
    },
    /// More than one management group.
    SecondManagementGroup,
    /// Data operations together with a management group.
    DataActionsAtManagementGroup,
    /// No scope, in a form whose reader refuses that.
    NoScope,
    /// Of a file: a member that belongs to no shape of a role, or to another one.
    UnknownKey,
    /// Of a file: a member that stands there twice; the last one counts.
    DuplicateKey,
    /// Of a file: `IsCustom` as a text where `true` belongs.
    IsCustomText,
    /// Of a file: a role that Azure brings along, of which this will be a copy.
    BuiltIn,
    /// Of a file: the display name is a GUID, as the output of `az` names a role.
    NameIsGuid,
    /// Of a file: an expression of an ARM template that only a deployment could fill in.
    Expression,
    /// Of a file: a condition, which is not carried over.
    Condition,
}

impl LintKind {
    /// The stable name of the kind.
    pub const fn code(&self) -> &'static str {
        match self {
            LintKind::Empty => "empty",
            LintKind::Placeholder => "placeholder",
            LintKind::TooLong { .. } => "too-long",
            LintKind::NothingAllowed => "nothing-allowed",
            LintKind::TwoWildcards => "two-wildcards",
            LintKind::DirectoryPermission => "directory-permission",
            LintKind::Malformed => "malformed",
            LintKind::Duplicate { .. } => "duplicate",
            LintKind::Covered { .. } => "covered",
            LintKind::TakenAway { .. } => "taken-away",
            LintKind::TakesNothing => "takes-nothing",
            LintKind::AllowsEverything => "allows-everything",
            LintKind::InvisibleCharacter { .. } => "invisible-character",
            LintKind::RootScope => "root-scope",
            LintKind::WildcardScope => "wildcard-scope",
            LintKind::NotAScope => "not-a-scope",
            LintKind::TooManyScopes { .. } => "too-many-scopes",
            LintKind::SecondManagementGroup => "second-management-group",
            LintKind::DataActionsAtManagementGroup => "data-actions-at-management-group",
            LintKind::NoScope => "no-scope",
            LintKind::UnknownKey => "unknown-key",
            LintKind::DuplicateKey => "duplicate-key",
            LintKind::IsCustomText => "is-custom-text",
            LintKind::BuiltIn => "built-in",
            LintKind::NameIsGuid => "name-is-guid",
            LintKind::Expression => "expression",
            LintKind::Condition => "condition",
        }
    }
}

impl LintFinding {
    /// What the sentence for [`LintKind::code`] has to fill in, by placeholder.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self.kind {
            LintKind::TooLong { length, limit } => {
                vec![("length", length.to_string()), ("limit", limit.to_string())]
            }
            LintKind::TooManyScopes { count, limit } => {
                vec![("count", count.to_string()), ("limit", limit.to_string())]
            }
            LintKind::InvisibleCharacter { at } => vec![("at", at.to_string())],
            LintKind::Duplicate { of: other } | LintKind::Covered { by: other } => {
                vec![("other", indexed(self.list(), other))]
            }
            LintKind::TakenAway { by } => {
                let list = self.list();
                let (prefix, name) =
                    list.rsplit_once('.').map_or(("", list), |(prefix, name)| (prefix, name));
                let taking =
                    if name == "actions" { ActionList::NotActions } else { ActionList::NotDataActions };
                let dot = if prefix.is_empty() { "" } else { "." };
                vec![("other", indexed(&[prefix, dot, taking.as_str()].concat(), by))]
            }
            _ => Vec::new(),
        }
    }

    /// The list that it is in.
    fn list(&self) -> &str {
        self.place.rsplit_once('[').map_or(&self.place, |(list, _)| list)
    }
}

/// The place of an entry of a list.
pub(super) fn indexed(list: &str, at: usize) -> String {
    [list, "[", &at.to_string(), "]"].concat()
}
