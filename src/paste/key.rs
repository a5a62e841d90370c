//! What the key of a value says: of JSON, of an environment variable, of a label of the portal.

use crate::azure::letter::{is_letter_or_digit, lower};
use crate::azure::{Field, Label};
use crate::text::find;

/// What a key says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Field(Field),
    /// The name of a cloud.
    Cloud,
    /// An address that tells the cloud.
    Endpoint,
    ObjectId,
    SecretId,
    /// An id of something else: not to be guessed about.
    Nothing,
}

/// No key is longer, in bytes; a longer text is a sentence.
const LONGEST: usize = 200;

/// Keys of values that are like ours and are not: the directory that somebody came from, the group above.
const OTHERS: &str = "hometenant managedby parent resourceappid google github gitlab auth0 okta slack facebook \
    aws twitter discord spotify linkedin";

const EXPIRY: &str = "expir enddate ablauf läuftab gültigbis caduc 有効期限 תפוג תוקף";

const CLOUD: &str = "environmentname cloudname azureenvironment armenvironment azurecloud azurecloudtype \
    azurecloudinstance cloudenvironment";

const ENDPOINT: &str = "activedirectoryendpointurl resourcemanagerendpointurl resourcemanagerurl \
    activedirectoryauthority activedirectoryendpointbaseuri resourcemanagementendpointbaseuri authorityhost \
    armendpoint armmetadatahostname metadatahost aadendpoint";

/// A key ends so, or is so. `password` alone is what az prints; with anything before it, it is somebody else's.
const SECRET: &str = "clientsecret secrettext clientsecretvalue appsecret appsecretkey applicationsecret \
    sppassword spnpassword spsecret spnsecret serviceprincipalpassword serviceprincipalsecret \
    serviceprincipalkey azurepassword azuresecret azurekey apppassword applicationpassword secretduclient \
    secretclient secretodecliente secretodelcliente geheimerclientschlüssel clientgeheimnis \
    クライアントシークレット クライアントシークレットの値";

/// The whole key.
const SECRET_ALONE: &str = "password secret secretvalue newvalue";

/// What a key says; nothing, where it says nothing.
pub(super) fn meaning(key: &str) -> Option<Meaning> {
    if key.len() > LONGEST {
        return None;
    }
    let bare: String = key.chars().filter(|&c| is_letter_or_digit(c)).map(lower).collect();
    // The number of the line, in texts from an editor.
    let bare = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    if bare.is_empty() {
        return None;
    }
    let holds = |stems: &str| stems.split(' ').any(|stem| find(bare, stem).is_some());
    let closes = |stems: &str| stems.split(' ').any(|stem| bare.ends_with(stem));
    if holds(OTHERS) {
        return Some(Meaning::Nothing);
    }
    if holds(EXPIRY) {
        return Some(Meaning::Field(Field::Expiry));
    }
    if closes(CLOUD) || matches!(bare, "cloud" | "environment") {
        return Some(Meaning::Cloud);
    }
    if closes(ENDPOINT) || bare == "instance" {
        return Some(Meaning::Endpoint);
    }
    if closes(SECRET) || SECRET_ALONE.split(' ').any(|word| word == bare) {
        return Some(Meaning::Field(Field::Secret));
    }
    if find(bare, "principalid").is_some() {
        return Some(Meaning::ObjectId);
    }
    match Label::of(bare)? {
        // Any other secret: a vault's, a database's. One of today's shape is seen by its shape.
        Label::Field(Field::Secret) => None,
        Label::Field(field) => Some(Meaning::Field(field)),
        Label::ObjectId => Some(Meaning::ObjectId),
        Label::SecretId => Some(Meaning::SecretId),
        Label::Other => Some(Meaning::Nothing),
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Meaning, meaning};
    use crate::azure::Field;

    #[test]
    fn keys_of_the_field() {
        let field = |field| Some(Meaning::Field(field));
        for (key, expected) in [
            ("appId", field(Field::Client)),
            ("tenant", field(Field::Tenant)),
            ("password", field(Field::Secret)),
            ("ARM_CLIENT_SECRET", field(Field::Secret)),
            ("$env:AZURE_CLIENT_SECRET", field(Field::Secret)),
            ("  3  \"clientSecret\"", field(Field::Secret)),
            ("SecretText", field(Field::Secret)),
            ("client_secret_expires_on", field(Field::Expiry)),
            ("endDateTime", field(Field::Expiry)),
            ("Läuft ab", field(Field::Expiry)),
            ("subscription_ids", field(Field::Subscription)),
            ("Management group ID", field(Field::ManagementGroup)),
            ("Parent management group", Some(Meaning::Nothing)),
            ("homeTenantId", Some(Meaning::Nothing)),
            ("ARM_ENVIRONMENT", Some(Meaning::Cloud)),
            ("environmentName", Some(Meaning::Cloud)),
            ("activeDirectoryEndpointUrl", Some(Meaning::Endpoint)),
            ("principalId", Some(Meaning::ObjectId)),
            ("Object ID", Some(Meaning::ObjectId)),
            ("keyId", Some(Meaning::SecretId)),
            ("Secret ID", Some(Meaning::SecretId)),
            ("DB_PASSWORD", None),
            ("GOOGLE_CLIENT_SECRET", Some(Meaning::Nothing)),
            ("secretName", None),
            ("id", None),
            ("", None),
        ] {
            assert_eq!(meaning(key), expected, "{key}");
        }
    }

    #[test]
    fn a_sentence_is_no_key() {
        for (length, expected) in
            [(LONGEST, Some(Meaning::Field(Field::Tenant))), (LONGEST + 1, None), (LONGEST + 9, None)]
        {
            assert_eq!(meaning(&format!("{:>length$}", "tenantId")), expected, "{length}");
        }
    }
}
