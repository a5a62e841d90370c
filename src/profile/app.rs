//! The app registration that the admin makes.

use super::WebUrl;
use super::choice::choice;
use super::line::LINE;
use super::place::Place;

/// The app registration that the admin makes in the directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields, rename_all = "camelCase"))]
pub struct App {
    /// The name to give to the app registration, at most 200 characters. Default: `platform.name`.
    #[cfg_attr(feature = "schema", serde(default))]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200), transform = super::schema::without_default))]
    pub name: String,
    /// The redirect URI to enter, https (http only for this machine), without a fragment. Default: none, the
    /// field in the portal stays empty.
    #[cfg_attr(feature = "schema", serde(default))]
    pub redirect_uri: Option<WebUrl>,
    /// Which accounts the app registration is for. Default: `single-tenant`.
    #[cfg_attr(feature = "schema", serde(default))]
    pub audience: Audience,
}

impl App {
    /// Reads what there is; `platform` is the platform's name.
    pub(super) fn read(place: Option<Place<'_>>, platform: &str) -> Self {
        let mut app = Self { name: platform.to_owned(), ..Self::default() };
        let Some(place) = place else { return app };
        let object = place.object(&["name", "redirectUri", "audience"]);
        if let Some(name) = object.get("name") {
            app.name = name.line(LINE);
        }
        app.redirect_uri = WebUrl::read_optional(&object, "redirectUri");
        if app.redirect_uri.as_ref().is_some_and(|uri| uri.as_str().contains('#')) {
            object.place_of("redirectUri").refuse("must not have a fragment: Entra refuses it");
        }
        app.audience = Audience::read(&object, "audience").unwrap_or_default();
        app
    }
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
