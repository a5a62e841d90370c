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
    /// The list of subscriptions.
    Subscriptions,
    /// A subscription's overview.
    SubscriptionOverview,
    /// A subscription's access control (IAM): custom roles are added and roles assigned there.
    AccessControl,
}

/// The fragments of `data/blades.json`, in the order of [`Blade::ALL`].
fn fragments() -> &'static [String] {
    static FRAGMENTS: OnceLock<Vec<String>> = OnceLock::new();
    // The file is part of the crate; a test reads it, so the empty table is never met.
    FRAGMENTS.get_or_init(|| {
        let table = json::parse(include_str!("../../data/blades.json")).ok().and_then(Node::members);
        table
            .map(|mut table| Blade::ALL.map(|blade| table.need_text(blade.name())).to_vec())
            .unwrap_or_default()
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
    pub const ALL: [Blade; 7] = [
        Blade::Registrations,
        Blade::NewRegistration,
        Blade::AppOverview,
        Blade::Credentials,
        Blade::Subscriptions,
        Blade::SubscriptionOverview,
        Blade::AccessControl,
    ];

    /// The name in our own data: `new-registration`, …
    const fn name(self) -> &'static str {
        match self {
            Blade::Registrations => "registrations",
            Blade::NewRegistration => "new-registration",
            Blade::AppOverview => "app-overview",
            Blade::Credentials => "credentials",
            Blade::Subscriptions => "subscriptions",
            Blade::SubscriptionOverview => "subscription-overview",
            Blade::AccessControl => "access-control",
        }
    }

    fn fragment(self) -> &'static str {
        fragments().get(self as usize).map_or("", |fragment| fragment)
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
            (Blade::AppOverview | Blade::Credentials, None, _) => Blade::Registrations,
            (Blade::SubscriptionOverview | Blade::AccessControl, _, None) => Blade::Subscriptions,
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
    fn no_link_holds_a_name_in_braces() {
        for blade in Blade::ALL {
            assert!(!blade.fragment().is_empty(), "{blade:?}");
            for cloud in Cloud::ALL {
                for client in [None, CLIENT.parse().ok()] {
                    for subscription in [None, SUBSCRIPTION.parse().ok()] {
                        let url = blade.url(cloud, TENANT.parse().ok(), client, subscription);
                        assert!(!url.contains(['{', '}', ' ']), "{url}");
                    }
                }
            }
        }
    }
}
