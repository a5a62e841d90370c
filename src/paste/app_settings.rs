//! The section `AzureAd` of an application's settings (Microsoft.Identity.Web): `Instance`, `Domain`, `TenantId`,
//! `ClientId`, `ClientSecret`, or the secret below `ClientCredentials`.

use super::Source;
use super::json::{Entries, Walk, has};
use crate::json::Node;

pub(super) fn read(entries: &Entries, walk: &mut Walk<'_, '_>) -> bool {
    let is = has(entries, "Instance") && (has(entries, "ClientId") || has(entries, "TenantId"));
    if !is {
        return false;
    }
    for (key, node) in entries {
        match node {
            Node::List(list) if key.eq_ignore_ascii_case("ClientCredentials") => {
                for credential in list {
                    if let Node::Object(inner) = credential {
                        inner.iter().for_each(|(key, node)| walk.member(key, node, Source::AppSettings));
                    }
                }
            }
            // One of the directory's, which its id names better.
            node if key.eq_ignore_ascii_case("Domain") => {
                walk.member("tenantDomain", node, Source::AppSettings)
            }
            node => walk.member(key, node, Source::AppSettings),
        }
    }
    true
}
