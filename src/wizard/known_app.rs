use crate::azure::{ClientId, Cloud, Scope, SubscriptionId, Tenant, TenantId};
use crate::contract::{Connection, Shown, Status};

/// An app that the platform is connected with already: made from the connections that it lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownApp {
    /// The cloud that it is in.
    pub cloud: Cloud,
    /// Its directory.
    pub tenant: TenantId,
    /// Its client ID.
    pub client: ClientId,
    /// What it is connected to, in the order of the list.
    pub connections: Vec<KnownConnection>,
}

/// One connection of a [`KnownApp`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownConnection {
    /// The admin's name for it.
    pub name: Option<Shown>,
    /// What it covers.
    pub scopes: Vec<Scope>,
    /// The name of the role that it was made with.
    pub role: Option<Shown>,
}

impl KnownApp {
    /// Adds a connection to the list of apps. One that never worked vouches for nothing and is left out,
    /// and so is one whose ids are none: they are to fill fields, so the strict grammar decides.
    pub(super) fn note(apps: &mut Vec<Self>, connection: &Connection) {
        if !matches!(connection.status, Status::Connected | Status::Attention) {
            return;
        }
        let parts = (
            connection.cloud.as_ref().map_or(Some(Cloud::AzureCloud), |name| name.as_str().parse().ok()),
            connection.tenant_id.as_ref().and_then(|id| id.as_str().parse().ok()),
            connection.client_id.as_ref().and_then(|id| id.as_str().parse().ok()),
        );
        let (Some(cloud), Some(tenant), Some(client)) = parts else { return };
        let known = KnownConnection {
            name: connection.name.clone().filter(|name| !name.is_empty()),
            scopes: connection.scopes.iter().filter_map(|scope| scope.as_str().parse().ok()).collect(),
            role: connection.role.as_ref().map(|role| role.name.clone()),
        };
        match apps.iter_mut().find(|app| (app.cloud, app.tenant, app.client) == (cloud, tenant, client)) {
            Some(app) if app.connections.contains(&known) => {}
            Some(app) => app.connections.push(known),
            None => apps.push(Self { cloud, tenant, client, connections: vec![known] }),
        }
    }

    /// Whether it is in this directory, as far as that can be said: a domain names any.
    fn may_be_in(&self, tenant: Option<&Tenant>) -> bool {
        tenant.and_then(Tenant::id).is_none_or(|id| id == self.tenant)
    }

    /// Whether these answers are about this app.
    pub(super) fn is(&self, cloud: Cloud, tenant: Option<&Tenant>, client: Option<ClientId>) -> bool {
        self.cloud == cloud && Some(self.client) == client && self.may_be_in(tenant)
    }

    /// The connection of this app that covers a subscription.
    pub(super) fn connection_to(&self, subscription: SubscriptionId) -> Option<&KnownConnection> {
        let scope = Scope::Subscription(subscription);
        self.connections.iter().find(|connection| connection.scopes.contains(&scope))
    }
}
