//! The name and the description of a role.

use super::finding::{Level, LintFinding, LintKind};
use crate::azure::is_placeholder;
use crate::azure::role::Role;
use crate::azure::role::form::invisible;

// Limits of azure-docs, role-based-access-control/custom-roles.md (11/15/2023), in characters.
const LONGEST_NAME: usize = 512;
const LONGEST_DESCRIPTION: usize = 2048;

/// Looks at name and description.
pub(super) fn check(role: &Role, found: &mut Vec<LintFinding>) {
    let mut add = |level, place: &str, kind| found.push(LintFinding { level, place: place.to_owned(), kind });
    if role.name.trim().is_empty() {
        add(Level::Error, "name", LintKind::Empty);
    } else if has_placeholder(&role.name) {
        add(Level::Error, "name", LintKind::Placeholder);
    }
    for (place, text, limit, breaks) in [
        ("name", &role.name, LONGEST_NAME, ""),
        ("description", &role.description, LONGEST_DESCRIPTION, "\t\n\r"),
    ] {
        let length = text.chars().count();
        if length > limit {
            add(Level::Error, place, LintKind::TooLong { length, limit });
        }
        if let Some(at) = text.chars().position(|c| invisible(c) && !breaks.contains(c)) {
            add(Level::Warning, place, LintKind::InvisibleCharacter { at: at + 1 });
        }
    }
}

/// A stand-in as the whole or as a part: `{customRoleName}`, `role-${VERSION}`.
pub(super) fn has_placeholder(text: &str) -> bool {
    let name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '{' | '$');
    is_placeholder(text)
        || [('{', '}'), ('<', '>')].into_iter().any(|(open, close)| {
            text.split_once(open)
                .and_then(|(_, rest)| rest.split_once(close))
                .is_some_and(|(inner, _)| !inner.is_empty() && inner.chars().all(name))
        })
}
