use std::fmt;

use serde::Serialize;

use super::Shown;
use crate::azure::{ClientSecret, Date};
use crate::json::{FromJson, Node, Writer, through_node};

/// What a credential is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CredentialKind {
    /// A client secret.
    Secret,
    /// A federated credential: the host signs in with its own identity, nothing secret is handed over.
    Federated,
    /// A certificate whose private key the host keeps.
    Certificate,
    /// A kind that this version does not know.
    Unknown,
}

/// What a host says of the credential that it keeps. Never the secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialView {
    /// What it is made of.
    pub kind: CredentialKind,
    /// How the portal names it: the first three characters of a secret, the thumbprint of a certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Shown>,
    /// The last day on which it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Shown>,
}

/// What a federated credential in Azure has to say for the host to be let in:
/// `GET {endpoint}/federation?cloud=…`. Each cloud has an audience of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Federation {
    /// The issuer of the host's tokens: a URL without a trailing slash.
    pub issuer: Shown,
    /// The subject, one for this account at the platform, not to be guessed.
    pub subject: Shown,
    /// The audience, `api://AzureADTokenExchange` in the public cloud.
    pub audience: Shown,
}

impl Federation {
    /// Whether all three are there: an empty one could not be entered in Azure.
    pub fn is_whole(&self) -> bool {
        ![&self.issuer, &self.subject, &self.audience].into_iter().any(|value| value.is_empty())
    }
}

/// The certificate to upload to the app registration: `GET {endpoint}/certificate`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublicCertificate {
    /// The certificate, PEM.
    pub pem: Shown,
    /// Its SHA-1 thumbprint as the portal shows it.
    pub thumbprint: Shown,
}

impl CredentialKind {
    /// The kind as it is written in JSON, and as text tables know it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Secret => "secret",
            Self::Federated => "federated",
            Self::Certificate => "certificate",
            Self::Unknown => "unknown",
        }
    }
}

impl FromJson for CredentialKind {
    fn from_json(node: Node) -> Option<Self> {
        Some(match node.text()?.as_str() {
            "secret" => Self::Secret,
            "federated" => Self::Federated,
            "certificate" => Self::Certificate,
            _ => Self::Unknown,
        })
    }
}

impl FromJson for CredentialView {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let credential = Self {
            kind: CredentialKind::from_json(members.take("kind"))?,
            hint: members.optional("hint"),
            expires_on: members.optional("expiresOn"),
        };
        members.whole(credential)
    }
}

impl FromJson for Federation {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let federation = Self {
            issuer: members.shown("issuer"),
            subject: members.shown("subject"),
            audience: members.shown("audience"),
        };
        members.whole(federation)
    }
}

impl FromJson for PublicCertificate {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let certificate = Self { pem: members.shown("pem"), thumbprint: members.shown("thumbprint") };
        members.whole(certificate)
    }
}

through_node!(CredentialKind, CredentialView, Federation, PublicCertificate);

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

impl Handover<'_> {
    pub(super) fn write(&self, json: &mut Writer<'_>) {
        json.open_object();
        let expires_on = match self {
            Self::Secret { value, expires_on } => {
                json.member("kind", "secret");
                json.member("clientSecret", value.expose());
                *expires_on
            }
            Self::Federated => {
                json.member("kind", "federated");
                None
            }
            Self::Certificate { thumbprint } => {
                json.member("kind", "certificate");
                json.member("thumbprint", thumbprint);
                None
            }
            Self::Sealed { of, expires_on, jwe } => {
                json.member("kind", "sealed");
                json.member("of", of.as_str());
                json.member("jwe", jwe);
                *expires_on
            }
        };
        if let Some(date) = expires_on {
            json.member("expiresOn", &date.to_string());
        }
        json.close_object();
    }
}
