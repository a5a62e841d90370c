use serde_json::{Value, json};

use crate::stage::{ARM, Azure, GRAPH, code, text};

#[tokio::test]
async fn apps_are_found_by_name_prefix_tag_and_id() {
    let azure = Azure::start().await;
    let token = azure.user("", GRAPH).await;
    let body = json!({
        "displayName": "Spot", "signInAudience": "AzureADMyOrg", "keyCredentials": [],
        "tags": ["azure-connect:spot"], "web": { "redirectUris": ["https://spot.example"] },
    });
    let (status, app) = azure.graph(&token, "POST", "/applications", Some(body)).await;
    assert_eq!((status, &app["web"]["redirectUris"]), (201, &json!(["https://spot.example"])));
    azure.register(&token, "Spotlight").await;
    let app_id = text(&app["appId"]);
    for (filter, count) in [
        ("startswith(displayName,'Spot')", 2),
        ("displayName eq 'Spot'", 1),
        ("tags/any(t:t eq 'azure-connect:spot')", 1),
        (&format!("appId eq '{app_id}'"), 1),
        (&format!("identifierUris/any(s:s eq '{app_id}')"), 0),
    ] {
        let url = format!("/applications?$filter={}", encoded(filter));
        let (_, list) = azure.graph(&token, "GET", &url, None).await;
        assert_eq!(list["value"].as_array().map(Vec::len), Some(count), "{filter}: {list}");
    }
    let unquoted = format!("/applications?$filter={}", encoded("displayName eq 'Spot it's'"));
    assert_eq!(code(azure.graph(&token, "GET", &unquoted, None).await), (400, "Request_BadRequest".into()));
    let keyed = format!("/applications(appId='{app_id}')");
    assert_eq!(azure.graph(&token, "GET", &keyed, None).await.1["id"], app["id"]);
    let by_app_id = format!("/applications/{app_id}");
    assert_eq!(
        code(azure.graph(&token, "GET", &by_app_id, None).await),
        (404, "Request_ResourceNotFound".into())
    );
}

#[tokio::test]
async fn lists_come_in_pages() {
    let azure = Azure::start().await;
    let token = azure.user("", GRAPH).await;
    for index in 0..5 {
        azure.register(&token, &format!("Paged {index}")).await;
    }
    azure.knob("/_sim/knobs", json!({ "graphPageSize": 2 })).await;
    let filter = encoded("startswith(displayName,'Paged')");
    let mut next = Some(format!("/applications?$filter={filter}&$select=displayName"));
    let (mut names, mut pages) = (Vec::new(), 0);
    while let Some(url) = next {
        let (_, page) = azure.graph(&token, "GET", &url, None).await;
        names.extend(page["value"].as_array().unwrap().iter().map(|app| text(&app["displayName"])));
        assert!(page["value"][0].get("appId").is_none(), "not selected");
        next = page["@odata.nextLink"].as_str().map(ToOwned::to_owned);
        pages += 1;
    }
    names.sort();
    assert_eq!((pages, names.len(), names.last().unwrap().as_str()), (3, 5, "Paged 4"));
}

#[tokio::test]
async fn what_was_just_made_is_unknown_elsewhere_for_a_while() {
    let azure = Azure::start().await;
    let token = azure.user("", GRAPH).await;
    azure.knob("/_sim/knobs", json!({ "applicationSeconds": 600, "principalSeconds": 600 })).await;
    let (object, app_id) = azure.register(&token, "Late").await;
    let body = Some(json!({ "appId": app_id }));
    let (status, refused) = azure.graph(&token, "POST", "/servicePrincipals", body.clone()).await;
    let message = text(&refused["error"]["message"]);
    assert!(
        status == 400 && message.ends_with("does not reference a valid application object."),
        "{message}"
    );
    assert_eq!(azure.graph(&token, "GET", &format!("/applications/{object}"), None).await.0, 404);
    azure.knob("/_sim/spread", json!({})).await;
    let (status, principal) = azure.graph(&token, "POST", "/servicePrincipals", body).await;
    assert_eq!(status, 201);
    let (admin, scope) = (azure.admin().await, azure.subscription());
    let base = format!("{scope}/providers/Microsoft.Authorization");
    let role = format!("{base}/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7");
    let body = json!({ "properties": { "roleDefinitionId": role, "principalId": principal["id"], "principalType": "ServicePrincipal" } });
    let path = format!("{base}/roleAssignments/a27c4be9-10d5-4c8f-b3e6-95f0d87a1c42");
    assert_eq!(code(azure.put(&admin, &path, &body).await), (400, "PrincipalNotFound".into()));
    azure.knob("/_sim/spread", json!({})).await;
    assert_eq!(azure.put(&admin, &path, &body).await.0, 201);
}

#[tokio::test]
async fn objects_are_told_apart_by_their_ids() {
    let azure = Azure::start().await;
    let token = azure.user("", GRAPH).await;
    let (_, me) = azure.graph(&token, "GET", "/me", None).await;
    let ids = json!([me["id"], azure.values.principal_id, "0f3ad1c4-5b62-4f7e-9d18-2c6b7a90e5d3"]);
    let types = json!(["user", "group", "servicePrincipal", "directoryObjectPartnerReference"]);
    let body = json!({ "ids": ids, "types": types });
    let (_, found) = azure.graph(&token, "POST", "/directoryObjects/getByIds", Some(body)).await;
    let kinds: Vec<&Value> =
        found["value"].as_array().unwrap().iter().map(|object| &object["@odata.type"]).collect();
    assert_eq!(kinds, ["#microsoft.graph.user", "#microsoft.graph.servicePrincipal"]);
}

#[tokio::test]
async fn graph_says_why_not() {
    let azure = Azure::start().await;
    let token = azure.admin_for(GRAPH).await;
    let (status, body) = azure.graph(&token, "GET", "/me", None).await;
    assert_eq!(status, 400);
    assert_eq!(body["error"]["message"], "/me request is only valid with delegated authentication flow.");
    let arm = azure.admin_for(ARM).await;
    for wrong in ["nonsense", &arm] {
        let (status, body) = azure.graph(wrong, "GET", "/applications", None).await;
        assert_eq!(code((status, body)), (401, "InvalidAuthenticationToken".into()));
    }
    for body in [
        json!({}),
        json!({ "displayName": "" }),
        json!({ "displayName": "x", "invented": 1 }),
        json!({ "displayName": "x", "tags": "x" }),
        json!({ "displayName": "x", "signInAudience": "Everybody" }),
        json!({ "displayName": "x", "passwordCredentials": [{}] }),
    ] {
        let before = azure.state().await;
        let refused = azure.graph(&token, "POST", "/applications", Some(body.clone())).await;
        assert_eq!(code(refused), (400, "Request_BadRequest".into()), "{body}");
        assert_eq!(before, azure.state().await, "{body}");
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
