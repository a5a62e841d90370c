//! Where a role may be assigned.

use std::collections::BTreeMap;

use super::finding::{Level, LintFinding, LintKind, indexed};
use super::text::has_placeholder;
use crate::azure::{Scope, is_placeholder};

// azure-docs, role-based-access-control/custom-roles.md (11/15/2023).
const MOST_SCOPES: usize = 2000;

/// Looks at the scopes of a role, with or without operations on data.
pub(super) fn check(scopes: &[String], with_data: bool, found: &mut Vec<LintFinding>) {
    let mut groups = 0;
    let mut earlier = BTreeMap::new();
    for (at, text) in scopes.iter().enumerate() {
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
    let count = scopes.len();
    if count > MOST_SCOPES {
        add(LintKind::TooManyScopes { count, limit: MOST_SCOPES });
    }
    if groups > 0 && with_data {
        add(LintKind::DataActionsAtManagementGroup);
    }
}

/// The nil GUID or a row of `x` where an id belongs.
fn is_placeholder_segment(segment: &str) -> bool {
    segment.contains(['0', 'x', 'X']) && segment.contains('-') && is_placeholder(segment)
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
