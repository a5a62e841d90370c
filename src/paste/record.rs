//! One thing in lines `key: value`, up to an empty line: what PowerShell prints with `Format-List` and az with
//! `--output yaml`, and what is left of JSON that is broken. A subscription has its name and state beside its id.

use super::gather::{At, Gather};
use super::{FoundSubscription, Source, az_account};
use crate::azure::{Cloud, SubscriptionId, TenantId};

/// The record that is being read.
#[derive(Default)]
pub(super) struct Record {
    name: Option<String>,
    id: Option<(SubscriptionId, usize)>,
    tenant: Option<TenantId>,
    cloud: Option<Cloud>,
    enabled: Option<bool>,
    is_default: bool,
}

impl Record {
    /// Looks at a line. One that begins an item or ends an object ends the record before it.
    pub(super) fn line(&mut self, line: &str, number: usize, gather: &mut Gather) {
        if line.starts_with("- ") || line.starts_with('}') {
            self.end(gather);
        }
        let Some((key, value)) = line.split_once(':') else { return };
        let edge = |c: char| matches!(c, ' ' | '"' | ',' | '-' | '\t' | '\'') || c.is_ascii_digit();
        let key = key.trim_matches(edge);
        let value = value.trim_matches([' ', '"', ',', '\t', '\'']);
        let is = |name: &str| key.eq_ignore_ascii_case(name);
        if is("name") || is("subscriptionname") {
            // The name of the user stands deeper, behind it.
            self.name.get_or_insert_with(|| value.to_owned());
        } else if is("id") || is("subscriptionid") {
            self.id = value.parse().ok().map(|id| (id, number)).or(self.id);
        } else if is("tenantid") {
            self.tenant = value.parse().ok();
        } else if is("state") {
            self.enabled = Some(az_account::usable(value));
        } else if is("cloudname") || is("environmentname") {
            self.cloud = Cloud::parse(value).ok();
        } else if is("isdefault") {
            self.is_default = value.eq_ignore_ascii_case("true");
        }
    }

    /// The record is over. Only a subscription has a state and a directory.
    pub(super) fn end(&mut self, gather: &mut Gather) {
        let Record { name, id, tenant, cloud, enabled, is_default } = std::mem::take(self);
        let (Some((id, line)), Some(tenant), Some(enabled)) = (id, tenant, enabled) else { return };
        let at = At { source: Source::Labelled, line };
        if id.guid() == tenant.guid() {
            gather.note(super::NoteKind::PseudoAccount, Some(line));
        } else {
            let tenant = Some(tenant);
            gather.subscription(FoundSubscription { id, name, tenant, cloud, enabled, is_default }, at);
        }
    }
}
