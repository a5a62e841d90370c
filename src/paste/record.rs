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

#[cfg(test)]
mod tests {
    use crate::azure::Cloud;
    use crate::paste::Source;
    use crate::paste::sample::{OTHER_SUBSCRIPTION, SUBSCRIPTION, notes, paste};

    #[test]
    fn lines_of_one_subscription_are_put_together() {
        for text in [
            "Id : @subscription\nName : One\nName : admin\nTenantId : @tenant\nState : Warned\nCloudName : AzureChinaCloud\nIsDefault : True",
            "- id: '@subscription'\n  name: \"One\"\n  tenantId: @tenant\n  state: Enabled\n  environmentName: AzureChinaCloud\n  isDefault: true",
            "SubscriptionId : @subscription\nSubscriptionName : One\nId : words\nTenantId : @tenant\nState : Enabled\nCloudName : AzureChinaCloud\nIsDefault : true",
            "{\n \"id\": \"@subscription\",\n \"name\": \"One\",\n \"tenantId\": \"@tenant\",\n \"state\": \"Enabled\",\n \"cloudName\": \"AzureChinaCloud\" =\n \"isDefault\": \"true\",\n}",
        ] {
            let pasted = paste(text);
            let found = &pasted.subscriptions[0];
            assert_eq!(
                (found.id.to_string().as_str(), found.name.as_deref()),
                (SUBSCRIPTION, Some("One")),
                "{text}"
            );
            assert_eq!(
                (found.cloud, found.enabled, found.is_default),
                (Some(Cloud::AzureChinaCloud), true, true),
                "{text}"
            );
            assert!(found.tenant.is_some() && pasted.subscriptions.len() == 1, "{text}");
        }
    }

    #[test]
    fn an_item_or_an_empty_line_begins_the_next() {
        for (begin, between) in [("- ", ""), ("", "\n"), ("", "}\n")] {
            let one = |id: &str, name: &str, state: &str| {
                format!("{begin}id: {id}\nname: {name}\ntenantId: @tenant\nstate: {state}\n{between}")
            };
            let pasted = paste(
                &(one("@subscription", "One", "Enabled") + &one("@other-subscription", "Two", "Disabled")),
            );
            let found: Vec<_> = pasted
                .subscriptions
                .iter()
                .map(|found| {
                    (
                        found.id.to_string(),
                        found.name.clone().unwrap_or_default(),
                        found.enabled,
                        found.is_default,
                    )
                })
                .collect();
            let expected = [
                (SUBSCRIPTION.to_owned(), "One".to_owned(), true, false),
                (OTHER_SUBSCRIPTION.to_owned(), "Two".to_owned(), false, false),
            ];
            assert_eq!(found, expected, "{begin}{between}");
            assert_eq!(pasted.subscriptions_source, Some(Source::Labelled));
        }
    }

    #[test]
    fn the_account_of_a_directory_is_no_subscription() {
        let pasted = paste("id: @tenant\nname: N/A\ntenantId: @tenant\nstate: Enabled");
        assert!(pasted.subscriptions.is_empty());
        assert_eq!(notes(&pasted), ["pseudo-account"]);
    }
}
