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

#[cfg(test)]
mod tests {
    use crate::paste::Source;
    use crate::paste::sample::{SECRET, SUBSCRIPTION, paste, tenant};

    const INSTANCE: &str = r#""Instance": "https://login.microsoftonline.com/""#;

    fn settings(members: &str) -> crate::paste::Pasted {
        paste(&format!("{{{INSTANCE}, {members}}}"))
    }

    #[test]
    fn one_of_the_two_ids_is_enough() {
        for members in [r#""TenantId": "@tenant""#, r#""ClientId": "@client""#] {
            let pasted = settings(members);
            let sources = [pasted.tenant.map(|found| found.source), pasted.client.map(|found| found.source)];
            assert!(sources.contains(&Some(Source::AppSettings)), "{members}");
        }
    }

    #[test]
    fn a_domain_is_the_directory_where_no_id_is() {
        let pasted = settings(r#""Domain": "contoso.onmicrosoft.com", "ClientId": "@client""#);
        assert_eq!(tenant(&pasted), Some(("contoso.onmicrosoft.com".into(), "app-settings", 1)));
    }

    #[test]
    fn secrets_are_read_below_the_credentials_and_other_lists_as_lists() {
        let pasted = settings(
            r#""ClientId": "@client", "ClientCredentials": [{"SourceType": "ClientSecret", "ClientSecret": "@secret"}],
            "SubscriptionIds": ["@subscription"]"#,
        );
        let secret = pasted.secret.unwrap();
        assert_eq!((secret.value.expose(), secret.source), (SECRET, Source::AppSettings));
        assert_eq!(pasted.subscriptions[0].id.to_string(), SUBSCRIPTION);
    }
}
