//! The whole document: from JSON to a checked profile.

use super::error::at;
use super::object::{AsMap, list, object, optional};
use super::*;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// What a platform says of itself to azure-connect.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[cfg_attr(feature = "schema", schemars(rename = "Profile"))]
pub(super) struct Document {
    /// The address of the schema, for editors. Not looked at.
    #[serde(default, rename = "$schema")]
    #[allow(dead_code)]
    schema: Option<String>,
    /// The version of this format, 1. Default: 1.
    #[serde(default = "one", deserialize_with = "version")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1)))]
    #[allow(dead_code)]
    version: u8,
    /// Who asks for the connection. Required.
    #[serde(deserialize_with = "object")]
    platform: Platform,
    /// The app registration that the admin makes.
    #[serde(default, deserialize_with = "object")]
    #[cfg_attr(feature = "schema", schemars(transform = super::schema::without_default))]
    app: App,
    /// How the platform will sign in as that app.
    #[serde(default, deserialize_with = "object")]
    credential: Credential,
    /// The role that the admin gives to the app, either `custom` or `builtIn`. Default: none, and there is no
    /// role step.
    #[serde(default, deserialize_with = "optional")]
    role: Option<Role>,
    /// What the app may act on.
    #[serde(default, deserialize_with = "object")]
    scope: ScopeRule,
    /// The clouds that the platform can reach, the first one preselected; with one, nothing is asked. Default:
    /// `["AzureCloud"]`.
    #[serde(default = "public_cloud")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1), extend("uniqueItems" = true)))]
    clouds: Vec<Cloud>,
    /// The ways through the wizard, in the order in which they are offered; with one, nothing is asked.
    /// Default: all of them.
    #[serde(default = "all_routes")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1), extend("uniqueItems" = true)))]
    routes: Vec<Route>,
    /// Who resolves a directory's domain name to its GUID. Default: `host`.
    #[serde(default)]
    discovery: Discovery,
    /// What else the platform wants to know, at most 20 questions. Default: nothing.
    #[serde(default, deserialize_with = "list")]
    #[cfg_attr(feature = "schema", schemars(length(max = 20)))]
    extras: Vec<Extra>,
    /// The platform's own endpoint. Required.
    #[serde(deserialize_with = "object")]
    endpoint: Endpoint,
    /// How the wizard looks.
    #[serde(default, deserialize_with = "object")]
    theme: Theme,
    /// Words that replace the wizard's own, by text key (`action.connect`). Default: none.
    #[serde(default)]
    text: BTreeMap<String, String>,
}

fn one() -> u8 {
    1
}

fn version<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    match u8::deserialize(from)? {
        1 => Ok(1),
        _ => Err(D::Error::custom("must be 1: this release reads no other version")),
    }
}

fn public_cloud() -> Vec<Cloud> {
    vec![Cloud::AzureCloud]
}

fn all_routes() -> Vec<Route> {
    Route::ALL.to_vec()
}

/// Reads and checks a whole document.
pub(super) fn read(text: &str) -> Result<Profile, ProfileError> {
    if text.len() > LARGEST {
        return Err(ProfileError::bad("", "is larger than 512 kB"));
    }
    // A byte order mark survives when a page builds the text itself.
    let mut reader = serde_json::Deserializer::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    let document: Document = serde_path_to_error::deserialize(AsMap(&mut reader))
        .map_err(|error| ProfileError::from_reader(&error.path().to_string(), error.inner()))?;
    reader.end().map_err(|error| ProfileError::from_reader("", &error))?;
    document.check()
}

impl Document {
    /// What the types alone cannot say, and the defaults that depend on something else.
    fn check(mut self) -> Result<Profile, ProfileError> {
        self.endpoint.check()?;
        self.credential.check(&self.endpoint)?;
        if let Some(seal) = &self.credential.seal {
            seal.check()?;
        }
        if let Some(Role::Custom(role)) = &self.role {
            role.check(&self.scope)?;
        }
        if self.app.redirect_uri.as_ref().is_some_and(|uri| uri.as_str().contains('#')) {
            return Err(ProfileError::bad("app.redirectUri", "must not have a fragment: Entra refuses it"));
        }
        distinct("clouds", &self.clouds)?;
        distinct("routes", &self.routes)?;
        extra::check(&self.extras)?;
        text::check(&self.text)?;
        if self.app.name.is_empty() {
            self.app.name.clone_from(&self.platform.name);
        }
        Ok(Profile {
            platform: self.platform,
            app: self.app,
            credential: self.credential,
            role: self.role,
            scope: self.scope,
            clouds: self.clouds,
            routes: self.routes,
            discovery: self.discovery,
            extras: self.extras,
            endpoint: self.endpoint,
            theme: self.theme,
            text: self.text,
        })
    }
}

/// Refuses an empty list, and one that names something twice.
pub(super) fn distinct<T: PartialEq>(list: &str, items: &[T]) -> Result<(), ProfileError> {
    if items.is_empty() {
        return Err(ProfileError::bad(list, "must not be empty"));
    }
    for (index, item) in items.iter().enumerate() {
        if items.get(..index).unwrap_or_default().contains(item) {
            return Err(ProfileError::bad(&at(list, index), "stands there twice"));
        }
    }
    Ok(())
}
