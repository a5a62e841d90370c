use crate::azure::Scope;
use crate::azure::role::{self, Change, Level, Role, RoleFile, RoleReadError, RoleReadErrorKind, difference};
use crate::json;

/// What the admin showed of the role that is there already. The text itself stays in its field.
#[derive(Clone, Debug, Default)]
pub enum ExistingRole {
    /// Nothing yet.
    #[default]
    None,
    /// The text cannot be read.
    Unreadable(Unreadable),
    /// It holds a secret, so it was not kept.
    SecretLike,
    /// It is larger than is read.
    TooLarge,
    /// The file could not be read by the browser.
    NoFile,
    /// A role.
    Read(Box<ReadRole>),
}

/// Why a text is no role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The stable code, of the syntax or of what the JSON is.
    pub code: &'static str,
    /// Line and column, from 1, where it is a matter of syntax.
    pub at: Option<(usize, usize)>,
    /// The member that is wrong; empty where it is the whole.
    pub place: Box<str>,
    /// How many roles there are, where there are several.
    pub roles: usize,
    /// Whether there is a repaired form of it.
    pub mendable: bool,
}

/// A role that is there, beside the platform's.
#[derive(Clone, Debug)]
pub struct ReadRole {
    /// As it was read.
    pub file: RoleFile,
    /// How many places of the text were mended.
    pub mends: usize,
    /// The operations that the platform needs and that it does not grant.
    pub missing: Vec<Change>,
    /// The operations that it grants and that the platform does not need.
    pub extra: Vec<Change>,
}

impl ExistingRole {
    /// Reads a text. Of several roles the one with this name is meant.
    pub(super) fn read(text: &str, needed: &Role) -> Self {
        Self::read_mended(text, needed, 0)
    }

    /// The text repaired, and what it says then; nothing where it cannot be repaired.
    pub(super) fn repair(text: &str, needed: &Role) -> Option<(String, Self)> {
        let repaired = json::repair(text).ok()?;
        let read = Self::read_mended(&repaired.text, needed, repaired.count);
        Some((repaired.text, read))
    }

    fn read_mended(text: &str, needed: &Role, mends: usize) -> Self {
        let error = match role::read(text) {
            Ok(file) => return Self::of(file, needed, mends),
            Err(error) => error,
        };
        let same = |name: &String| name.eq_ignore_ascii_case(&needed.name);
        if let Some(at) = error.candidates().iter().position(same)
            && let Ok(file) = role::read_at(text, at)
        {
            return Self::of(file, needed, mends);
        }
        Self::Unreadable(Unreadable::of(&error, text))
    }

    fn of(file: RoleFile, needed: &Role, mends: usize) -> Self {
        let difference = difference(&file.role, needed);
        let missing = difference.gained().cloned().collect();
        let extra =
            difference.removed.into_iter().filter(|change| change.matters && !change.list.takes_away());
        let extra = extra.collect();
        Self::Read(Box::new(ReadRole { file, mends, missing, extra }))
    }

    /// The role, if one was read.
    pub fn role(&self) -> Option<&ReadRole> {
        match self {
            Self::Read(role) => Some(role),
            _ => None,
        }
    }
}

impl Unreadable {
    fn of(error: &RoleReadError, text: &str) -> Self {
        let syntax = matches!(error.kind(), RoleReadErrorKind::Syntax(_));
        Self {
            code: error.code(),
            at: syntax.then(|| (error.line(), error.column())),
            place: error.place().into(),
            roles: error.candidates().len(),
            mendable: syntax && json::repair(text).is_ok(),
        }
    }
}

impl ReadRole {
    /// Where it can be assigned, as far as these are scopes: what stands for one in a template is none.
    pub fn scopes(&self) -> impl Iterator<Item = &String> {
        let scopes = Role { assignable_scopes: self.file.role.assignable_scopes.clone(), ..Role::default() };
        let wrong = scopes.lint().into_iter().filter(|finding| finding.level == Level::Error);
        let wrong: Vec<String> = wrong.map(|finding| finding.place).collect();
        let all = self.file.role.assignable_scopes.iter().enumerate();
        all.filter(move |(at, _)| {
            let place = ["assignableScopes[", &at.to_string(), "]"].concat();
            !wrong.contains(&place)
        })
        .map(|(_, scope)| scope)
    }

    /// Whether it can be assigned in this scope.
    pub fn covers(&self, scope: &Scope) -> bool {
        let scope = scope.to_string();
        self.scopes().any(|own| own.trim().trim_end_matches('/').eq_ignore_ascii_case(&scope))
    }

    /// Whether nothing has to be done to it before it is assigned in these scopes.
    pub fn is_enough(&self, scopes: &[Scope]) -> bool {
        self.missing.is_empty() && scopes.iter().all(|scope| self.covers(scope))
    }

    /// The role with what is missing, assignable in these scopes too. All else stays.
    pub(super) fn extended(&self, needed: &Role, scopes: &[Scope]) -> Role {
        let mut role = self.file.role.clone();
        role.assignable_scopes = self.scopes().cloned().collect();
        // Bare permissions have no name: they can only be those of the role in question.
        if role.name.is_empty() {
            role.name.clone_from(&needed.name);
            role.description.clone_from(&needed.description);
        }
        role.extended_by(needed, scopes)
    }
}
