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

#[cfg(test)]
mod tests {
    use crate::azure::Cloud;
    use crate::paste::sample::{CLIENT, SECRET, TENANT, notes, paste};

    fn source(text: &str) -> &'static str {
        paste(text).client.map_or("", |found| found.source.code())
    }

    #[test]
    fn each_shape_is_known_by_its_keys() {
        for (text, expected) in [
            (r#"{"appId": "@client", "tenant": "@tenant", "displayName": "x"}"#, "create-for-rbac"),
            (r#"{"appId": "@client", "tenant": "@tenant", "name": "x"}"#, "create-for-rbac"),
            (r#"{"appId": "@client", "tenant": "@tenant", "password": "@secret"}"#, "credential-reset"),
            (r#"{"appId": "@client", "password": "@secret"}"#, "json"),
            (r#"{"clientId": "@client", "tenantId": "@tenant", "clientSecret": "@secret"}"#, "json-auth"),
            (r#"{"clientId": "@client", "tenantId": "@tenant", "clientCertificate": "x"}"#, "json-auth"),
            (r#"{"clientId": "@client", "tenantId": "@tenant"}"#, "json"),
            (r#"{"clientId": "@client", "clientSecret": "@secret"}"#, "json"),
        ] {
            assert_eq!(source(text), expected, "{text}");
        }
    }

    #[test]
    fn a_certificate_is_told() {
        for (text, codes) in [
            (
                r#"{"appId": "@client", "tenant": "@tenant", "fileWithCertAndPrivateKey": "x.pem"}"#,
                &["certificate"][..],
            ),
            (
                r#"{"clientId": "@client", "tenantId": "@tenant", "clientCertificate": "x.pem"}"#,
                &["certificate"],
            ),
            (r#"{"appId": "@client", "tenant": "@tenant", "password": "@secret"}"#, &[]),
        ] {
            assert_eq!(notes(&paste(text)), codes, "{text}");
        }
    }

    #[test]
    fn its_name_is_no_setting() {
        let pasted = paste(
            r#"{"appId": "@client", "tenant": "@tenant", "displayName": "/subscriptions/@any", "name": "/subscriptions/@any"}"#,
        );
        assert!(
            pasted.subscriptions.is_empty()
                && pasted.tenant.is_some_and(|found| found.value.to_string() == TENANT)
        );
    }

    #[test]
    fn the_cloud_is_that_of_the_addresses_that_differ() {
        let auth = |members: &str| {
            paste(&format!(
                r#"{{"clientId": "@client", "clientSecret": "@secret", "tenantId": "@tenant", {members}}}"#
            ))
        };
        for (member, cloud) in [
            (
                r#""activeDirectoryEndpointUrl": "https://login.chinacloudapi.cn""#,
                Some(Cloud::AzureChinaCloud),
            ),
            (
                r#""resourceManagerEndpointUrl": "https://management.usgovcloudapi.net/""#,
                Some(Cloud::AzureUSGovernment),
            ),
            (r#""galleryEndpointUrl": "https://management.usgovcloudapi.net/""#, None),
            (r#""activeDirectoryGraphResourceId": "https://management.usgovcloudapi.net/""#, None),
        ] {
            let pasted = auth(member);
            assert_eq!(pasted.cloud.map(|found| found.value), cloud, "{member}");
            assert_eq!(pasted.secret.map(|found| found.value.expose().to_owned()).as_deref(), Some(SECRET));
            assert_eq!(pasted.client.map(|found| found.value.to_string()).as_deref(), Some(CLIENT));
        }
    }
}
