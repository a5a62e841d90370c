//! A tenant: the directory in which an app is registered.

use std::fmt;
use std::str::FromStr;

use super::guid::guid_id;
use super::look_alike::meant;
use super::text_value::text_value;
use super::{Cloud, Field, IdError, IdErrorKind, Label, edge, finder, is_placeholder, looks_like_secret};
use crate::text::{find, split_once};

guid_id!(
    /// Directory (tenant) ID, a GUID.
    TenantId,
    Field::Tenant
);

/// A tenant as the token endpoint takes it (`https://login…/{tenant}/…`): its GUID or a verified domain.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tenant {
    /// Directory (tenant) ID.
    Id(TenantId),
    /// A domain of the directory; OIDC discovery resolves it to the id.
    Domain(TenantDomain),
}

impl Tenant {
    /// The tenant in what an admin types or pastes: a GUID in any common dress, a domain, a portal or
    /// sign-in URL, a line with its label.
    ///
    /// # Errors
    /// [`IdErrorKind`] says what the text is instead.
    pub fn parse(text: &str) -> Result<Tenant, IdError> {
        let error = match finder::find(text, Some(Field::Tenant)) {
            Ok(guid) => return TenantId::new(guid).map(Tenant::Id),
            Err(error) => error,
        };
        match error.kind() {
            IdErrorKind::Empty
            | IdErrorKind::Placeholder
            | IdErrorKind::SecretLike
            | IdErrorKind::Several => {
                return Err(error);
            }
            _ => {}
        }
        let text = finder::readable(text);
        match TenantDomain::check(named(&text)) {
            Ok(domain) => Ok(Tenant::Domain(domain)),
            Err(domain_error) if error.kind() == IdErrorKind::NotAnId => Err(domain_error),
            Err(_) => Err(error),
        }
    }

    /// The id, when it is known without asking.
    pub const fn id(&self) -> Option<TenantId> {
        match self {
            Tenant::Id(id) => Some(*id),
            Tenant::Domain(_) => None,
        }
    }
}

/// The part of a text that names a tenant: after `#@`, after a sign-in or portal host, after a label.
fn named(text: &str) -> &str {
    let text = edge::trim_id(text);
    if let Some((_, after)) = split_once(text, "#@") {
        return until_end(after);
    }
    if let Some((_, after)) = split_once(text, "://") {
        return match after.split_once('/') {
            Some((host, path)) if Cloud::of_host(host).is_some() => until_end(path),
            _ => text,
        };
    }
    match finder::labelled(text) {
        Some((label, value)) if names_domain(label) => edge::trim_id(value),
        _ => text,
    }
}

fn names_domain(label: &str) -> bool {
    Label::of(label) == Some(Label::Field(Field::Tenant))
        || find(&label.to_ascii_lowercase(), "domain").is_some()
}

fn until_end(text: &str) -> &str {
    text.split(['/', '?', '#', '&', ' ']).next().unwrap_or_default()
}

impl FromStr for Tenant {
    type Err = IdError;

    /// Strict: a GUID with hyphens, or a domain name and nothing else.
    fn from_str(text: &str) -> Result<Tenant, IdError> {
        if super::Guid::hyphenated(text).is_some() {
            return text.parse().map(Tenant::Id);
        }
        text.parse().map(Tenant::Domain)
    }
}

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tenant::Id(id) => id.fmt(f),
            Tenant::Domain(domain) => f.write_str(domain.as_str()),
        }
    }
}

text_value!(Tenant);

/// A domain name, lower-case, safe to put into a URL: letters, digits, hyphens and dots only.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TenantDomain(String);

/// First labels of domains from examples.
const EXAMPLES: [&str; 6] =
    ["yourtenant", "your-tenant", "yourdomain", "your-domain", "tenantname", "tenant-name"];

impl TenantDomain {
    /// The domain in what an admin types: `Contoso.onmicrosoft.com`, with or without quotes around it.
    ///
    /// # Errors
    /// No scheme, path, port or address is a domain; [`IdErrorKind`] says what the text is instead.
    pub fn parse(text: &str) -> Result<TenantDomain, IdError> {
        if looks_like_secret(text) {
            return Err(IdErrorKind::SecretLike.into());
        }
        let text = edge::without_invisible(text);
        if is_placeholder(&text) {
            return Err(IdErrorKind::Placeholder.into());
        }
        TenantDomain::check(edge::trim_id(&text))
    }

    fn check(text: &str) -> Result<TenantDomain, IdError> {
        if text.is_empty() {
            return Err(IdErrorKind::Empty.into());
        }
        let lower = text.to_ascii_lowercase();
        if ["common", "organizations", "consumers"].contains(&lower.as_str()) {
            return Err(IdErrorKind::ManyTenants.into());
        }
        if let Some(error) = foreign_letter(text) {
            return Err(error.into());
        }
        if !is_domain(&lower) || Cloud::of_host(&lower).is_some() {
            return Err(IdErrorKind::NotAnId.into());
        }
        if lower.split('.').next().is_some_and(|first| EXAMPLES.contains(&first)) {
            return Err(IdErrorKind::Placeholder.into());
        }
        Ok(TenantDomain(lower))
    }

    /// The domain, lower-case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The first letter that looks like a Latin one, in a text that would be a domain but for such letters.
fn foreign_letter(text: &str) -> Option<IdErrorKind> {
    let mut first = None;
    let mut mended = String::with_capacity(text.len());
    for (index, found) in text.chars().enumerate() {
        let plain = if found.is_ascii() { found } else { latin(found)? };
        if plain != found {
            first = first.or(Some(IdErrorKind::LookAlike { found, meant: plain, index }));
        }
        mended.push(plain.to_ascii_lowercase());
    }
    first.filter(|_| is_domain(&mended))
}

/// The Latin letter, digit or sign that a foreign one looks like.
fn latin(c: char) -> Option<char> {
    if let Some(wide) = (c as u32).checked_sub(0xFEE0).filter(|code| (0x21..0x7F).contains(code)) {
        return char::from_u32(wide);
    }
    Some(match c {
        'о' | 'О' | 'ο' | 'Ο' => 'o',
        'р' | 'Р' | 'ρ' => 'p',
        'у' | 'У' => 'y',
        'х' | 'Х' | 'χ' => 'x',
        'і' | 'І' | 'ι' => 'i',
        'ѕ' => 's',
        'ј' => 'j',
        'к' | 'К' | 'κ' => 'k',
        'м' | 'М' => 'm',
        'т' | 'Т' => 't',
        'н' | 'Н' => 'h',
        'ν' => 'v',
        '。' | '．' => '.',
        _ => return meant(c),
    })
}

/// RFC 1123 host name of two labels or more whose last is no number (which would make it an address).
fn is_domain(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253
        && text.contains('.')
        && text.split('.').all(label)
        && text
            .rsplit('.')
            .next()
            .is_some_and(|last| last.len() > 1 && last.bytes().any(|b| b.is_ascii_lowercase()))
}

impl FromStr for TenantDomain {
    type Err = IdError;

    /// Strict: the domain and nothing else, in either case.
    fn from_str(text: &str) -> Result<TenantDomain, IdError> {
        TenantDomain::check(text)
    }
}

impl fmt::Display for TenantDomain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(TenantDomain);
