use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use crate::application::{Application, ServicePrincipal};
use crate::directory::{Subscription, Tenant};
use crate::guid::Guid;
use crate::issuer::Issuer;
use crate::knobs::Knobs;
use crate::rbac::{Assignment, Permission, Role};
use crate::scope::Scope;
use crate::user::User;

/// Everything that the simulator knows.
#[derive(Debug, Default)]
pub struct World {
    pub tenants: Vec<Tenant>,
    pub applications: Vec<Application>,
    pub principals: Vec<ServicePrincipal>,
    pub users: Vec<User>,
    pub subscriptions: Vec<Subscription>,
    pub roles: Vec<Role>,
    pub assignments: Vec<Assignment>,
    pub tokens: HashMap<String, Token>,
    /// Device codes that nobody took the token for yet.
    pub device_codes: HashMap<String, DeviceCode>,
    /// The user principal name behind each refresh token.
    pub refresh_tokens: HashMap<String, &'static str>,
    /// Whose tokens federated credentials may name.
    pub issuers: Vec<Issuer>,
    pub knobs: Knobs,
    /// `METHOD path`, oldest first: what was asked, never with what.
    pub requests: Vec<String>,
}

/// A token that was issued. Its text is opaque to everybody else.
#[derive(Clone, Debug)]
pub struct Token {
    pub tenant: Guid,
    pub app_id: Guid,
    /// The object id of the service principal or the user.
    pub principal: Guid,
    /// The user principal name; none for a service principal.
    pub user: Option<&'static str>,
    pub audience: Audience,
    pub issued: SystemTime,
    /// How often ARM has seen it.
    pub uses: u32,
    pub expires: SystemTime,
}

/// A sign-in that waits on another device.
#[derive(Clone, Debug)]
pub struct DeviceCode {
    pub client_id: String,
    pub scope: String,
    /// Who will have signed in.
    pub user: &'static str,
    pub expires: SystemTime,
}

/// Whom a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Arm,
    Graph,
}

impl World {
    /// How many requests are remembered.
    const REQUESTS: usize = 5_000;

    /// Remembers that something was asked.
    pub fn note(&mut self, request: String) {
        if self.requests.len() == Self::REQUESTS {
            self.requests.remove(0);
        }
        self.requests.push(request);
    }

    /// A tenant by its id or one of its domains.
    pub fn tenant(&self, name: &str) -> Option<&Tenant> {
        let domain = name.to_ascii_lowercase();
        match Guid::parse(name) {
            Some(id) => self.tenants.iter().find(|tenant| tenant.id == id),
            None => self.tenants.iter().find(|tenant| tenant.domains.contains(&domain.as_str())),
        }
    }

    pub fn subscription(&self, id: Guid) -> Option<&Subscription> {
        self.subscriptions.iter().find(|subscription| subscription.id == id)
    }

    pub fn application(&self, app_id: Guid) -> Option<&Application> {
        self.applications.iter().find(|application| application.app_id == app_id)
    }

    /// A user in a directory.
    pub fn user(&self, name: &str, tenant: Guid) -> Option<&User> {
        self.users.iter().find(|user| user.tenant == tenant && user.name.eq_ignore_ascii_case(name))
    }

    pub fn role(&self, id: Guid, tenant: Guid) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id && role.tenant.is_none_or(|owner| owner == tenant))
    }

    /// The directory that a scope belongs to.
    pub fn owner(&self, scope: &Scope) -> Option<Guid> {
        match scope {
            Scope::Subscription(id) | Scope::ResourceGroup(id, _) => Some(self.subscription(*id)?.tenant),
            Scope::ManagementGroup(name) => self
                .subscriptions
                .iter()
                .find(|s| s.management_groups.iter().any(|group| group.eq_ignore_ascii_case(name)))
                .map(|s| s.tenant),
        }
    }

    /// Whether what is granted at `outer` holds at `inner`.
    pub fn contains(&self, outer: &Scope, inner: &Scope) -> bool {
        match outer {
            Scope::Subscription(id) => inner.subscription() == Some(*id),
            Scope::ResourceGroup(id, name) => {
                matches!(inner, Scope::ResourceGroup(i, n) if i == id && n.eq_ignore_ascii_case(name))
            }
            Scope::ManagementGroup(name) => match inner {
                Scope::ManagementGroup(other) => other.eq_ignore_ascii_case(name),
                _ => inner.subscription().and_then(|id| self.subscription(id)).is_some_and(|subscription| {
                    subscription.management_groups.iter().any(|group| group.eq_ignore_ascii_case(name))
                }),
            },
        }
    }

    /// What the bearer of a token may do at a scope, role by role.
    pub fn permissions(&self, token: &Token, scope: &Scope) -> Vec<Permission> {
        let at = if self.knobs.token_snapshots { token.issued } else { SystemTime::now() };
        self.assignments
            .iter()
            .filter(|a| a.principal == token.principal && a.effective <= at && self.contains(&a.scope, scope))
            .filter_map(|a| self.roles.iter().find(|role| role.id == a.role))
            .flat_map(|role| role.permissions.iter().cloned())
            .collect()
    }

    /// What ARM calls a principal that it knows by now.
    pub fn principal_type(&self, object_id: Guid, tenant: Guid) -> Option<&'static str> {
        let now = SystemTime::now();
        let user = self.users.iter().any(|user| user.object_id == object_id && user.tenant == tenant);
        let principal = || {
            self.principals.iter().any(|p| p.object_id == object_id && p.tenant == tenant && p.visible <= now)
        };
        (user || principal()).then(|| self.kind_of(object_id))
    }

    /// What ARM calls a principal, also one that is gone.
    pub fn kind_of(&self, object_id: Guid) -> &'static str {
        match self.users.iter().any(|user| user.object_id == object_id) {
            true => "User",
            false => "ServicePrincipal",
        }
    }

    /// Lets everything that was made be known everywhere.
    pub fn spread(&mut self) {
        let now = SystemTime::now();
        let at_once = |moment: &mut SystemTime| *moment = now.min(*moment);
        for application in &mut self.applications {
            at_once(&mut application.visible);
            application.secrets.iter_mut().for_each(|secret| at_once(&mut secret.effective));
            application.certificates.iter_mut().for_each(|certificate| at_once(&mut certificate.effective));
            application.federated.iter_mut().for_each(|credential| at_once(&mut credential.effective));
        }
        self.principals.iter_mut().for_each(|principal| at_once(&mut principal.visible));
        self.assignments.iter_mut().for_each(|assignment| at_once(&mut assignment.effective));
    }

    /// What time it is in Entra.
    pub fn clock(&self) -> SystemTime {
        let skew = self.knobs.clock_skew_seconds;
        let by = Duration::from_secs(skew.unsigned_abs());
        if skew < 0 { SystemTime::now() - by } else { SystemTime::now() + by }
    }

    /// When an assignment that is made now becomes effective.
    pub fn effective(&self) -> SystemTime {
        after(self.knobs.propagation_seconds)
    }
}

/// That many seconds from now; not at all when it is no sensible number.
pub fn after(seconds: f64) -> SystemTime {
    SystemTime::now() + Duration::try_from_secs_f64(seconds).unwrap_or_default()
}
