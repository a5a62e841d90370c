//! Connections without a secret: the app registration trusts the host's own tokens.

use serde_json::{Value, json};

use crate::stage::{API, Stage, key};

/// A stage whose profile offers federated credentials, and whose simulator knows the host's key.
async fn stage(change: impl FnOnce(&mut reference_host::Config)) -> Stage {
    let mut stage = Stage::with(|config| {
        let text = std::fs::read_to_string(&config.profile).unwrap();
        let mut profile: Value = serde_json::from_str(&text).unwrap();
        profile["credential"]["kinds"] = json!(["federated", "secret"]);
        profile["endpoint"]["operations"] = json!(["create", "read", "replace", "list", "federation"]);
        // Beside the database, where the stage takes it away with all else.
        let directory = config.database_url.trim_start_matches("sqlite://").split("/deep/").next().unwrap();
        config.profile = format!("{directory}/profile.json").into();
        std::fs::write(&config.profile, profile.to_string()).unwrap();
        config.deadline_seconds = 2;
        change(config);
    })
    .await;
    let jwks = well_known(&stage, "jwks.json").await;
    let issuer = stage.host.url().to_owned();
    stage.knob("/issuer", json!({ "issuer": issuer, "jwks": jwks })).await;
    stage.body_mut(|body| body["credential"] = json!({ "kind": "federated" }));
    stage
}

async fn well_known(stage: &Stage, name: &str) -> Value {
    let url = stage.url(&format!("/.well-known/{name}"));
    stage.http.get(url).send().await.unwrap().json().await.unwrap()
}
