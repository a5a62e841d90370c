use azure_connect::azure::Scope;
use azure_connect::azure::role::Form;
use azure_connect::profile::{Profile, Role};
use serde_json::{Value, json};

use super::stage::{PROFILE, Stage, key};

/// The admin at work in ARM: signed in, with a way to get and to put.
struct Admin<'a> {
    stage: &'a Stage,
    token: String,
}

impl<'a> Admin<'a> {
    async fn sign_in(stage: &'a Stage) -> Self {
        let (client, values) = (stage.values.admin_client_id.to_string(), &stage.values);
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &client),
            ("client_secret", &values.admin_client_secret),
            ("scope", "https://management.azure.com/.default"),
        ];
        let url = format!("{}/login/{}/oauth2/v2.0/token", stage.azure.url(), values.tenant_id);
        let body: Value = stage.http.post(url).form(&form).send().await.unwrap().json().await.unwrap();
        Self { stage, token: body["access_token"].as_str().unwrap().to_owned() }
    }

    fn url(&self, path: &str) -> String {
        format!("{}/arm{path}?api-version=2022-04-01", self.stage.azure.url())
    }

    async fn put(&self, path: &str, body: &Value) -> (u16, Value) {
        let request = self.stage.http.put(self.url(path)).bearer_auth(&self.token).json(body);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    async fn get(&self, path: &str) -> Value {
        let request = self.stage.http.get(self.url(path)).bearer_auth(&self.token);
        request.send().await.unwrap().json().await.unwrap()
    }
}

const NEW: &str = "0f3ad1c4-5b62-4f7e-9d18-2c6b7a90e5d3";

/// The file that the wizard hands over, for these scopes.
fn portal_json(scopes: &[&str]) -> Value {
    let profile = Profile::parse(&std::fs::read_to_string(PROFILE).unwrap()).unwrap();
    let Some(Role::Custom(role)) = profile.role else { panic!("a custom role") };
    let scopes: Vec<Scope> = scopes.iter().map(|scope| scope.parse().unwrap()).collect();
    serde_json::from_str(&role.definition().render(Form::Portal, &scopes).unwrap()).unwrap()
}

#[tokio::test]
async fn the_role_that_the_wizard_hands_over_connects_one_more_subscription() {
    let stage = Stage::new().await;
    let admin = Admin::sign_in(&stage).await;
    let scope = format!("/subscriptions/{}", stage.values.unassigned_subscription_id);
    let first = format!("/subscriptions/{}", stage.values.subscription_id);
    let mut body = stage.body();
    body["scopes"] = json!([scope]);
    let created = stage.post(&key(1), &body).await;

    // A second role of the same name is refused, as in Azure; the one that is there gets one more scope.
    let definitions = format!("{scope}/providers/Microsoft.Authorization/roleDefinitions");
    let (status, refused) = admin.put(&format!("{definitions}/{NEW}"), &portal_json(&[&scope])).await;
    assert_eq!((status, &refused["error"]["code"]), (409, &json!("RoleDefinitionWithSameNameExists")));
    let list = admin.get(&format!("{first}/providers/Microsoft.Authorization/roleDefinitions")).await;
    let roles = list["value"].as_array().unwrap();
    let role = roles.iter().find(|role| role["properties"]["roleName"] == "Test platform role").unwrap();
    let path = format!("{definitions}/{}", role["name"].as_str().unwrap());
    let (status, extended) = admin.put(&path, &portal_json(&[&first, &scope])).await;
    assert_eq!(status, 201, "{extended}");

    let assignment = format!("{scope}/providers/Microsoft.Authorization/roleAssignments/{NEW}");
    let body = json!({ "properties": {
        "roleDefinitionId": extended["id"], "principalId": stage.values.principal_id, "principalType": "ServicePrincipal",
    } });
    assert_eq!(admin.put(&assignment, &body).await.0, 201);
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.body["status"], "connected", "{reply:?}");
    assert_eq!(reply.check("permissions").0, "pass");
}
