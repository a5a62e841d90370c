//! The app registration that the admin makes.

use super::WebUrl;
use super::choice::choice;
use super::line::line;
use serde::Deserialize;

/// The app registration that the admin makes in the directory.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct App {
    /// The name to give to the app registration, at most 200 characters. Default: `platform.name`.
    // Empty only until the document is read: an empty text that is written out is refused.
    #[serde(default, deserialize_with = "line")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200), transform = super::schema::without_default))]
    pub name: String,
    /// The redirect URI to enter, https (http only for this machine), without a fragment. Default: none, the
    /// field in the portal stays empty.
    #[serde(default)]
    pub redirect_uri: Option<WebUrl>,
    /// Which accounts the app registration is for. Default: `single-tenant`.
    #[serde(default)]
    pub audience: Audience,
}

/// Which accounts an app registration is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize),
    serde(rename_all = "kebab-case")
)]
pub enum Audience {
    /// Accounts in this organizational directory only.
    #[default]
    SingleTenant,
    /// Accounts in any organizational directory.
    MultiTenant,
}

choice!(Audience { SingleTenant: "single-tenant", MultiTenant: "multi-tenant" });
