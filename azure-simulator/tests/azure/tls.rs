use azure_simulator::Tls;
use serde_json::Value;

use crate::stage::Azure;

#[tokio::test]
async fn over_tls_it_is_the_same_world_under_its_own_name() {
    let file = std::env::temp_dir().join(format!("azure-simulator-{}.pem", std::process::id()));
    let tls = Tls { listen: "127.0.0.1:0".parse().unwrap(), authority: file.clone() };
    let azure = Azure::with(Some(tls)).await;
    let url = azure.simulator.tls_url().unwrap().to_owned();
    assert!(url.starts_with("https://localhost:"));

    let authority = reqwest::Certificate::from_pem(&std::fs::read(&file).unwrap()).unwrap();
    std::fs::remove_file(&file).unwrap();
    let trusting = reqwest::Client::builder().no_proxy().tls_certs_only([authority]).build().unwrap();
    for base in [url.clone(), url.replace("localhost", "127.0.0.1")] {
        let values: Value =
            trusting.get(format!("{base}/_sim/values")).send().await.unwrap().json().await.unwrap();
        assert_eq!(values["clientSecret"], azure.values.client_secret.as_str());
    }
    let path = format!("/{}/v2.0/.well-known/openid-configuration", azure.values.tenant_id);
    let body: Value = trusting.get(format!("{url}{path}")).send().await.unwrap().json().await.unwrap();
    assert!(body["token_endpoint"].as_str().unwrap().starts_with(&url));

    let wary = reqwest::Client::builder().no_proxy().build().unwrap();
    assert!(wary.get(format!("{url}/_sim/values")).send().await.is_err(), "nobody else trusts it");
    azure.simulator.stop().await;
    assert!(trusting.get(format!("{url}/_sim/values")).send().await.is_err());
}

#[tokio::test]
async fn a_client_that_does_not_shake_hands_holds_up_nobody() {
    let file = std::env::temp_dir().join(format!("azure-simulator-slow-{}.pem", std::process::id()));
    let tls = Tls { listen: "127.0.0.1:0".parse().unwrap(), authority: file.clone() };
    let azure = Azure::with(Some(tls)).await;
    let url = azure.simulator.tls_url().unwrap().replace("localhost", "127.0.0.1");
    let _silent = tokio::net::TcpStream::connect(url.trim_start_matches("https://")).await.unwrap();
    let authority = reqwest::Certificate::from_pem(&std::fs::read(&file).unwrap()).unwrap();
    std::fs::remove_file(&file).unwrap();
    let trusting = reqwest::Client::builder().no_proxy().tls_certs_only([authority]).build().unwrap();
    assert_eq!(trusting.get(format!("{url}/_sim/values")).send().await.unwrap().status(), 200);
}
