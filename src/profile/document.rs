//! The whole document: from JSON to a checked profile.

#[cfg(not(target_arch = "wasm32"))]
use super::Seal;
use super::place::{Faults, Object, Place};
#[cfg(not(target_arch = "wasm32"))]
use super::requests::Requests;
use super::requests::RequestsText;
use super::{
    App, Credential, Dialect, Discovery, Endpoint, LARGEST, Platform, Profile, ProfileError,
    ProfileErrorKind, Role, Route, ScopeRule, SealText, SubscriptionRule, Theme, extra, text,
};
use crate::azure::Cloud;
use crate::json;

/// Reads and checks a whole document.
pub(super) fn read(json: &str) -> Result<Profile, ProfileError> {
    if json.len() > LARGEST {
        return Err(ProfileError::bad("", "is larger than 512 kB"));
    }
    // A byte order mark survives when a page builds the text itself.
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let node = json::parse(json).map_err(|error| {
        let (line, column) = (error.line().to_string(), error.column().to_string());
        let detail = [why(error.kind()), " at line ", &line, " column ", &column].concat();
        ProfileError::new(ProfileErrorKind::Syntax, "", &detail)
    })?;
    let faults = Faults::default();
    let mut profile = checked(Place { faults: &faults, path: String::new(), node: Some(&node) });
    if profile.endpoint.dialect == Dialect::Template {
        profile.endpoint.requests = Some(RequestsText::new(json));
    }
    if profile.credential.seal.is_some() {
        profile.credential.seal = Some(SealText::new(json));
    }
    faults.first().map_or(Ok(profile), Err)
}

fn why(kind: json::SyntaxErrorKind) -> &'static str {
    match kind {
        json::SyntaxErrorKind::End => "the text ends too early",
        json::SyntaxErrorKind::TrailingComma => "a comma before a closing bracket",
        json::SyntaxErrorKind::Comment => "JSON has no comments",
        json::SyntaxErrorKind::OpenString => "a string that does not end on its line",
        json::SyntaxErrorKind::BadString => "a bare control character or an escape that is none",
        json::SyntaxErrorKind::TooDeep => "too many brackets in one another",
        // Quotes and marks of typographers, too: what it is is seen at the place.
        _ => "this is not JSON",
    }
}

fn checked(place: Place<'_>) -> Profile {
    let object = place.object(&[
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
    ]);
    if let Some(schema) = object.optional("$schema") {
        schema.text();
    }
    if let Some(version) = object.get("version") {
        version.number(1, 1);
    }
    let platform = Platform::read(object.need("platform"));
    let app = App::read(object.get("app"), &platform.name);
    let endpoint = Endpoint::read(object.need("endpoint"));
    let credential = Credential::read(object.get("credential"), &endpoint);
    let scope = object.get("scope").map(ScopeRule::read).unwrap_or_default();
    if endpoint.is_env() {
        without_endpoint(&object, scope);
    }
    let profile = Profile {
        platform,
        app,
        credential,
        role: object.optional("role").map(|role| Role::read(role, scope)),
        scope,
        clouds: clouds(&object).unwrap_or_else(public_cloud),
        routes: Route::read_list(&object, "routes").unwrap_or_else(all_routes),
        discovery: Discovery::read(&object, "discovery").unwrap_or_default(),
        extras: object.get("extras").map(extra::read).unwrap_or_default(),
        endpoint,
        theme: object.get("theme").map(Theme::read).unwrap_or_default(),
        text: object.get("text").map(text::read).unwrap_or_default(),
    };
    // In the wasm they are read late, but before anything is sent.
    #[cfg(not(target_arch = "wasm32"))]
    if profile.endpoint.dialect == Dialect::Template
        && let Some(place) = object.get("endpoint").and_then(|place| place.member("requests"))
    {
        Requests::read(place, &profile);
    }
    #[cfg(not(target_arch = "wasm32"))]
    if profile.credential.seal.is_some()
        && let Some(place) = object.get("credential").and_then(|place| place.member("seal"))
    {
        Seal::read(place, &profile);
    }
    profile
}

/// Where nothing is sent, nothing can be asked or sealed, and four keys name one subscription.
fn without_endpoint(object: &Object<'_>, scope: ScopeRule) {
    if scope.subscriptions == SubscriptionRule::Many || scope.management_group {
        object.place_of("scope").refuse("with the dialect `env` there is one key, for one subscription");
    }
    if let Some(extras) = object.get("extras") {
        extras.refuse("have nowhere to go with the dialect `env`: nothing is sent");
    }
}

fn clouds(object: &Object<'_>) -> Option<Vec<Cloud>> {
    let mut clouds = Vec::new();
    for index in object.choices("clouds", &Cloud::ALL.map(Cloud::name))? {
        clouds.extend(Cloud::ALL.get(index));
    }
    Some(clouds)
}

/// The default of `clouds`. A platform that reaches the sovereign clouds knows that it does.
pub(super) fn public_cloud() -> Vec<Cloud> {
    vec![Cloud::AzureCloud]
}

/// The default of `routes`.
pub(super) fn all_routes() -> Vec<Route> {
    Route::ALL.to_vec()
}
