//! The grammar of one operation.

use std::fmt;

use crate::azure::is_placeholder;

/// An operation string as Azure takes it into a role: `{Company}.{Provider}/{type}…/{action}` with at most
/// one wildcard (azure-docs, role-definitions.md "Actions format"). Keeps the case in which it was
/// written; Azure compares without regard to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Action(String);

/// Why a text is no operation string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionError {
    kind: ActionErrorKind,
}

/// The kinds of [`ActionError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ActionErrorKind {
    /// Nothing there.
    Empty,
    /// A stand-in that nobody replaced.
    Placeholder,
    /// More than one `*`; the service answers `InvalidActionOrNotAction`.
    TwoWildcards,
    /// A permission of the directory (`microsoft.directory/…`), which Azure roles cannot hold.
    Directory,
    /// Not of the form provider, resource type, action.
    Malformed,
}

impl ActionErrorKind {
    /// The stable name of the kind.
    pub const fn code(self) -> &'static str {
        match self {
            ActionErrorKind::Empty => "empty",
            ActionErrorKind::Placeholder => "placeholder",
            ActionErrorKind::TwoWildcards => "two-wildcards",
            ActionErrorKind::Directory => "directory-permission",
            ActionErrorKind::Malformed => "malformed",
        }
    }
}

impl ActionError {
    /// What is wrong.
    pub const fn kind(&self) -> ActionErrorKind {
        self.kind
    }

    /// The stable name of the kind.
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }
}

impl From<ActionErrorKind> for ActionError {
    fn from(kind: ActionErrorKind) -> ActionError {
        ActionError { kind }
    }
}

impl fmt::Display for ActionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for ActionError {}

/// The words that end an operation.
const VERBS: [&str; 5] = ["*", "read", "write", "delete", "action"];

impl Action {
    /// The operation that a text is, white space at its edges aside.
    ///
    /// # Errors
    /// [`ActionErrorKind`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Action, ActionError> {
        let text = text.trim();
        match fault(text) {
            Some(kind) => Err(kind.into()),
            None => Ok(Action(text.to_owned())),
        }
    }

    /// The operation as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it only reads: its last word is `read`.
    pub fn is_read(&self) -> bool {
        self.0.rsplit('/').next().is_some_and(|verb| verb.eq_ignore_ascii_case("read"))
    }

    /// Whether it stands for more than one operation.
    pub fn has_wildcard(&self) -> bool {
        self.0.contains('*')
    }
}

fn fault(text: &str) -> Option<ActionErrorKind> {
    if text.is_empty() {
        return Some(ActionErrorKind::Empty);
    }
    if text == "*" {
        return None;
    }
    if is_placeholder(text) || text.contains(['<', '{', '[']) {
        return Some(ActionErrorKind::Placeholder);
    }
    if text.bytes().filter(|&b| b == b'*').count() > 1 {
        return Some(ActionErrorKind::TwoWildcards);
    }
    let Some((provider, rest)) = text.split_once('/') else { return Some(ActionErrorKind::Malformed) };
    if provider.eq_ignore_ascii_case("microsoft.directory") {
        return Some(ActionErrorKind::Directory);
    }
    let named = provider.contains('.')
        && provider
            .split('.')
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric()));
    if provider != "*" && !named {
        return Some(ActionErrorKind::Malformed);
    }
    let (path, verb) = rest.rsplit_once('/').map_or((None, rest), |(path, verb)| (Some(path), verb));
    let known = VERBS.iter().any(|word| verb.eq_ignore_ascii_case(word));
    // A provider's whole (`Microsoft.Support/*`) needs no resource type, nor does `*/read`.
    let short = path.is_none() && provider != "*" && verb != "*";
    let clean = rest.split('/').all(|segment| {
        !segment.is_empty()
            && segment
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'*' | b'$'))
    });
    (!known || short || !clean).then_some(ActionErrorKind::Malformed)
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, ActionErrorKind};

    #[test]
    fn operations() {
        for text in [
            "*",
            "*/read",
            "*/Action",
            "Microsoft.Support/*",
            "Microsoft.Compute/*/read",
            "Microsoft.Compute/virtualMachines/*",
            "Microsoft.Insights/Metrics/Read",
            "Microsoft.Web/sites/config/list/Action",
            "Microsoft.Authorization/*/Write",
            "NewRelic.Observability/monitors/read",
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action",
        ] {
            assert_eq!(Action::parse(text).unwrap().as_str(), text);
        }
        assert!(Action::parse("Microsoft.Insights/Metrics/Read").unwrap().is_read());
        assert!(!Action::parse("Microsoft.Compute/virtualMachines/*").unwrap().is_read());
    }

    #[test]
    fn what_is_none() {
        for (text, kind) in [
            (" ", ActionErrorKind::Empty),
            ("<action>", ActionErrorKind::Placeholder),
            ("Microsoft.Compute/{type}/read", ActionErrorKind::Placeholder),
            ("Microsoft.Compute/*/*", ActionErrorKind::TwoWildcards),
            ("*/*", ActionErrorKind::TwoWildcards),
            ("microsoft.directory/applications/create", ActionErrorKind::Directory),
            ("Microsoft.Directory/users/read", ActionErrorKind::Directory),
            ("Microsoft.Compute", ActionErrorKind::Malformed),
            ("Microsoft.Compute/read", ActionErrorKind::Malformed),
            ("Microsoft.Compute/disks", ActionErrorKind::Malformed),
            ("Microsoft.Compute//read", ActionErrorKind::Malformed),
            ("Microsoft.Compute/di sks/read", ActionErrorKind::Malformed),
            ("Compute/disks/read", ActionErrorKind::Malformed),
            ("Microsoft.Compute/disks/list", ActionErrorKind::Malformed),
            ("Micrоsoft.Compute/disks/read", ActionErrorKind::Malformed),
        ] {
            assert_eq!(Action::parse(text).map_err(|error| error.kind()), Err(kind), "{text}");
        }
    }
}
