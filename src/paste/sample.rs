//! Made-up values that the tests here paste.

use super::Pasted;

pub(super) const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
pub(super) const OTHER_TENANT: &str = "2a6b8c04-9d1e-4f35-8b67-c0d1e2f3a495";
pub(super) const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
pub(super) const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
pub(super) const OTHER_SUBSCRIPTION: &str = "1b7d9e02-4c68-4a3f-b5d0-7e91c2f8a643";
/// An id of nothing that is asked for.
pub(super) const ANY: &str = "7c1d2e3f-4a5b-4c6d-8e9f-a0b1c2d3e4f5";
/// Of today's shape.
pub(super) const SECRET: &str = "ab.8Q~MadeUpForTheseTests_Shape_01234567";

/// Reads a text on a day on which nothing here has expired.
pub(super) fn read(text: &str) -> Pasted {
    super::read(text, "2026-11-21".parse().unwrap())
}

/// A text with `@tenant`, `@client` and the like for the values above.
pub(super) fn paste(text: &str) -> Pasted {
    read(&filled(text))
}

/// The text with the values above.
pub(super) fn filled(text: &str) -> String {
    [
        ("@tenant", TENANT),
        ("@other-tenant", OTHER_TENANT),
        ("@client", CLIENT),
        ("@subscription", SUBSCRIPTION),
        ("@other-subscription", OTHER_SUBSCRIPTION),
        ("@any", ANY),
        ("@secret", SECRET),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
}

/// The codes of its notes.
pub(super) fn notes(pasted: &Pasted) -> Vec<&'static str> {
    pasted.notes.iter().map(|note| note.code()).collect()
}

/// The text of the directory and where it was.
pub(super) fn tenant(pasted: &Pasted) -> Option<(String, &'static str, usize)> {
    pasted.tenant.as_ref().map(|found| (found.value.to_string(), found.source.code(), found.line))
}
