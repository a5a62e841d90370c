//! What the platform's connections look like.

use std::collections::BTreeMap;

use super::maps::Maps;
use super::slot::Slot;
use super::source::Source;
use super::text::Text;
use super::usage::{Call, Usage};
use crate::profile::Extra;
use crate::profile::place::Place;

/// Where the parts of a connection are: a JSON pointer into it (`/directoryId`, with `|map:NAME` where the words
/// differ), or a text with `${param.NAME}` in it. What is not named is not known of a connection that is listed or read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields, default, rename_all = "camelCase"))]
pub struct Shape {
    /// What the platform calls it: a string or a number. Default: `/id`.
    pub id: Source,
    /// The admin's name for it.
    pub name: Option<Source>,
    /// `verifying`, `connected`, `attention` or `failed`. Default: it is `connected`.
    pub status: Option<Source>,
    /// The cloud, by its az name. Default: the profile's cloud, if it has one only.
    pub cloud: Option<Source>,
    /// The directory.
    pub tenant_id: Option<Source>,
    /// The application.
    pub client_id: Option<Source>,
    /// The subscription, or a list of them.
    pub subscription_id: Option<Source>,
    /// The management group.
    pub management_group_id: Option<Source>,
    /// What is connected as ARM paths, instead of the two above.
    pub scopes: Option<Source>,
    /// The kind of credential: `secret`, `federated` or `certificate`. Default: `secret`.
    pub credential: Option<Source>,
    /// The beginning of the secret as the portal shows it. No more than three characters of it are kept.
    pub hint: Option<Source>,
    /// The day on which the secret expires: a date, an RFC 3339 moment, or seconds since 1970.
    pub expires_on: Option<Source>,
    /// When it was made.
    pub created_at: Option<Source>,
    /// When it last changed.
    pub updated_at: Option<Source>,
    /// The answers to the extra questions, by their names.
    pub extras: BTreeMap<String, Source>,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            id: Source::usual_id(),
            name: None,
            status: None,
            cloud: None,
            tenant_id: None,
            client_id: None,
            subscription_id: None,
            management_group_id: None,
            scopes: None,
            credential: None,
            hint: None,
            expires_on: None,
            created_at: None,
            updated_at: None,
            extras: BTreeMap::new(),
        }
    }
}

impl Shape {
    /// The placeholders of its texts.
    pub(super) fn slots(&self) -> Vec<&Slot> {
        let one = [
            &self.name,
            &self.status,
            &self.cloud,
            &self.tenant_id,
            &self.client_id,
            &self.subscription_id,
            &self.management_group_id,
            &self.scopes,
            &self.credential,
            &self.hint,
            &self.expires_on,
            &self.created_at,
            &self.updated_at,
        ];
        let all = one.into_iter().flatten().chain([&self.id]).chain(self.extras.values());
        let texts = all.filter_map(|source| if let Source::Text(text) = source { Some(text) } else { None });
        texts.flat_map(Text::slots).collect()
    }

    pub(super) fn read(place: Place<'_>, maps: &Maps, extras: &[Extra]) -> Self {
        let usage = Usage { call: Call::List, maps, extras };
        let object = place.object(&[
            "id",
            "name",
            "status",
            "cloud",
            "tenantId",
            "clientId",
            "subscriptionId",
            "managementGroupId",
            "scopes",
            "credential",
            "hint",
            "expiresOn",
            "createdAt",
            "updatedAt",
            "extras",
        ]);
        let get = |key| object.get(key).map(|place| Source::read(&place, maps, &usage));
        let mut shape = Self {
            id: get("id").unwrap_or_else(Source::usual_id),
            name: get("name"),
            status: get("status"),
            cloud: get("cloud"),
            tenant_id: get("tenantId"),
            client_id: get("clientId"),
            subscription_id: get("subscriptionId"),
            management_group_id: get("managementGroupId"),
            scopes: get("scopes"),
            credential: get("credential"),
            hint: get("hint"),
            expires_on: get("expiresOn"),
            created_at: get("createdAt"),
            updated_at: get("updatedAt"),
            extras: BTreeMap::new(),
        };
        for (name, place) in object.get("extras").iter().flat_map(Place::members) {
            if !extras.iter().any(|extra| extra.name == name) {
                place.refuse("is none of the profile's `extras`");
            }
            shape.extras.insert(name.to_owned(), Source::read(&place, maps, &usage));
        }
        shape
    }
}
