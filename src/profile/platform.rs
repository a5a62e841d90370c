//! Who asks for the connection.

use super::WebUrl;
use super::line::LINE;
use super::place::Place;

/// Who asks for the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields, rename_all = "camelCase"))]
pub struct Platform {
    /// The platform's name as its customers know it. Required, at most 200 characters.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
    pub name: String,
    /// The platform's public page, https. Default: none.
    #[cfg_attr(feature = "schema", serde(default))]
    pub homepage: Option<WebUrl>,
    /// Where an admin who is stuck finds help, https. Default: none, and nothing is offered.
    #[cfg_attr(feature = "schema", serde(default))]
    pub support_url: Option<WebUrl>,
}

impl Platform {
    pub(super) fn read(place: Place<'_>) -> Self {
        let object = place.object(&["name", "homepage", "supportUrl"]);
        Self {
            name: object.line("name", LINE),
            homepage: WebUrl::read_optional(&object, "homepage"),
            support_url: WebUrl::read_optional(&object, "supportUrl"),
        }
    }
}
