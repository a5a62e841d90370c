use crate::profile::{Dialect, Operation, Profile};

use super::{Name, Retry, TestTime, Value, When};

/// A profile with these requests.
fn profile(requests: &str) -> String {
    [
        r#"{"platform":{"name":"Contoso"},"endpoint":{"url":"/api","dialect":"template","requests":"#,
        requests,
        r#"},"extras":[{"name":"teams","label":"Teams","type":"multi-select","options":[{"value":"a","label":"A"}]}]}"#,
    ]
    .concat()
}

/// The path and the words of what is refused.
fn refused(requests: &str) -> (String, String) {
    let error = Profile::parse(&profile(requests)).expect_err(requests);
    let path = error.path().strip_prefix("endpoint.requests").unwrap_or_else(|| error.path());
    (path.trim_start_matches('.').to_owned(), error.detail().to_owned())
}

const CREATE: &str = r#""create":{"body":{"key":"${clientSecret}"}}"#;

fn with(rest: &str) -> String {
    ["{", CREATE, ",", rest, "}"].concat()
}

#[test]
fn operations_follow_from_the_requests() {
    let parse = |requests: &str| Profile::parse(&profile(requests)).unwrap().endpoint.operations;
    assert_eq!(parse(&["{", CREATE, "}"].concat()), [Operation::Create, Operation::Read]);
    let all = with(r#""delete":{"path":"/${id}"},"list":{},"test":null"#);
    assert_eq!(parse(&all), [Operation::Create, Operation::Read, Operation::Delete, Operation::List]);
    let test = |when| {
        with(
            &[r#""replace":{"body":"${clientSecret}"},"test":{"request":{},"when":""#, when, r#""}"#]
                .concat(),
        )
    };
    assert_eq!(parse(&test("before")), [Operation::Create, Operation::Read, Operation::Replace]);
    assert_eq!(
        parse(&test("after")),
        [Operation::Create, Operation::Read, Operation::Replace, Operation::Verify]
    );
}

#[test]
fn a_whole_template_is_read() {
    let text = profile(
        r#"{
        "maps": { "kind": { "secret": "AzureServicePrincipal", "federated": "AzureOidc" } },
        "retry": "lookup",
        "connection": { "id": "/Id", "credential": "/AccountType|map:kind", "extras": { "teams": "/Teams" } },
        "create": { "path": "/${param.space}/accounts", "query": { "q": "${name}" }, "headers": { "X-Requested-With": "x" },
            "body": { "Type": "${credential|map:kind}", "Password?": { "HasValue": true, "NewValue": "${clientSecret}" },
                      "Audience?credential=federated": "x", "Ids": [], "Day": "${expiresOn|rfc3339}" } },
        "replace": { "path": "/${id}", "body": "${clientSecret}" },
        "list": { "answer": { "items": "/Items" } },
        "test": { "when": "after", "request": { "path": "/tasks", "body": { "AccountId": "${id}" } },
            "poll": { "task": "/Id", "request": { "path": "/tasks/${task}" },
                      "done": { "at": "/State", "is": "Success" }, "failed": { "at": "/State", "is": ["Failed", "Canceled"] } } }
    }"#,
    );
    let profile = Profile::parse(&text).unwrap();
    assert_eq!(profile.endpoint.dialect, Dialect::Template);
    let requests = profile.endpoint.requests.as_ref().unwrap().read(&profile).unwrap();
    assert_eq!(requests.retry, Retry::Lookup);
    let test = requests.test.unwrap();
    assert_eq!((test.when, test.poll.map(|poll| poll.give_up)), (TestTime::After, Some(120)));
    let Some(Value::Object(members)) = &requests.create.body else { panic!() };
    let whens: Vec<_> = members.iter().map(|member| (&*member.key, member.when.clone())).collect();
    assert_eq!(
        whens,
        [
            ("Type", When::Always),
            ("Password", When::Known),
            ("Audience", When::Is(Name::Credential, "federated".into())),
            ("Ids", When::Always),
            ("Day", When::Always),
        ]
    );
}

#[test]
fn the_secret_stands_only_where_it_may() {
    let body = r#"{"body":{"a":{"b":["${clientSecret}"]}}}"#;
    for (requests, path) in [
        (with(r#""read":{"path":"/${clientSecret}"}"#), "read.path"),
        (with(r#""list":{"query":{"s":"${clientSecret}"}}"#), "list.query.s"),
        (with(r#""delete":{"headers":{"X-S":"${clientSecret}"}}"#), "delete.headers.X-S"),
        (with(r#""delete":{"body":["${clientSecret}"]}"#), "delete.body[0]"),
        (r#"{"create":{"path":"/${clientSecret}"}}"#.to_owned(), "create.path"),
        (r#"{"create":{"query":{"q":"a${clientSecret}"}}}"#.to_owned(), "create.query.q"),
        (r#"{"create":{"body":{"k":"Bearer ${clientSecret}"}}}"#.to_owned(), "create.body.k"),
        (r#"{"create":{"body":{"k":"${clientSecret|lower}"}}}"#.to_owned(), "create.body.k"),
        (r#"{"create":{"body":{"k?clientSecret=x":1}}}"#.to_owned(), "create.body.k?clientSecret=x"),
        (with(r#""connection":{"name":"${clientSecret}"}"#), "connection.name"),
        (
            with(r#""replace":{},"test":{"when":"after","request":{"body":"${clientSecret}"}}"#),
            "test.request.body",
        ),
        (
            with(
                r#""test":{"when":"before","request":{},"poll":{"task":"","done":{"at":"","is":1},"failed":{"at":"","is":1},"request":{"method":"POST","body":"${clientSecret}"}}}"#,
            ),
            "test.poll.request.body",
        ),
    ] {
        let (at, detail) = refused(&requests);
        assert_eq!(at, path, "{requests}: {detail}");
    }
    for good in [
        with(&[r#""replace":"#, body].concat()),
        with(&[r#""update":"#, body].concat()),
        with(r#""update":{"body":{"key?":"${clientSecret}"}}"#),
        with(r#""test":{"when":"before","request":{"body":"${clientSecret}"}}"#),
    ] {
        assert!(Profile::parse(&profile(&good)).is_ok(), "{good}");
    }
}

#[test]
fn unknown_placeholders_are_refused_where_they_stand() {
    for (requests, path) in [
        (r#"{"create":{"body":{"a":[1,{"b":"${clientID}"}]}}}"#.to_owned(), "create.body.a[1].b"),
        (r#"{"create":{"path":"/x/${"}}"#.to_owned(), "create.path"),
        (r#"{"create":{"path":"/${id}"}}"#.to_owned(), "create.path"),
        (r#"{"create":{"body":"${extra.team}"}}"#.to_owned(), "create.body"),
        (r#"{"create":{"body":"${cloud|map:clouds}"}}"#.to_owned(), "create.body"),
        (r#"{"create":{"body":"${name|rfc3339}"}}"#.to_owned(), "create.body"),
        (r#"{"create":{"body":{"a?cloud":1}}}"#.to_owned(), "create.body.a?cloud"),
        (r#"{"create":{"body":{"a?task=1":1}}}"#.to_owned(), "create.body.a?task=1"),
        (with(r#""list":{"query":{"t":"${tenantId}"}}"#), "list.query.t"),
        (with(r#""delete":{"path":"/${task}"}"#), "delete.path"),
        (with(r#""connection":{"cloud":"/c|map:clouds"}"#), "connection.cloud"),
        (with(r#""connection":{"extras":{"team":"/t"}}"#), "connection.extras.team"),
        (with(r#""federation":{"issuer":"https://a","subject":"b"}"#), "federation.subject"),
    ] {
        let (at, detail) = refused(&requests);
        assert_eq!(at, path, "{requests}: {detail}");
    }
}

#[test]
fn no_path_leaves_the_endpoint_and_no_header_carries_credentials() {
    for path in [
        "https://evil.example/",
        "//evil.example",
        "evil",
        "/a/../../b",
        "/%2e%2E/x",
        "/a//b",
        "/a?b=c",
        "/a#b",
        "/a\\\\b",
        "/a b",
        "/",
        "/é",
        "@evil.example",
        ".evil.example",
    ] {
        let requests = [r#"{"create":{"path":""#, path, r#""}}"#].concat();
        assert_eq!(refused(&requests).0, "create.path", "{path}");
    }
    for (name, value) in [
        ("Authorization", "x"),
        ("Cookie", "x"),
        ("X-Octopus-ApiKey", "x"),
        ("Idempotency-Key", "x"),
        ("Content-Type", "x"),
        ("X-Custom", "Bearer abc"),
        ("X-Custom", "a\\nb"),
        ("X Y", "a"),
    ] {
        let requests = [r#"{"create":{"headers":{""#, name, r#"":""#, value, r#""}}}"#].concat();
        assert_eq!(refused(&requests).0, ["create.headers.", name].concat(), "{name}: {value}");
    }
    let query = r#"{"create":{"query":{"api_key":"x"}}}"#;
    assert_eq!(refused(query).0, "create.query.api_key");
}

#[test]
fn what_does_not_fit_together_is_refused() {
    for (requests, path) in [
        ("{}".to_owned(), "create"),
        ("[]".to_owned(), ""),
        (r#"{"create":{"body":{}}}"#.to_owned(), "create"),
        (r#"{"create":{"method":"GET","body":{}}}"#.to_owned(), "create.body"),
        (r#"{"create":{"body":1.5}}"#.to_owned(), "create.body"),
        (with(r#""retry":"lookup""#), "retry"),
        (with(r#""retry":"always""#), "retry"),
        (with(r#""replace":{"body":{}}"#), "replace"),
        (with(r#""test":{"when":"after","request":{}}"#), "test"),
        (with(r#""test":{"request":{}}"#), "test.when"),
        (with(r#""maps":{"a|b":{"c":"d"}}"#), "maps.a|b"),
        (with(r#""maps":{"a":{}}"#), "maps.a"),
        (with(r#""list":{"answer":{"items":"Items"}}"#), "list.answer.items"),
        (with(r#""list":{"answer":{"success":{"at":"/x","is":[]}}}"#), "list.answer.success.is"),
        (with(r#""list":{"answer":{"success":{"at":"/x","is":null}}}"#), "list.answer.success.is"),
        (with(r#""verify":{}"#), "verify"),
    ] {
        let (at, detail) = refused(&requests);
        assert_eq!(at, path, "{requests}: {detail}");
    }
    let parse = |text: &str| Profile::parse(text).unwrap_err().path().to_owned();
    let both = profile(&with(r#""list":{}"#)).replace(r#""url""#, r#""operations":["create","read"],"url""#);
    assert_eq!(parse(&both), "endpoint.operations");
    let other = profile(&with(r#""list":{}"#)).replace(r#""dialect":"template","#, "");
    assert_eq!(parse(&other), "endpoint.requests");
    let none = r#"{"platform":{"name":"x"},"endpoint":{"url":"/api","dialect":"template"}}"#;
    assert_eq!(parse(none), "endpoint.requests");
}
