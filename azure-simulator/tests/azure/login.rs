use serde_json::{Value, json};

use crate::stage::{ARM, Azure};

#[tokio::test]
async fn every_wrong_credential_has_its_documented_code() {
    let azure = Azure::start().await;
    let v = azure.values.clone();
    let (tenant, client) = (v.tenant_id.to_string(), v.client_id.to_string());
    let secret = v.client_secret.as_str();
    let cases = [
        (tenant.as_str(), client.as_str(), "wrong", ARM, 401, 7_000_215),
        (&tenant, &client, "", ARM, 401, 7_000_218),
        (&tenant, "b4f7e0a6-9d21-4c38-8e5b-1f3a6c7d2e90", secret, ARM, 400, 700_016),
        (&tenant, "undefined", secret, ARM, 400, 700_016),
        (&v.other_tenant_id.to_string(), &client, secret, ARM, 400, 700_016),
        ("b4f7e0a6-9d21-4c38-8e5b-1f3a6c7d2e90", &client, secret, ARM, 400, 90_002),
        ("nowhere.example", &client, secret, ARM, 400, 90_002),
        ("%22quoted%22", &client, secret, ARM, 400, 900_023),
        ("common", &client, secret, ARM, 400, 9_001_023),
        (&tenant, &client, secret, "https://example.com/.default", 400, 70_011),
    ];
    for (tenant, client, secret, scope, status, code) in cases {
        let (actual, body) = azure.token_for(tenant, client, secret, scope).await;
        assert_eq!((actual, &body["error_codes"]), (status, &json!([code])), "{tenant} {client} {scope}");
        assert!(body["error_description"].as_str().unwrap().starts_with(&format!("AADSTS{code}: ")));
        assert!(
            body["trace_id"].is_string() && body["correlation_id"].is_string() && body["simulator"] == true
        );
    }
    azure.knob("/_sim/app", json!({ "enabled": false })).await;
    assert_eq!(azure.token_for(&tenant, &client, secret, ARM).await.1["error_codes"], json!([7_000_112]));
    azure.knob("/_sim/app", json!({ "servicePrincipal": false })).await;
    assert_eq!(azure.token_for(&tenant, &client, secret, ARM).await.1["error_codes"], json!([7_000_229]));
    azure.knob("/_sim/expire-secret", json!({})).await;
    assert_eq!(azure.token_for(&tenant, &client, secret, ARM).await.1["error_codes"], json!([7_000_222]));
}

#[tokio::test]
async fn discovery_resolves_a_domain_and_refuses_a_stranger() {
    let azure = Azure::start().await;
    let path = |tenant: &str| azure.url(&format!("/login/{tenant}/v2.0/.well-known/openid-configuration"));
    let response = azure.http.get(path("Simulated.EXAMPLE")).send().await.unwrap();
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    let body: Value = response.json().await.unwrap();
    assert!(body["issuer"].as_str().unwrap().ends_with(&format!("/login/{}/v2.0", azure.values.tenant_id)));
    let response = azure.http.get(path("secrets")).send().await.unwrap();
    assert_eq!(response.status(), 400);
    let body: Value = response.json().await.unwrap();
    assert_eq!((&body["error"], &body["error_codes"]), (&json!("invalid_tenant"), &json!([90_002])));
}

#[tokio::test]
async fn whoever_has_no_tenant_yet_is_told_where_everybody_signs_in() {
    let azure = Azure::start().await;
    for (prefix, path) in [("/login", "/login/organizations"), ("", "/organizations")] {
        let url = azure.url(&format!("{path}/v2.0/.well-known/openid-configuration"));
        let body: Value = azure.http.get(url).send().await.unwrap().json().await.unwrap();
        let issuer = azure.url(&format!("{prefix}/{{tenantid}}/v2.0"));
        assert_eq!(body["issuer"], json!(issuer));
        assert_eq!(body["token_endpoint"], json!(azure.url(&format!("{path}/oauth2/v2.0/token"))));
        assert!(body["device_authorization_endpoint"].is_string());
    }
}

#[tokio::test]
async fn at_the_root_an_issuer_has_its_tenant_first_as_the_azure_cli_needs_it() {
    let azure = Azure::start().await;
    let url = azure.url("/simulated.example/v2.0/.well-known/openid-configuration");
    let body: Value = azure.http.get(url).send().await.unwrap().json().await.unwrap();
    let issuer = body["issuer"].as_str().unwrap();
    assert_eq!(issuer.split('/').nth(3), Some(azure.values.tenant_id.to_string().as_str()));
}
