//! A role out of any file that a tool, the portal or a vendor wrote.

mod error;
mod expression;
mod fields;
mod find;
mod role;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use error::{RoleReadError, RoleReadErrorKind};

use self::find::Candidate;
use super::{Level, LintFinding, LintKind, Role};
use crate::json;
use crate::text::readable;

/// A role as it stood in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleFile {
    /// The role. Its scopes are those of the file, which are seldom the admin's own.
    pub role: Role,
    /// How it was written.
    pub shape: Shape,
    /// What only the file shows: members that belong to no role, conditions, expressions. What is wrong with the
    /// role itself is in [`Role::lint`]; [`RoleFile::lint`] has both.
    pub remarks: Vec<LintFinding>,
}

/// The shapes that a role is written in (the portal's, the service's, those of the command lines; and what is found
/// on documentation pages).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// `{"properties": {"roleName", …}}`: the portal and the REST API.
    Properties,
    /// `{"Name", "Actions", …}`, in upper or lower camel case: Azure CLI, Az PowerShell up to 15.
    Flat,
    /// `{"Name", "Permissions": [{"Actions", …}]}`: Az PowerShell from 16 on.
    PowerShell16,
    /// `{"name", "permissions": [{"actions", …}]}`: Azure CLI.
    Nested,
    /// What `az role definition list` prints: `roleName`, and a GUID as the `name`.
    CliOutput,
    /// Permissions without a role around them.
    BarePermissions,
    /// Operations without anything around them.
    BareActions,
    /// A template for Azure Resource Manager with the role among its resources.
    ArmTemplate,
    /// One resource of such a template.
    ArmResource,
}

impl Shape {
    /// The stable name of the shape.
    pub const fn code(self) -> &'static str {
        match self {
            Shape::Properties => "properties",
            Shape::Flat => "flat",
            Shape::PowerShell16 => "powershell16",
            Shape::Nested => "nested",
            Shape::CliOutput => "cli-output",
            Shape::BarePermissions => "bare-permissions",
            Shape::BareActions => "bare-actions",
            Shape::ArmTemplate => "arm-template",
            Shape::ArmResource => "arm-resource",
        }
    }
}

impl RoleFile {
    /// All that is to be said of the file and of the role in it.
    pub fn lint(&self) -> Vec<LintFinding> {
        let mut found = self.remarks.clone();
        let expression = |finding: &&LintFinding| finding.kind == LintKind::Expression;
        let expressions: BTreeSet<&str> =
            self.remarks.iter().filter(expression).map(|finding| finding.place.as_str()).collect();
        let mut lint = self.role.lint();
        // An expression looks like a stand-in; what it is has been said.
        lint.retain(|finding| {
            finding.kind != LintKind::Placeholder || !expressions.contains(finding.place.as_str())
        });
        found.append(&mut lint);
        found
    }

    /// The scopes of the file that Azure would take, as they are written there.
    pub fn good_scopes(&self) -> Vec<String> {
        // The rest of the role has no say, and may be long.
        let assignable_scopes = self.role.assignable_scopes.clone();
        let found = Role { assignable_scopes, ..Role::default() }.lint();
        let bad: BTreeSet<&str> = found
            .iter()
            .chain(&self.remarks)
            .filter(|finding| finding.level == Level::Error)
            .map(|finding| finding.place.as_str())
            .collect();
        let scopes = self.role.assignable_scopes.iter().enumerate();
        scopes
            .filter(|(at, _)| !bad.contains(["assignableScopes[", &at.to_string(), "]"].concat().as_str()))
            .map(|(_, scope)| scope.clone())
            .collect()
    }
}

/// Reads the one role that a text holds, in whatever [`Shape`]. The text must be JSON; of what is not,
/// [`json::repair`] may make some.
///
/// # Errors
/// [`RoleReadErrorKind`] says what it is instead. Where there are several roles, the error has their names, and
/// [`read_at`] reads one of them.
pub fn read(text: &str) -> Result<RoleFile, RoleReadError> {
    let text = readable(text);
    let mut candidates = find::candidates(json::parse(&text)?)?;
    match candidates.pop() {
        Some(only) if candidates.is_empty() => only.read(&text),
        Some(last) => {
            candidates.push(last);
            Err(RoleReadError::several(candidates.iter().map(Candidate::name).collect()))
        }
        None => Err(RoleReadErrorKind::NotARole.into()),
    }
}

/// Reads one of several roles: `index` counts in [`RoleReadError::candidates`], from 0.
///
/// # Errors
/// As [`read`]; [`RoleReadErrorKind::NotARole`] where there are not so many.
pub fn read_at(text: &str, index: usize) -> Result<RoleFile, RoleReadError> {
    let text = readable(text);
    let mut candidates = find::candidates(json::parse(&text)?)?;
    if index >= candidates.len() {
        return Err(RoleReadErrorKind::NotARole.into());
    }
    candidates.swap_remove(index).read(&text)
}
