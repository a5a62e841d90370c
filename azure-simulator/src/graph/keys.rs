//! `keyCredentials` of an app registration: certificates, replaced as a whole by `PATCH`.

use std::time::SystemTime;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::fault::Fault;
use crate::certificate::Certificate;
use crate::guid::Guid;
use crate::when;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wish {
    key_id: Option<Guid>,
    key: Option<String>,
    r#type: Option<String>,
    usage: Option<String>,
    display_name: Option<String>,
    start_date_time: Option<String>,
    end_date_time: Option<String>,
}

/// Takes the certificates out of a body; nothing, when it does not speak of them. One that is there already is
/// named by its id, as Graph shows it: without the key.
pub fn take(
    body: &mut Map<String, Value>,
    known: &[Certificate],
    effective: SystemTime,
) -> Result<Option<Vec<Certificate>>, Fault> {
    let Some(value) = body.remove("keyCredentials") else { return Ok(None) };
    let wishes: Vec<Wish> = serde_json::from_value(value).map_err(|_| {
        Fault::bad_request("Invalid value specified for property 'keyCredentials' of resource 'Application'.")
    })?;
    wishes.into_iter().map(|wish| read(wish, known, effective)).collect::<Result<_, _>>().map(Some)
}

fn read(wish: Wish, known: &[Certificate], effective: SystemTime) -> Result<Certificate, Fault> {
    let same = known.iter().find(|certificate| Some(certificate.key_id) == wish.key_id);
    let Some(key) = &wish.key else {
        return same
            .cloned()
            .ok_or_else(|| invalid("KeyCredentialsInvalidValue", "Key credential value is missing."));
    };
    if wish.r#type.as_deref() != Some("AsymmetricX509Cert") || wish.usage.as_deref() != Some("Verify") {
        return Err(invalid("KeyCredentialsInvalidType", "Key credential type or usage is invalid."));
    }
    let Some(read) = Certificate::parse(key, effective) else {
        return Err(invalid("KeyCredentialsInvalidValue", "Key credential value is no certificate."));
    };
    if let Some(same) = same {
        return match same.der == read.der {
            true => Ok(same.clone()),
            false => Err(Fault::bad_request(&format!(
                "Update to existing credential with KeyId '{}' is not allowed.",
                same.key_id
            ))),
        };
    }
    let moment = |text: &Option<String>, usual| match text {
        None => Ok(usual),
        Some(text) => when::parse(text).ok_or_else(|| {
            Fault::bad_request(&format!(
                "Cannot convert the literal '{text}' to the expected type 'Edm.DateTimeOffset'."
            ))
        }),
    };
    let (begins, expires) =
        (moment(&wish.start_date_time, read.begins)?, moment(&wish.end_date_time, read.expires)?);
    if begins < read.begins || begins > expires {
        return Err(invalid("KeyCredentialsInvalidStartDate", "Key credential start date is invalid."));
    }
    if expires > read.expires {
        return Err(invalid("KeyCredentialsInvalidEndDate", "Key credential end date is invalid."));
    }
    let mut certificate = read;
    certificate.key_id = wish.key_id.unwrap_or(certificate.key_id);
    certificate.display_name = wish.display_name.or(certificate.display_name);
    (certificate.begins, certificate.expires) = (begins, expires);
    Ok(certificate)
}

fn invalid(code: &'static str, message: &str) -> Fault {
    Fault::new(400, code, message)
}

/// A certificate as Graph shows it, without the key.
pub fn render(certificate: &Certificate) -> Value {
    json!({
        "customKeyIdentifier": certificate.thumbprint(),
        "displayName": certificate.display_name,
        "startDateTime": when::iso_seconds(certificate.begins),
        "endDateTime": when::iso_seconds(certificate.expires),
        "key": null,
        "keyId": certificate.key_id,
        "type": "AsymmetricX509Cert",
        "usage": "Verify",
    })
}
