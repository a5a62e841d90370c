use serde_json::{Value, json};

use super::stage::{API, Reply, Stage};

async fn look_up(stage: &Stage, query: &str) -> Reply {
    stage.send(stage.http.get(stage.url(&format!("{API}/lookup?{query}")))).await
}

fn found(tenant: impl ToString) -> Value {
    json!({ "state": "found", "tenantId": tenant.to_string() })
}

#[tokio::test]
async fn a_domain_is_a_directory_and_a_subscription_has_one() {
    let stage = Stage::new().await;
    let values = &stage.values;
    let (tenant, other) = (values.tenant_id, values.other_tenant_id);
    let reply = look_up(&stage, &format!("tenant={}", values.tenant_domain)).await;
    assert_eq!((reply.status, &reply.body), (200, &json!({ "tenant": found(tenant) })));
    assert_eq!(reply.header("cache-control"), "no-store");

    let query = format!("cloud=AzureCloud&tenant={tenant}&subscription={}", values.subscription_id);
    let reply = look_up(&stage, &query).await;
    assert_eq!(reply.body, json!({ "tenant": found(tenant), "subscription": found(tenant) }));

    let reply = look_up(&stage, &format!("subscription={}", values.foreign_subscription_id)).await;
    assert_eq!(reply.body, json!({ "subscription": found(other) }), "of another directory");
    let asked = stage.asked().await;
    assert!(asked.iter().all(|line| line.starts_with("GET ")), "nobody signs in for that: {asked:?}");
}

#[tokio::test]
async fn azure_knows_nothing_of_it() {
    let stage = Stage::new().await;
    let stranger = "3d9b5a17-6c02-4e8f-b1d4-07e5c8a92f36";
    let query = format!("tenant=nobody.example&subscription={stranger}");
    let unknown = json!({ "state": "unknown" });
    let reply = look_up(&stage, &query).await;
    assert_eq!(reply.body, json!({ "tenant": unknown, "subscription": unknown }));
    let reply = look_up(&stage, &format!("tenant={stranger}")).await;
    assert_eq!(reply.body, json!({ "tenant": unknown }));
}

#[tokio::test]
async fn what_nobody_could_tell_is_said_so_and_asked_again() {
    let stage = Stage::new().await;
    let (domain, id) = (&stage.values.tenant_domain, stage.values.subscription_id);
    let query = format!("tenant={domain}&subscription={id}");
    stage.knob("/knobs", json!({ "fail": { "next": 100, "status": 503 } })).await;
    let unconfirmed = json!({ "state": "unconfirmed" });
    let reply = look_up(&stage, &query).await;
    assert_eq!(
        (reply.status, reply.body),
        (200, json!({ "tenant": unconfirmed, "subscription": unconfirmed }))
    );
    stage.knob("/knobs", json!({ "fail": { "next": 0, "status": 503 } })).await;
    let tenant = found(stage.values.tenant_id);
    assert_eq!(look_up(&stage, &query).await.body, json!({ "tenant": tenant, "subscription": tenant }));

    let before = stage.asked().await.len();
    assert_eq!(look_up(&stage, &query).await.body["tenant"], tenant);
    assert_eq!(stage.asked().await.len(), before, "what was found is not asked again");
}

#[tokio::test]
async fn what_has_no_grammar_reaches_no_url() {
    let stage = Stage::new().await;
    for (query, fields) in [
        ("", vec!["/tenant missing"]),
        ("cloud=AzureCloud", vec!["/tenant missing"]),
        ("tenant=", vec!["/tenant empty"]),
        ("tenant=..%2F..%2Fcommon", vec!["/tenant not-an-id"]),
        ("tenant=common", vec!["/tenant many-tenants"]),
        ("tenant=contoso.com%2Fx", vec!["/tenant not-an-id"]),
        ("tenant=contoso.com%3F", vec!["/tenant not-an-id"]),
        ("tenant=127.0.0.1", vec!["/tenant not-an-id"]),
        ("tenant=00000003-0000-0000-c000-000000000000", vec!["/tenant known-id"]),
        ("subscription=..", vec!["/subscription not-an-id"]),
        ("subscription=*&tenant=x", vec!["/tenant not-an-id", "/subscription not-an-id"]),
        ("tenant=contoso.com&cloud=AzureGermanCloud", vec!["/cloud not-offered"]),
        ("tenant=contoso.com&cloud=AzureChinaCloud", vec!["/cloud not-offered"]),
    ] {
        let reply = look_up(&stage, query).await;
        assert_eq!(
            (reply.status, reply.fields()),
            (422, fields.iter().map(ToString::to_string).collect()),
            "{query}"
        );
    }
    let twice = look_up(&stage, "tenant=contoso.com&tenant=fabrikam.com").await;
    assert_eq!((twice.status, twice.problem()), (400, "query".into()));
    assert!(stage.asked().await.is_empty(), "Microsoft was not asked");
}

#[tokio::test]
async fn an_account_is_needed_and_has_so_many_questions() {
    let stage = Stage::with(|config| config.account_header = Some("x-account".parse().unwrap())).await;
    let url = stage.url(&format!("{API}/lookup?tenant={}", stage.values.tenant_domain));
    let nobody = stage.send(stage.http.get(&url)).await;
    assert_eq!((nobody.status, nobody.problem()), (401, "no-account".into()));
    let ask = async |account: &str| stage.send(stage.http.get(&url).header("x-account", account)).await;
    let mut last = ask("acme").await;
    for _ in 0..100 {
        if last.status != 200 {
            break;
        }
        last = ask("acme").await;
    }
    assert_eq!((last.status, last.problem()), (429, "too-many".into()));
    assert!((1..=61).contains(&last.header("retry-after").parse::<u32>().unwrap()));
    assert_eq!(ask("other").await.status, 200);
}

#[tokio::test]
async fn pages_of_others_do_not_ask() {
    let stage = Stage::new().await;
    let url = stage.url(&format!("{API}/lookup?tenant=contoso.com"));
    let foreign = stage.send(stage.http.get(&url).header("origin", "https://evil.example")).await;
    assert_eq!((foreign.status, foreign.problem()), (403, "origin".into()));
    let post = stage.send(stage.http.post(&url)).await;
    assert_eq!((post.status, post.problem()), (405, "method".into()));
}
