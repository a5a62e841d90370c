//! Who asks for the connection.

use super::WebUrl;
use super::line::line;
use serde::Deserialize;

/// Who asks for the connection.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Platform {
    /// The platform's name as its customers know it. Required, at most 200 characters.
    #[serde(deserialize_with = "line")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
    pub name: String,
    /// The platform's public page, https. Default: none.
    #[serde(default)]
    pub homepage: Option<WebUrl>,
    /// Where an admin who is stuck finds help, https. Default: none, and nothing is offered.
    #[serde(default)]
    pub support_url: Option<WebUrl>,
}
