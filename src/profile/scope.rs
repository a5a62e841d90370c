//! What the app may act on.

use super::choice::choice;
use super::place::Place;

/// What the app may act on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields, default, rename_all = "camelCase"))]
pub struct ScopeRule {
    /// How many subscriptions one connection covers. Default: `one`.
    pub subscriptions: SubscriptionRule,
    /// Whether a management group can be given in place of subscriptions. Default: `false`.
    pub management_group: bool,
}

impl ScopeRule {
    pub(super) fn read(place: Place<'_>) -> Self {
        let object = place.object(&["subscriptions", "managementGroup"]);
        Self {
            subscriptions: SubscriptionRule::read(&object, "subscriptions").unwrap_or_default(),
            management_group: object.flag("managementGroup"),
        }
    }
}

/// How many subscriptions one connection covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize),
    serde(rename_all = "kebab-case")
)]
pub enum SubscriptionRule {
    /// Exactly one.
    #[default]
    One,
    /// One or more.
    Many,
    /// None, one or more.
    Optional,
}

choice!(SubscriptionRule { One: "one", Many: "many", Optional: "optional" });
