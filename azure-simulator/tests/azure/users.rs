use serde_json::json;

use crate::stage::{ARM, Azure, CLI, GRAPH, code};

#[tokio::test]
async fn a_user_signs_in_by_device_code_and_takes_a_token_for_each_audience() {
    let azure = Azure::start().await;
    let tenant = azure.values.tenant_id.to_string();
    let (status, body) = azure.sign_in("", "organizations", ARM).await;
    assert_eq!(status, 200, "{body}");
    assert!(body["id_token"].as_str().unwrap().ends_with('.'), "nobody signs it");
    let (_, tenants) = azure.get(body["access_token"].as_str().unwrap(), "/tenants").await;
    assert_eq!(tenants["value"].as_array().unwrap().len(), 2);

    let refresh = |scope| {
        [
            ("grant_type", "refresh_token"),
            ("client_id", CLI),
            ("refresh_token", body["refresh_token"].as_str().unwrap()),
            ("scope", scope),
        ]
    };
    let path = format!("/login/{tenant}/oauth2/v2.0/token");
    let (_, graph) = azure.form(&path, &refresh(GRAPH)).await;
    let (status, me) = azure.graph(graph["access_token"].as_str().unwrap(), "GET", "/me", None).await;
    assert_eq!((status, &me["userPrincipalName"]), (200, &json!(azure.values.admin_user)));

    let elsewhere = format!("/login/{}/oauth2/v2.0/token", azure.values.other_tenant_id);
    let (_, other) = azure.form(&elsewhere, &refresh(ARM)).await;
    let (_, list) = azure.get(other["access_token"].as_str().unwrap(), "/subscriptions").await;
    assert_eq!(list["value"][0]["subscriptionId"], json!(azure.values.foreign_subscription_id));
}

#[tokio::test]
async fn a_device_code_is_good_for_once_and_for_its_client() {
    let azure = Azure::start().await;
    let path = format!("/login/{}/oauth2/v2.0", azure.values.tenant_id);
    let begin = [("client_id", CLI), ("scope", ARM)];
    let redeem = |client, code| {
        [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("client_id", client),
            ("device_code", code),
        ]
    };
    let (_, code) = azure.form(&format!("{path}/devicecode"), &begin).await;
    let code = code["device_code"].as_str().unwrap();
    assert_eq!(azure.form(&format!("{path}/token"), &redeem(CLI, code)).await.0, 200);
    assert_eq!(azure.form(&format!("{path}/token"), &redeem(CLI, code)).await.0, 400);
    let (_, code) = azure.form(&format!("{path}/devicecode"), &begin).await;
    let code = code["device_code"].as_str().unwrap();
    let (status, body) = azure.form(&format!("{path}/token"), &redeem("somebody else", code)).await;
    assert_eq!((status, &body["error"]), (400, &json!("bad_verification_code")));
}

#[tokio::test]
async fn a_user_of_another_directory_has_no_account_here() {
    let azure = Azure::start().await;
    let elsewhere = azure.values.other_tenant_id.to_string();
    let (status, body) = azure.sign_in(&azure.values.user_without_roles, &elsewhere, ARM).await;
    assert_eq!((status, &body["error_codes"]), (400, &json!([50_020])));
}

#[tokio::test]
async fn users_are_principals_that_roles_are_assigned_to() {
    let azure = Azure::start().await;
    let token = azure.user(&azure.values.user_without_roles, GRAPH).await;
    let (_, me) = azure.graph(&token, "GET", "/me", None).await;
    let (admin, scope) = (azure.admin().await, azure.subscription());
    let path = format!(
        "{scope}/providers/Microsoft.Authorization/roleAssignments/a27c4be9-10d5-4c8f-b3e6-95f0d87a1c42"
    );
    let role = format!(
        "{scope}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
    );
    let body = |kind: &str| json!({ "properties": { "roleDefinitionId": role, "principalId": me["id"], "principalType": kind } });
    let refused = azure.put(&admin, &path, &body("ServicePrincipal")).await;
    assert_eq!(code(refused), (400, "UnmatchedPrincipalType".into()));
    let (status, made) = azure.put(&admin, &path, &body("User")).await;
    assert_eq!((status, &made["properties"]["principalType"]), (201, &json!("User")));
}
