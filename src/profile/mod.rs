//! What a platform says of itself, in one JSON object.
//!
//! [`Profile::parse`] is the only way to a [`Profile`]: every default is filled in, every rule
//! below is kept, and the schema that editors use (`www/profile.schema.json`) is made from these
//! same types, so the doc comments of the fields are what an integrator reads in an editor.
//!
//! A refused profile names the exact place (`role.custom.actions[3]`) for the integrator's
//! console. The admin never sees any of it.

mod app;
mod choice;
mod contrast;
mod credential;
mod document;
mod endpoint;
mod env_keys;
mod error;
mod extra;
mod header;
mod line;
mod place;
mod platform;
pub mod requests;
mod role;
mod route;
#[cfg(feature = "schema")]
mod schema;
mod scope;
mod seal;
mod text;
mod theme;
mod url;

use crate::azure::Cloud;
use std::collections::BTreeMap;

pub use app::{App, Audience};
pub use credential::{Credential, CredentialKind, ExpiryRule};
pub use endpoint::{Csrf, Dialect, Endpoint, Operation};
pub use env_keys::EnvKeys;
pub use error::{ProfileError, ProfileErrorKind};
pub use extra::{Extra, ExtraKind, ExtraOption};
pub use header::{CookieName, HeaderName};
pub use platform::Platform;
pub use role::{BuiltInRole, CustomRole, Role};
pub use route::{Discovery, Route};
#[cfg(feature = "schema")]
pub use schema::schema;
pub use scope::{ScopeRule, SubscriptionRule};
pub use seal::{Seal, SealKey, SealText};
pub use theme::{Accent, Theme};
pub use url::{EndpointUrl, WebUrl};

/// The largest profile that is read, in bytes. The largest published policies stay under a tenth of it.
pub const LARGEST: usize = 512 * 1024;

/// A platform's profile, checked and with every default filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Profile {
    /// Who asks for the connection. Required.
    pub platform: Platform,
    /// The app registration that the admin makes.
    #[cfg_attr(feature = "schema", serde(default), schemars(transform = schema::without_default))]
    pub app: App,
    /// How the platform will sign in as that app.
    #[cfg_attr(feature = "schema", serde(default))]
    pub credential: Credential,
    /// The role that the admin gives to the app, either `custom` or `builtIn`. Default: none, and there is no
    /// role step.
    #[cfg_attr(feature = "schema", serde(default))]
    pub role: Option<Role>,
    /// What the app may act on.
    #[cfg_attr(feature = "schema", serde(default))]
    pub scope: ScopeRule,
    /// The clouds that the platform can reach, the first one preselected; with one, nothing is asked. Never
    /// empty. Default: `["AzureCloud"]`.
    #[cfg_attr(feature = "schema", serde(default = "document::public_cloud"))]
    #[cfg_attr(feature = "schema", schemars(length(min = 1), extend("uniqueItems" = true)))]
    pub clouds: Vec<Cloud>,
    /// The ways through the wizard, in the order in which they are offered; with one, nothing is asked. Never
    /// empty. Default: all of them.
    #[cfg_attr(feature = "schema", serde(default = "document::all_routes"))]
    #[cfg_attr(feature = "schema", schemars(length(min = 1), extend("uniqueItems" = true)))]
    pub routes: Vec<Route>,
    /// Who resolves a directory's domain name to its GUID. Default: `host`.
    #[cfg_attr(feature = "schema", serde(default))]
    pub discovery: Discovery,
    /// What else the platform wants to know, at most 20 questions. Default: nothing.
    #[cfg_attr(feature = "schema", serde(default))]
    #[cfg_attr(feature = "schema", schemars(length(max = 20)))]
    pub extras: Vec<Extra>,
    /// The platform's own endpoint. Required.
    pub endpoint: Endpoint,
    /// How the wizard looks.
    #[cfg_attr(feature = "schema", serde(default))]
    pub theme: Theme,
    /// Words that replace the wizard's own, by text key (`action.connect`). Default: none.
    #[cfg_attr(feature = "schema", serde(default))]
    pub text: BTreeMap<String, String>,
}

impl Profile {
    /// Reads a profile from JSON.
    ///
    /// # Errors
    /// The first thing that is wrong, with the path to it.
    pub fn parse(text: &str) -> Result<Profile, ProfileError> {
        document::read(text)
    }

    /// The credential kinds that can be offered, in the profile's order: a federated credential
    /// needs the endpoint's `federation` operation, a certificate needs `certificate`.
    pub fn credential_kinds(&self) -> impl Iterator<Item = CredentialKind> + '_ {
        self.credential.kinds.iter().copied().filter(|kind| kind.is_served_by(&self.endpoint))
    }
}
