//! Where the connection is sent, and what else can be asked there.

use super::choice::choice;
use super::place::{Object, Place};
use super::requests::{self, RequestsText};
use super::{CookieName, EndpointUrl, EnvKeys, HeaderName};

/// The platform's own endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields, rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", schemars(transform = super::schema::with_address))]
pub struct Endpoint {
    /// Where connections live: a path on the page's own origin (`/api/azure/connections`) or an https URL,
    /// without query and fragment. Another origin must be allowed by the element's `allow-origins` too.
    /// Required, except with the dialect `env`, which has none.
    #[cfg_attr(feature = "schema", serde(default))]
    #[cfg_attr(feature = "schema", schemars(transform = super::schema::without_default))]
    pub url: EndpointUrl,
    /// The language of the endpoint. Default: `azure-connect`.
    #[cfg_attr(feature = "schema", serde(default))]
    pub dialect: Dialect,
    /// What the endpoint can do. `create` and `read` are the minimum and always stand there; what is not named
    /// is not offered. Without `replace`, a connection whose checks failed is sent again as a new one.
    /// Default: `["create", "read"]`. In the dialect `template` they follow from `requests`.
    #[cfg_attr(feature = "schema", serde(default = "minimum"))]
    #[cfg_attr(feature = "schema", schemars(length(min = 2), extend("uniqueItems" = true)))]
    pub operations: Vec<Operation>,
    /// A token against forged requests, copied from a cookie into a header. Default: none.
    #[cfg_attr(feature = "schema", serde(default))]
    pub csrf: Option<Csrf>,
    /// With the dialect `env`: what the four keys are called. Default: `AZURE_TENANT_ID`, `AZURE_CLIENT_ID`,
    /// `AZURE_CLIENT_SECRET`, `AZURE_SUBSCRIPTION_ID`.
    #[cfg_attr(feature = "schema", serde(default))]
    #[cfg_attr(feature = "schema", schemars(transform = super::schema::without_default))]
    pub keys: EnvKeys,
    /// The requests of another API, for the dialect `template` only, and required there.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing))]
    #[cfg_attr(feature = "schema", schemars(with = "Option<requests::Requests>", transform = super::schema::readable))]
    pub requests: Option<RequestsText>,
}

impl Endpoint {
    /// Whether the endpoint can do this.
    pub fn has(&self, operation: Operation) -> bool {
        self.operations.contains(&operation)
    }

    pub(super) fn read(place: Place<'_>) -> Self {
        let object = place.object(&["url", "dialect", "operations", "csrf", "keys", "requests"]);
        let dialect = Dialect::read(&object, "dialect").unwrap_or_default();
        if dialect == Dialect::Env {
            return Self::nowhere(&object);
        }
        if let Some(keys) = object.get("keys") {
            keys.refuse("has a meaning with the dialect `env` only");
        }
        let mut endpoint = Self {
            url: EndpointUrl::read(&object.need("url")),
            dialect,
            operations: Operation::read_list(&object, "operations").unwrap_or_else(minimum),
            csrf: object.optional("csrf").map(Csrf::read),
            keys: EnvKeys::default(),
            requests: None,
        };
        let template = endpoint.dialect == Dialect::Template;
        if let Some(place) = object.get(if template { "operations" } else { "requests" }) {
            place.refuse("is for another `dialect`");
        }
        if template {
            endpoint.operations = requests::operations(object.need("requests").node);
        }
        if !(endpoint.has(Operation::Create) && endpoint.has(Operation::Read)) {
            object.place_of("operations").refuse("must hold at least `create` and `read`");
        }
        endpoint
    }

    /// The endpoint of a platform that has none: the admin carries the values over.
    fn nowhere(object: &Object<'_>) -> Self {
        for key in ["url", "operations", "csrf", "requests"] {
            if let Some(place) = object.optional(key) {
                place.refuse("has no meaning with the dialect `env`: nothing is sent");
            }
        }
        Self {
            url: EndpointUrl::default(),
            dialect: Dialect::Env,
            operations: Vec::new(),
            csrf: None,
            keys: object.get("keys").map(EnvKeys::read).unwrap_or_default(),
            requests: None,
        }
    }

    /// Whether there is anything to send to. Where there is not, the wizard ends with keys to copy.
    pub fn is_env(&self) -> bool {
        self.dialect == Dialect::Env
    }
}

fn minimum() -> Vec<Operation> {
    vec![Operation::Create, Operation::Read]
}

/// The language of an endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Dialect {
    /// The one that this project describes with OpenAPI.
    #[default]
    AzureConnect,
    /// None: nothing is sent. The wizard ends with four keys to copy or to download as an `.env` file, which
    /// the admin enters at the platform.
    Env,
    /// Any JSON API, described by `requests`.
    Template,
}

choice!(Dialect { AzureConnect: "azure-connect", Env: "env", Template: "template" });

/// Something that an endpoint can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize),
    serde(rename_all = "kebab-case")
)]
pub enum Operation {
    /// `POST`: make a connection.
    Create,
    /// `GET …/{id}`: read one connection.
    Read,
    /// `GET`: list the connections.
    List,
    /// `PUT …/{id}`: send a connection that has never been connected once more.
    Replace,
    /// `PATCH …/{id}`: change name, extras, scopes or credential.
    Update,
    /// `POST …/{id}/verify`: run the checks again.
    Verify,
    /// `DELETE …/{id}`: remove a connection.
    Delete,
    /// `GET …/federation`: what a federated credential has to say.
    Federation,
    /// `GET …/certificate`: the certificate to upload.
    Certificate,
    /// `GET …/lookup`: which directory a domain and a subscription belong to.
    Lookup,
}

choice!(Operation {
    Create: "create",
    Read: "read",
    List: "list",
    Replace: "replace",
    Update: "update",
    Verify: "verify",
    Delete: "delete",
    Federation: "federation",
    Certificate: "certificate",
    Lookup: "lookup",
});

/// A token against forged requests: the cookie's value is sent in the header.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct Csrf {
    /// The request header. Headers that carry credentials, or that the browser or the wizard sets, are
    /// refused. Required.
    pub header: HeaderName,
    /// The cookie that scripts may read. Required.
    pub cookie: CookieName,
}

impl Csrf {
    fn read(place: Place<'_>) -> Self {
        let object = place.object(&["header", "cookie"]);
        Self {
            header: HeaderName::read(&object.need("header")),
            cookie: CookieName::read(&object.need("cookie")),
        }
    }
}
