use serde_json::json;

use crate::stage::{Azure, GRAPH, code};

#[tokio::test]
async fn trouble_comes_as_ordered_and_goes() {
    let azure = Azure::start().await;
    azure
        .knob("/_sim/knobs", json!({ "throttle": { "next": 1, "retryAfterSeconds": 7, "service": "arm" }, "fail": { "next": 1, "status": 503, "service": "arm" } }))
        .await;
    let token = azure.token().await;
    let url = azure.url("/arm/subscriptions?api-version=2022-12-01");
    let mut statuses = Vec::new();
    for _ in 0..3 {
        let response = azure.http.get(&url).bearer_auth(&token).send().await.unwrap();
        statuses.push((response.status().as_u16(), response.headers().get("retry-after").is_some()));
        assert!(response.headers().contains_key("x-azure-simulator"));
    }
    assert_eq!(statuses, [(429, true), (503, false), (200, false)]);
    let bad =
        azure.http.post(azure.url("/_sim/knobs")).json(&json!({ "propagation": 3 })).send().await.unwrap();
    assert_eq!(bad.status(), 400, "a knob that does not exist is not turned silently");
    let before = azure.values.client_secret.clone();
    let after = azure.knob("/_sim/reset", json!({})).await;
    assert_ne!(after["clientSecret"], before);
}

#[tokio::test]
async fn two_states_are_equal_when_nothing_changed_and_hold_no_secret() {
    let azure = Azure::start().await;
    let before = azure.state().await;
    assert_eq!(before, azure.state().await);
    for secret in [&azure.values.client_secret, &azure.values.admin_client_secret] {
        assert!(!before.to_string().contains(secret.as_str()));
    }
    let token = azure.admin_for(GRAPH).await;
    let (object, _) = azure.register(&token, "New").await;
    let with_app = azure.state().await;
    assert_ne!(before, with_app);
    let path = format!("/applications/{object}/addPassword");
    assert_eq!(azure.graph(&token, "POST", &path, Some(json!({}))).await.0, 200);
    assert_ne!(with_app, azure.state().await);
    assert_eq!(azure.graph(&token, "DELETE", &format!("/applications/{object}"), None).await.0, 204);
    assert_eq!(before, azure.state().await, "taken down, it is as it was");
}

#[tokio::test]
async fn a_role_of_somebody_else_takes_its_name_without_being_seen() {
    let azure = Azure::start().await;
    azure.knob("/_sim/role", json!({ "name": "Taken", "actions": ["*/read"] })).await;
    let admin = azure.admin().await;
    let scope = azure.subscription();
    let definitions = format!("{scope}/providers/Microsoft.Authorization/roleDefinitions");
    let (_, list) = azure.get(&admin, &definitions).await;
    let names: Vec<_> =
        list["value"].as_array().unwrap().iter().map(|r| &r["properties"]["roleName"]).collect();
    assert!(!names.contains(&&json!("Taken")));
    let body = json!({ "properties": {
        "roleName": "taken", "assignableScopes": [scope], "permissions": [{ "actions": ["*/read"] }],
    } });
    let path = format!("{definitions}/0f3ad1c4-5b62-4f7e-9d18-2c6b7a90e5d3");
    assert_eq!(code(azure.put(&admin, &path, &body).await), (409, "RoleDefinitionWithSameNameExists".into()));
}
