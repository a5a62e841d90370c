use serde_json::json;

use crate::stage::{ARM, Azure, GRAPH, code, text};

const DENIED: (u16, &str) = (403, "Authorization_RequestDenied");

#[tokio::test]
async fn who_may_register_apps() {
    let azure = Azure::start().await;
    let v = &azure.values;
    let new = || Some(json!({ "displayName": "New" }));
    let seeded =
        azure.token_for(&v.tenant_id.to_string(), &v.client_id.to_string(), &v.client_secret, GRAPH).await;
    let guest = azure.user(&v.user_without_apps, GRAPH).await;
    for token in [text(&seeded.1["access_token"]), guest] {
        let (status, body) = azure.graph(&token, "POST", "/applications", new()).await;
        assert_eq!(body["error"]["message"], "Insufficient privileges to complete the operation.");
        assert_eq!(code((status, body)), (DENIED.0, DENIED.1.into()));
    }
    let member = azure.user(&v.user_without_roles, GRAPH).await;
    assert_eq!(azure.graph(&member, "POST", "/applications", new()).await.0, 201);
    azure.knob("/_sim/knobs", json!({ "onlyAdminsRegisterApps": true })).await;
    assert_eq!(code(azure.graph(&member, "POST", "/applications", new()).await), (DENIED.0, DENIED.1.into()));
    let (_, policy) = azure.graph(&member, "GET", "/policies/authorizationPolicy", None).await;
    assert_eq!(policy["defaultUserRolePermissions"]["allowedToCreateApps"], false);
    let admin = azure.user("", GRAPH).await;
    assert_eq!(azure.graph(&admin, "POST", "/applications", new()).await.0, 201);
    let path = "/me/transitiveMemberOf/microsoft.graph.directoryRole";
    assert_eq!(
        azure.graph(&admin, "GET", path, None).await.1["value"][0]["displayName"],
        "Application Administrator"
    );
    assert_eq!(azure.graph(&member, "GET", path, None).await.1["value"], json!([]));
}

#[tokio::test]
async fn an_app_is_changed_by_its_owner_and_by_administrators() {
    let azure = Azure::start().await;
    let member = azure.user(&azure.values.user_without_roles, GRAPH).await;
    let guest = azure.user(&azure.values.user_without_apps, GRAPH).await;
    let admin = azure.user("", GRAPH).await;
    let (object, app_id) = azure.register(&member, "Mine").await;
    let path = format!("/applications/{object}");
    let tagged = || Some(json!({ "tags": ["x"] }));
    assert_eq!(code(azure.graph(&guest, "PATCH", &path, tagged()).await).1, DENIED.1);
    assert_eq!(azure.graph(&member, "PATCH", &path, tagged()).await.0, 204);
    assert_eq!(azure.graph(&admin, "PATCH", &path, tagged()).await.0, 204);
    let principal = || Some(json!({ "appId": app_id, "accountEnabled": true }));
    assert_eq!(code(azure.graph(&guest, "POST", "/servicePrincipals", principal()).await).1, DENIED.1);
    assert_eq!(azure.graph(&member, "POST", "/servicePrincipals", principal()).await.0, 201);
    let (_, owners) = azure.graph(&guest, "GET", &format!("{path}/owners"), None).await;
    assert_eq!(owners["value"][0]["userPrincipalName"], json!(azure.values.user_without_roles));
    let seeded = azure.graph(
        &admin,
        "GET",
        "/applications?$filter=displayName%20eq%20'simulated%20APPLICATION'",
        None,
    );
    let path = format!("/applications/{}", text(&seeded.await.1["value"][0]["id"]));
    assert_eq!(code(azure.graph(&member, "DELETE", &path, None).await).1, DENIED.1, "somebody else's");
}

#[tokio::test]
async fn a_contributor_hands_out_no_roles_and_is_named_when_refused() {
    let azure = Azure::start().await;
    let token = azure.user(&azure.values.user_without_roles, ARM).await;
    let scope = azure.subscription();
    assert_eq!(azure.get(&token, &scope).await.0, 200);
    let path = format!(
        "{scope}/providers/Microsoft.Authorization/roleAssignments/a27c4be9-10d5-4c8f-b3e6-95f0d87a1c42"
    );
    let role = format!(
        "{scope}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
    );
    let body =
        json!({ "properties": { "roleDefinitionId": role, "principalId": azure.values.principal_id } });
    let (status, refused) = azure.put(&token, &path, &body).await;
    let message = text(&refused["error"]["message"]);
    assert_eq!((status, &refused["error"]["code"]), (403, &json!("AuthorizationFailed")));
    assert!(message.contains(&format!("The client '{}'", azure.values.user_without_roles)), "{message}");
}
