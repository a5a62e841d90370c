//! Values that are good each on its own, but not together.

use super::{ClientId, Field, Guid, SubscriptionId, Tenant};

/// Two fields that hold what they cannot both hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conflict {
    /// The field that is asked for first.
    pub first: Field,
    /// The field that repeats it.
    pub second: Field,
    /// What the repetition tells.
    pub kind: ConflictKind,
}

/// The kinds of [`Conflict`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConflictKind {
    /// One GUID in two fields: it was pasted twice.
    SameId,
    /// The subscription has the tenant's id: the pseudo account that `az account list` shows for a tenant
    /// without subscriptions (`N/A(tenant level account)`), or the wrong box.
    TenantLevelAccount,
}

impl ConflictKind {
    /// The stable name of the kind.
    pub const fn code(self) -> &'static str {
        match self {
            ConflictKind::SameId => "same-id",
            ConflictKind::TenantLevelAccount => "tenant-level-account",
        }
    }
}

/// The first conflict between the ids that are known so far. A management group is not asked about:
/// the root group has the tenant's id rightfully.
pub fn find(
    tenant: Option<&Tenant>,
    client: Option<ClientId>,
    subscriptions: &[SubscriptionId],
) -> Option<Conflict> {
    let tenant: Option<Guid> = tenant.and_then(Tenant::id).map(|id| id.guid());
    let client = client.map(ClientId::guid);
    if tenant.is_some() && tenant == client {
        return Some(Conflict { first: Field::Tenant, second: Field::Client, kind: ConflictKind::SameId });
    }
    subscriptions.iter().map(|id| Some(id.guid())).find_map(|subscription| {
        if subscription == tenant {
            Some(Conflict {
                first: Field::Tenant,
                second: Field::Subscription,
                kind: ConflictKind::TenantLevelAccount,
            })
        } else if subscription == client {
            Some(Conflict { first: Field::Client, second: Field::Subscription, kind: ConflictKind::SameId })
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Conflict, ConflictKind, find};
    use crate::azure::{Field, Tenant};

    const A: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
    const B: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
    const C: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";

    #[test]
    fn names_both_fields() {
        let tenant = Tenant::parse(A).unwrap();
        assert_eq!(
            find(Some(&tenant), A.parse().ok(), &[]),
            Some(Conflict { first: Field::Tenant, second: Field::Client, kind: ConflictKind::SameId })
        );
        assert_eq!(
            find(Some(&tenant), B.parse().ok(), &[C.parse().unwrap(), A.parse().unwrap()]),
            Some(Conflict {
                first: Field::Tenant,
                second: Field::Subscription,
                kind: ConflictKind::TenantLevelAccount
            })
        );
        assert_eq!(
            find(None, B.parse().ok(), &[B.parse().unwrap()]).map(|found| found.first),
            Some(Field::Client)
        );
    }

    #[test]
    fn unknown_values_conflict_with_nothing() {
        let domain = Tenant::parse("contoso.com").unwrap();
        assert_eq!(find(None, None, &[A.parse().unwrap()]), None);
        assert_eq!(find(Some(&domain), A.parse().ok(), &[B.parse().unwrap()]), None);
        assert_eq!(find(Some(&Tenant::parse(A).unwrap()), B.parse().ok(), &[C.parse().unwrap()]), None);
    }
}
