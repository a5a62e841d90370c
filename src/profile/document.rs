//! The whole document: from JSON to a checked profile.

use super::node::Node;
use super::place::Place;
use super::{
    App, Credential, Discovery, Endpoint, LARGEST, Platform, Profile, ProfileError, ProfileErrorKind, Role,
    Route, ScopeRule, Theme, extra, text,
};
use crate::azure::Cloud;
use std::collections::BTreeMap;

/// Reads and checks a whole document.
pub(super) fn read(json: &str) -> Result<Profile, ProfileError> {
    if json.len() > LARGEST {
        return Err(ProfileError::bad("", "is larger than 512 kB"));
    }
    // A byte order mark survives when a page builds the text itself.
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let node: Node = serde_json::from_str(json)
        .map_err(|error| ProfileError::new(ProfileErrorKind::Syntax, "", &error.to_string()))?;
    let mut object = Place { path: String::new(), node }.object(&[
        "$schema",
        "version",
        "platform",
        "app",
        "credential",
        "role",
        "scope",
        "clouds",
        "routes",
        "discovery",
        "extras",
        "endpoint",
        "theme",
        "text",
    ])?;
    object.take_optional("$schema").map(Place::text).transpose()?;
    object.take("version").map(|version| version.number(1, 1)).transpose()?;
    let platform = Platform::read(object.need("platform")?)?;
    let app = App::read(object.take("app"), &platform.name)?;
    let endpoint = Endpoint::read(object.need("endpoint")?)?;
    let credential = Credential::read(object.take("credential"), &endpoint)?;
    let scope = object.take("scope").map_or(Ok(ScopeRule::default()), ScopeRule::read)?;
    Ok(Profile {
        platform,
        app,
        credential,
        role: object.take_optional("role").map(|role| Role::read(role, scope)).transpose()?,
        scope,
        clouds: match object.take("clouds") {
            Some(clouds) => clouds.choices(&Cloud::ALL, Cloud::name)?,
            None => public_cloud(),
        },
        routes: match object.take("routes") {
            Some(routes) => routes.choices(Route::ALL, Route::name)?,
            None => all_routes(),
        },
        discovery: match object.take("discovery") {
            Some(discovery) => discovery.choice(Discovery::ALL, Discovery::name)?,
            None => Discovery::default(),
        },
        extras: object.take("extras").map_or(Ok(Vec::new()), extra::read)?,
        endpoint,
        theme: object.take("theme").map_or(Ok(Theme::default()), Theme::read)?,
        text: object.take("text").map_or(Ok(BTreeMap::new()), text::read)?,
    })
}

/// The default of `clouds`. A platform that reaches the sovereign clouds knows that it does.
pub(super) fn public_cloud() -> Vec<Cloud> {
    vec![Cloud::AzureCloud]
}

/// The default of `routes`.
pub(super) fn all_routes() -> Vec<Route> {
    Route::ALL.to_vec()
}
