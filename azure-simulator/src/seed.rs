use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::application::{Application, ServicePrincipal};
use crate::credential::Secret;
use crate::directory::{Subscription, Tenant};
use crate::guid::Guid;
use crate::rbac::{Assignment, CONTRIBUTOR, OWNER, Permission, Role, built_in};
use crate::scope::Scope;
use crate::user::User;
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
    /// A subscription of the directory on which nobody holds a role.
    pub hidden_subscription_id: Guid,
    /// A user who is Owner everywhere and may register apps: who signs in, unless the knob `signIn` says otherwise.
    pub admin_user: String,
    /// A guest who is Owner of the directory's subscriptions and may not register apps.
    pub user_without_apps: String,
    /// A user who may register apps and is Contributor, so hands out no roles.
    pub user_without_roles: String,
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
const HIDDEN_SUBSCRIPTION: Guid = Guid::fixed(0x1e60c9f7_b5d2_4834_97ab_c40d8e2f5a16);
const SEEDED_ROLE: Guid = Guid::fixed(0x60e4d1c8_9a37_4f52_bd06_7c8f3e215ab9);
const ADMIN_USER: Guid = Guid::fixed(0x0b7d52e9_6f13_4ac8_9e40_d25a81c7f36b);
const ADMIN_USER_ELSEWHERE: Guid = Guid::fixed(0x58c1a4d7_e20b_4936_b17f_40e9d6325cfa);
const USER_WITHOUT_APPS: Guid = Guid::fixed(0xa3e60f18_95d4_4b72_8c2e_7f14b0d9536c);
const USER_WITHOUT_ROLES: Guid = Guid::fixed(0xc94b3d26_017e_4f85_a6d9_1b8e5073f2ea);
const GROUP: &str = "simulated-group";
/// The user principal name of the user who may do everything.
pub const ADMIN_NAME: &str = "admin@simulated.example";
const NO_APPS_NAME: &str = "no-apps@simulated.example";
const NO_ROLES_NAME: &str = "no-roles@simulated.example";
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
        hidden_subscription_id: HIDDEN_SUBSCRIPTION,
        admin_user: ADMIN_NAME.into(),
        user_without_apps: NO_APPS_NAME.into(),
        user_without_roles: NO_ROLES_NAME.into(),
    };
    let subscription = |id, tenant, display_name, management_groups| Subscription {
        id,
        tenant,
        display_name,
        management_groups,
    };
    let application = |app_id, object_id, display_name: &str, secret| Application {
        secrets: vec![secret],
        ..Application::new(app_id, object_id, TENANT, display_name)
    };
    let principal = |object_id, app_id| ServicePrincipal::new(object_id, app_id, TENANT);
    let group = || Scope::ManagementGroup(GROUP.into());
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
        principals: vec![
            principal(PRINCIPAL, APP),
            ServicePrincipal { writes_directory: true, ..principal(ADMIN_PRINCIPAL, ADMIN) },
        ],
        users: users(),
        subscriptions: vec![
            subscription(SUBSCRIPTION, TENANT, "Simulated subscription", vec![GROUP]),
            subscription(OTHER_SUBSCRIPTION, TENANT, "Other simulated subscription", vec![GROUP]),
            subscription(
                UNASSIGNED_SUBSCRIPTION,
                TENANT,
                "Simulated subscription without a role",
                vec![GROUP],
            ),
            subscription(HIDDEN_SUBSCRIPTION, TENANT, "Simulated subscription out of sight", vec![]),
            subscription(FOREIGN_SUBSCRIPTION, OTHER_TENANT, "Simulated subscription elsewhere", vec![]),
        ],
        assignments: vec![
            assignment(Scope::Subscription(SUBSCRIPTION), SEEDED_ROLE, PRINCIPAL),
            assignment(Scope::Subscription(OTHER_SUBSCRIPTION), SEEDED_ROLE, PRINCIPAL),
            assignment(group(), Guid::fixed(OWNER), ADMIN_PRINCIPAL),
            assignment(group(), Guid::fixed(OWNER), ADMIN_USER),
            assignment(Scope::Subscription(FOREIGN_SUBSCRIPTION), Guid::fixed(OWNER), ADMIN_USER_ELSEWHERE),
            assignment(group(), Guid::fixed(OWNER), USER_WITHOUT_APPS),
            assignment(group(), Guid::fixed(CONTRIBUTOR), USER_WITHOUT_ROLES),
        ],
        roles,
        ..World::default()
    };
    (world, values)
}

fn users() -> Vec<User> {
    let user = |object_id, name, display_name| User {
        object_id,
        tenant: TENANT,
        home: TENANT,
        name,
        display_name,
        guest: false,
        administers_applications: false,
    };
    let admin =
        User { administers_applications: true, ..user(ADMIN_USER, ADMIN_NAME, "Simulated admin user") };
    let elsewhere = User {
        object_id: ADMIN_USER_ELSEWHERE,
        tenant: OTHER_TENANT,
        guest: true,
        administers_applications: false,
        ..admin.clone()
    };
    vec![
        admin,
        elsewhere,
        User { guest: true, ..user(USER_WITHOUT_APPS, NO_APPS_NAME, "Simulated guest") },
        user(USER_WITHOUT_ROLES, NO_ROLES_NAME, "Simulated member"),
    ]
}
