use std::fmt;

use serde::{Deserialize, Serialize};

use super::Shown;
use crate::azure::{ClientSecret, Date};

/// What a credential is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CredentialKind {
    /// A client secret.
    Secret,
    /// A federated credential: the host signs in with its own identity, nothing secret is handed over.
    Federated,
    /// A certificate whose private key the host keeps.
    Certificate,
    /// A kind that this version does not know.
    #[serde(other)]
    Unknown,
}

/// What a host says of the credential that it keeps. Never the secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialView {
    /// What it is made of.
    pub kind: CredentialKind,
    /// How the portal names a secret: its first three characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Shown>,
    /// The last day on which it works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Shown>,
}

/// What a federated credential in Azure has to say for the host to be let in: `GET {endpoint}/federation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Federation {
    /// The issuer of the host's tokens: a URL without a trailing slash.
    pub issuer: Shown,
    /// The subject, one for this account at the platform, not to be guessed.
    pub subject: Shown,
    /// The audience, `api://AzureADTokenExchange` in the public cloud.
    pub audience: Shown,
}

/// The certificate to upload to the app registration: `GET {endpoint}/certificate`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicCertificate {
    /// The certificate, PEM.
    pub pem: Shown,
    /// Its SHA-1 thumbprint as the portal shows it.
    pub thumbprint: Shown,
}

/// The credential on its way to the host. It borrows what is secret and is made for one call.
#[derive(Clone, Copy)]
pub enum Handover<'a> {
    /// A client secret.
    Secret {
        /// The value.
        value: &'a ClientSecret,
        /// The last day on which it works, when the profile asks for it.
        expires_on: Option<Date>,
    },
    /// Nothing but the news that a federated credential was set up.
    Federated,
    /// The certificate that was uploaded to the app registration.
    Certificate {
        /// Its thumbprint, as hexadecimal digits.
        thumbprint: &'a str,
    },
    /// A credential that only the host can open.
    Sealed {
        /// What is inside.
        of: CredentialKind,
        /// The last day on which it works, when the profile asks for it.
        expires_on: Option<Date>,
        /// The JWE, compact.
        jwe: &'a str,
    },
}

impl fmt::Debug for Handover<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Secret { .. } => "Secret { .. }",
            Self::Federated => "Federated",
            Self::Certificate { .. } => "Certificate { .. }",
            Self::Sealed { .. } => "Sealed { .. }",
        })
    }
}

impl Serialize for Handover<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        let expires_on = match self {
            Self::Secret { value, expires_on } => {
                map.serialize_entry("kind", "secret")?;
                map.serialize_entry("clientSecret", value.expose())?;
                expires_on
            }
            Self::Federated => {
                map.serialize_entry("kind", "federated")?;
                &None
            }
            Self::Certificate { thumbprint } => {
                map.serialize_entry("kind", "certificate")?;
                map.serialize_entry("thumbprint", thumbprint)?;
                &None
            }
            Self::Sealed { of, expires_on, jwe } => {
                map.serialize_entry("kind", "sealed")?;
                map.serialize_entry("of", of)?;
                map.serialize_entry("jwe", jwe)?;
                expires_on
            }
        };
        if let Some(date) = expires_on {
            map.serialize_entry("expiresOn", date)?;
        }
        map.end()
    }
}
