use crate::azure::Scope;
use crate::azure::role::{self, Change, Level, Role, RoleFile, RoleReadError, RoleReadErrorKind, difference};
use crate::json::{self, Mend, Repaired};

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
    /// Line and character, from 1, where it is not about the whole.
    pub at: Option<(usize, usize)>,
    /// The member that is wrong; empty where it is the whole.
    pub place: Box<str>,
    /// What was begun last and never ended, where the text is cut: its sign, line and character.
    pub open: Option<(char, usize, usize)>,
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
    /// What was mended in the text, the first of it.
    pub mends: Vec<Mend>,
    /// In how many places it was mended.
    pub mended: usize,
    /// The operations that the platform needs and that it does not grant.
    pub missing: Vec<Change>,
    /// The operations that it grants and that the platform does not need.
    pub extra: Vec<Change>,
}

impl ExistingRole {
    /// Reads a text. Of several roles the one with this name is meant.
    pub(super) fn read(text: &str, needed: &Role) -> Self {
        Self::read_mended(Repaired { text: text.to_owned(), mends: Vec::new(), count: 0 }, needed).1
    }

    /// The text repaired, and what it says then; nothing where it cannot be repaired.
    pub(super) fn repair(text: &str, needed: &Role) -> Option<(String, Self)> {
        Some(Self::read_mended(json::repair(text).ok()?, needed))
    }

    fn read_mended(text: Repaired, needed: &Role) -> (String, Self) {
        let Repaired { text, mends, count } = text;
        let same = |name: &String| name.eq_ignore_ascii_case(&needed.name);
        let named = |error: &RoleReadError| {
            let at = error.candidates().iter().position(same)?;
            role::read_at(&text, at).ok()
        };
        let read = role::read(&text).or_else(|error| named(&error).ok_or(error));
        let read = match read {
            Ok(file) => Self::of(file, needed, mends, count),
            Err(error) => Self::Unreadable(Unreadable::of(&error, &text)),
        };
        (text, read)
    }

    fn of(file: RoleFile, needed: &Role, mends: Vec<Mend>, mended: usize) -> Self {
        let difference = difference(&file.role, needed);
        let missing = difference.gained().cloned().collect();
        let extra =
            difference.removed.into_iter().filter(|change| change.matters && !change.list.takes_away());
        Self::Read(Box::new(ReadRole { file, mends, mended, missing, extra: extra.collect() }))
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
        let repaired = if syntax { Some(json::repair(text)) } else { None };
        let open = match &repaired {
            Some(Err(error)) => error.open().map(|open| (open.sign, open.line, open.column)),
            _ => None,
        };
        Self {
            code: error.code(),
            at: (syntax || !error.place().is_empty()).then(|| (error.line(), error.column())),
            place: error.place().into(),
            open,
            roles: error.candidates().len(),
            mendable: matches!(repaired, Some(Ok(_))),
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
