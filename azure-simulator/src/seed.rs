use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::directory::{Application, Secret, ServicePrincipal, Subscription, Tenant};
use crate::guid::Guid;
use crate::rbac::{Assignment, OWNER, Permission, Role, built_in};
use crate::scope::Scope;
use crate::world::World;

/// What to paste to connect the simulated subscription, and some things beside it for tests.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Values {
    /// The directory.
    pub tenant_id: Guid,
    /// Its verified domain.
    pub tenant_domain: String,
    /// The application.
    pub client_id: Guid,
    /// Its secret.
    pub client_secret: String,
    /// A subscription on which the application holds the profile's role.
    pub subscription_id: Guid,
    /// A second one.
    pub other_subscription_id: Guid,
    /// One on which nobody holds a role but the admin.
    pub unassigned_subscription_id: Guid,
    /// A management group above all three.
    pub management_group_id: String,
    /// The enterprise application's object id: what a role is assigned to.
    pub principal_id: Guid,
    /// An application that is Owner everywhere in the directory: the admin.
    pub admin_client_id: Guid,
    /// The admin's secret.
    pub admin_client_secret: String,
    /// Another directory.
    pub other_tenant_id: Guid,
    /// A subscription of the other directory.
    pub foreign_subscription_id: Guid,
}

const TENANT: Guid = Guid::fixed(0x5b2f6c1d_3e84_4f0a_9c67_1d8e2a7b9f10);
const OTHER_TENANT: Guid = Guid::fixed(0xe1d94a06_72bc_4c53_8a1f_60b3d5c2f847);
const APP: Guid = Guid::fixed(0x2c7a9e54_81d6_4b3f_a0e2_f4957c6d1b38);
const APP_OBJECT: Guid = Guid::fixed(0x7d1e3b90_5fa2_4c68_b4d7_0a6c8e2f9153);
const PRINCIPAL: Guid = Guid::fixed(0x93f0c8a7_264d_4e1b_8d35_b7e1509f6ca2);
const ADMIN: Guid = Guid::fixed(0x4ae85d12_c039_47f6_9b1c_3d7f2e60a8b5);
const ADMIN_OBJECT: Guid = Guid::fixed(0xb6d2f731_08ce_4a95_a7e4_5c1b90d3e26f);
const ADMIN_PRINCIPAL: Guid = Guid::fixed(0x1f9c4b68_e75a_4d20_86b3_a2d8f04e7c91);
const SUBSCRIPTION: Guid = Guid::fixed(0x8f4e1a2b_6c93_4d75_b0a8_e3c7d5f19264);
const OTHER_SUBSCRIPTION: Guid = Guid::fixed(0xc05d7e93_1b48_4fa6_92e7_6a8d3f0b5e71);
const UNASSIGNED_SUBSCRIPTION: Guid = Guid::fixed(0x36a9f2d4_d80e_4b17_a5c1_9e4b7c6802fd);
const FOREIGN_SUBSCRIPTION: Guid = Guid::fixed(0xd7b3806c_4e2f_49a1_8c95_2f10e6a4db58);
const SEEDED_ROLE: Guid = Guid::fixed(0x60e4d1c8_9a37_4f52_bd06_7c8f3e215ab9);
const GROUP: &str = "simulated-group";
const YEAR: Duration = Duration::from_secs(365 * 86_400);

/// The custom role of a profile, as far as the simulator reads it.
#[derive(Debug, Clone)]
pub struct SeedRole {
    name: String,
    description: String,
    permission: Permission,
}

/// Reads the custom role out of a profile.
///
/// # Errors
/// In words, when there is no such file or no custom role in it.
pub fn read_role(profile: &Path) -> Result<SeedRole, String> {
    #[derive(Deserialize)]
    struct Profile {
        role: Option<AnyRole>,
    }
    #[derive(Deserialize)]
    struct AnyRole {
        custom: Option<Custom>,
    }
    #[derive(Deserialize)]
    struct Custom {
        name: String,
        #[serde(default)]
        description: String,
        #[serde(flatten)]
        permission: Permission,
    }
    let say = |what: &dyn std::fmt::Display| format!("{}: {what}", profile.display());
    let text = std::fs::read_to_string(profile).map_err(|error| say(&error))?;
    let read: Profile = serde_json::from_str(&text).map_err(|error| say(&error))?;
    let custom = read.role.and_then(|role| role.custom).ok_or_else(|| say(&"has no custom role"))?;
    Ok(SeedRole { name: custom.name, description: custom.description, permission: custom.permission })
}

/// Makes the world as it is at the start, with new secrets.
pub fn plant(role: &SeedRole) -> (World, Values) {
    let now = SystemTime::now();
    let (secret, admin_secret) = (Secret::generate(now + YEAR), Secret::generate(now + YEAR));
    let values = Values {
        tenant_id: TENANT,
        tenant_domain: "simulated.example".into(),
        client_id: APP,
        client_secret: secret.value.clone(),
        subscription_id: SUBSCRIPTION,
        other_subscription_id: OTHER_SUBSCRIPTION,
        unassigned_subscription_id: UNASSIGNED_SUBSCRIPTION,
        management_group_id: GROUP.into(),
        principal_id: PRINCIPAL,
        admin_client_id: ADMIN,
        admin_client_secret: admin_secret.value.clone(),
        other_tenant_id: OTHER_TENANT,
        foreign_subscription_id: FOREIGN_SUBSCRIPTION,
    };
    let subscription = |id, tenant, display_name, management_groups| Subscription {
        id,
        tenant,
        display_name,
        management_groups,
    };
    let application = |app_id, object_id, display_name: &str, secret| Application {
        app_id,
        object_id,
        tenant: TENANT,
        display_name: display_name.to_owned(),
        secrets: vec![secret],
    };
    let principal = |object_id, app_id| ServicePrincipal { object_id, app_id, tenant: TENANT, enabled: true };
    let assignment = |scope, role, principal| Assignment {
        id: Guid::random(),
        scope,
        role,
        principal,
        created: now,
        effective: now,
    };
    let mut roles = built_in();
    roles.push(Role {
        id: SEEDED_ROLE,
        tenant: Some(TENANT),
        name: role.name.clone(),
        description: role.description.clone(),
        assignable_scopes: vec![Scope::Subscription(SUBSCRIPTION), Scope::Subscription(OTHER_SUBSCRIPTION)],
        permissions: vec![role.permission.clone()],
        changed: now,
    });
    let world = World {
        tenants: vec![
            Tenant {
                id: TENANT,
                display_name: "Simulated directory",
                domains: vec!["simulated.example", "simulated.onmicrosoft.com"],
            },
            Tenant {
                id: OTHER_TENANT,
                display_name: "Other simulated directory",
                domains: vec!["other-simulated.example"],
            },
        ],
        applications: vec![
            application(APP, APP_OBJECT, "Simulated application", secret),
            application(ADMIN, ADMIN_OBJECT, "Simulated admin", admin_secret),
        ],
        principals: vec![principal(PRINCIPAL, APP), principal(ADMIN_PRINCIPAL, ADMIN)],
        subscriptions: vec![
            subscription(SUBSCRIPTION, TENANT, "Simulated subscription", vec![GROUP]),
            subscription(OTHER_SUBSCRIPTION, TENANT, "Other simulated subscription", vec![GROUP]),
            subscription(
                UNASSIGNED_SUBSCRIPTION,
                TENANT,
                "Simulated subscription without a role",
                vec![GROUP],
            ),
            subscription(FOREIGN_SUBSCRIPTION, OTHER_TENANT, "Simulated subscription elsewhere", vec![]),
        ],
        assignments: vec![
            assignment(Scope::Subscription(SUBSCRIPTION), SEEDED_ROLE, PRINCIPAL),
            assignment(Scope::Subscription(OTHER_SUBSCRIPTION), SEEDED_ROLE, PRINCIPAL),
            assignment(Scope::ManagementGroup(GROUP.into()), Guid::fixed(OWNER), ADMIN_PRINCIPAL),
        ],
        roles,
        ..World::default()
    };
    (world, values)
}
