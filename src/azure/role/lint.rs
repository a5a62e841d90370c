//! What Azure would refuse in a role, found before it does.

use std::collections::BTreeMap;

use super::{Action, ActionErrorKind, Permission, Role};
use crate::azure::{Scope, is_placeholder};

// Limits of azure-docs, role-based-access-control/custom-roles.md (11/15/2023).
const LONGEST_NAME: usize = 512;
const LONGEST_DESCRIPTION: usize = 2048;
const MOST_SCOPES: usize = 2000;

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
    /// Every operation there is.
    AllowsEverything,
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
            LintKind::AllowsEverything => "allows-everything",
            LintKind::RootScope => "root-scope",
            LintKind::WildcardScope => "wildcard-scope",
            LintKind::NotAScope => "not-a-scope",
            LintKind::TooManyScopes { .. } => "too-many-scopes",
            LintKind::SecondManagementGroup => "second-management-group",
            LintKind::DataActionsAtManagementGroup => "data-actions-at-management-group",
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

impl Role {
    /// What Azure would refuse or what is likely a mistake, in the order of the portal's file: name,
    /// description, scopes, permissions.
    pub fn lint(&self) -> Vec<LintFinding> {
        let mut found = Vec::new();
        let mut add =
            |level, place: &str, kind| found.push(LintFinding { level, place: place.to_owned(), kind });
        if self.name.trim().is_empty() {
            add(Level::Error, "name", LintKind::Empty);
        } else if has_placeholder(&self.name) {
            add(Level::Error, "name", LintKind::Placeholder);
        }
        for (place, text, limit) in
            [("name", &self.name, LONGEST_NAME), ("description", &self.description, LONGEST_DESCRIPTION)]
        {
            let length = text.chars().count();
            if length > limit {
                add(Level::Error, place, LintKind::TooLong { length, limit });
            }
        }
        self.lint_scopes(&mut found);
        if self.permissions.iter().all(Permission::is_empty) {
            let place = "actions".to_owned();
            found.push(LintFinding { level: Level::Error, place, kind: LintKind::NothingAllowed });
        }
        for (at, permission) in self.permissions.iter().enumerate() {
            let prefix =
                if self.permissions.len() > 1 { indexed("permissions", at) + "." } else { String::new() };
            for (name, list) in [
                ("actions", &permission.actions),
                ("notActions", &permission.not_actions),
                ("dataActions", &permission.data_actions),
                ("notDataActions", &permission.not_data_actions),
            ] {
                lint_actions(&(prefix.clone() + name), list, !name.starts_with("not"), &mut found);
            }
        }
        found
    }

    fn lint_scopes(&self, found: &mut Vec<LintFinding>) {
        let mut groups = 0;
        let mut earlier = BTreeMap::new();
        for (at, text) in self.assignable_scopes.iter().enumerate() {
            let mut add =
                |level, kind| found.push(LintFinding { level, place: indexed("assignableScopes", at), kind });
            let text = text.trim();
            if let Some(&of) = earlier.get(&text.to_ascii_lowercase()) {
                add(Level::Warning, LintKind::Duplicate { of });
                continue;
            }
            earlier.insert(text.to_ascii_lowercase(), at);
            if text.is_empty() {
                add(Level::Error, LintKind::Empty);
            } else if text == "/" {
                add(Level::Error, LintKind::RootScope);
            } else if text.contains('*') {
                add(Level::Error, LintKind::WildcardScope);
            } else if has_placeholder(text) || text.split('/').any(is_placeholder_segment) {
                add(Level::Error, LintKind::Placeholder);
            } else {
                match scope_of(text) {
                    None => add(Level::Error, LintKind::NotAScope),
                    Some(Scope::ManagementGroup(_)) => {
                        groups += 1;
                        if groups > 1 {
                            add(Level::Error, LintKind::SecondManagementGroup);
                        }
                    }
                    Some(Scope::Subscription(_)) => {}
                }
            }
        }
        let mut add = |kind| {
            found.push(LintFinding { level: Level::Error, place: "assignableScopes".to_owned(), kind });
        };
        let count = self.assignable_scopes.len();
        if count > MOST_SCOPES {
            add(LintKind::TooManyScopes { count, limit: MOST_SCOPES });
        }
        if groups > 0 && self.permissions.iter().any(|permission| !permission.data_actions.is_empty()) {
            add(LintKind::DataActionsAtManagementGroup);
        }
    }
}

fn indexed(list: &str, at: usize) -> String {
    let mut place = String::from(list);
    place.push('[');
    place.push_str(&at.to_string());
    place.push(']');
    place
}

fn lint_actions(list: &str, actions: &[String], allows: bool, found: &mut Vec<LintFinding>) {
    let mut earlier = BTreeMap::new();
    for (at, text) in actions.iter().enumerate() {
        let mut add = |level, kind| found.push(LintFinding { level, place: indexed(list, at), kind });
        let same = text.trim().to_ascii_lowercase();
        if let Some(&of) = earlier.get(&same) {
            add(Level::Warning, LintKind::Duplicate { of });
            continue;
        }
        match Action::parse(text) {
            Ok(action) if allows && action.as_str() == "*" => add(Level::Warning, LintKind::AllowsEverything),
            Ok(_) => {}
            Err(error) => add(
                Level::Error,
                match error.kind() {
                    ActionErrorKind::Empty => LintKind::Empty,
                    ActionErrorKind::Placeholder => LintKind::Placeholder,
                    ActionErrorKind::TwoWildcards => LintKind::TwoWildcards,
                    ActionErrorKind::Directory => LintKind::DirectoryPermission,
                    ActionErrorKind::Malformed => LintKind::Malformed,
                },
            ),
        }
        earlier.insert(same, at);
    }
}

/// A stand-in as the whole or as a part: `{customRoleName}`, `role-${VERSION}`.
fn has_placeholder(text: &str) -> bool {
    let name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '{' | '$');
    is_placeholder(text)
        || [('{', '}'), ('<', '>')].into_iter().any(|(open, close)| {
            text.split_once(open)
                .and_then(|(_, rest)| rest.split_once(close))
                .is_some_and(|(inner, _)| !inner.is_empty() && inner.chars().all(name))
        })
}

/// The nil GUID or a row of `x` where an id belongs.
fn is_placeholder_segment(segment: &str) -> bool {
    segment.len() > 3 && segment.contains(['0', 'x', 'X']) && segment.contains('-') && is_placeholder(segment)
}

/// The subscription or management group of a path; a resource group counts for its subscription.
fn scope_of(text: &str) -> Option<Scope> {
    let text = text.strip_suffix('/').unwrap_or(text);
    if let Ok(scope) = text.parse() {
        return Some(scope);
    }
    let (head, name) = text.rsplit_once('/')?;
    let (subscription, kind) = head.rsplit_once('/')?;
    if !kind.eq_ignore_ascii_case("resourceGroups") || name.is_empty() {
        return None;
    }
    subscription.parse().ok().filter(|scope: &Scope| scope.subscription().is_some())
}

#[cfg(test)]
mod tests {
    use super::{Level, LintKind};
    use crate::azure::role::{Permission, Role};

    const SUBSCRIPTION: &str = "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";

    fn role(actions: &[&str], scopes: &[&str]) -> Role {
        Role {
            name: "Example".into(),
            description: String::new(),
            version: None,
            permissions: vec![Permission {
                actions: actions.iter().map(|text| (*text).to_owned()).collect(),
                ..Permission::default()
            }],
            assignable_scopes: scopes.iter().map(|text| (*text).to_owned()).collect(),
        }
    }

    fn found(role: &Role) -> Vec<String> {
        role.lint().into_iter().map(|finding| finding.place + " " + finding.kind.code()).collect()
    }

    #[test]
    fn a_good_role_has_no_findings() {
        let group = SUBSCRIPTION.to_owned() + "/resourceGroups/one";
        let good = role(
            &["Microsoft.Compute/*/read", "*/read"],
            &[SUBSCRIPTION, &group, "/providers/Microsoft.Management/managementGroups/root"],
        );
        assert_eq!(found(&good), Vec::<String>::new());
    }

    #[test]
    fn actions() {
        let bad = role(
            &[
                "A.B/*/*",
                "A.B/c/read",
                "a.b/C/READ",
                "microsoft.directory/users/read",
                "",
                "read",
                "<action>",
                "*",
            ],
            &[],
        );
        assert_eq!(
            found(&bad),
            [
                "actions[0] two-wildcards",
                "actions[2] duplicate",
                "actions[3] directory-permission",
                "actions[4] empty",
                "actions[5] malformed",
                "actions[6] placeholder",
                "actions[7] allows-everything",
            ]
        );
        let lint = bad.lint();
        assert_eq!((lint[1].level, &lint[1].kind), (Level::Warning, &LintKind::Duplicate { of: 1 }));
        assert_eq!(lint[0].level, Level::Error);
    }

    #[test]
    fn several_permissions_are_named() {
        let mut two = role(&["A.B/c/read"], &[]);
        two.permissions.push(Permission { not_data_actions: vec!["x".into()], ..Permission::default() });
        assert_eq!(found(&two), ["permissions[1].notDataActions[0] malformed"]);
    }

    #[test]
    fn names_and_lengths() {
        let mut long = role(&["*/read"], &[]);
        long.name = "\u{e9}".repeat(513);
        long.description = "d".repeat(2048);
        assert_eq!(found(&long), ["name too-long"]);
        long.name = "\u{e9}".repeat(512);
        long.description.push('d');
        assert_eq!(found(&long), ["description too-long"]);
        for name in ["{customRoleName}", "spot-${VERSION}", "<role name>"] {
            long.name = name.into();
            assert_eq!(found(&long)[0], "name placeholder", "{name}");
        }
        long.name = " ".into();
        assert_eq!(found(&long)[0], "name empty");
        assert_eq!(found(&role(&[], &[])), ["actions nothing-allowed"]);
    }

    #[test]
    fn scopes() {
        let upper = SUBSCRIPTION.to_uppercase();
        let bad = role(
            &["*/read"],
            &[
                "/",
                "/subscriptions/sdfsd",
                "/subscriptions/{subscriptionId}",
                "/subscriptions/00000000-0000-0000-0000-000000000000",
                "/subscriptions/*",
                SUBSCRIPTION,
                &upper,
                "",
                "/providers/Microsoft.Management/managementGroups/one",
                "/providers/Microsoft.Management/managementGroups/two",
            ],
        );
        assert_eq!(
            found(&bad),
            [
                "assignableScopes[0] root-scope",
                "assignableScopes[1] not-a-scope",
                "assignableScopes[2] placeholder",
                "assignableScopes[3] placeholder",
                "assignableScopes[4] wildcard-scope",
                "assignableScopes[6] duplicate",
                "assignableScopes[7] empty",
                "assignableScopes[9] second-management-group",
            ]
        );
    }

    #[test]
    fn two_thousand_scopes_and_no_more() {
        let many = |count: u32| -> Vec<String> {
            (0..count).map(|n| format!("/subscriptions/c3a9e4d7-60b2-4f18-8c75-{n:012x}")).collect()
        };
        let mut wide = role(&["*/read"], &[]);
        wide.assignable_scopes = many(2000);
        assert_eq!(found(&wide), Vec::<String>::new());
        wide.assignable_scopes = many(2001);
        assert_eq!(found(&wide), ["assignableScopes too-many-scopes"]);
    }

    #[test]
    fn data_actions_do_not_go_with_a_management_group() {
        let mut data = role(&["*/read"], &["/providers/Microsoft.Management/managementGroups/one"]);
        data.permissions[0].data_actions.push("A.B/c/read".into());
        assert_eq!(found(&data), ["assignableScopes data-actions-at-management-group"]);
    }
}
