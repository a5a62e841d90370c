use proptest::prelude::*;

use crate::azure::{ClientSecret, Cloud};
use crate::contract::{
    Change, CheckState, Connection, CredentialKind, ExtraValue, Handover, Shown, Status, Submission,
};
use crate::exchange::{AllowedOrigins, Answer, Body, Broken, Echo, Endpoint, FailureKind, Outcome, Page};
use crate::profile::Profile;
use crate::profile::requests::AnswerShape;

use super::{Changes, Consigned, Run, RunState, Secret, TaskState, Template, Values, preview, refused};

const SECRET: &str = "abc8Q~made-up-\"for\"-these-tests-0123";
const TENANT: &str = "6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11";
const CLIENT: &str = "0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22";
const SUBSCRIPTION: &str = "9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33";

fn profile(requests: &str) -> Profile {
    let text = [
        r#"{"platform":{"name":"Contoso"},"credential":{"kinds":["secret","federated"]},"endpoint":{"url":"/api","dialect":"template","requests":"#,
        requests,
        r#"},"extras":[{"name":"teams","label":"Teams","type":"multi-select","options":[{"value":"a","label":"A"}]},{"name":"note","label":"Note","type":"text"}]}"#,
    ]
    .concat();
    Profile::parse(&text).unwrap()
}

fn template(requests: &str) -> Template {
    let params = [("account".to_owned(), "act-1/ü".to_owned())];
    Template::new(&profile(requests), params).unwrap().unwrap()
}

fn submission() -> Submission {
    Submission {
        cloud: Cloud::AzureUSGovernment,
        tenant_id: TENANT.parse().unwrap(),
        client_id: CLIENT.parse().unwrap(),
        name: Some("Production \"1\"".into()),
        scopes: vec![["/subscriptions/", SUBSCRIPTION].concat().parse().unwrap()],
        role: None,
        extras: [("teams".into(), ExtraValue::List(vec!["a".into()]))].into(),
    }
}

fn values() -> Values {
    let secret = ClientSecret::parse(SECRET).unwrap();
    let expires_on = Some("2027-05-31".parse().unwrap());
    Values::of(&submission(), &Handover::Secret { value: &secret, expires_on })
}

/// The body of `create` with this template of it.
fn body_of(body: &str, values: Values, secret: Secret<'_>) -> serde_json::Value {
    let requests = [
        r#"{"maps":{"env":{"AzureCloud":"public","*":"other"},"kind":{"secret":"S"}},"create":{"body":{"k":"${clientSecret}","v":"#,
        body,
        "}}}",
    ]
    .concat();
    let consignment = template(&requests).consign(Consigned::Create, values, secret).unwrap();
    let body = consignment.letter.body.unwrap();
    assert_eq!(body.len(), body.capacity(), "a buffer that grew leaves the secret behind");
    serde_json::from_slice::<serde_json::Value>(&body).unwrap()["v"].clone()
}

fn body(body: &str) -> serde_json::Value {
    body_of(body, values(), Secret::Value(SECRET))
}

#[test]
fn every_value_has_its_place() {
    use serde_json::json;
    for (text, expected) in [
        (r#""${tenantId}""#, json!(TENANT)),
        (r#""${clientId}""#, json!(CLIENT)),
        (r#""${clientSecret}""#, json!(SECRET)),
        (r#""${subscriptionId}""#, json!(SUBSCRIPTION)),
        (r#""${subscriptionIds}""#, json!([SUBSCRIPTION])),
        (r#""${scopes|join}""#, json!(["/subscriptions/", SUBSCRIPTION].concat())),
        (r#""${managementGroupId}""#, json!(null)),
        (r#""${cloud|map:env}""#, json!("other")),
        (r#""${credential|map:kind}""#, json!("S")),
        (r#""${expiresOn}""#, json!("2027-05-31")),
        (r#""${expiresOn|rfc3339}""#, json!("2027-05-31T23:59:00.000Z")),
        (r#""${expiresOn|unix}""#, json!(1_811_807_940)),
        (r#""${name}: ${cloud|lower}, ${extra.teams}""#, json!("Production \"1\": azureusgovernment, a")),
        (r#""${extra.teams}""#, json!(["a"])),
        (r#""${extra.note}""#, json!(null)),
        (r#""${extra.note|list}""#, json!([])),
        (r#""${subscriptionId|list}""#, json!([SUBSCRIPTION])),
        (r#""${extra.note|or:none|upper}""#, json!("NONE")),
        (r#""${param.account}""#, json!("act-1/ü")),
        (r#""$${name}""#, json!("${name}")),
        (r#"[null, true, -3, {"a": []}]"#, json!([null, true, -3, { "a": [] }])),
    ] {
        assert_eq!(body(text), expected, "{text}");
    }
}

#[test]
fn keys_have_conditions() {
    use serde_json::json;
    let text = r#"{"a?":"${name}","b?":"${extra.note}","c?":{"set":true,"is":"${clientSecret}"},"d?credential=secret":1,
        "e?credential=federated":2,"f?credential=secret":"${clientSecret}","g?cloud=AzureCloud":3,
        "h?credential=secret":{"set":true,"is?":"${clientSecret}"},"i?":{"x":"${name}","y?":"${extra.note}"}}"#;
    let secret = json!({ "a": "Production \"1\"", "c": { "set": true, "is": SECRET }, "d": 1, "f": SECRET,
        "h": { "set": true, "is": SECRET }, "i": { "x": "Production \"1\"" } });
    assert_eq!(body(text), secret);
    let federated = Values::of(&submission(), &Handover::Federated);
    assert_eq!(
        body_of(text, federated, Secret::None),
        json!({ "a": "Production \"1\"", "e": 2, "i": { "x": "Production \"1\"" } })
    );
    // Without a secret nothing is said of one, whatever the condition is.
    let none =
        json!({ "a": "Production \"1\"", "d": 1, "h": { "set": true }, "i": { "x": "Production \"1\"" } });
    assert_eq!(body_of(text, values(), Secret::None), none);
}

#[test]
fn a_value_stays_in_its_segment() {
    let requests = r#"{"create":{"body":"${clientSecret}","path":"/a/${param.account}/${name}","query":{"q":"${name}&x","n":"${extra.note}"},
        "headers":{"X-Account":"${clientId}","X-None":"${extra.note}"}}}"#;
    let letter =
        template(requests).consign(Consigned::Create, values(), Secret::Value(SECRET)).unwrap().letter;
    assert_eq!(letter.path, "/a/act-1%2F%C3%BC/Production%20%221%22");
    assert_eq!(letter.query, "q=Production%20%221%22%26x");
    assert_eq!(letter.headers, [("X-Account".into(), CLIENT.to_owned())]);
    let unnamed = Values { name: None, ..values() };
    assert!(template(requests).consign(Consigned::Create, unnamed, Secret::None).is_none());
}

#[test]
fn a_param_that_is_missing_is_said_before_anything_is_sent() {
    let new = |requests: &str| Template::new(&profile(requests), []).map_err(|error| error.path().to_owned());
    let create = r#"{"create":{"body":{"a":"${clientSecret}","b":"${param.account}"}}}"#;
    assert_eq!(new(create).unwrap_err(), "endpoint.requests.create");
    let list = r#"{"create":{"body":"${clientSecret}"},"list":{"path":"/${param.account}"}}"#;
    assert_eq!(new(list).unwrap_err(), "endpoint.requests.list");
    assert!(new(&create.replace("account}", "account|or:x}")).is_ok());
}

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, body: Body::Text(body.to_owned()), ..Answer::default() }
}

const SHAPE: &str = r#"{"maps":{"env":{"AzureCloud":"","AzureUSGovernment":"gov"},"kind":{"federated":"Oidc","secret":"Sp"}},
    "connection":{"id":"/Id","name":"/Name","cloud":"/Env|map:env","tenantId":"/T","clientId":"/C","subscriptionId":"/S","hint":"/Secret",
        "credential":"/Kind|map:kind","expiresOn":"/Until","status":"/Status","extras":{"teams":"/Teams"}},
    "create":{"body":{"k?":"${clientSecret}"},"answer":{"success":{"at":"/ok","is":[true,"yes"]},"error":["/errors/0/message","/message"],"item":"/item"}},
    "list":{"answer":{"items":"/items"}}}"#;

fn created(status: u16, body: &str) -> Outcome<Connection> {
    let template = template(SHAPE);
    let shape = template.requests().create.answer.clone();
    template.read_connection(answer(status, body), &shape, Some(&values()))
}

#[test]
fn an_answer_is_a_connection() {
    let whole = r#"{"ok":true,"item":{"Id":7,"Name":"N","Env":"gov","T":"t","C":"c","S":["9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33","no"],
        "Secret":"abcdefgh","Kind":"Oidc","Until":"2028-01-02T00:00:00Z","Teams":["x",3]}}"#;
    let connection = created(201, whole).unwrap().value;
    assert_eq!(connection.id.as_str(), "7");
    let text = |shown: &Option<Shown>| shown.as_ref().unwrap().as_str().to_owned();
    assert_eq!((text(&connection.name), text(&connection.cloud)), ("N".into(), "AzureUSGovernment".into()));
    assert_eq!((text(&connection.tenant_id), text(&connection.client_id)), ("t".into(), "c".into()));
    assert_eq!(connection.scopes, [Shown::new(&["/subscriptions/", SUBSCRIPTION].concat())]);
    let credential = connection.credential.unwrap();
    assert_eq!(credential.kind, CredentialKind::Federated);
    assert_eq!((text(&credential.hint), text(&credential.expires_on)), ("abc".into(), "2028-01-02".into()));
    assert_eq!(connection.extras["teams"], ExtraValue::List(vec!["x".into(), "3".into()]));
    assert_eq!(connection.status, Status::Connected);
}

#[test]
fn what_is_not_repeated_is_what_was_sent() {
    let connection = created(200, r#"{"ok":"yes","item":{"Id":"a"}}"#).unwrap().value;
    assert_eq!(connection.client_id.unwrap().as_str(), CLIENT);
    assert_eq!(connection.scopes.len(), 1);
    assert_eq!(connection.credential.unwrap().expires_on.unwrap().as_str(), "2027-05-31");
}

#[test]
fn a_success_that_says_no_is_a_refusal_in_the_platforms_words() {
    let failure = created(200, r#"{"ok":false,"errors":[{"message":"Nope"}]}"#).unwrap_err();
    assert_eq!(*failure.kind(), FailureKind::Refused);
    assert_eq!(failure.problem().unwrap().detail.as_ref().unwrap().as_str(), "Nope");
    assert!(!failure.is_ambiguous() && failure.raw().is_empty());
    let failure = created(400, r#"{"errors":[],"message":"Bad tenant"}"#).unwrap_err();
    assert_eq!(*failure.kind(), FailureKind::Refused);
    assert_eq!(failure.problem().unwrap().detail.as_ref().unwrap().as_str(), "Bad tenant");
    assert_eq!(*created(400, r#"["Bad"]"#).unwrap_err().kind(), FailureKind::Broken(Broken::NotJson));
    assert_eq!(*created(401, "{}").unwrap_err().kind(), FailureKind::SignedOut);
    assert_eq!(*created(500, r#"{"message":"x"}"#).unwrap_err().kind(), FailureKind::Server);
}

#[test]
fn an_answer_that_is_none_leaves_it_open_and_nothing_behind() {
    for (status, body, broken) in [
        (200, "<html>Sign in</html>", Broken::NotJson),
        (200, "", Broken::Empty),
        (204, "", Broken::Empty),
        (200, "{}", Broken::Shape),
        (200, r#"{"ok":true,"item":{}}"#, Broken::Shape),
        (200, r#"{"ok":true,"item":{"Id":"../x"}}"#, Broken::Shape),
        (200, r#"{"ok":true,"item":{"Id":99999999999999999999}}"#, Broken::Shape),
        (200, r#"{"ok":true,"item":{"Id":null,"Secret":"somebody's"}}"#, Broken::Shape),
    ] {
        let failure = created(status, body).unwrap_err();
        assert_eq!(*failure.kind(), FailureKind::Broken(broken), "{status} {body}");
        assert!(failure.is_ambiguous() && failure.raw().is_empty(), "{status} {body}");
    }
}

#[test]
fn an_answer_can_be_empty_where_the_id_is_known() {
    let requests = r#"{"connection":{"id":"${param.account}"},"create":{"body":"${clientSecret}"}}"#;
    let params = [("account".to_owned(), "act-1".to_owned())];
    let template = Template::new(&profile(requests), params).unwrap().unwrap();
    let read = |status, body| {
        template
            .read_connection(answer(status, body), &AnswerShape::default(), Some(&values()))
            .map(|reply| reply.value.id)
    };
    assert_eq!(read(204, "").unwrap().as_str(), "act-1");
    assert_eq!(read(200, "{}").unwrap().as_str(), "act-1");
    assert!(read(200, "<html>").is_err());
}

#[test]
fn a_list_passes_over_what_is_none_of_ours() {
    let template = template(SHAPE);
    let shape = template.requests().list.as_ref().unwrap().answer.clone();
    let read = |body: &str| template.read_list(answer(200, body), &shape).map(|reply| reply.value.items);
    let items = read(r#"{"items":[{"Id":1,"C":"0D6B8A8E-52d8-4f43-8d0c-6f1e4d8f9c22"},{"Name":"x"},7,{"Id":"b","C":"other"}]}"#).unwrap();
    assert_eq!(items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["1", "b"]);
    assert!(values().match_connection(&items[0]) && !values().match_connection(&items[1]));
    for body in ["{}", r#"{"items":{}}"#, "", "[]"] {
        assert!(read(body).unwrap_err().raw().is_empty(), "{body}");
    }
}

#[test]
fn connections_of_which_nothing_is_known_match_nothing() {
    let bare: Connection = serde_json::from_str(r#"{"id":"1","status":"connected"}"#).unwrap();
    assert!(!values().match_connection(&bare));
    let tenant = ["{\"id\":\"1\",\"status\":\"connected\",\"tenantId\":\"", TENANT, "\"}"].concat();
    assert!(!values().match_connection(&serde_json::from_str(&tenant).unwrap()));
    let other =
        r#"{"id":"1","status":"connected","scopes":["/subscriptions/11111111-2f44-4c0a-8e51-7d2b6c5a4f33"]}"#;
    assert!(!values().match_connection(&serde_json::from_str(other).unwrap()));
}

#[test]
fn an_echoed_secret_is_masked_before_anybody_reads_it() {
    let body = serde_json::json!({ "ok": true, "item": { "Id": "1", "Name": SECRET, "Secret": SECRET } })
        .to_string();
    let masked = Echo::of(SECRET).mask(body);
    let connection = created(201, &masked).unwrap().value;
    let shown = serde_json::to_string(&connection).unwrap() + &format!("{connection:?}");
    assert!(!shown.contains("abc8Q") && connection.name.unwrap().as_str() == "***");
    assert_eq!(connection.credential.unwrap().hint.unwrap().as_str(), "***");
}

const TESTED: &str = r#"{"create":{"body":"${clientSecret}"},"replace":{"path":"/${id}","body":"${clientSecret}"},"update":{"path":"/${id}","body":{"n":"${name}","s?":"${clientSecret}"}},
    "test":{"when":"after","request":{"path":"/tasks","body":{"a":"${id}"}},"poll":{"task":"/Id","request":{"path":"/tasks/${task}/${id}","answer":{"error":"/Error"}},
    "done":{"at":"/State","is":"Success"},"failed":{"at":"/State","is":["Failed","Canceled"]}}}}"#;

fn connection() -> Connection {
    serde_json::from_str(
        r#"{"id":"a1","status":"connected","name":"N","checks":[{"id":"saved","state":"pass"}]}"#,
    )
    .unwrap()
}

#[test]
fn a_test_is_asked_about_until_it_ends() {
    let template = template(TESTED);
    let poll = template.requests().test.as_ref().unwrap().poll.as_ref().unwrap();
    assert_eq!(template.poll("t 1", Some("a1")).unwrap().path, "/tasks/t%201/a1");
    assert_eq!(&*template.read_task(answer(201, r#"{"Id":12}"#), poll).unwrap(), "12");
    assert!(template.read_task(answer(201, "{}"), poll).is_err());
    let state = |body: &str| template.read_state(answer(200, body), poll).map(|reply| reply.value);
    assert_eq!(state(r#"{"State":"Queued"}"#).unwrap(), TaskState::Running);
    assert_eq!(state(r#"{"State":"Success"}"#).unwrap(), TaskState::Passed);
    let failed = TaskState::Failed(Some("AADSTS7000215: Invalid secret".into()));
    assert_eq!(state(r#"{"State":"Failed","Error":"AADSTS7000215: Invalid secret"}"#).unwrap(), failed);
    assert!(state("{}").is_err() && state("<html>").is_err());
}

#[test]
fn a_run_ends_once_and_says_why() {
    let end = |first, state: Option<TaskState>| {
        let mut run = Run::new(connection(), first, 1_000);
        assert_eq!(
            (run.connection().status, run.connection().checks[1].state),
            (Status::Verifying, CheckState::Running)
        );
        run.began("t".into());
        assert_eq!(*run.state(), RunState::Running("t".into()));
        match state {
            Some(state) => run.heard(state),
            None => run.give_up(),
        }
        let checks = &run.connection().checks;
        assert_eq!((checks.len(), checks[0].state), (2, CheckState::Pass));
        (
            run.connection().status,
            checks[1].state,
            checks[1].code.clone().map(|code| code.as_str().to_owned()),
        )
    };
    let code = |code: &str| Some(code.to_owned());
    assert_eq!(end(true, Some(TaskState::Passed)), (Status::Connected, CheckState::Pass, None));
    let refused = || Some(TaskState::Failed(Some("x AADSTS7000215: y".into())));
    assert_eq!(end(true, refused()), (Status::Failed, CheckState::Fail, code("AADSTS7000215")));
    assert_eq!(end(false, refused()), (Status::Attention, CheckState::Fail, code("AADSTS7000215")));
    assert_eq!(
        end(true, Some(TaskState::Failed(None))),
        (Status::Failed, CheckState::Fail, code("test-failed"))
    );
    assert_eq!(end(true, None), (Status::Failed, CheckState::Fail, code("test-unfinished")));
    let run = Run::new(connection(), true, 1_000);
    assert!(!run.is_overdue(10, 10_999) && run.is_overdue(10, 11_000));
}

#[test]
fn the_codes_of_tests_are_explained() {
    for code in ["test-failed", "test-unfinished"] {
        assert!(crate::wizard::Explanation::of(code).is_known(), "{code}");
    }
}

#[test]
fn a_change_sends_all_that_is_known() {
    let template = template(TESTED);
    let values = Values::of_connection(&connection());
    let change = Change { name: Some("New".into()), ..Change::default() };
    let renamed = template.consign(
        Consigned::Update { credential: false },
        values.clone().changed(&change, None),
        Secret::None,
    );
    let renamed = renamed.unwrap();
    assert_eq!(
        (renamed.letter.path.as_str(), renamed.letter.body.unwrap().as_slice()),
        ("/a1", &br#"{"n":"New"}"#[..])
    );
    let secret = ClientSecret::parse(SECRET).unwrap();
    let handover = Handover::Secret { value: &secret, expires_on: None };
    let values = values.changed(&Change::default(), Some(&handover));
    let replaced =
        template.consign(Consigned::Update { credential: true }, values, Secret::of(&handover)).unwrap();
    let body: serde_json::Value = serde_json::from_slice(&replaced.letter.body.unwrap()).unwrap();
    assert_eq!(body, serde_json::json!({ "n": "N", "s": SECRET }));
    assert!(template.is_tested_after(Consigned::Update { credential: true }));
    assert!(!template.is_tested_after(Consigned::Update { credential: false }));
}

#[test]
fn what_can_be_changed_follows_from_the_request() {
    let changes = |update: &str| {
        template(&[r#"{"create":{"body":"${clientSecret}"},"update":"#, update, "}"].concat()).changes()
    };
    let none = Changes { name: false, extras: false, scopes: false, secret: false, kind: false };
    assert_eq!(changes(r#"{"body":{"a":"${name}"}}"#), Changes { name: true, ..none });
    assert_eq!(
        changes(r#"{"body":{"a":"${extra.teams}","b?":"${clientSecret}"}}"#),
        Changes { extras: true, secret: true, ..none }
    );
    assert_eq!(
        changes(r#"{"body":{"a":"${name}","b":"${clientSecret}"}}"#),
        Changes { secret: true, ..none }
    );
    assert_eq!(
        changes(r#"{"body":["${scopes}","${credential}"]}"#),
        Changes { scopes: true, kind: true, ..none }
    );
}

#[test]
fn a_test_before_saving_carries_the_same_values() {
    let requests = r#"{"create":{"path":"/c","body":{"s":"${clientSecret}"}},"test":{"when":"before","request":{"path":"/c/validation","body":{"s":"${clientSecret}"}}}}"#;
    let consignment = template(requests).consign(Consigned::Create, values(), Secret::Value(SECRET)).unwrap();
    let test = consignment.test.unwrap();
    assert_eq!((test.path.as_str(), test.body), ("/c/validation", consignment.letter.body));
}

#[test]
fn nothing_shows_the_secret() {
    let template = template(TESTED);
    let consignment = template.consign(Consigned::Create, values(), Secret::Value(SECRET)).unwrap();
    assert!(!format!("{consignment:?} {:?}", Secret::Value(SECRET)).contains("abc8Q"));
    let secret = ClientSecret::parse(SECRET).unwrap();
    for text in [TESTED, SHAPE] {
        let handover = Handover::Secret { value: &secret, expires_on: None };
        let preview = preview(&profile(text), [], &submission(), handover).unwrap().unwrap();
        assert!(preview.body.contains("••••") && !format!("{preview:?}").contains("abc8Q"));
    }
    let own = Profile::parse(r#"{"platform":{"name":"x"},"endpoint":{"url":"/api"}}"#).unwrap();
    let handover = Handover::Secret { value: &secret, expires_on: None };
    let preview = preview(&own, [], &submission(), handover).unwrap().unwrap();
    assert!(preview.body.contains("\"clientSecret\": \"••••") && !preview.body.contains("abc8Q"));
}

#[test]
fn a_word_of_success_that_is_missing_is_no_success() {
    let shape = template(SHAPE).requests().create.answer.clone();
    for (status, body, broken) in
        [(204, "", Broken::Empty), (200, "", Broken::Empty), (200, "{}", Broken::Shape)]
    {
        assert_eq!(*refused(&answer(status, body), &shape).unwrap().kind(), FailureKind::Broken(broken));
    }
    assert_eq!(refused(&answer(200, r#"{"ok":true}"#), &shape), None);
}

proptest! {
    /// Whatever a value is, it is one segment of the path, one value of the query, or nothing is sent.
    #[test]
    fn no_value_leaves_its_place(value in any::<String>(), dots in "[./%2eE\\\\?#]{0,6}") {
        let requests = r#"{"create":{"body":"${clientSecret}","path":"/a/${name}/b","query":{"q":"${name}","r":"1"}}}"#;
        let template = template(requests);
        let page = Page::parse("https://app.example.com", "/").unwrap();
        let endpoint = Endpoint::resolve("/api", &page, &AllowedOrigins::default()).unwrap();
        for value in [value, dots] {
            let values = Values { name: Some(value.as_str().into()), ..values() };
            let letter = template.consign(Consigned::Create, values, Secret::None).unwrap().letter;
            if let Some(url) = endpoint.below(&letter.path, &letter.query) {
                let (path, query) = url.split_once('?').unwrap();
                prop_assert_eq!(path.split('/').count(), 7, "{}", url);
                prop_assert!(path.starts_with("https://app.example.com/api/a/") && path.ends_with("/b"));
                prop_assert_eq!(query.split(['&', '#', '?']).count(), 2, "{}", url);
            } else {
                prop_assert!(value.chars().all(|c| c == '.'), "{value:?} can be sent");
            }
        }
    }
}
