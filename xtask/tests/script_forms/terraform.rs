//! Terraform, by a reader of HCL.

use azure_connect::script::{Job, Language, ScriptErrorKind, Task};
use hcl::{Body, Expression};
use proptest::prelude::*;

use super::{CLIENT, GROUP, SCOPE, built_in, by_certificate, certificate, federated, hostile, job, profile};

fn file(job: &Job<'_>) -> Body {
    let text = job.write(Language::Terraform).unwrap().text;
    hcl::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The local values of the job: the first block of the file.
fn locals(file: &Body) -> &Body {
    let first = file.blocks().next().unwrap();
    assert_eq!(first.identifier(), "locals");
    first.body()
}

fn local<'a>(file: &'a Body, name: &str) -> &'a Expression {
    locals(file).attributes().find(|attribute| attribute.key() == name).unwrap().expr()
}

/// What a quoted template stands for, when nothing is interpolated in it.
fn plain(expression: &Expression) -> String {
    let context = hcl::eval::Context::new();
    match hcl::eval::Evaluate::evaluate(expression, &context).unwrap() {
        hcl::Value::String(text) => text,
        other => panic!("{other:?}"),
    }
}

fn member<'a>(expression: &'a Expression, name: &str) -> &'a Expression {
    let Expression::Object(object) = expression else { panic!("{expression:?}") };
    object.get(&hcl::ObjectKey::from(hcl::Identifier::unchecked(name))).unwrap()
}

fn names(file: &Body) -> Vec<String> {
    file.blocks()
        .map(|block| {
            let labels: Vec<&str> = block.labels().iter().map(|label| label.as_str()).collect();
            [&[block.identifier()][..], &labels].concat().join(" ")
        })
        .collect()
}

#[test]
fn the_file_makes_what_a_connection_needs() {
    let (custom, plain_role) = (profile("Harbor Demo", "Harbor Operator", "For tests"), built_in());
    for profile in [&custom, &plain_role] {
        let found = names(&file(&job(profile)));
        for wanted in [
            "provider azuread",
            "provider azurerm",
            "resource azuread_application app",
            "resource azuread_service_principal app",
            "resource azuread_application_password secret",
            "resource azuread_application_certificate certificate",
            "resource azurerm_role_definition role",
            "resource azurerm_role_assignment role",
            "output tenant_id",
            "output client_id",
            "output client_secret",
            "output subscription_ids",
        ] {
            assert!(found.iter().any(|name| name == wanted), "{wanted} in {found:?}");
        }
        assert!(!found.iter().any(|name| name.starts_with("variable")), "{found:?}");
    }
    let asked = file(&Job { scopes: Vec::new(), ..job(&custom) });
    assert!(names(&asked).contains(&"variable subscription_ids".to_owned()));
    assert_eq!(*local(&file(&job(&custom)), "federated"), Expression::Null);
    assert_eq!(*local(&file(&job(&custom)), "certificate"), Expression::Null);
    assert_eq!(*local(&file(&job(&plain_role)), "role"), Expression::Null);
    assert_eq!(
        plain(local(&file(&job(&plain_role)), "built_in_role_id")),
        "acdd72a7-3385-48ef-bd42-f606fba81ae7"
    );
    let two = vec![SCOPE.parse().unwrap(), GROUP.parse().unwrap()];
    let Expression::Array(scopes) = local(&file(&Job { scopes: two, ..job(&custom) }), "scopes").clone()
    else {
        panic!("no list")
    };
    assert_eq!(scopes.iter().map(plain).collect::<Vec<_>>(), [SCOPE, GROUP]);
}

#[test]
fn what_terraform_does_itself_is_left_to_it() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let kind = |job: Job<'_>| job.write(Language::Terraform).unwrap_err().kind();
    let base = job(&profile);
    assert_eq!(kind(Job { dry_run: true, ..base.clone() }), ScriptErrorKind::UsePlan);
    assert_eq!(
        kind(Job { task: Task::Connect { new_secret: true }, ..base.clone() }),
        ScriptErrorKind::UseReplace
    );
    let client = CLIENT.parse().unwrap();
    assert_eq!(kind(Job { task: Task::TearDown { client }, ..base }), ScriptErrorKind::UseDestroy);
}

#[test]
fn the_trust_arrives_as_it_is() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let file = file(&Job { trust: federated(), ..job(&profile) });
    let trust = local(&file, "federated");
    assert_eq!(plain(member(trust, "issuer")), "https://id.example.com/it's");
    assert_eq!(plain(member(trust, "subject")), "account:$HOME`id`\"${x}");
}

#[test]
fn the_certificate_arrives_as_it_is() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let file = file(&Job { trust: by_certificate(), ..job(&profile) });
    let local = local(&file, "certificate");
    assert_eq!(plain(member(local, "pem")), certificate().pem());
    assert_eq!(plain(member(local, "until")), "2028-11-20T15:26:45Z");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_value_is_one_literal(
        name in hostile(), role in hostile(), lines in prop::collection::vec(hostile(), 1..3),
    ) {
        let description = lines.join("\n");
        let profile = profile(&name, &role, &description);
        let file = file(&job(&profile));
        prop_assert_eq!(plain(local(&file, "app_name")), name);
        prop_assert_eq!(plain(member(local(&file, "role"), "name")), role);
        prop_assert_eq!(plain(member(local(&file, "role"), "description")), description);
    }
}
