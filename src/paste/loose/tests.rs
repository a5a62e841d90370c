use super::*;
use crate::paste::Pasted;
use crate::paste::sample::{ANY, CLIENT, SUBSCRIPTION, TENANT, filled, notes, tenant};

/// Reads one line; whether anything was in it, and what.
fn found(text: &str) -> (bool, Pasted) {
    let mut gather = Gather::default();
    let any = read(&filled(text), At { source: Source::Text, line: 7 }, &mut gather);
    (any, gather.finish("2026-11-21".parse().unwrap(), false))
}

fn subscription(text: &str) -> (Option<String>, Option<Source>) {
    let (_, mut pasted) = found(text);
    (pasted.subscriptions.pop().map(|found| found.id.to_string()), pasted.subscriptions_source)
}

#[test]
fn signs_that_stand_for_others_are_read() {
    let id = Some(SUBSCRIPTION.to_owned());
    for text in [
        "/subscriptions/@subscription/x".to_owned(),
        "%2Fsubscriptions%2F@subscription%2Fx".to_owned(),
        "\u{fc}ber /subscriptions/@subscription".to_owned(),
        format!("/subscriptions/{}", SUBSCRIPTION.replace('-', "\u{2013}")),
    ] {
        assert_eq!(subscription(&text), (id.clone(), Some(Source::ResourceId)), "{text}");
    }
}

#[test]
fn each_id_has_the_word_before_it() {
    let (any, pasted) = found("tenant @tenant, client @client subscription @subscription");
    assert!(any);
    assert_eq!(tenant(&pasted), Some((TENANT.into(), "text", 7)));
    assert_eq!(pasted.client.map(|found| found.value.to_string()).as_deref(), Some(CLIENT));
    assert_eq!(pasted.subscriptions.len(), 1);
    for (text, code) in [
        ("x @any", "unlabelled-ids"),
        ("Object ID @any", "object-id"),
        ("Secret ID @any", "secret-id"),
        ("application instance: (id) @any", "object-id"),
        ("/subscriptions/00000000-0000-0000-0000-000000000000", "placeholder"),
    ] {
        let (any, pasted) = found(text);
        assert_eq!((any, notes(&pasted)), (true, vec![code]), "{text}");
    }
    for text in ["x", "", "client", &format!("client {ANY}0"), &format!("client {ANY}-")] {
        let (any, pasted) = found(text);
        assert!(!any && pasted.client.is_none(), "{text}");
    }
}

#[test]
fn what_an_id_is_part_of() {
    for (before, expected) in [
        ("https://portal.azure.com/#@x/resource/subscriptions/", Some(Source::PortalUrl)),
        ("https://entra.microsoft.com/#view/", Some(Source::PortalUrl)),
        ("(https://portal.azure.cn#", Some(Source::PortalUrl)),
        ("https://management.azure.com:443/subscriptions/", Some(Source::ResourceId)),
        ("https://login.microsoftonline.com/", Some(Source::SignInUrl)),
        ("https://login.microsoftonline.com?tenant=", Some(Source::SignInUrl)),
        ("https://example.org/subscriptions/", None),
        ("#@x/", Some(Source::PortalUrl)),
        ("/subscriptions/", Some(Source::ResourceId)),
        ("client ", None),
        ("https://portal.azure.com/ /subscriptions/", Some(Source::ResourceId)),
        ("https://portal.azure.com/ client:", None),
        ("https://portal.azure.com/\u{3000}/subscriptions/", Some(Source::ResourceId)),
    ] {
        assert_eq!(source(before, 0, before.len()), expected, "{before}");
        assert_eq!(
            source(&format!("https://portal.azure.com/ab{before}"), 27, 27 + before.len()),
            expected,
            "{before}"
        );
    }
}

#[test]
fn addresses_tell_the_cloud() {
    for (text, cloud, source) in [
        ("https://portal.azure.cn/", "AzureChinaCloud", Source::PortalUrl),
        ("https://entra.microsoft.us", "AzureUSGovernment", Source::PortalUrl),
        ("'https://login.microsoftonline.us'", "AzureUSGovernment", Source::SignInUrl),
        ("\"https://management.chinacloudapi.cn\"", "AzureChinaCloud", Source::SignInUrl),
        ("https://example.org https://portal.azure.us:443/", "AzureUSGovernment", Source::PortalUrl),
        ("https://portal.azure.us?x", "AzureUSGovernment", Source::PortalUrl),
        ("https://portal.azure.us#x", "AzureUSGovernment", Source::PortalUrl),
    ] {
        let (any, pasted) = found(text);
        let cloud = Some((cloud, source, 7));
        assert_eq!(pasted.cloud.map(|found| (found.value.name(), found.source, found.line)), cloud, "{text}");
        assert!(!any, "{text}");
    }
}

#[test]
fn domains_stand_in_addresses_of_sign_in_and_of_the_portal() {
    for (text, expected) in [
        ("https://login.microsoftonline.com/contoso.com/oauth2", Some("sign-in-url")),
        ("https://login.microsoftonline.com/contoso.com?x", Some("sign-in-url")),
        ("https://login.microsoftonline.com/contoso.com#x", Some("sign-in-url")),
        ("https://portal.azure.com/contoso.com", None),
        ("https://portal.azure.com/#@contoso.com/x", Some("portal-url")),
        ("https://login.microsoftonline.com/contoso.com and more", Some("sign-in-url")),
        ("(see #@contoso.com)", Some("portal-url")),
        ("\"https://login.microsoftonline.com/contoso.com\"", Some("sign-in-url")),
        ("#@contoso.com?x", Some("portal-url")),
        ("#@contoso.com&x", Some("portal-url")),
        ("x#@/ #@contoso.com", Some("portal-url")),
        ("https://login.microsoftonline.com/contoso", None),
        ("https://login.microsoftonline.com/-/", None),
        ("https://login.microsoftonline.com/your-tenant-id/", None),
        ("https://login.microsoftonline.com/contoso..com", None),
    ] {
        let (any, pasted) = found(text);
        assert_eq!(
            tenant(&pasted).map(|(name, source, _)| (name, source)),
            expected.map(|source| ("contoso.com".into(), source)),
            "{text}"
        );
        assert_eq!(
            (any, pasted.notes.iter().any(|note| note.line.is_some())),
            (expected.is_some(), false),
            "{text}"
        );
    }
    for name in ["common", "organizations", "consumers"] {
        let (any, pasted) = found(&format!("https://login.microsoftonline.com/{name}/oauth2"));
        assert_eq!((any, notes(&pasted)), (true, vec!["many-tenants"]), "{name}");
    }
}

#[test]
fn groups_are_named_by_their_segment() {
    let (any, pasted) =
        found("/providers/Microsoft.Management/MANAGEMENTGROUPS/one-1_x.(a)/y managementGroups/two");
    let groups: Vec<_> =
        pasted.management_groups.iter().map(|group| (group.value.to_string(), group.source)).collect();
    assert_eq!(
        groups,
        [("one-1_x.(a)".to_owned(), Source::ResourceId), ("two".to_owned(), Source::ResourceId)]
    );
    assert!(any);
    assert!(found("#@contoso.com managementGroups/two").0 && found("managementGroups/two #@contoso.com").0);
    assert!(found("https://login.microsoftonline.com/common https://login.microsoftonline.com/x #@y").0);
    let (any, pasted) = found("managementGroups/ /managementGroups");
    assert!(!any && pasted.management_groups.is_empty());
}
