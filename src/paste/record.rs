//! What PowerShell prints of one thing with `Format-List`: lines `Key : value` up to an empty line. A subscription
//! has its name and state there, beside its id.

use super::gather::{At, Gather};
use super::{FoundSubscription, Source, az_account};
use crate::azure::{SubscriptionId, TenantId};

/// The record that is being read.
#[derive(Default)]
pub(super) struct Record {
    name: Option<String>,
    id: Option<(SubscriptionId, usize)>,
    tenant: Option<TenantId>,
    state: Option<bool>,
}

impl Record {
    /// Looks at a line of a record.
    pub(super) fn line(&mut self, line: &str, number: usize) {
        let Some((key, value)) = line.split_once(" : ") else { return };
        let (key, value) = (key.trim(), value.trim());
        let is = |name: &str| key.eq_ignore_ascii_case(name);
        if is("name") || is("subscriptionname") {
            self.name = Some(value.to_owned());
        } else if is("subscriptionid") {
            self.id = value.parse().ok().map(|id| (id, number));
        } else if is("tenantid") {
            self.tenant = value.parse().ok();
        } else if is("state") {
            self.state = Some(az_account::usable(value));
        }
    }

    /// The record is over. Only a subscription has a state and the id of one.
    pub(super) fn end(&mut self, gather: &mut Gather) {
        let Record { name, id, tenant, state } = std::mem::take(self);
        if let (Some((id, line)), Some(enabled)) = (id, state) {
            let found = FoundSubscription { id, name, tenant, cloud: None, enabled, is_default: false };
            gather.subscription(found, At { source: Source::Labelled, line });
        }
    }
}
