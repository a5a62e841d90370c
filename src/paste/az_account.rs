//! `az account show` and `list`, `az login`, `Get-AzSubscription | ConvertTo-Json`, and the service's own list.
//!
//! All have `id` and `tenantId`; `show` says `environmentName` where `list` says `cloudName` (azure-cli
//! 2.91.0). The service's list has a path in `id` and `subscriptionId` beside it.

use super::gather::{At, Weight};
use super::json::{Entries, Walk, get, has, text_of};
use super::{FoundSubscription, NoteKind, Source};
use crate::azure::{Cloud, Field, SubscriptionId, TenantId};
use crate::json::Node;

/// What az calls the account of a directory without subscriptions; its id is the directory's.
const PSEUDO: &str = "N/A(tenant level account)";

/// A list of accounts; nothing else is taken.
pub(super) fn list(list: &[Node], walk: &mut Walk<'_, '_>) -> bool {
    let mut accounts = list.iter().map(|node| match node {
        Node::Object(entries) if is_account(entries) => Some(entries),
        _ => None,
    });
    if list.len() < 2 || accounts.clone().any(|account| account.is_none()) {
        return false;
    }
    // A directory of a list is that of one subscription: it says nothing against another source.
    accounts.by_ref().flatten().for_each(|account| take(account, Weight::Listed, walk));
    true
}

/// One account.
pub(super) fn read(entries: &Entries, walk: &mut Walk<'_, '_>) -> bool {
    let is = is_account(entries);
    if is {
        take(entries, Weight::Plain, walk);
    }
    is
}

fn is_account(entries: &Entries) -> bool {
    text_of(entries, "tenantId").is_some()
        && text_of(entries, "id").is_some()
        && ["environmentName", "cloudName", "state", "isDefault", "homeTenantId"]
            .iter()
            .any(|key| has(entries, key))
}

fn take(entries: &Entries, weight: Weight, walk: &mut Walk<'_, '_>) {
    let id = text_of(entries, "subscriptionId").or_else(|| text_of(entries, "id")).unwrap_or_default();
    let tenant_text = text_of(entries, "tenantId").unwrap_or_default();
    let name = text_of(entries, "name").or_else(|| text_of(entries, "displayName"));
    let at = walk.at(Source::AzAccount, id);
    let tenant = tenant_text.parse::<TenantId>().ok();
    match tenant {
        Some(tenant) => walk.gather.add(Some(Field::Tenant), weight, tenant.to_string(), at),
        None => {
            walk.gather.value(Field::Tenant, tenant_text, at);
        }
    }
    let cloud = text_of(entries, "environmentName").or_else(|| text_of(entries, "cloudName"));
    let cloud = cloud.and_then(|name| named(name, at, walk));
    if name == Some(PSEUDO) || id.eq_ignore_ascii_case(tenant_text) {
        walk.gather.note(NoteKind::PseudoAccount, Some(at.line));
        return;
    }
    match id.parse::<SubscriptionId>().or_else(|_| SubscriptionId::parse(id)) {
        Ok(id) => {
            let enabled = match get(entries, "state") {
                Some(Node::Text(state)) => usable(state),
                // PowerShell writes the number of the state: Enabled is 0, Warned 1.
                Some(Node::Number(state)) => matches!(state, Some(0 | 1)),
                _ => true,
            };
            let is_default = get(entries, "isDefault") == Some(&Node::Flag(true));
            let name = name.map(str::to_owned);
            walk.gather.subscription(FoundSubscription { id, name, tenant, cloud, enabled, is_default }, at);
        }
        Err(_) => {
            walk.gather.value(Field::Subscription, id, at);
        }
    }
}

/// Whether a subscription in this state takes changes (Microsoft.Resources/subscriptions, `state`).
pub(super) fn usable(state: &str) -> bool {
    ["Enabled", "Warned", "PastDue"].iter().any(|good| good.eq_ignore_ascii_case(state))
}

fn named(name: &str, at: At, walk: &mut Walk<'_, '_>) -> Option<Cloud> {
    match Cloud::parse(name) {
        Ok(cloud) => {
            walk.gather.cloud(cloud, Weight::Plain, at);
            Some(cloud)
        }
        Err(_) => {
            walk.gather.take(super::key::Meaning::Cloud, name, at);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::paste::sample::{filled, notes, paste, tenant};

    /// Accounts of a directory that is not the one of the line before them.
    fn accounts(count: usize) -> crate::paste::Pasted {
        let account = r#"{"id": "@subscription", "tenantId": "@other-tenant", "state": "Enabled"}"#;
        paste(&format!("Tenant ID: @tenant\n[{}]", vec![account; count].join(", ")))
    }

    #[test]
    fn the_directory_of_a_list_contradicts_nothing() {
        for count in [2, 3] {
            let pasted = accounts(count);
            assert_eq!(tenant(&pasted), Some((filled("@tenant"), "labelled", 1)), "{count}");
        }
        let pasted = accounts(1);
        assert_eq!((tenant(&pasted), pasted.ambiguous[0].key()), (None, "tenantId"));
    }

    #[test]
    fn the_account_of_a_directory_is_no_subscription() {
        for (id, name) in [("@subscription", "N/A(tenant level account)"), ("@tenant", "Contoso")] {
            let pasted = paste(&format!(
                r#"{{"id": "{id}", "name": "{name}", "tenantId": "@tenant", "state": "Enabled"}}"#
            ));
            assert!(pasted.subscriptions.is_empty(), "{name}");
            assert_eq!(notes(&pasted), ["pseudo-account"]);
        }
    }

    #[test]
    fn a_state_is_a_word_or_powershells_number() {
        for (state, enabled) in [
            ("0", true),
            ("1", true),
            ("2", false),
            ("\"Warned\"", true),
            ("\"Disabled\"", false),
            ("null", true),
        ] {
            let pasted =
                paste(&format!(r#"{{"id": "@subscription", "tenantId": "@tenant", "state": {state}}}"#));
            assert_eq!(pasted.subscriptions[0].enabled, enabled, "{state}");
        }
    }
}
