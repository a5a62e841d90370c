//! What the az client prints once when it has made a secret.
//!
//! `create-for-rbac`: `appId`, `displayName`, `password`, `tenant`; `credential reset` the same without a name;
//! with `--json-auth`, as azure/login takes it: `clientId`, `clientSecret`, `subscriptionId`, `tenantId` and
//! endpoints (azure-cli 2.91.0). With a certificate there is no secret in it.

use super::gather::Weight;
use super::json::{Entries, Walk, has, text_of};
use super::key::Meaning;
use super::{NoteKind, Source};
use crate::azure::Cloud;

pub(super) fn read(entries: &Entries, walk: &mut Walk<'_, '_>) -> bool {
    let is_short = has(entries, "appId") && has(entries, "tenant");
    let is_long = has(entries, "clientId") && has(entries, "tenantId");
    if is_short {
        short(entries, walk);
    } else if is_long && (has(entries, "clientSecret") || has(entries, "clientCertificate")) {
        long(entries, walk);
    } else {
        return false;
    }
    if has(entries, "fileWithCertAndPrivateKey") || has(entries, "clientCertificate") {
        let at = walk.at(Source::CreateForRbac, "");
        walk.gather.note(NoteKind::Certificate, Some(at.line));
    }
    true
}

fn short(entries: &Entries, walk: &mut Walk<'_, '_>) {
    let source = if has(entries, "displayName") || has(entries, "name") {
        Source::CreateForRbac
    } else {
        Source::CredentialReset
    };
    for (key, node) in entries {
        // The name of a service principal is no name of a setting.
        if !key.eq_ignore_ascii_case("displayName") && !key.eq_ignore_ascii_case("name") {
            walk.member(key, node, source);
        }
    }
}

fn long(entries: &Entries, walk: &mut Walk<'_, '_>) {
    for (key, node) in entries {
        // Addresses that are the same in several clouds would say the wrong one.
        if !key.to_ascii_lowercase().ends_with("url")
            && !key.eq_ignore_ascii_case("activeDirectoryGraphResourceId")
        {
            walk.member(key, node, Source::JsonAuth);
        }
    }
    for key in ["activeDirectoryEndpointUrl", "resourceManagerEndpointUrl"] {
        if let Some(address) = text_of(entries, key) {
            let at = walk.at(Source::JsonAuth, address);
            match Cloud::mentioned_in(address) {
                Some(cloud) => walk.gather.cloud(cloud, Weight::Plain, at),
                None => {
                    walk.gather.take(Meaning::Endpoint, address, at);
                }
            }
        }
    }
}
