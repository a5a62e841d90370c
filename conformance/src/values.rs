use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// What to connect. Its secret is really sent.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Values {
    /// The directory, a GUID.
    pub tenant_id: String,
    /// One of its DNS names.
    pub tenant_domain: Option<String>,
    /// The application.
    pub client_id: String,
    /// A secret of it.
    pub client_secret: String,
    /// A subscription on which it has the platform's role.
    pub subscription_id: String,
    /// Another one.
    pub other_subscription_id: Option<String>,
    /// What else a body holds: `cloud`, `name`, `role`, `extras`.
    #[serde(skip)]
    pub more: Map<String, Value>,
    /// The last day on which the secret works.
    pub expires_on: Option<String>,
    /// Whether they are made up, so that no connection can work.
    #[serde(skip)]
    pub made_up: bool,
}

impl Values {
    /// Values of nobody: enough for all but what needs a connection that works.
    pub fn made_up() -> Self {
        Self {
            tenant_id: "5b2f6c1d-3e84-4f0a-9c67-1d8e2a7b9f10".to_owned(),
            tenant_domain: None,
            client_id: "2c7a9e54-81d6-4b3f-a0e2-f4957c6d1b38".to_owned(),
            client_secret: format!("{}-{}", uuid::Uuid::new_v4(), uuid::Uuid::new_v4()),
            subscription_id: "8f4e1a2b-6c93-4d75-b0a8-e3c7d5f19264".to_owned(),
            other_subscription_id: None,
            more: Map::new(),
            expires_on: None,
            made_up: true,
        }
    }

    /// Reads them from JSON: the object itself, or what `cargo xtask backend` says first, which has it as
    /// `values`.
    ///
    /// # Errors
    /// Names the member that is missing.
    pub fn read(json: &str) -> Result<Self> {
        let mut value: Value = serde_json::from_str(json).context("the values are no JSON")?;
        if value["values"].is_object() {
            value = value["values"].take();
        }
        serde_json::from_value(value).context("the values are not all there")
    }

    /// Reads them from a whole body of `POST {endpoint}`, whose other members are sent along as they are.
    ///
    /// # Errors
    /// Names the member that is missing.
    pub fn from_body(json: &str) -> Result<Self> {
        let body: Value = serde_json::from_str(json).context("the body is no JSON")?;
        let text = |pointer: &str| {
            let text = body.pointer(pointer).and_then(Value::as_str);
            text.map(str::to_owned).with_context(|| format!("the body has no {pointer}"))
        };
        let scope = text("/scopes/0")?;
        let Some(subscription_id) = scope.strip_prefix("/subscriptions/") else {
            bail!("the body's first scope is no subscription");
        };
        let mut more = body.as_object().cloned().unwrap_or_default();
        more.retain(|name, _| {
            !["version", "tenantId", "clientId", "credential", "scopes"].contains(&name.as_str())
        });
        Ok(Self {
            tenant_id: text("/tenantId")?,
            tenant_domain: None,
            client_id: text("/clientId")?,
            client_secret: text("/credential/clientSecret")?,
            subscription_id: subscription_id.to_owned(),
            other_subscription_id: None,
            more,
            expires_on: text("/credential/expiresOn").ok(),
            made_up: false,
        })
    }

    /// The body that connects this subscription with this secret.
    pub fn body(&self, subscription: &str, secret: &str) -> Value {
        let mut body = json!({ "version": 1, "cloud": "AzureCloud", "name": "Conformance" });
        for (name, value) in &self.more {
            body[name] = value.clone();
        }
        body["tenantId"] = json!(self.tenant_id);
        body["clientId"] = json!(self.client_id);
        let expires_on = self.expires_on.clone().unwrap_or_else(in_half_a_year);
        body["credential"] = json!({ "kind": "secret", "clientSecret": secret, "expiresOn": expires_on });
        body["scopes"] = json!([format!("/subscriptions/{subscription}")]);
        body
    }
}

/// A day on which any platform takes a secret to work still.
fn in_half_a_year() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    day(now.as_secs() / 86_400 + 180)
}

/// The date of a day since 1970 (Hinnant, `civil_from_days`).
fn day(since_1970: u64) -> String {
    let days = since_1970 + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let (day, month) =
        (of_year - (153 * shifted + 2) / 5 + 1, if shifted < 10 { shifted + 3 } else { shifted - 9 });
    format!("{:04}-{month:02}-{day:02}", year + era * 400 + u64::from(month <= 2))
}

#[cfg(test)]
mod tests {
    use super::{Values, day};

    #[test]
    fn days_become_dates() {
        for (since, date) in
            [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_818, "2026-12-31")]
        {
            assert_eq!(day(since), date);
        }
    }

    #[test]
    fn values_come_from_a_backend_or_from_a_body() {
        let inner = r#"{"tenantId":"t","clientId":"c","clientSecret":"k","subscriptionId":"s","more":1}"#;
        for json in [inner.to_owned(), format!(r#"{{"endpoint":"http://x","values":{inner}}}"#)] {
            let values = Values::read(&json).unwrap();
            assert_eq!(values.body("x", "y")["scopes"][0], "/subscriptions/x");
        }
        assert!(format!("{:#}", Values::read("{}").unwrap_err()).contains("tenantId"));
        let body = r#"{"version":1,"cloud":"AzureChinaCloud","tenantId":"t","clientId":"c","extras":{"a":"b"},
            "credential":{"kind":"secret","clientSecret":"k","expiresOn":"2030-01-01"},"scopes":["/subscriptions/s"]}"#;
        let values = Values::from_body(body).unwrap();
        let again = values.body(&values.subscription_id, &values.client_secret);
        assert_eq!((again["name"].as_str(), &again["extras"]["a"]), (Some("Conformance"), &"b".into()));
        assert_eq!(
            (again["cloud"].as_str(), &again["credential"]["expiresOn"]),
            (Some("AzureChinaCloud"), &"2030-01-01".into())
        );
        assert!(Values::from_body(r#"{"scopes":["/"]}"#).is_err());
    }
}
