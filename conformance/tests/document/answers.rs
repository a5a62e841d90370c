use azure_connect::contract::{
    Check, CheckId, CheckState, Connection, ConnectionId, ConnectionList, CredentialKind, CredentialView,
    ExtraValue, Extras, Federation, FieldProblem, Finding, Lookup, Problem, PublicCertificate, RoleRef,
    Shown, Status,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde::Serialize;

use super::{faults, members, schema};

const GUID: &str = "6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11";
const SCOPE: &str = "/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33";

fn shown() -> impl Strategy<Value = Shown> {
    any::<String>().prop_map(|text| Shown::new(&text))
}

fn states() -> impl Strategy<Value = CheckState> {
    use CheckState::{Fail, Pass, Pending, Running, Skipped, Waiting, Warn};
    prop::sample::select(vec![Pending, Running, Waiting, Pass, Warn, Fail, Skipped])
}

fn checks() -> impl Strategy<Value = Check> {
    let ids = prop_oneof![Just(CheckId::Token), Just(CheckId::RoleVersion), shown().prop_map(CheckId::from)];
    let texts = (option::of(shown()), option::of(shown()), option::of(shown()), option::of(shown()));
    let rest = (vec(shown(), 0..4), any::<Option<u32>>(), any::<Option<u32>>());
    (ids, states(), texts, rest).prop_map(
        |(id, state, (scope, code, detail, trace_id), (missing, retry_after_seconds, deadline_seconds))| {
            Check { id, scope, state, missing, code, detail, trace_id, retry_after_seconds, deadline_seconds }
        },
    )
}

fn extras() -> impl Strategy<Value = Extras> {
    let value = prop_oneof![
        any::<String>().prop_map(|text| ExtraValue::Text(text.into())),
        vec(any::<String>(), 0..3)
            .prop_map(|list| ExtraValue::List(list.into_iter().map(Into::into).collect())),
    ];
    prop::collection::btree_map(any::<String>().prop_map(Into::into), value, 0..4)
}

/// All members that have a grammar hold a good value; what is text holds any.
fn connections() -> impl Strategy<Value = Connection> {
    use Status::{Attention, Connected, Failed, Verifying};
    let statuses = prop::sample::select(vec![Verifying, Connected, Attention, Failed]);
    let kinds = prop::sample::select(vec![
        CredentialKind::Secret,
        CredentialKind::Federated,
        CredentialKind::Certificate,
    ]);
    let credential =
        (kinds, option::of("[a-zA-Z0-9~]{1,40}"), any::<bool>()).prop_map(|(kind, hint, dated)| {
            let expires_on = dated.then(|| Shown::new("2027-05-31"));
            CredentialView { kind, hint: hint.map(|hint| Shown::new(&hint)), expires_on }
        });
    let role = (shown(), option::of(shown())).prop_map(|(name, version)| RoleRef { name, version });
    let ids = "[0-9a-f]{1,40}".prop_map(|id| ConnectionId::parse(&id).unwrap());
    let there = any::<[bool; 6]>();
    let lists = (vec(Just(Shown::new(SCOPE)), 0..3), vec(checks(), 0..4), extras());
    let options = (option::of(shown()), option::of(credential), option::of(role));
    (ids, statuses, lists, options, there).prop_map(
        |(id, status, (scopes, checks, extras), (name, credential, role), there)| {
            let on = |at: usize, text: &str| there[at].then(|| Shown::new(text));
            Connection {
                id,
                name,
                status,
                cloud: on(0, "AzureCloud"),
                tenant_id: on(1, GUID),
                client_id: on(2, GUID),
                scopes,
                credential,
                role,
                extras,
                checks,
                created_at: on(3, "2026-11-21T02:00:00Z"),
                updated_at: on(4, "2026-11-21T02:00:05Z"),
            }
        },
    )
}

proptest! {
    #[test]
    fn what_a_host_writes_is_of_the_schema(connection in connections()) {
        let value = serde_json::to_value(&connection).unwrap();
        prop_assert_eq!(faults(&schema("Connection"), &value), Vec::<String>::new());
        let list = ConnectionList { items: vec![connection.clone()], next: connection.name };
        let value = serde_json::to_value(&list).unwrap();
        prop_assert_eq!(faults(&schema("ConnectionList"), &value), Vec::<String>::new());
    }

    #[test]
    fn problems_are_of_the_schema(
        title in shown(), detail in option::of(shown()), trace_id in option::of(shown()), status in 400_u16..600,
        errors in vec((shown(), shown(), shown()), 0..4),
    ) {
        let errors = errors.into_iter().map(|(pointer, code, detail)| FieldProblem { pointer, code, detail }).collect();
        // A problem without a title or a type is none; the host's own always have both.
        let title = if title.is_empty() { Shown::new("t") } else { title };
        let problem = Problem {
            type_uri: "/problems/x".into(), title, status: Some(status), detail, errors,
            connection_id: ConnectionId::parse("c1").ok(), trace_id,
        };
        let value = serde_json::to_value(&problem).unwrap();
        prop_assert_eq!(faults(&schema("Problem"), &value), Vec::<String>::new());
    }
}

/// A value with nothing left out is of its schema, and the two have the same members.
fn whole<T: Serialize>(name: &str, value: &T) {
    let value = serde_json::to_value(value).unwrap();
    assert_eq!(faults(&schema(name), &value), [""; 0], "{name} {value}");
    let mut written: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
    written.sort_unstable();
    assert_eq!(written, members(name), "{name}");
}

#[test]
fn every_member_of_a_schema_is_one_of_the_type_and_the_other_way_round() {
    let text = |text: &str| Some(Shown::new(text));
    let check = Check {
        id: CheckId::Permissions,
        scope: text(SCOPE),
        state: CheckState::Fail,
        missing: vec!["Microsoft.Compute/disks/write".into()],
        code: text("c"),
        detail: text("d"),
        trace_id: text("t"),
        retry_after_seconds: Some(u32::MAX),
        deadline_seconds: Some(0),
    };
    let role = RoleRef { name: "R".into(), version: text("1") };
    let credential =
        CredentialView { kind: CredentialKind::Secret, hint: text("abc"), expires_on: text("2027-05-31") };
    let connection = Connection {
        id: ConnectionId::parse("c1").unwrap(),
        name: text("n"),
        status: Status::Attention,
        cloud: text("AzureCloud"),
        tenant_id: text(GUID),
        client_id: text(GUID),
        scopes: vec![SCOPE.into()],
        credential: Some(credential.clone()),
        role: Some(role.clone()),
        extras: Extras::from([("team".into(), ExtraValue::Text("t1".into()))]),
        checks: vec![check.clone()],
        created_at: text("2026-11-21T02:00:00Z"),
        updated_at: text("2026-11-21T02:00:05Z"),
    };
    let field = FieldProblem { pointer: "/tenantId".into(), code: "guid".into(), detail: "d".into() };
    let problem = Problem {
        type_uri: "/problems/invalid".into(),
        title: "t".into(),
        status: Some(422),
        detail: text("d"),
        errors: vec![field.clone()],
        connection_id: Some(connection.id.clone()),
        trace_id: text("t"),
    };
    whole("Check", &check);
    whole("RoleRef", &role);
    whole("CredentialView", &credential);
    whole("Connection", &connection);
    whole("ConnectionList", &ConnectionList { items: vec![connection], next: text("?after=c1") });
    whole("FieldProblem", &field);
    whole("Problem", &problem);
    whole(
        "Federation",
        &Federation { issuer: "https://i".into(), subject: "s".into(), audience: "a".into() },
    );
    whole(
        "PublicCertificate",
        &PublicCertificate {
            pem: "-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n".into(),
            thumbprint: "A9993E364706816ABA3E25717850C26C9CD0D89D".into(),
        },
    );
    let found = Finding::Found(GUID.parse().unwrap());
    whole("Lookup", &Lookup { tenant: Some(found), subscription: Some(Finding::Unconfirmed) });
}

#[test]
fn the_schemas_refuse_what_is_no_answer() {
    for (name, json) in [
        ("Connection", r#"{"status":"connected"}"#),
        ("Connection", r#"{"id":"a/b","status":"connected"}"#),
        ("Connection", r#"{"id":"lookup","status":"connected"}"#),
        ("Connection", r#"{"id":"1","status":"hibernating"}"#),
        ("Connection", r#"{"id":"1","status":"failed","tenantId":"contoso.com"}"#),
        ("Connection", r#"{"id":"1","status":"failed","credential":{"kind":"password"}}"#),
        ("Connection", r#"{"id":"1","status":"failed","checks":[{"id":"token","state":"ok"}]}"#),
        ("Connection", r#"{"id":"1","status":"failed","createdAt":"yesterday"}"#),
        ("ConnectionList", r#"{}"#),
        ("Finding", r#"{"state":"found"}"#),
        ("Finding", r#"{"state":"perhaps"}"#),
        ("Federation", r#"{"issuer":"i","subject":"","audience":"a"}"#),
        ("PublicCertificate", r#"{"pem":"x","thumbprint":"A9993E364706816ABA3E25717850C26C9CD0D89D"}"#),
        ("Problem", r#"{"title":"t","status":422}"#),
        ("Problem", r#"{"type":"/x","title":"t","status":200}"#),
    ] {
        assert!(!schema(name).is_valid(&serde_json::from_str(json).unwrap()), "{name} {json}");
    }
}
