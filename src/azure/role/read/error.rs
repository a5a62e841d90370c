//! Why a text is no role.

use std::fmt;

use crate::json::{PathStep, SyntaxError, SyntaxErrorKind, locate};

/// Why no role can be read from a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleReadError {
    kind: RoleReadErrorKind,
    line: usize,
    column: usize,
    place: String,
    candidates: Vec<String>,
}

/// The kinds of [`RoleReadError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RoleReadErrorKind {
    /// The text is not JSON. [`RoleReadError::line`] and [`RoleReadError::column`] say where it
    /// stops being it.
    Syntax(SyntaxErrorKind),
    /// JSON, but nothing of a role.
    NotARole,
    /// A template without a role definition.
    NoRoleInTemplate,
    /// More than one role; [`RoleReadError::candidates`] has their names.
    SeveralRoles,
    /// Operations at the top and others in `permissions`: each tool would read another role.
    BothShapes,
    /// No list where one belongs.
    NotAList,
    /// No text where one belongs.
    NotAText,
    /// No object where one belongs.
    NotAnObject,
    /// A list made by an expression that only a deployment could work out.
    Expression,
}

impl RoleReadErrorKind {
    /// The stable name of the kind.
    pub const fn code(self) -> &'static str {
        match self {
            RoleReadErrorKind::Syntax(kind) => kind.code(),
            RoleReadErrorKind::NotARole => "not-a-role",
            RoleReadErrorKind::NoRoleInTemplate => "no-role-in-template",
            RoleReadErrorKind::SeveralRoles => "several-roles",
            RoleReadErrorKind::BothShapes => "both-shapes",
            RoleReadErrorKind::NotAList => "not-a-list",
            RoleReadErrorKind::NotAText => "not-a-text",
            RoleReadErrorKind::NotAnObject => "not-an-object",
            RoleReadErrorKind::Expression => "expression",
        }
    }
}

impl RoleReadError {
    pub(super) fn at(kind: RoleReadErrorKind, place: &str) -> Self {
        Self { place: place.to_owned(), ..kind.into() }
    }

    /// Finds the line and column of the place in a text, for a role that lies at the end of this path. Places leave out
    /// `properties`, and `permissions[0]` where there is one; so it is looked for where it may be.
    pub(super) fn located(mut self, text: &str, path: &[PathStep<'_>]) -> Self {
        const PROPERTIES: PathStep<'_> = PathStep::Key("properties");
        const PERMISSIONS: PathStep<'_> = PathStep::Key("permissions");
        const FIRST: PathStep<'_> = PathStep::Item(0);
        let mut tail = Vec::new();
        for part in self.place.split(['.', '[']) {
            match part.strip_suffix(']') {
                Some(index) => tail.push(PathStep::Item(index.parse().unwrap_or_default())),
                None => tail.push(PathStep::Key(part)),
            }
        }
        // Nothing is called so where permissions or operations are bare.
        let bare = match tail.split_first() {
            Some((PathStep::Key("permissions" | "actions"), rest)) => rest,
            _ => &tail,
        };
        let mut found = None;
        for outer in [&[][..], &[PROPERTIES]] {
            for (inner, tail) in [
                (&[][..], tail.as_slice()),
                (&[PERMISSIONS, FIRST], &tail),
                (&[PERMISSIONS], &tail),
                (&[FIRST], &tail),
                (&[], bare),
            ] {
                found = found.or_else(|| locate(text, &[path, outer, inner, tail].concat()));
            }
        }
        if let Some((line, column)) = found.or_else(|| locate(text, path)) {
            (self.line, self.column) = (line, column);
        }
        self
    }

    pub(super) fn several(candidates: Vec<String>) -> Self {
        Self { candidates, ..RoleReadErrorKind::SeveralRoles.into() }
    }

    /// What is wrong.
    pub fn kind(&self) -> RoleReadErrorKind {
        self.kind
    }

    /// The stable name of the kind; of a syntax error, of its kind.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// The line, from 1, where the text stops being JSON or where the member begins that is wrong; 1 where it is the
    /// whole.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The character in the line, from 1.
    pub fn column(&self) -> usize {
        self.column
    }

    /// Which member it is, as in [`LintFinding::place`](crate::azure::role::LintFinding::place); empty where it is
    /// the whole.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The names of the roles, where there are several.
    pub fn candidates(&self) -> &[String] {
        &self.candidates
    }
}

impl From<RoleReadErrorKind> for RoleReadError {
    fn from(kind: RoleReadErrorKind) -> Self {
        Self { kind, line: 1, column: 1, place: String::new(), candidates: Vec::new() }
    }
}

impl From<SyntaxError> for RoleReadError {
    fn from(error: SyntaxError) -> Self {
        Self { line: error.line(), column: error.column(), ..RoleReadErrorKind::Syntax(error.kind()).into() }
    }
}

impl fmt::Display for RoleReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for RoleReadError {}
