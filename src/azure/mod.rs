//! What Azure knows: tenants, applications, secrets, scopes, clouds, roles, portal blades.
//!
//! Each kind of value is a type that can only hold a good one. `X::parse` takes what an admin
//! types or pastes, in any common dress; `FromStr` and serde take the canonical form only.

mod blade;
pub(crate) mod certificate;
mod client_id;
mod cloud;
pub mod conflict;
mod date;
pub(crate) mod edge;
mod expiry;
mod field;
pub(crate) mod finder;
mod guid;
mod id_error;
mod known;
mod label;
pub(crate) mod letter;
mod look_alike;
mod management_group;
mod open_id;
mod placeholder;
pub mod role;
mod scope;
mod secret;
mod subscription;
mod tenant;
mod text_value;

pub use blade::Blade;
pub use certificate::{Certificate, CertificateError, CertificateErrorKind, Moment, Thumbprint};
pub use client_id::ClientId;
pub use cloud::{Cloud, CloudError, CloudErrorKind};
pub use conflict::Conflict;
pub use date::{Date, DateError, DateErrorKind};
pub use expiry::{Expiry, ExpiryDoubt, ExpiryError, ExpiryErrorKind};
pub use field::Field;
pub use guid::Guid;
pub use id_error::{IdError, IdErrorKind};
pub use known::{is_microsofts_own, known_name};
pub use label::Label;
pub use management_group::ManagementGroupId;
pub use open_id::OpenIdDocument;
pub use placeholder::is_placeholder;
pub use scope::Scope;
pub(crate) use secret::modern_secrets;
pub use secret::{ClientSecret, SecretDoubt, SecretError, SecretErrorKind, looks_like_secret};
pub use subscription::SubscriptionId;
pub use tenant::{Tenant, TenantDomain, TenantId};
