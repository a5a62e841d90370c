use serde_json::{Value, json};

use crate::stage::Azure;

const NEW_ROLE: &str = "0f3ad1c4-5b62-4f7e-9d18-2c6b7a90e5d3";
const NEW_ASSIGNMENT: &str = "a27c4be9-10d5-4c8f-b3e6-95f0d87a1c42";

fn role(name: &str, scope: &str, actions: &[&str]) -> Value {
    json!({ "properties": {
        "roleName": name, "description": "d", "assignableScopes": [scope],
        "permissions": [{ "actions": actions, "notActions": [], "dataActions": [], "notDataActions": [] }],
    } })
}

#[tokio::test]
async fn the_seeded_application_signs_in_and_sees_what_it_may() {
    let azure = Azure::start().await;
    let token = azure.token().await;
    let (status, body) = azure.get(&token, &azure.subscription()).await;
    assert_eq!((status, &body["subscriptionId"]), (200, &json!(azure.values.subscription_id)));
    let path = format!("{}/providers/Microsoft.Authorization/permissions", azure.subscription());
    let (status, body) = azure.get(&token, &path).await;
    assert_eq!(status, 200);
    assert_eq!(body["value"][0]["notActions"], json!(["Microsoft.Compute/virtualMachines/delete"]));
    let (_, body) = azure.get(&token, "/subscriptions").await;
    assert_eq!(body["value"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn without_a_token_the_challenge_names_the_tenant() {
    let azure = Azure::start().await;
    let url = azure.url(&format!("/arm{}?api-version=2022-12-01", azure.subscription()));
    let response = azure.http.get(url).send().await.unwrap();
    assert_eq!(response.status(), 401);
    let challenge = response.headers()["www-authenticate"].to_str().unwrap().to_owned();
    assert!(
        challenge
            .contains(&format!("authorization_uri=\"https://login.windows.net/{}\"", azure.values.tenant_id))
    );
    let unknown = azure.url("/arm/subscriptions/b4f7e0a6-9d21-4c38-8e5b-1f3a6c7d2e90?api-version=2022-12-01");
    assert_eq!(azure.http.get(unknown).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn arm_says_why_not() {
    let azure = Azure::start().await;
    let token = azure.token().await;
    let foreign = format!("/subscriptions/{}", azure.values.foreign_subscription_id);
    let code = |(status, body): (u16, Value)| {
        (status, body["error"]["code"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(code(azure.get(&token, &foreign).await), (401, "InvalidAuthenticationTokenTenant".into()));
    assert_eq!(code(azure.get(&token, &azure.unassigned()).await), (403, "AuthorizationFailed".into()));
    assert_eq!(
        code(azure.get("nonsense", &azure.subscription()).await),
        (401, "InvalidAuthenticationToken".into())
    );
    azure.knob("/_sim/knobs", json!({ "withoutRole": "not-found" })).await;
    assert_eq!(code(azure.get(&token, &azure.unassigned()).await), (404, "SubscriptionNotFound".into()));
    azure.knob("/_sim/knobs", json!({ "withoutRole": "empty" })).await;
    let path = format!("{}/providers/Microsoft.Authorization/permissions", azure.unassigned());
    assert_eq!(azure.get(&token, &path).await.1["value"], json!([]));
    let bare = azure.url(&format!("/arm{}", azure.subscription()));
    let response = azure.http.get(bare).bearer_auth(&token).send().await.unwrap();
    assert_eq!(
        code((response.status().as_u16(), response.json().await.unwrap())),
        (400, "MissingApiVersionParameter".into())
    );
}

#[tokio::test]
async fn a_role_is_made_assigned_and_effective_after_a_while() {
    let azure = Azure::start().await;
    let (admin, token) = (azure.admin().await, azure.token().await);
    let scope = azure.unassigned();
    let definition = format!("{scope}/providers/Microsoft.Authorization/roleDefinitions/{NEW_ROLE}");
    let body = role("A new role", &scope, &["Microsoft.Compute/disks/read"]);
    assert_eq!(azure.put(&token, &definition, &body).await.0, 403);
    let (status, made) = azure.put(&admin, &definition, &body).await;
    assert_eq!((status, &made["properties"]["type"]), (201, &json!("CustomRole")));
    let again = format!("{scope}/providers/Microsoft.Authorization/roleDefinitions/{NEW_ASSIGNMENT}");
    let (status, refused) = azure.put(&admin, &again, &body).await;
    assert_eq!((status, &refused["error"]["code"]), (409, &json!("RoleDefinitionWithSameNameExists")));

    azure.knob("/_sim/knobs", json!({ "propagationSeconds": 0.3, "tokenSnapshots": true })).await;
    let assignment = format!("{scope}/providers/Microsoft.Authorization/roleAssignments/{NEW_ASSIGNMENT}");
    let body = json!({ "properties": {
        "roleDefinitionId": made["id"], "principalId": azure.values.principal_id, "principalType": "ServicePrincipal",
    } });
    assert_eq!(azure.put(&admin, &assignment, &body).await.0, 201);
    let other = format!("{scope}/providers/Microsoft.Authorization/roleAssignments/{NEW_ROLE}");
    assert_eq!(azure.put(&admin, &other, &body).await.1["error"]["code"], "RoleAssignmentExists");
    assert_eq!(azure.get(&token, &scope).await.0, 403);
    while azure.get(&azure.token().await, &scope).await.0 != 200 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(azure.get(&token, &scope).await.0, 403, "an old token still sees the old world");
    let filtered = azure.url(&format!(
        "/arm{scope}/providers/Microsoft.Authorization/roleDefinitions?api-version=2022-05-01-preview&$filter=roleName%20eq%20'A%20new%20role'"
    ));
    let list: Value =
        azure.http.get(filtered).bearer_auth(&admin).send().await.unwrap().json().await.unwrap();
    assert_eq!(list["value"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn bad_roles_and_assignments_are_refused_as_documented() {
    let azure = Azure::start().await;
    let admin = azure.admin().await;
    let scope = azure.subscription();
    let definition = format!("{scope}/providers/Microsoft.Authorization/roleDefinitions/{NEW_ROLE}");
    let foreign = format!("/subscriptions/{}", azure.values.foreign_subscription_id);
    for (body, code) in [
        (role("r", &scope, &["Microsoft.Compute/*/x/*"]), "InvalidActionOrNotAction"),
        (role("r", &scope, &["microsoft.directory/users/read"]), "InvalidActionOrNotAction"),
        (role("r", "/", &["*/read"]), "InvalidAssignableScopes"),
        (role("r", "/subscriptions/sdfsd", &["*/read"]), "InvalidAssignableScopes"),
        (role("", &scope, &["*/read"]), "RoleDefinitionNameInvalid"),
        (role("r", &foreign, &["*/read"]), "AuthorizationFailed"),
        (role("reader", &scope, &["*/read"]), "RoleDefinitionWithSameNameExists"),
        (json!({ "Name": "flat" }), "InvalidRequestContent"),
    ] {
        assert_eq!(azure.put(&admin, &definition, &body).await.1["error"]["code"], code, "{body}");
    }
    let assignment = format!("{scope}/providers/Microsoft.Authorization/roleAssignments/{NEW_ASSIGNMENT}");
    let reader = format!(
        "{scope}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
    );
    let assign =
        |principal: &str| json!({ "properties": { "roleDefinitionId": reader, "principalId": principal } });
    let app_object = "7d1e3b90-5fa2-4c68-b4d7-0a6c8e2f9153";
    for (principal, code) in [(app_object, "PrincipalTypeNotSupported"), (NEW_ROLE, "PrincipalNotFound")] {
        assert_eq!(azure.put(&admin, &assignment, &assign(principal)).await.1["error"]["code"], code);
    }
}
