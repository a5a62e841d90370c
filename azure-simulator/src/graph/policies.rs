use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use super::entity;
use crate::world::World;

/// `GET /policies/authorizationPolicy`: whether users may register apps.
pub fn authorization(world: &World, url: &str) -> Response<Body> {
    let value = json!({
        "id": "authorizationPolicy",
        "displayName": "Authorization Policy",
        "allowInvitesFrom": "everyone",
        "guestUserRoleId": "10dae51f-b6af-4016-8d66-8c2a99b929b3",
        "defaultUserRolePermissions": {
            "allowedToCreateApps": !world.knobs.only_admins_register_apps,
            "allowedToCreateSecurityGroups": true,
            "allowedToReadOtherUsers": true,
        },
    });
    entity(StatusCode::OK, url, "policies/authorizationPolicy/$entity", value)
}

/// `GET /policies/defaultAppManagementPolicy`: whether apps may have secrets, and for how long.
pub fn management(world: &World, url: &str) -> Response<Body> {
    let policy = &world.knobs.secret_policy;
    let restriction = |kind: &str, longest: Option<String>| {
        json!({
            "restrictionType": kind,
            "state": "enabled",
            "maxLifetime": longest,
            "restrictForAppsCreatedAfterDateTime": "2020-01-01T00:00:00Z",
        })
    };
    let mut restrictions: Vec<Value> = Vec::new();
    if policy.refuse {
        restrictions.push(restriction("passwordAddition", None));
    }
    if policy.max_days > 0 {
        restrictions.push(restriction("passwordLifetime", Some(format!("P{}D", policy.max_days))));
    }
    let value = json!({
        "id": "00000000-0000-0000-0000-000000000000",
        "displayName": "Simulated app management policy",
        "isEnabled": !restrictions.is_empty(),
        "applicationRestrictions": { "passwordCredentials": restrictions, "keyCredentials": [] },
        "servicePrincipalRestrictions": { "passwordCredentials": [], "keyCredentials": [] },
    });
    entity(StatusCode::OK, url, "policies/defaultAppManagementPolicy/$entity", value)
}
