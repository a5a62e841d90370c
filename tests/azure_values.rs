//! What admins type and paste, and what it is taken for.

use azure_connect::azure::{
    ClientId, ClientSecret, Cloud, Date, Expiry, Field, Guid, IdErrorKind, ManagementGroupId, Scope,
    SubscriptionId, Tenant, TenantDomain, TenantId, looks_like_secret,
};
use proptest::prelude::*;

const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
const SECRET: &str = "ab.8Q~MadeUpForTheseTests_Shape_01234567";

fn client(text: &str) -> Result<String, IdErrorKind> {
    ClientId::parse(text).map(|id| id.to_string()).map_err(|error| error.kind())
}

fn tenant(text: &str) -> Result<String, IdErrorKind> {
    Tenant::parse(text).map(|id| id.to_string()).map_err(|error| error.kind())
}

fn subscription(text: &str) -> Result<String, IdErrorKind> {
    SubscriptionId::parse(text).map(|id| id.to_string()).map_err(|error| error.kind())
}

#[test]
fn a_guid_in_any_dress() {
    let upper = CLIENT.to_uppercase();
    let simple = CLIENT.replace('-', "");
    for dressed in [
        CLIENT.to_owned(),
        upper.clone(),
        simple.clone(),
        simple.to_uppercase(),
        format!("{{{upper}}}"),
        format!("({CLIENT})"),
        format!("<{CLIENT}>"),
        format!("\"{CLIENT}\","),
        format!("'{CLIENT}';"),
        format!("\u{201c}{CLIENT}\u{201d}"),
        format!("\u{ab}{CLIENT}\u{bb}"),
        format!("`{CLIENT}`"),
        format!("urn:uuid:{CLIENT}"),
        format!("URN:UUID:{upper}"),
        format!(" \t\r\n{CLIENT}\u{a0}\u{3000}"),
        format!("\u{feff}{CLIENT}\u{200b}\u{200d}"),
        format!("\u{200f}\u{202b}{CLIENT}\u{202c}\u{2069}"),
        CLIENT.replace('-', "\u{2013}"),
        CLIENT.replace("-4", "-\u{200b}4"),
        format!("{CLIENT}."),
        format!("guid'{CLIENT}'"),
        format!("[guid]::new(\"{CLIENT}\")"),
        format!("api://{CLIENT}"),
    ] {
        assert_eq!(client(&dressed), Ok(CLIENT.to_owned()), "{dressed:?}");
    }
    assert_eq!(Guid::parse(&upper).unwrap().to_string(), CLIENT);
}

#[test]
fn the_right_guid_out_of_urls_and_lines() {
    for before in ["it is in subscriptions/", "#subscriptions/", "\tsubscriptions/", "/SUBSCRIPTIONS/"] {
        assert_eq!(subscription(&[before, SUBSCRIPTION].concat()), Ok(SUBSCRIPTION.to_owned()), "{before}");
        assert_eq!(
            client(&[before, SUBSCRIPTION].concat()),
            Err(IdErrorKind::OtherField(Field::Subscription))
        );
    }
    let app = format!(
        "https://portal.azure.com/#@{TENANT}/view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/{CLIENT}/isMSAApp~/false"
    );
    let entra =
        format!("https://entra.microsoft.com/{TENANT}#view/X/ApplicationMenuBlade/~/Overview/appId/{CLIENT}");
    let resource = format!("https://portal.azure.com/#@{TENANT}/resource/subscriptions/{SUBSCRIPTION}/users");
    let iam = format!(
        "https://portal.azure.com/#view/Microsoft_Azure_AD/AddRoleAssignmentsLandingBlade/scope/%2Fsubscriptions%2F{SUBSCRIPTION}/x"
    );
    let sign_in =
        format!("https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/authorize?client_id={CLIENT}&x=1");
    let essentials = format!(
        "Display name\n: Example\nApplication (client) ID\n: {CLIENT}\nObject ID\n: 11111111-2222-4333-8444-555555555555\nDirectory (tenant) ID\n: {TENANT}\n"
    );
    let json = format!("{{\"appId\": \"{CLIENT}\", \"displayName\": \"x\", \"tenant\": \"{TENANT}\"}}");
    let account = format!(
        "{{\n \"homeTenantId\": \"{TENANT}\",\n \"id\": \"{SUBSCRIPTION}\",\n \"name\": \"One\",\n \"tenantId\": \"{TENANT}\"\n}}"
    );
    let env = format!(
        "ARM_CLIENT_ID={CLIENT}\nexport ARM_TENANT_ID=\"{TENANT}\"\n$env:ARM_SUBSCRIPTION_ID = '{SUBSCRIPTION}'"
    );
    for text in [&app, &entra, &sign_in, &essentials, &json, &env] {
        assert_eq!(client(text), Ok(CLIENT.to_owned()), "{text}");
    }
    for text in [&app, &entra, &resource, &sign_in, &essentials, &json, &account, &env] {
        assert_eq!(tenant(text), Ok(TENANT.to_owned()), "{text}");
    }
    for text in [&resource, &iam, &account, &env] {
        assert_eq!(subscription(text), Ok(SUBSCRIPTION.to_owned()), "{text}");
    }
    for line in [
        format!("/subscriptions/{SUBSCRIPTION}/resourceGroups/one/providers/Microsoft.Compute/disks/d"),
        format!("Subscription ID : {SUBSCRIPTION}"),
        format!("Subscription ID\t{SUBSCRIPTION}"),
        format!("subscription_id = \"{}\"", SUBSCRIPTION.to_uppercase()),
    ] {
        assert_eq!(subscription(&line), Ok(SUBSCRIPTION.to_owned()), "{line}");
    }
    assert_eq!(client(&format!("Anwendungs-ID (Client): {CLIENT}")), Ok(CLIENT.to_owned()));
    assert_eq!(client(&format!("my app is {CLIENT}, thanks")), Ok(CLIENT.to_owned()));
}

#[test]
fn the_value_of_another_field_is_named() {
    let other = |field| Err(IdErrorKind::OtherField(field));
    assert_eq!(client(&format!("Directory (tenant) ID : {TENANT}")), other(Field::Tenant));
    assert_eq!(client(&format!("/subscriptions/{SUBSCRIPTION}")), other(Field::Subscription));
    assert_eq!(subscription(&format!("Application (client) ID : {CLIENT}")), other(Field::Client));
    assert_eq!(tenant(&format!("\"appId\": \"{CLIENT}\"")), other(Field::Client));
    assert_eq!(
        client(&format!("https://portal.azure.com/#@{TENANT}/view/X/ApplicationsListBlade")),
        other(Field::Tenant)
    );
    assert_eq!(client(&format!("https://portal.azure.com/{TENANT}#view/X")), other(Field::Tenant));
    assert_eq!(client(&format!("Object ID : {CLIENT}")), Err(IdErrorKind::ObjectId));
    assert_eq!(client(&format!("Secret ID : {CLIENT}")), Err(IdErrorKind::SecretId));
    assert_eq!(tenant("Client secret: hunter2hunter2"), other(Field::Secret));
    assert_eq!(client(&format!("{CLIENT} {TENANT}")), Err(IdErrorKind::Several));
    assert_eq!(client(&format!("{TENANT}/{CLIENT}")), Err(IdErrorKind::Several));
    assert_eq!(client(&format!("{CLIENT} {CLIENT}")), Ok(CLIENT.to_owned()));
    assert_eq!(client(&format!("https://example.com/{CLIENT}")), Err(IdErrorKind::NotHere));
    assert_eq!(
        client(&format!("https://portal.azure.com/#view/X/Y/objectId/{CLIENT}")),
        Err(IdErrorKind::ObjectId)
    );
}

#[test]
fn placeholders_known_ids_and_secrets() {
    for text in [
        "00000000-0000-0000-0000-000000000000",
        "{00000000-0000-0000-0000-000000000000}",
        "00000000000000000000000000000000",
        "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
        "<tenant-id>",
        "{subscriptionId}",
        "undefined",
        "null",
        "your-tenant-id",
        "Directory (tenant) ID : <your-tenant-id>",
        "tenantId=00000000-0000-0000-0000-000000000000",
    ] {
        assert_eq!(tenant(text), Err(IdErrorKind::Placeholder), "{text}");
    }
    assert_eq!(
        subscription("/subscriptions/00000000-0000-0000-0000-000000000000"),
        Err(IdErrorKind::Placeholder)
    );
    assert_eq!(subscription("/subscriptions/{subscriptionId}"), Err(IdErrorKind::Placeholder));
    assert_eq!(client("00000003-0000-0000-C000-000000000000"), Err(IdErrorKind::KnownId("Microsoft Graph")));
    assert_eq!(client("04b07795-8ddb-461a-bbee-02f9e1bf7b46"), Err(IdErrorKind::KnownId("the Azure CLI")));
    assert!(matches!(tenant("9188040d-6c67-4c5b-b112-36a304b66dad"), Err(IdErrorKind::KnownId(_))));
    for text in [SECRET.to_owned(), format!(" \"{SECRET}\""), format!("{CLIENT} {SECRET}")] {
        assert_eq!(client(&text), Err(IdErrorKind::SecretLike));
        assert_eq!(tenant(&text), Err(IdErrorKind::SecretLike));
        assert_eq!(ManagementGroupId::parse(&text).unwrap_err().kind(), IdErrorKind::SecretLike);
        assert!(!format!("{:?}", ClientId::parse(&text)).contains("MadeUp"));
    }
    for text in ["", " \u{feff}\u{200b}\n", "\"\"", "{}", "Application (client) ID :"] {
        assert_eq!(client(text), Err(IdErrorKind::Empty), "{text:?}");
    }
}

#[test]
fn misspelt_guids_say_what_is_wrong() {
    // Four digits are the beginning of an id, fewer, or as many other signs, are a word.
    assert_eq!(client("abcd"), Err(IdErrorKind::TooShort { digits: 4 }));
    assert_eq!(client("abc"), Err(IdErrorKind::NotAnId));
    assert_eq!(client("abcdefO"), Err(IdErrorKind::TooShort { digits: 7 }));
    assert_eq!(client("abcdefOO"), Err(IdErrorKind::TooShort { digits: 8 }));
    assert_eq!(client("abcdOOOO"), Err(IdErrorKind::NotAnId));

    let with = |index: usize, c: char| -> String {
        CLIENT.chars().enumerate().map(|(at, old)| if at == index { c } else { old }).collect()
    };
    for (c, meant) in [('а', 'a'), ('O', '0'), ('l', '1'), ('\u{ff13}', '3'), ('с', 'c'), ('\u{661}', '1')]
    {
        assert_eq!(
            client(&format!(" {}", with(5, c))),
            Err(IdErrorKind::LookAlike { found: c, meant, index: 5 }),
            "{c}"
        );
    }
    assert_eq!(client(&with(7, 'g')), Err(IdErrorKind::BadCharacter { found: 'g', index: 7 }));
    assert_eq!(client(&CLIENT[..35]), Err(IdErrorKind::TooShort { digits: 31 }));
    assert_eq!(client(&CLIENT[1..]), Err(IdErrorKind::TooShort { digits: 31 }));
    assert_eq!(client(&format!("{}\u{2026}", &CLIENT[..13])), Err(IdErrorKind::TooShort { digits: 12 }));
    assert_eq!(client(&format!("{CLIENT}0")), Err(IdErrorKind::TooLong { digits: 33 }));
    assert_eq!(
        client(&format!("Application (client) ID : {}", &CLIENT[..30])),
        Err(IdErrorKind::TooShort { digits: 26 })
    );
    for text in ["hello world", "contoso.com", "https://spot.io", "12", "\u{1F511}"] {
        assert_eq!(client(text), Err(IdErrorKind::NotAnId), "{text}");
    }
}

#[test]
fn a_tenant_may_be_a_domain() {
    assert_eq!(tenant("<fabrikam.com>"), Err(IdErrorKind::Placeholder));
    assert_eq!(tenant("Primary domain: fabrikam.com"), Ok("fabrikam.com".to_owned()));
    assert_eq!(tenant("Website: fabrikam.com"), Err(IdErrorKind::NotAnId));
    assert_eq!(
        TenantDomain::parse("Fabrikam.com").map(|domain| domain.to_string()),
        Ok("fabrikam.com".to_owned())
    );
    for (alike, letter) in [
        ("оОοΟ", 'o'),
        ("рРρ", 'p'),
        ("уУ", 'y'),
        ("хХχ", 'x'),
        ("іІι", 'i'),
        ("ѕ", 's'),
        ("ј", 'j'),
        ("кКκ", 'k'),
        ("мМ", 'm'),
        ("тТ", 't'),
        ("нН", 'h'),
        ("ν", 'v'),
        ("。．", '.'),
        ("ａ", 'a'),
        ("－", '-'),
        ("！", '!'),
    ] {
        for found in alike.chars() {
            let text = format!("ab{found}cd.com");
            let expected = IdErrorKind::LookAlike { found, meant: letter, index: 2 };
            let expected = if letter == '!' { IdErrorKind::NotAnId } else { expected };
            assert_eq!(TenantDomain::parse(&text).map_err(|error| error.kind()), Err(expected), "{text}");
        }
    }
    for (text, domain) in [
        ("contoso.com", "contoso.com"),
        (" Contoso.OnMicrosoft.com\u{200b} ", "contoso.onmicrosoft.com"),
        ("\"sub.contoso.co.uk\"", "sub.contoso.co.uk"),
        ("xn--bcher-kva.example.", "xn--bcher-kva.example"),
        ("https://portal.azure.com/#@contoso.com/resource/subscriptions", "contoso.com"),
        (
            "https://login.microsoftonline.com/contoso.com/v2.0/.well-known/openid-configuration",
            "contoso.com",
        ),
        ("Primary domain : contoso.onmicrosoft.com", "contoso.onmicrosoft.com"),
        ("tenant = contoso.com", "contoso.com"),
        ("cafe.de", "cafe.de"),
    ] {
        assert_eq!(tenant(text), Ok(domain.to_owned()), "{text}");
    }
    for text in [
        "https://contoso.com",
        "https://contoso.com/",
        "contoso.com/path",
        "contoso.com:443",
        "contoso.com?x",
        "10.0.0.1",
        "::1",
        "contoso",
        "-a.com",
        "a-.com",
        "a..com",
        ".com",
        "a_b.com",
        "user@contoso.com",
        "contoso.com evil.example",
        "bücher.example",
        "portal.azure.com",
        "../..",
        "contoso.c",
        &format!("{}.info", "abcdefghi.".repeat(25).trim_end_matches('.')),
        &format!("{}.com", "a".repeat(64)),
    ] {
        assert_eq!(tenant(text), Err(IdErrorKind::NotAnId), "{text}");
    }
    assert_eq!(tenant("common"), Err(IdErrorKind::ManyTenants));
    assert_eq!(tenant("https://login.microsoftonline.com/organizations/"), Err(IdErrorKind::ManyTenants));
    assert_eq!(tenant("contоso.com"), Err(IdErrorKind::LookAlike { found: 'о', meant: 'o', index: 4 }));
    assert_eq!(tenant("your-tenant.onmicrosoft.com"), Err(IdErrorKind::Placeholder));
    assert!(TenantId::parse("contoso.com").is_err());
}

#[test]
fn management_groups_and_scopes() {
    let group =
        |text: &str| ManagementGroupId::parse(text).map(|id| id.to_string()).map_err(|error| error.kind());
    for text in [
        "corp-root_1.(x)",
        " 'corp-root_1.(x)'\n",
        "/providers/Microsoft.Management/managementGroups/corp-root_1.(x)",
        "https://portal.azure.com/#view/X/ManagementGroup/providers%2fmicrosoft.management%2fmanagementgroups%2fcorp-root_1.(x)",
        "Management group ID : corp-root_1.(x)",
        "Management group ID : corp-root_1.(x),\r\n",
    ] {
        assert_eq!(group(text), Ok("corp-root_1.(x)".to_owned()), "{text}");
    }
    assert_eq!(group(&format!("{{{}}}", TENANT.to_uppercase())), Ok(TENANT.to_owned()));
    assert_eq!(group(&"a".repeat(90)), Ok("a".repeat(90)));
    assert_eq!(group(&"a".repeat(91)), Err(IdErrorKind::TooLong { digits: 91 }));
    assert_eq!(
        group(&format!("/subscriptions/{SUBSCRIPTION}")),
        Err(IdErrorKind::OtherField(Field::Subscription))
    );
    assert_eq!(group("{00000000-0000-0000-0000-000000000000}"), Err(IdErrorKind::Placeholder));
    assert_eq!(group("{managementGroupId}"), Err(IdErrorKind::Placeholder));
    assert_eq!(group(""), Err(IdErrorKind::Empty));
    for text in ["a b", "..", ".", "a/b", "a.", "ümlaut", "a?b", "(a)"] {
        assert_eq!(group(text), Err(IdErrorKind::NotAnId), "{text}");
    }

    let path = format!("/subscriptions/{SUBSCRIPTION}");
    assert_eq!(Scope::parse(&format!(" {}/", path.to_uppercase())).unwrap().to_string(), path);
    let scope = Scope::parse("/providers/microsoft.management/managementgroups/Corp").unwrap();
    assert_eq!(scope.to_string(), "/providers/Microsoft.Management/managementGroups/Corp");
    assert_eq!(serde_json::from_str::<Scope>(&serde_json::to_string(&scope).unwrap()).unwrap(), scope);
    for text in [
        "",
        "/",
        SUBSCRIPTION,
        "/subscriptions/",
        "/subscriptions/x",
        "/subscriptions/..",
        "/providers/Microsoft.Management/managementGroups/../x",
    ] {
        assert!(Scope::parse(text).is_err(), "{text}");
        assert!(serde_json::from_value::<Scope>(text.into()).is_err(), "{text}");
    }
    for below in ["/resourceGroups/one", "?x", "#x", "//", "%2f"] {
        assert!(format!("{path}{below}").parse::<Scope>().is_err(), "{below}");
    }
}

#[test]
fn the_wire_takes_the_canonical_form_only() {
    assert_eq!(
        serde_json::to_string(&ClientId::parse(&CLIENT.to_uppercase()).unwrap()).unwrap(),
        format!("\"{CLIENT}\"")
    );
    assert_eq!(serde_json::from_value::<TenantId>(TENANT.into()).unwrap().to_string(), TENANT);
    for text in [
        format!("{{{TENANT}}}"),
        format!(" {TENANT}"),
        TENANT.replace('-', ""),
        "contoso.com ".into(),
        "common".into(),
    ] {
        assert!(serde_json::from_value::<Tenant>(text.clone().into()).is_err(), "{text}");
    }
    assert!(serde_json::from_value::<TenantId>("00000000-0000-0000-0000-000000000000".into()).is_err());
    assert!(serde_json::from_value::<Date>("31.05.2027".into()).is_err());
    assert!(serde_json::from_value::<Cloud>("public".into()).is_err());
    let error = serde_json::from_value::<TenantId>(SECRET.into()).unwrap_err().to_string();
    assert!(!error.contains("MadeUp"), "{error}");
}

#[test]
fn long_texts_cost_no_more_than_their_length() {
    let pieces = [
        ("a".to_owned(), 1 << 16),
        ("-".to_owned(), 1 << 16),
        ("8Q~".to_owned(), 1 << 15),
        (format!("{CLIENT} "), 2_000),
        (format!("subscription/{CLIENT}/"), 2_000),
        ("%25".to_owned(), 1 << 15),
        ("{".to_owned(), 1 << 16),
        ("\u{200b}".to_owned(), 1 << 15),
        ("a.".to_owned(), 1 << 15),
        ("****-".to_owned(), 1 << 14),
        ("your-".to_owned(), 1 << 14),
        ("1/".to_owned(), 1 << 15),
    ];
    let today = Date::new(2026, 11, 21).unwrap();
    for (piece, count) in &pieces {
        let took = |count: usize| {
            let text = &piece.repeat(count);
            let run = || {
                let start = std::time::Instant::now();
                assert!(ClientId::parse(text).is_err() || text.starts_with(CLIENT));
                assert!(Tenant::parse(text).is_err() || text.starts_with(CLIENT));
                assert!(ManagementGroupId::parse(text).is_err());
                assert!(Expiry::parse(text, today).is_err());
                let _ = (Scope::parse(text), Cloud::parse(text), ClientSecret::insist(text));
                let _ = looks_like_secret(text);
                start.elapsed()
            };
            (0..3).map(|_| run()).min().unwrap()
        };
        // Thirty-two times the text: quadratic work would take a thousand times as long.
        let (few, many) = (took(count / 32), took(*count));
        assert!(many < few * 300, "{piece}: {few:?} {many:?}");
    }
}

/// Text that is near to what the parsers look for, so that random input gets past the first check.
fn pasted() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(CLIENT.to_owned()),
        Just(TENANT.to_uppercase()),
        Just(SECRET.to_owned()),
        Just("Application (client) ID".to_owned()),
        Just("/subscriptions/".to_owned()),
        Just("managementGroups/".to_owned()),
        Just("#@".to_owned()),
        Just("https://login.microsoftonline.com/".to_owned()),
        Just("%2F".to_owned()),
        Just("İ\u{200b}\u{feff}a\u{301}".to_owned()),
        "[0-9a-fA-F-]{0,40}",
        "[0-9/. :-]{0,24}",
        "[\u{0}-\u{ff}]{0,12}",
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_parser_panic(text in pasted()) {
        let _ = Cloud::mentioned_in(&text);
        let today = Date::new(2026, 11, 21).unwrap();
        let _ = (Guid::parse(&text), ClientId::parse(&text), SubscriptionId::parse(&text), TenantId::parse(&text));
        let _ = (Tenant::parse(&text), TenantDomain::parse(&text), ManagementGroupId::parse(&text), Scope::parse(&text));
        let _ = (Cloud::parse(&text), Date::parse(&text), Expiry::parse(&text, today), looks_like_secret(&text));
        let _ = (ClientSecret::insist(&text), azure_connect::azure::role::Action::parse(&text));
        let _ = azure_connect::azure::role::Role { name: text.clone(), assignable_scopes: vec![text], ..Default::default() }.lint();
    }

    #[test]
    fn what_parses_survives_its_own_text(text in pasted()) {
        if let Ok(tenant) = Tenant::parse(&text) {
            prop_assert_eq!(tenant.to_string().parse::<Tenant>(), Ok(tenant.clone()));
            let safe = tenant.to_string().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.');
            prop_assert!(safe, "{}", tenant);
        }
        if let Ok(group) = ManagementGroupId::parse(&text) {
            prop_assert_eq!(group.to_string().parse::<ManagementGroupId>(), Ok(group));
        }
        if let Ok(scope) = Scope::parse(&text) {
            prop_assert_eq!(scope.to_string().parse::<Scope>(), Ok(scope));
        }
        if let Ok(date) = Date::parse(&text) {
            prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
        }
        if let Ok(secret) = ClientSecret::parse(&text) {
            prop_assert!(text.contains(secret.expose()));
            prop_assert_eq!(format!("{secret:?}"), "ClientSecret(redacted)");
        }
    }

    #[test]
    fn every_guid_in_every_dress(bytes in any::<[u8; 16]>(), before in "[ \t\"'{(\u{feff}\u{200b}\u{a0}\u{201c}]{0,4}", after in "[ \r\n\"')},;\u{200f}\u{3000}\u{201d}]{0,4}") {
        let guid = Guid::from_bytes(bytes);
        prop_assume!(!guid.is_nil());
        let text = guid.to_string();
        for form in [text.clone(), text.to_uppercase(), text.replace('-', ""), format!("urn:uuid:{text}")] {
            prop_assert_eq!(Guid::parse(&format!("{before}{form}{after}")), Ok(guid));
        }
    }

    #[test]
    fn a_secret_field_keeps_every_inner_character(inside in "[!#-&(-_a-~][!-~]{11,43}") {
        // It does not begin with a quote: quotes at both ends are the one thing that is taken off.
        if let Ok(secret) = ClientSecret::parse(&format!("\u{feff} {inside}\r\n")) {
            prop_assert_eq!(secret.expose(), inside);
        }
    }

    #[test]
    fn days_count_on(days in -700_000_i64..2_900_000, step in 1_i64..4000) {
        let (one, other) = (Date::from_unix_days(days), Date::from_unix_days(days + step));
        prop_assert_eq!(one.days_until(other), step);
        prop_assert!(one < other);
    }
}
