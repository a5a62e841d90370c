//! The table of verdicts, row by row, as an admin meets it: what is typed, what the wizard makes of it,
//! and whether there are words for that.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::rc::Rc;

use azure_connect::azure::{Date, Field};
use azure_connect::contract::{Finding, Lookup};
use azure_connect::profile::Profile;
use azure_connect::text::Texts;
use azure_connect::wizard::{Complaint, Effect, Message, SecretVerdict, Step, Wizard};

const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
/// Made up, of today's shape.
const SECRET: &str = "abc8Q~MadeUpForTheTable_abcdefghij012345";
const IDS: [Field; 3] = [Field::Tenant, Field::Client, Field::Subscription];

/// A wizard that asks for everything on one step, all of it filled with good values.
fn filled() -> Wizard {
    let profile = r#"{"platform":{"name":"Harbor"},"routes":["existing"],"clouds":["AzureCloud"],
        "endpoint":{"url":"/api","operations":["create","read","lookup"]}}"#;
    let profile = Rc::new(Profile::parse(profile).unwrap());
    let mut wizard = Wizard::new(profile, Date::new(2026, 11, 21).unwrap());
    for (field, text) in good() {
        typed(&mut wizard, field, text);
    }
    secret(&mut wizard, SECRET, false);
    wizard
}

fn good() -> [(Field, &'static str); 4] {
    [
        (Field::Tenant, TENANT),
        (Field::Client, CLIENT),
        (Field::Subscription, SUBSCRIPTION),
        (Field::Expiry, "2027-05-31"),
    ]
}

fn good_of(field: Field) -> &'static str {
    good().into_iter().find(|(other, _)| *other == field).unwrap().1
}

fn typed(wizard: &mut Wizard, field: Field, text: &str) -> Vec<Effect> {
    wizard.update(Message::Typed(field, text.into()))
}

fn secret(wizard: &mut Wizard, text: &str, insisted: bool) {
    let verdict = SecretVerdict::beside(text, insisted, wizard.answers());
    wizard.update(Message::SecretInsisted(insisted, verdict));
}

/// Presses Continue and answers with what holds it back: field and code of each complaint.
fn held(wizard: &mut Wizard) -> Vec<(Field, String)> {
    wizard.update(Message::Continue);
    let complaints: Vec<Complaint> = wizard.complaints().cloned().collect();
    assert_eq!(complaints.is_empty(), wizard.step() == Step::Connect);
    for complaint in &complaints {
        has_words("error", complaint);
    }
    complaints.into_iter().map(|complaint| (complaint.field, complaint.code.into())).collect()
}

/// There is a sentence, and it names nothing that it is not given.
fn has_words(group: &str, complaint: &Complaint) {
    let texts = Texts::english();
    let keys = [
        format!("{group}.{}.{}", complaint.field.id(), complaint.code),
        format!("{group}.{}", complaint.code),
    ];
    let key = keys.iter().find(|key| texts.has(key)).unwrap_or_else(|| panic!("no words: {keys:?}"));
    let mut values =
        vec![("label", "the label"), ("platform", "Harbor"), ("other", "another"), ("cloud", "Azure")];
    values.extend(complaint.values.iter().map(|(name, value)| (*name, &**value)));
    let sentence = texts.fill(key, &values);
    assert!(!sentence.contains('{'), "{key}: {sentence}");
}

fn refused(field: Field, text: &str, code: &str) {
    let mut wizard = filled();
    typed(&mut wizard, field, text);
    assert_eq!(held(&mut wizard), [(field, code.to_owned())], "{text}");
    typed(&mut wizard, field, good_of(field));
    assert_eq!(wizard.complaints().count(), 0, "gone as soon as it is good");
}

fn taken(field: Field, text: &str, canonical: &str) {
    let mut wizard = filled();
    typed(&mut wizard, field, text);
    assert_eq!(held(&mut wizard), [], "{text}");
    assert_eq!(wizard.answers().text(field), canonical, "{text}");
}

fn doubted(wizard: &mut Wizard, field: Field, code: &str) {
    let doubt = wizard.doubt(field).unwrap_or_else(|| panic!("no doubt about {field:?}"));
    assert_eq!(&*doubt.code, code);
    has_words("doubt", &doubt);
    assert_eq!(held(wizard), [], "a doubt stops nobody");
}

#[test]
fn a_guid_in_any_common_dress() {
    for field in IDS {
        let id = good_of(field);
        for text in [
            id.to_uppercase(),
            format!("{{{id}}}"),
            format!("\u{201c}{id}\u{201d}"),
            format!("\u{feff}\u{200b} {id}\u{a0}\r\n"),
            format!("urn:uuid:{id}"),
            id.replace('-', ""),
        ] {
            taken(field, &text, id);
        }
    }
}

#[test]
fn the_right_guid_out_of_a_url_a_resource_id_or_a_line() {
    let portal =
        format!("https://portal.azure.com/#@{TENANT}/resource/subscriptions/{SUBSCRIPTION}/overview");
    taken(Field::Subscription, &portal, SUBSCRIPTION);
    taken(Field::Tenant, &portal, TENANT);
    let resource = format!("/subscriptions/{SUBSCRIPTION}/resourceGroups/web");
    taken(Field::Subscription, &resource, SUBSCRIPTION);
    taken(Field::Client, &format!("Application (client) ID : {CLIENT}"), CLIENT);
    taken(Field::Tenant, &format!("Directory (tenant) ID : {TENANT}"), TENANT);
    refused(Field::Client, &format!("Directory (tenant) ID : {TENANT}"), "other-field");
}

#[test]
fn placeholders() {
    for field in IDS {
        for text in [
            "00000000-0000-0000-0000-000000000000",
            "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
            "<tenant-id>",
            "{subscriptionId}",
            "undefined",
        ] {
            refused(field, text, "placeholder");
        }
    }
}

#[test]
fn the_same_guid_in_two_fields_names_both() {
    for (field, text, other, code) in [
        (Field::Client, TENANT, Field::Tenant, "same-id"),
        (Field::Subscription, CLIENT, Field::Client, "same-id"),
        (Field::Subscription, TENANT, Field::Tenant, "tenant-level-account"),
    ] {
        let mut wizard = filled();
        typed(&mut wizard, field, text);
        let mut at = held(&mut wizard);
        at.sort();
        let mut both = vec![(field, code.to_owned()), (other, code.to_owned())];
        both.sort();
        assert_eq!(at, both);
        let named = |at: Field| wizard.complaint(at).unwrap().values.clone();
        assert_eq!(named(field), [("other-field", other.id().into())]);
        assert_eq!(named(other), [("other-field", field.id().into())]);
        typed(&mut wizard, field, good_of(field));
        assert_eq!(wizard.complaints().count(), 0);
    }
}

#[test]
fn an_id_of_another_field_is_no_secret() {
    for field in IDS {
        let mut wizard = filled();
        for (text, insisted) in
            [(good_of(field).to_owned(), false), (format!(" {{{}}}", good_of(field)), true)]
        {
            secret(&mut wizard, &text, insisted);
            assert_eq!(held(&mut wizard), [(Field::Secret, "same-id".to_owned())], "{text}");
            assert_eq!(wizard.complaints().next().unwrap().values, [("other-field", field.id().into())]);
        }
        // Then that field changes: what stands in the secret's is an ID still.
        typed(&mut wizard, field, "4e1b7c92-8d05-4fa3-b6e7-20c9d18f53a4");
        assert_eq!(held(&mut wizard), [(Field::Secret, "secret-id".to_owned())]);
    }
}

#[test]
fn known_guids_of_microsoft() {
    for id in [
        "00000003-0000-0000-c000-000000000000",
        "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
        "9188040d-6c67-4c5b-b112-36a304b66dad",
        "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
        "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
        "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    ] {
        for field in IDS {
            refused(field, id, "known-id");
        }
    }
    let mut wizard = filled();
    typed(&mut wizard, Field::Tenant, "72f988bf-86f1-41af-91ab-2d7cd011db47");
    doubted(&mut wizard, Field::Tenant, "microsoft");
}

#[test]
fn a_tenant_by_its_domain() {
    taken(Field::Tenant, "Contoso.onmicrosoft.com", "contoso.onmicrosoft.com");
    refused(Field::Tenant, "common", "many-tenants");
    let mut wizard = filled();
    let effects = typed(&mut wizard, Field::Tenant, "contoso.com");
    let question = effects.into_iter().find_map(|effect| match effect {
        Effect::LookUp { question, .. } => question,
        _ => None,
    });
    let lookup = Lookup {
        tenant: Some(Finding::Found(TENANT.parse().unwrap())),
        subscription: Some(Finding::Unconfirmed),
    };
    wizard.update(Message::LookedUp(Box::new((*question.unwrap(), lookup))));
    assert_eq!(held(&mut wizard), []);
    assert_eq!(wizard.submission().unwrap().tenant_id.to_string(), TENANT);
}

#[test]
fn a_secret_that_is_a_guid_or_has_white_space_inside_can_be_insisted_on() {
    for (text, code) in [
        ("4e1b7c92-8d05-4fa3-b6e7-20c9d18f53a4", "secret-id"),
        ("abc8Q~Made UpForTheTable", "inner-white-space"),
    ] {
        let mut wizard = filled();
        secret(&mut wizard, text, false);
        assert_eq!(held(&mut wizard), [(Field::Secret, code.to_owned())]);
        assert!(matches!(wizard.answers().secret, SecretVerdict::Refused { overrulable: true, .. }));
        secret(&mut wizard, text, true);
        assert_eq!(held(&mut wizard), []);
    }
}

#[test]
fn a_masked_or_cut_secret_cannot_be_insisted_on() {
    for (text, code) in [("abc***************", "masked"), ("abc8Q~MadeUp", "cut")] {
        for insisted in [false, true] {
            let mut wizard = filled();
            secret(&mut wizard, text, insisted);
            assert_eq!(held(&mut wizard), [(Field::Secret, code.to_owned())]);
            assert!(matches!(wizard.answers().secret, SecretVerdict::Refused { overrulable: false, .. }));
        }
    }
}

#[test]
fn a_secret_of_an_unusual_shape_is_a_doubt() {
    let mut wizard = filled();
    secret(&mut wizard, "-6fQd]Urc:x-M63=PPosV?JS47cWii@X", false);
    doubted(&mut wizard, Field::Secret, "unusual-shape");
}

#[test]
fn text_of_a_secrets_shape_is_kept_in_no_other_field() {
    for field in [Field::Tenant, Field::Client, Field::Subscription, Field::Expiry] {
        for text in [SECRET.to_owned(), format!("clientSecret: '{SECRET}'"), SECRET.replace('~', "%7E")] {
            let mut wizard = filled();
            typed(&mut wizard, field, &text);
            assert_eq!(
                wizard.complaint(field).map(|complaint| &*complaint.code),
                Some("secret-like"),
                "at once"
            );
            assert_eq!(wizard.answers().text(field), "");
            assert_eq!(held(&mut wizard), [(field, "secret-like".to_owned())], "{text}");
            let kept = format!("{wizard:?} {} {:?}", wizard.draft().to_json(0.0), wizard.review());
            assert!(!kept.contains("MadeUp"), "{kept}");
        }
    }
    // An optional field is as good as empty then.
    let mut wizard = filled();
    typed(&mut wizard, Field::Name, SECRET);
    assert_eq!(wizard.complaint(Field::Name).map(|complaint| &*complaint.code), Some("secret-like"));
    assert!(!format!("{wizard:?}").contains("MadeUp"));
    assert_eq!(held(&mut wizard), []);
}

#[test]
fn when_the_secret_expires() {
    refused(Field::Expiry, "2026-11-20", "past");
    for (text, code) in [
        ("2026-11-21", Some("today")),
        ("2026-11-22", Some("tomorrow")),
        ("2026-12-20", Some("soon")),
        ("2026-12-21", None),
        ("2028-11-21", None),
        ("2028-11-22", Some("far")),
        ("2299-12-31", Some("far")),
    ] {
        let mut wizard = filled();
        typed(&mut wizard, Field::Expiry, text);
        match code {
            Some(code) => doubted(&mut wizard, Field::Expiry, code),
            None => assert_eq!((wizard.doubt(Field::Expiry), held(&mut wizard)), (None, vec![]), "{text}"),
        }
    }
}
