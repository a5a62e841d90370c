//! Ids of any kind: what is taken has one canonical text, which stands for the same value everywhere.

use std::fmt::Display;
use std::str::FromStr;

use azure_connect::azure::{
    ClientId, Cloud, CloudError, Guid, IdError, IdErrorKind, ManagementGroupId, Scope, SubscriptionId,
    Tenant, TenantDomain, TenantId, looks_like_secret,
};

pub fn check(text: &str) {
    id(text, Guid::parse);
    id(text, TenantId::parse);
    id(text, ClientId::parse);
    id(text, SubscriptionId::parse);
    id(text, Tenant::parse);
    id(text, TenantDomain::parse);
    id(text, ManagementGroupId::parse);
    canonical(text, Scope::parse);
    canonical::<Cloud, CloudError>(text, Cloud::parse);

    if let Ok(tenant) = Tenant::parse(text) {
        let safe = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
        assert!(tenant.to_string().bytes().all(safe), "{tenant} would go into a URL");
    }
    // A GUID means the same in each field, or is refused by name.
    if let (Ok(tenant), Ok(client)) = (TenantId::parse(text), ClientId::parse(text)) {
        let guid = Guid::parse(text);
        assert!(tenant.guid() == client.guid() || guid == Err(IdErrorKind::Several.into()), "{guid:?}");
    }
}

fn id<T>(text: &str, parse: fn(&str) -> Result<T, IdError>)
where
    T: Display + FromStr<Err = IdError> + PartialEq + std::fmt::Debug,
{
    canonical(text, parse);
    if text.len() > super::CLOSE {
        return;
    }
    let taken = parse(text);
    if looks_like_secret(text) {
        assert_eq!(taken, Err(IdErrorKind::SecretLike.into()));
    }
    if let Err(error) = &taken {
        assert!(!error.code().is_empty());
        assert!(error.details().iter().all(|(_, value)| !looks_like_secret(value)));
    }
    // White space and marks that nobody sees cling to whatever is copied.
    let dressed = format!("\u{feff} {text}\u{200b}\r\n");
    assert_eq!(parse(&dressed), taken);
}

/// The text of a value is strictly its own, and what an admin would copy from us.
fn canonical<T, E>(text: &str, parse: fn(&str) -> Result<T, E>)
where
    T: Display + FromStr<Err = E> + PartialEq + std::fmt::Debug,
    E: PartialEq + std::fmt::Debug,
{
    let Ok(value) = parse(text) else { return };
    let written = value.to_string();
    assert_eq!(written.parse().as_ref(), Ok(&value));
    assert_eq!(parse(&written), Ok(value));
}
