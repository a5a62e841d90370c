//! What a profile says of requests is whole or refused; the secret goes nowhere but into the bodies that may carry it,
//! no address leaves the endpoint, and no answer is more than it says.

use azure_connect::azure::{ClientSecret, Cloud};
use azure_connect::contract::{ExtraValue, Handover, Submission};
use azure_connect::exchange::{AllowedOrigins, Answer, Body, Echo, Endpoint, Page};
use azure_connect::profile::Profile;
use azure_connect::profile::requests::{Name, Requests};
use azure_connect::template::{Consigned, Letter, Secret, Template, Values, refused};

const SECRET: &str = "abc8Q~made-up-\"for\"-these-checks-012";

const BEFORE: &str = r#"{"platform":{"name":"x"},"extras":[{"name":"teams","label":"T","type":"multi-select","options":[{"value":"a","label":"A"}]},{"name":"note","label":"N","type":"text"}],"endpoint":{"url":"/api/x","dialect":"template","requests":"#;

/// For answers: every place that there is.
const WHOLE: &str = r#"{"maps":{"env":{"AzureCloud":"public","*":"x"}},"connection":{"id":"/id","name":"/name","status":"/status","cloud":"/cloud|map:env","tenantId":"/tenantId",
    "clientId":"/clientId","subscriptionId":"/subscriptions","managementGroupId":"/group","credential":"/kind","hint":"/secret","expiresOn":"/until","createdAt":"/created",
    "updatedAt":"/updated","extras":{"teams":"/teams","note":"/note"}},"create":{"body":"${clientSecret}","answer":{"success":{"at":"/ok","is":[true,200,"OK"]},"item":"/item"}},
    "replace":{"body":"${clientSecret}"},"list":{"answer":{"items":"/items"}},"test":{"when":"after","request":{},"poll":{"task":"/id","request":{},"done":{"at":"/state","is":"done"},"failed":{"at":"/state","is":["failed",1]}}}}"#;

pub fn check(text: &str) {
    requests(text);
    answers(text);
}

fn read(requests: &str) -> Option<(Requests, Template)> {
    let profile = Profile::parse(&[BEFORE, requests, "}}"].concat()).ok()?;
    let requests =
        profile.endpoint.requests.as_ref()?.read(&profile).expect("native code has read it before");
    let params = requests.slots().into_iter().filter_map(|(_, slot)| match &slot.name {
        Name::Param(name) => Some((name.to_string(), "../%2e?#\\é\n".to_owned())),
        _ => None,
    });
    let template = Template::new(&profile, params).expect("every param is given").expect("it is a template");
    Some((requests, template))
}

fn requests(text: &str) {
    let Some((requests, template)) = read(text) else { return };
    let page = Page::parse("https://app.example.com", "/").expect("a page");
    let endpoint = Endpoint::resolve("/api/x", &page, &AllowedOrigins::default()).expect("an endpoint");
    let look = |letter: &Letter, may_carry: bool| {
        let told = [letter.path.as_str(), &letter.query, &format!("{letter:?}")].concat();
        let headers: String = letter.headers.iter().map(|(_, value)| value.as_str()).collect();
        assert!(
            ![told, headers].iter().any(|text| text.contains("abc8Q~")),
            "the secret is in no address and no header"
        );
        if let Some(url) = endpoint.below(&letter.path, &letter.query) {
            assert!(
                url == "https://app.example.com/api/x"
                    || url.starts_with("https://app.example.com/api/x/")
                    || url.starts_with("https://app.example.com/api/x?"),
                "{url}"
            );
        }
        for (name, _) in &letter.headers {
            assert!(
                !["authorization", "cookie", "idempotency-key"].contains(&name.to_ascii_lowercase().as_str())
            );
        }
        let Some(body) = &letter.body else { return };
        assert_eq!(body.len(), body.capacity());
        let body = std::str::from_utf8(body).expect("text");
        serde_json::from_str::<serde_json::Value>(body).expect("JSON");
        assert!(may_carry || !body.contains("abc8Q~"));
    };
    let secret = ClientSecret::insist(SECRET).expect("a secret");
    let handover = Handover::Secret { value: &secret, expires_on: "2027-05-31".parse().ok() };
    let submission = Submission {
        cloud: Cloud::AzureCloud,
        tenant_id: "contoso.com".parse().expect("a domain"),
        client_id: "0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22".parse().expect("an id"),
        name: Some("a/../b\"\u{2028}".into()),
        scopes: vec!["/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33".parse().expect("a scope")],
        role: None,
        extras: [("teams".into(), ExtraValue::List(vec!["a".into()]))].into(),
    };
    let values = Values { id: Some("a:b".into()), ..Values::of(&submission, &handover) };
    for makes in [Consigned::Create, Consigned::Replace, Consigned::Update { credential: true }] {
        for (values, secret) in [(values.clone(), Secret::of(&handover)), (Values::default(), Secret::None)] {
            let carries = matches!(secret, Secret::Value(_));
            if let Some(consignment) = template.consign(makes, values, secret) {
                look(&consignment.letter, carries);
                consignment.test.iter().for_each(|test| look(test, carries));
                assert!(!format!("{consignment:?}").contains("abc8Q~"));
            }
        }
    }
    let others = [
        template.list(),
        template.read("a:b"),
        template.delete("a:b"),
        template.test("a:b"),
        template.poll("1", None),
    ];
    others.iter().flatten().for_each(|letter| look(letter, false));
    let _ = (template.changes(), template.federation(Cloud::AzureCloud), requests.all().len());
}

fn answers(text: &str) {
    let (requests, template) = read(WHOLE).expect("the template of this check");
    let sent = Values { client_id: Some("c".into()), ..Values::default() };
    for status in [200, 201, 204, 400, 500] {
        let body = Echo::of(SECRET).mask(text.to_owned());
        let answer = Answer { status, body: Body::Text(body), ..Answer::default() };
        let create = &requests.create.answer;
        match template.read_connection(answer.clone(), create, Some(&sent)) {
            Ok(reply) => {
                assert!(refused(&answer, create).is_none());
                let connection = reply.value;
                let hint = connection.credential.as_ref().and_then(|credential| credential.hint.as_ref());
                assert!(hint.is_none_or(|hint| hint.as_str().chars().count() <= 3));
                assert!(!serde_json::to_string(&connection).unwrap_or_default().contains("abc8Q~"));
            }
            // Nothing of a success is kept for support: it may hold anybody's secret.
            Err(failure) => assert!(status >= 400 || failure.raw().is_empty()),
        }
        if let Ok(reply) = template.read_list(answer.clone(), &requests.list.as_ref().expect("a list").answer)
        {
            assert!(reply.value.items.len() <= 1000);
        }
        let poll = requests.test.as_ref().and_then(|test| test.poll.as_ref()).expect("a poll");
        let _ = (template.read_task(answer.clone(), poll), template.read_state(answer, poll));
    }
}
