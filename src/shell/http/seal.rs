//! Sealing, by the browser's own cryptography.
//!
//! As with `fetch`, all of it is looked up when it is needed and touched as a foreign value: it is not there on pages
//! without a secure context, and host pages patch what they like. Whatever goes wrong, nothing is sent.

use js_sys::{Array, ArrayBuffer, JsString, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::Stop;
use super::foreign::{function, get, set, settle};
use super::stop::Cut;
use super::wiped::Wiped;
use crate::contract::Jwe;
use crate::exchange::{Envelope, Parcel};
use crate::profile::SealKey;

/// How long a browser may take, in milliseconds. It takes a few.
const PATIENCE_MS: u64 = 20_000;

/// Why a secret was not sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealError {
    /// The page is no secure context (`http:` off loopback): browsers seal nothing there.
    Insecure,
    /// There is no WebCrypto.
    NoCrypto,
    /// The browser does not take the profile's key.
    Key,
    /// It takes the key and fails all the same.
    Failed,
    /// The admin stopped it.
    Stopped,
}

impl SealError {
    /// The stable name of this error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Insecure => "insecure-context",
            Self::NoCrypto => "no-web-crypto",
            Self::Key => "key-refused",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
        }
    }
}

/// Seals what an envelope holds, and closes it.
///
/// # Errors
/// When the browser cannot.
pub async fn seal(envelope: Envelope, key: &SealKey, stop: &Stop) -> Result<Parcel, SealError> {
    let jwe = match stop.within(PATIENCE_MS, sealed(envelope.plaintext(), key)).await {
        Ok(jwe) => jwe?,
        Err(Cut::Stopped) => return Err(SealError::Stopped),
        Err(Cut::TimedOut) => return Err(SealError::Failed),
    };
    Ok(envelope.close(&jwe))
}

async fn sealed(plaintext: &[u8], key: &SealKey) -> Result<String, SealError> {
    let failed = |_: JsValue| SealError::Failed;
    let crypto = Crypto::find()?;
    let jwe = Jwe::new(key.kid.as_deref());

    let jwk = object(&[("kty", &key.kty), ("n", &key.n), ("e", &key.e), ("alg", "RSA-OAEP-256")]);
    let oaep = object(&[("name", "RSA-OAEP"), ("hash", "SHA-256")]);
    let wrap = Array::of1(&JsString::from("wrapKey"));
    let import: [&JsValue; 5] = [&JsString::from("jwk"), &jwk, &oaep, &JsValue::FALSE, &wrap];
    let public = crypto.call("importKey", &import).await.map_err(|_| SealError::Key)?;

    let aes = object(&[("name", "AES-GCM")]);
    set(&aes, "length", &JsValue::from(256));
    let encrypt = Array::of1(&JsString::from("encrypt"));
    let content_key = crypto.call("generateKey", &[&aes, &JsValue::TRUE, &encrypt]).await.map_err(failed)?;
    let wrapped: [&JsValue; 4] = [&JsString::from("raw"), &content_key, &public, &oaep];
    let wrapped = bytes(crypto.call("wrapKey", &wrapped).await.map_err(failed)?)?;

    let mut iv = [0; Jwe::IV];
    let random = web_sys::window().and_then(|window| window.crypto().ok());
    let random = random.and_then(|crypto| crypto.get_random_values_with_u8_array(&mut iv).ok());
    random.ok_or(SealError::Failed)?;
    let gcm = object(&[("name", "AES-GCM")]);
    set(&gcm, "iv", &Uint8Array::from(iv.as_slice()));
    set(&gcm, "additionalData", &Uint8Array::from(jwe.protected().as_bytes()));
    set(&gcm, "tagLength", &JsValue::from(Jwe::TAG * 8));
    let content = Wiped::copy(plaintext);
    let sealed = crypto.call("encrypt", &[&gcm, &content_key, content.bytes()]).await.map_err(failed)?;
    drop(content);
    jwe.compact(&wrapped, &iv, &bytes(sealed)?).ok_or(SealError::Failed)
}

/// `crypto.subtle`.
struct Crypto(JsValue);

impl Crypto {
    fn find() -> Result<Self, SealError> {
        let window = JsValue::from(web_sys::window());
        let subtle = get(&get(&window, "crypto"), "subtle");
        match subtle.is_object() {
            true => Ok(Self(subtle)),
            false if get(&window, "isSecureContext").is_falsy() => Err(SealError::Insecure),
            false => Err(SealError::NoCrypto),
        }
    }

    async fn call(&self, name: &str, values: &[&JsValue]) -> Result<JsValue, JsValue> {
        let method = function(&self.0, name).ok_or(JsValue::UNDEFINED)?;
        let list = Array::new();
        for value in values {
            list.push(value);
        }
        settle(method.apply(&self.0, &list)?).await
    }
}

/// An object of texts.
fn object(members: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, text) in members {
        set(&object, name, &JsString::from(*text));
    }
    object
}

/// The bytes of an `ArrayBuffer`; from anything else a view could not be made.
fn bytes(value: JsValue) -> Result<Vec<u8>, SealError> {
    value
        .dyn_into::<ArrayBuffer>()
        .map(|buffer| Uint8Array::new(&buffer).to_vec())
        .map_err(|_| SealError::Failed)
}
