use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use serde::{Deserialize, Serialize};

/// Somebody whose tokens federated credentials may name. The simulator asks nobody on the network: it is told
/// the keys by `POST /_sim/issuer`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    /// What its tokens have as `iss`, to the letter.
    pub issuer: String,
    /// Its JSON Web Key Set.
    pub jwks: KeySet,
}

/// The public keys of an issuer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeySet {
    pub keys: Vec<Key>,
}

/// One of them; what else stands in it is of no interest.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {
    pub kty: String,
    pub kid: Option<String>,
    /// Modulus and exponent of an RSA key, in base64url.
    pub n: Option<String>,
    pub e: Option<String>,
}

impl KeySet {
    /// The keys that a token's header may mean.
    pub fn named<'a>(&'a self, kid: Option<&'a str>) -> impl Iterator<Item = &'a Key> {
        self.keys.iter().filter(move |key| kid.is_none() || key.kid.as_deref() == kid)
    }
}

impl Key {
    /// Whether a signature after RS256 is this key's.
    pub fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let part = |part: &Option<String>| URL_SAFE_NO_PAD.decode(part.as_deref()?).ok();
        let (Some(n), Some(e)) = (part(&self.n), part(&self.e)) else { return false };
        self.kty == "RSA"
            && RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, URL_SAFE_NO_PAD};
    use base64::Engine;

    /// Made once with another implementation; its private key was not kept.
    #[test]
    fn a_signature_is_its_own_keys_for_its_own_message() {
        let key = Key {
            kty: "RSA".into(),
            kid: None,
            n: Some(
                concat!(
                    "paWyOgLuQQSo3WQjRQ7wppuOweq2Z9sTNYVM0iAJEwcwccSV6neshZQMeKgSUafRoB-3DtZfsKwX2LfjLwCMZD9jEkZnhcOeLWcB",
                    "D2E9mFx2T8H-hvymrzGF-q1UVeGMWqZ7FGQ21N50wQHplpL60RGyTHXUdCTrGFMCs-LIz7yPSXIuKf6KMzjBkeF6MuOwfkVEgxdy",
                    "g9cVJxrTrq2c2oD9CRv_tdD1dKcDT22SFX-jcSzp7BZc4k7PpkpPem4DGTvke8ipCk-ELOhmiL01YUzinDUlLdqLenQhc8mlcwHD",
                    "PbDUDONP9iIh-yVPu7hKTr-SCA3rT8WCRW9e4YFM6w"
                )
                .into(),
            ),
            e: Some("AQAB".into()),
        };
        let signature = concat!(
            "gxWe4mXSFXn1YG5m7ZjjB1PMe7pgWYLVAh8W1ix4lNfbp5gx6ncNPQQQSkbj-gu4oaZ7ScL_Ed6TrYO7Wh7OiwwfTgh4Ys7mrMp9",
            "sldutdZxE8f_RrZ9zE-r2hJbGVXpvM2tpRnfOLj4ceIfXrw9eKxF-FvEpcXB7G6L1wDTXFMr6lWCW6Z-xn6oPEywfUURy5LgdHDl",
            "V-A6VJwZBDDv0h8t7YhdpyQWKqL_sH2CLUIGGnvGX7BRuzRZckwjCJgOu5BJLsquAQ3ZoHZYsaL_3Aq2-zyJeC03_u8usbBLlbVM",
            "CPWtGn3Nn6jMOZJtpKBmcAMXEjBe1mQq4bEwtWwvVg"
        );
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        assert!(key.signed(b"a message", &signature));
        assert!(!key.signed(b"another message", &signature));
        assert!(!Key { kty: "EC".into(), ..key.clone() }.signed(b"a message", &signature));
        assert!(!Key { n: None, ..key }.signed(b"a message", &signature));
    }
}
