//! Deep links to the portal's screens ("blades").

use std::sync::OnceLock;

use super::{ClientId, Cloud, SubscriptionId, TenantId};
use crate::json::{self, FromJson, Node};
use crate::text::split_once;

/// A screen of the Azure portal that the wizard sends to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blade {
    /// The list of app registrations.
    Registrations,
    /// The form that registers an app.
    NewRegistration,
    /// An app registration's overview, with its ids.
    AppOverview,
    /// An app registration's certificates and secrets.
    Credentials,
    /// The same page for its federated credentials, a tab that has no address of its own.
    FederatedCredentials,
    /// The same page for its certificates, a tab that has no address of its own either.
    Certificates,
    /// The list of enterprise applications.
    EnterpriseApps,
    /// The enterprise application (service principal) of an app: whether it may sign in, its owners.
    EnterpriseApp,
    /// The list of subscriptions.
    Subscriptions,
    /// The list of management groups. What lies behind one has no address that Microsoft documents.
    ManagementGroups,
    /// A subscription's overview.
    SubscriptionOverview,
    /// A subscription's access control (IAM): custom roles are added and roles assigned there.
    AccessControl,
    /// The form that assigns a role on a subscription. Seen once in the wild, so it may move without notice:
    /// whoever links here tells of [`Blade::AccessControl`] as well, from which it is two clicks.
    AddRoleAssignment,
}

/// One entry of `data/blades.json`.
#[derive(Default)]
struct Row {
    /// The fragment of the portal's address.
    at: String,
    /// The key of the click path in words.
    path: String,
}

/// The table, in the order of [`Blade::ALL`].
fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    // The file is part of the crate; a test reads it, so the empty table is never met.
    ROWS.get_or_init(|| {
        let table = json::parse(include_str!("../../data/blades.json")).ok().and_then(Node::members);
        let mut table = table.map(|table| table.rest()).unwrap_or_default();
        let row = |blade: Blade| {
            let entry = table.iter_mut().find(|(name, _)| name == blade.name());
            let entry = entry.and_then(|(_, node)| core::mem::replace(node, Node::Null).members());
            entry.map(|mut entry| Row { at: entry.need_text("at"), path: entry.need_text("path") })
        };
        Blade::ALL.into_iter().map(row).map(Option::unwrap_or_default).collect()
    })
}

impl FromJson for Blade {
    fn from_json(node: Node) -> Option<Self> {
        let name = node.text()?;
        Self::ALL.into_iter().find(|blade| blade.name() == name)
    }
}

impl Blade {
    /// Every blade.
    pub const ALL: [Blade; 13] = [
        Blade::Registrations,
        Blade::NewRegistration,
        Blade::AppOverview,
        Blade::Credentials,
        Blade::FederatedCredentials,
        Blade::Certificates,
        Blade::EnterpriseApps,
        Blade::EnterpriseApp,
        Blade::Subscriptions,
        Blade::ManagementGroups,
        Blade::SubscriptionOverview,
        Blade::AccessControl,
        Blade::AddRoleAssignment,
    ];

    /// The name in our own data: `new-registration`, …
    const fn name(self) -> &'static str {
        match self {
            Blade::Registrations => "registrations",
            Blade::NewRegistration => "new-registration",
            Blade::AppOverview => "app-overview",
            Blade::Credentials => "credentials",
            Blade::FederatedCredentials => "federated-credentials",
            Blade::Certificates => "certificates",
            Blade::EnterpriseApps => "enterprise-apps",
            Blade::EnterpriseApp => "enterprise-app",
            Blade::Subscriptions => "subscriptions",
            Blade::ManagementGroups => "management-groups",
            Blade::SubscriptionOverview => "subscription-overview",
            Blade::AccessControl => "access-control",
            Blade::AddRoleAssignment => "add-role-assignment",
        }
    }

    fn fragment(self) -> &'static str {
        rows().get(self as usize).map_or("", |row| &row.at)
    }

    /// The key of the click path in the language tables: for the day on which Microsoft moves the page.
    pub fn path(self) -> &'static str {
        rows().get(self as usize).map_or("", |row| &row.path)
    }

    /// The best link to this screen for what is known: pinned to the directory by `#@{tenant}`, to the app
    /// or subscription by its id. Without the id it leads to the list on which to choose.
    pub fn url(
        self,
        cloud: Cloud,
        tenant: Option<TenantId>,
        client: Option<ClientId>,
        subscription: Option<SubscriptionId>,
    ) -> String {
        let shown = match (self, client, subscription) {
            (
                Blade::AppOverview | Blade::Credentials | Blade::FederatedCredentials | Blade::Certificates,
                None,
                _,
            ) => Blade::Registrations,
            (Blade::EnterpriseApp, None, _) => Blade::EnterpriseApps,
            (Blade::SubscriptionOverview | Blade::AccessControl | Blade::AddRoleAssignment, _, None) => {
                Blade::Subscriptions
            }
            _ => self,
        };
        let mut url = String::from(cloud.portal());
        url.push_str("/#");
        if let Some(tenant) = tenant {
            url.push('@');
            url.push_str(&tenant.to_string());
            url.push('/');
        }
        let mut rest = shown.fragment();
        for (name, value) in [
            ("{client}", client.map(|id| id.to_string())),
            ("{subscription}", subscription.map(|id| id.to_string())),
        ] {
            if let (Some((before, after)), Some(value)) = (split_once(rest, name), value) {
                url.push_str(before);
                url.push_str(&value);
                rest = after;
            }
        }
        url.push_str(rest);
        url
    }
}

#[cfg(test)]
mod tests {
    use super::{Blade, Cloud};
    use crate::json::FromJson;

    const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
    const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
    const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";

    #[test]
    fn pinned_as_soon_as_known() {
        let (tenant, client, subscription) =
            (TENANT.parse().ok(), CLIENT.parse().ok(), SUBSCRIPTION.parse().ok());
        assert!(tenant.is_some() && client.is_some() && subscription.is_some());
        assert_eq!(
            Blade::Credentials.url(Cloud::AzureUSGovernment, tenant, client, None),
            format!(
                "https://portal.azure.us/#@{TENANT}/view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Credentials/appId/{CLIENT}"
            )
        );
        assert_eq!(
            Blade::AccessControl.url(Cloud::AzureCloud, tenant, None, subscription),
            format!("https://portal.azure.com/#@{TENANT}/resource/subscriptions/{SUBSCRIPTION}/users")
        );
        assert_eq!(
            Blade::AccessControl.url(Cloud::AzureCloud, None, client, None),
            "https://portal.azure.com/#view/Microsoft_Azure_Billing/SubscriptionsBladeV2"
        );
        assert_eq!(
            Blade::AppOverview.url(Cloud::AzureChinaCloud, None, None, subscription),
            "https://portal.azure.cn/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"
        );
    }

    #[test]
    fn every_blade_is_reached_in_every_cloud_with_and_without_ids() {
        let texts = crate::text::Texts::english();
        for blade in Blade::ALL {
            assert!(!blade.fragment().is_empty(), "{blade:?}");
            assert!(texts.has(blade.path()), "{blade:?}");
            assert!(Blade::from_json(crate::json::Node::Text(blade.name().to_owned())) == Some(blade));
            for cloud in Cloud::ALL {
                for tenant in [None, TENANT.parse().ok()] {
                    for client in [None, CLIENT.parse().ok()] {
                        for subscription in [None, SUBSCRIPTION.parse().ok()] {
                            let url = blade.url(cloud, tenant, client, subscription);
                            let rest =
                                url.strip_prefix(cloud.portal()).and_then(|rest| rest.strip_prefix("/#"));
                            let rest = rest.unwrap_or_else(|| panic!("{url}"));
                            let pin = format!("@{TENANT}/");
                            assert_eq!(rest.starts_with(&pin), tenant.is_some(), "{url}");
                            let fragment = rest.strip_prefix(&pin).unwrap_or(rest);
                            assert!(
                                fragment.starts_with("view/")
                                    || fragment.starts_with("resource/subscriptions/"),
                                "{url}"
                            );
                            // Nothing that a browser would encode, nothing left to fill in.
                            let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~%/".contains(&b);
                            assert!(fragment.bytes().all(plain), "{url}");
                            for escape in fragment.split('%').skip(1) {
                                assert!(escape.bytes().take(2).all(|b| b.is_ascii_hexdigit()), "{url}");
                            }
                            let names = |id: &str| fragment.contains(id);
                            assert!(!names(CLIENT) || client.is_some(), "{url}");
                            assert!(!names(SUBSCRIPTION) || subscription.is_some(), "{url}");
                            if blade.fragment().contains("{client}") {
                                assert_eq!(names(CLIENT), client.is_some(), "{url}");
                            }
                            if blade.fragment().contains("{subscription}") {
                                assert_eq!(names(SUBSCRIPTION), subscription.is_some(), "{url}");
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_scope_inside_a_link_is_encoded() {
        let url = Blade::AddRoleAssignment.url(Cloud::AzureCloud, None, None, SUBSCRIPTION.parse().ok());
        assert!(url.contains(&format!("/scope/%2Fsubscriptions%2F{SUBSCRIPTION}/")), "{url}");
        let url = Blade::EnterpriseApp.url(Cloud::AzureUSGovernment, None, CLIENT.parse().ok(), None);
        assert!(url.ends_with(&format!("/ManagedAppMenuBlade/~/Overview/appId/{CLIENT}")), "{url}");
        let url = Blade::AddRoleAssignment.url(Cloud::AzureCloud, None, None, None);
        assert!(
            url.ends_with("/SubscriptionsBladeV2"),
            "without a subscription there is nothing to assign on"
        );
    }
}
