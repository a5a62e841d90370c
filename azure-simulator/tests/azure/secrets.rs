use serde_json::{Value, json};

use crate::stage::{ARM, Azure, GRAPH, code, text};

#[tokio::test]
async fn an_app_made_through_graph_signs_in_and_is_assigned_a_role() {
    let azure = Azure::start().await;
    let graph = azure.user("", GRAPH).await;
    let tenant = azure.values.tenant_id.to_string();
    let (object, app_id) = azure.register(&graph, "Whole").await;
    let wish = json!({ "passwordCredential": {
        "displayName": "D", "startDateTime": "2026-11-21T01:51:15Z", "endDateTime": "2099-11-21T01:51:15Z",
    } });
    let path = format!("/applications/{object}/addPassword");
    let (status, made) = azure.graph(&graph, "POST", &path, Some(wish)).await;
    assert_eq!((status, &made["endDateTime"]), (200, &json!("2099-11-21T01:51:15Z")));
    let secret = text(&made["secretText"]);
    let (_, refused) = azure.token_for(&tenant, &app_id, &secret, ARM).await;
    assert_eq!(refused["error_codes"], json!([7_000_229]), "an app alone has no principal");
    let body = Some(json!({ "appId": app_id, "accountEnabled": true }));
    let (_, principal) = azure.graph(&graph, "POST", "/servicePrincipals", body.clone()).await;
    assert_eq!(principal["servicePrincipalNames"], json!([app_id]));
    assert_eq!(
        code(azure.graph(&graph, "POST", "/servicePrincipals", body).await),
        (409, "Request_MultipleObjectsWithSameKeyValue".into())
    );
    let (status, signed_in) = azure.token_for(&tenant, &app_id, &secret, ARM).await;
    assert_eq!(status, 200);
    let token = text(&signed_in["access_token"]);

    let (admin, scope) = (azure.admin().await, azure.subscription());
    assert_eq!(azure.get(&token, &scope).await.0, 403);
    let base = format!("{scope}/providers/Microsoft.Authorization");
    let role = format!("{base}/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7");
    let body = json!({ "properties": { "roleDefinitionId": role, "principalId": principal["id"] } });
    let path = format!("{base}/roleAssignments/a27c4be9-10d5-4c8f-b3e6-95f0d87a1c42");
    assert_eq!(azure.put(&admin, &path, &body).await.0, 201);
    assert_eq!(azure.get(&token, &scope).await.0, 200);

    let path = format!("/applications/{object}");
    let (_, app) = azure.graph(&graph, "GET", &path, None).await;
    assert_eq!(app["passwordCredentials"][0]["secretText"], Value::Null);
    let remove = Some(json!({ "keyId": made["keyId"] }));
    assert_eq!(azure.graph(&graph, "POST", &format!("{path}/removePassword"), remove.clone()).await.0, 204);
    assert_eq!(azure.graph(&graph, "POST", &format!("{path}/removePassword"), remove).await.0, 400);
    assert_eq!(azure.token_for(&tenant, &app_id, &secret, ARM).await.1["error_codes"], json!([7_000_215]));
}

#[tokio::test]
async fn a_policy_refuses_secrets_or_long_ones() {
    let azure = Azure::start().await;
    let token = azure.user("", GRAPH).await;
    let (object, _) = azure.register(&token, "Policed").await;
    let path = format!("/applications/{object}/addPassword");
    azure.knob("/_sim/knobs", json!({ "secretPolicy": { "maxDays": 30 } })).await;
    assert_eq!(
        code(azure.graph(&token, "POST", &path, None).await),
        (400, "CredentialInvalidLifetimeAsPerAppPolicy".into())
    );
    azure.knob("/_sim/knobs", json!({ "secretPolicy": { "refuse": true } })).await;
    assert_eq!(
        code(azure.graph(&token, "POST", &path, None).await),
        (400, "CredentialTypeNotAllowedAsPerAppPolicy".into())
    );
    let (_, policy) = azure.graph(&token, "GET", "/policies/defaultAppManagementPolicy", None).await;
    assert_eq!(policy["isEnabled"], true);
    let restrictions = &policy["applicationRestrictions"]["passwordCredentials"];
    assert_eq!(restrictions[0]["restrictionType"], "passwordAddition");
}

#[tokio::test]
async fn a_secret_begins_as_the_knob_says_and_works_after_a_while() {
    let azure = Azure::start().await;
    let token = azure.user("", GRAPH).await;
    let (object, app_id) = azure.register(&token, "Slow").await;
    azure.graph(&token, "POST", "/servicePrincipals", Some(json!({ "appId": app_id }))).await;
    azure.knob("/_sim/knobs", json!({ "secretStart": "-a", "credentialSeconds": 0.3 })).await;
    let (_, made) = azure.graph(&token, "POST", &format!("/applications/{object}/addPassword"), None).await;
    let secret = text(&made["secretText"]);
    assert!(secret.starts_with("-a") && secret.len() == 40 && secret[3..].starts_with("8Q~"), "{secret}");
    let tenant = azure.values.tenant_id.to_string();
    assert_eq!(azure.token_for(&tenant, &app_id, &secret, ARM).await.1["error_codes"], json!([7_000_215]));
    while azure.token_for(&tenant, &app_id, &secret, ARM).await.0 != 200 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}
