//! Remarks on a paste.

use crate::azure::{Date, Field};

/// A remark: what was found and not used, or what had to be done to read the text. Holds nothing of the
/// text but single characters that only look like digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// The line, from 1; nothing for a remark on the whole text. Of a page's source, the line of its text.
    pub line: Option<usize>,
}

/// The kinds of [`Note`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoteKind {
    /// Nothing there.
    Empty,
    /// Nothing in it that belongs to a connection.
    Nothing,
    /// Longer than what is read: the rest was left out.
    TooLong {
        /// How many megabytes (of 1024 × 1024 bytes) are read.
        megabytes: usize,
    },
    /// The source of a page: its text was read.
    Markup,
    /// UTF-16 that was taken for something else: the zeros between its letters were left out.
    Utf16,
    /// A stand-in that nobody replaced.
    Placeholder(Field),
    /// An id that Microsoft gave to something of its own; the name says to what.
    KnownId(&'static str),
    /// An object ID: of a registration, an enterprise application, a principal.
    ObjectId,
    /// The ID of a client secret, which is not its value.
    SecretId,
    /// A character of an id that only looks like a hexadecimal digit.
    LookAlike {
        /// For which field the id was.
        field: Field,
        /// The character that stands there.
        found: char,
        /// The digit that it looks like.
        meant: char,
        /// Its place in the value, counted in characters from 0.
        index: usize,
    },
    /// A character of an id that is no hexadecimal digit.
    BadCharacter {
        /// For which field the id was.
        field: Field,
        /// The character that stands there.
        found: char,
        /// Its place in the value, counted in characters from 0.
        index: usize,
    },
    /// An id with too few or too many digits.
    WrongLength {
        /// For which field the id was.
        field: Field,
        /// How many digits there are, of 32.
        digits: usize,
    },
    /// The text is one id and nothing else: it may belong to any field.
    BareId,
    /// Ids that nothing says the purpose of.
    UnlabelledIds {
        /// How many different ones, counted up to a hundred.
        count: usize,
    },
    /// A secret hidden by stars or dots.
    MaskedSecret,
    /// A secret whose end is missing.
    CutSecret,
    /// Something in a secret's place that has white space inside.
    SecretWithSpaces,
    /// Credentials with a certificate: there is no secret.
    Certificate,
    /// An access token, which is not a secret and is over in an hour.
    AccessToken,
    /// A day that has passed.
    Expired(Date),
    /// A cloud that has been closed.
    ClosedCloud,
    /// A cloud that is not served.
    CloudNotServed,
    /// `common`, `organizations` or `consumers` in a tenant's place.
    ManyTenants,
    /// The account that az shows for a directory without subscriptions.
    PseudoAccount,
    /// Subscriptions that are disabled.
    Disabled {
        /// How many.
        count: usize,
    },
    /// JSON that was cut off: what stands before was read.
    JsonCut {
        /// The character in the line, from 1.
        column: usize,
    },
    /// JSON with comments, commas too many and the like: it was read as if mended.
    JsonMended {
        /// The character in the line, from 1.
        column: usize,
        /// How many places.
        count: usize,
    },
    /// JSON that could not be mended: its lines were read one by one.
    JsonBroken {
        /// The character in the line, from 1.
        column: usize,
    },
    /// A hand-back line without its end. Nothing of it is used.
    HandBackCut,
    /// A hand-back line whose checksum is not that of its text. Nothing of it is used.
    HandBackChanged,
    /// A hand-back line of a later version.
    HandBackNewer,
}

impl Note {
    /// The stable name of the kind.
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// What its sentence can name: `line`, and what the kind holds. `field` is a key such as `tenantId`.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        let mut details = self.kind.details();
        if let Some(line) = self.line {
            details.push(("line", line.to_string()));
        }
        details
    }
}

impl NoteKind {
    /// One of every kind but [`Expired`](NoteKind::Expired), which holds a day.
    pub const SAMPLES: [NoteKind; 30] = [
        NoteKind::Empty,
        NoteKind::Nothing,
        NoteKind::TooLong { megabytes: 8 },
        NoteKind::Markup,
        NoteKind::Utf16,
        NoteKind::Placeholder(Field::Tenant),
        NoteKind::KnownId("Microsoft Graph"),
        NoteKind::ObjectId,
        NoteKind::SecretId,
        NoteKind::LookAlike { field: Field::Tenant, found: 'O', meant: '0', index: 0 },
        NoteKind::BadCharacter { field: Field::Tenant, found: 'g', index: 0 },
        NoteKind::WrongLength { field: Field::Tenant, digits: 31 },
        NoteKind::BareId,
        NoteKind::UnlabelledIds { count: 1 },
        NoteKind::MaskedSecret,
        NoteKind::CutSecret,
        NoteKind::SecretWithSpaces,
        NoteKind::Certificate,
        NoteKind::AccessToken,
        NoteKind::ClosedCloud,
        NoteKind::CloudNotServed,
        NoteKind::ManyTenants,
        NoteKind::PseudoAccount,
        NoteKind::Disabled { count: 1 },
        NoteKind::JsonCut { column: 1 },
        NoteKind::JsonMended { column: 1, count: 1 },
        NoteKind::JsonBroken { column: 1 },
        NoteKind::HandBackCut,
        NoteKind::HandBackChanged,
        NoteKind::HandBackNewer,
    ];

    /// The stable name, as in `paste.note.<code>` of the language tables.
    pub const fn code(self) -> &'static str {
        match self {
            NoteKind::Empty => "empty",
            NoteKind::Nothing => "nothing",
            NoteKind::TooLong { .. } => "too-long",
            NoteKind::Markup => "markup",
            NoteKind::Utf16 => "utf-16",
            NoteKind::Placeholder(_) => "placeholder",
            NoteKind::KnownId(_) => "known-id",
            NoteKind::ObjectId => "object-id",
            NoteKind::SecretId => "secret-id",
            NoteKind::LookAlike { .. } => "look-alike",
            NoteKind::BadCharacter { .. } => "bad-character",
            NoteKind::WrongLength { .. } => "wrong-length",
            NoteKind::BareId => "bare-id",
            NoteKind::UnlabelledIds { .. } => "unlabelled-ids",
            NoteKind::MaskedSecret => "masked-secret",
            NoteKind::CutSecret => "cut-secret",
            NoteKind::SecretWithSpaces => "secret-with-spaces",
            NoteKind::Certificate => "certificate",
            NoteKind::AccessToken => "access-token",
            NoteKind::Expired(_) => "expired",
            NoteKind::ClosedCloud => "closed-cloud",
            NoteKind::CloudNotServed => "cloud-not-served",
            NoteKind::ManyTenants => "many-tenants",
            NoteKind::PseudoAccount => "pseudo-account",
            NoteKind::Disabled { .. } => "disabled",
            NoteKind::JsonCut { .. } => "json-cut",
            NoteKind::JsonMended { .. } => "json-mended",
            NoteKind::JsonBroken { .. } => "json-broken",
            NoteKind::HandBackCut => "hand-back-cut",
            NoteKind::HandBackChanged => "hand-back-changed",
            NoteKind::HandBackNewer => "hand-back-newer",
        }
    }

    fn details(self) -> Vec<(&'static str, String)> {
        let field = |field: Field| ("field", field.id().to_owned());
        match self {
            NoteKind::TooLong { megabytes } => vec![("megabytes", megabytes.to_string())],
            NoteKind::Placeholder(of) => vec![field(of)],
            NoteKind::KnownId(name) => vec![("name", name.to_owned())],
            NoteKind::LookAlike { field: of, found, meant, index } => vec![
                field(of),
                ("found", found.into()),
                ("meant", meant.into()),
                ("position", (index + 1).to_string()),
            ],
            NoteKind::BadCharacter { field: of, found, index } => {
                vec![field(of), ("found", found.into()), ("position", (index + 1).to_string())]
            }
            NoteKind::WrongLength { field: of, digits } => vec![field(of), ("digits", digits.to_string())],
            NoteKind::UnlabelledIds { count } | NoteKind::Disabled { count } => {
                vec![("count", count.to_string())]
            }
            NoteKind::Expired(date) => vec![("date", date.to_string())],
            NoteKind::JsonCut { column } | NoteKind::JsonBroken { column } => {
                vec![("column", column.to_string())]
            }
            NoteKind::JsonMended { column, count } => {
                vec![("column", column.to_string()), ("count", count.to_string())]
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Note, NoteKind};
    use crate::azure::Field;

    fn told(kind: NoteKind) -> String {
        let details = Note { kind, line: Some(7) }.details();
        details.iter().map(|(name, value)| format!("{name}={value} ")).collect()
    }

    #[test]
    fn a_sentence_can_name_what_the_kind_holds() {
        let field = Field::Tenant;
        for (kind, expected) in [
            (NoteKind::TooLong { megabytes: 8 }, "megabytes=8 line=7 "),
            (NoteKind::Placeholder(field), "field=tenantId line=7 "),
            (NoteKind::KnownId("Microsoft Graph"), "name=Microsoft Graph line=7 "),
            (
                NoteKind::LookAlike { field, found: 'O', meant: '0', index: 4 },
                "field=tenantId found=O meant=0 position=5 line=7 ",
            ),
            (
                NoteKind::BadCharacter { field, found: 'g', index: 4 },
                "field=tenantId found=g position=5 line=7 ",
            ),
            (NoteKind::WrongLength { field, digits: 31 }, "field=tenantId digits=31 line=7 "),
            (NoteKind::UnlabelledIds { count: 2 }, "count=2 line=7 "),
            (NoteKind::Disabled { count: 2 }, "count=2 line=7 "),
            (NoteKind::Expired("2026-11-20".parse().unwrap()), "date=2026-11-20 line=7 "),
            (NoteKind::JsonCut { column: 3 }, "column=3 line=7 "),
            (NoteKind::JsonBroken { column: 3 }, "column=3 line=7 "),
            (NoteKind::JsonMended { column: 3, count: 2 }, "column=3 count=2 line=7 "),
            (NoteKind::HandBackCut, "line=7 "),
        ] {
            assert_eq!(told(kind), expected);
        }
        assert!(Note { kind: NoteKind::Empty, line: None }.details().is_empty());
    }
}
