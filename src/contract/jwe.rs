use crate::azure::certificate::base64::encode_for_url;
use crate::json::Writer;

/// A sealed message on its way to its compact form (RFC 7516, section 7.1), with RSA-OAEP-256 and A256GCM: only its
/// frame. What is encrypted is encrypted by the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jwe {
    protected: String,
}

impl Jwe {
    /// The bytes of the initialization vector.
    pub const IV: usize = 12;
    /// The bytes of the authentication tag, the last ones of what AES-GCM gives back.
    pub const TAG: usize = 16;

    /// A message for the key of this name.
    pub fn new(key_id: Option<&str>) -> Self {
        let mut header = Vec::new();
        let mut json = Writer::new(&mut header);
        json.open_object();
        json.member("alg", "RSA-OAEP-256");
        json.member("enc", "A256GCM");
        json.optional("kid", key_id);
        json.close_object();
        Self { protected: encode_for_url(&header) }
    }

    /// The header as it is protected: the additional data of AES-GCM, ASCII.
    pub fn protected(&self) -> &str {
        &self.protected
    }

    /// The compact form. `wrapped` is the content's key under RSA-OAEP-256, `sealed` the content and its tag. Nothing,
    /// if there is less than a tag or no key.
    pub fn compact(&self, wrapped: &[u8], iv: &[u8; Self::IV], sealed: &[u8]) -> Option<String> {
        let (content, tag) = sealed.split_at_checked(sealed.len().checked_sub(Self::TAG)?)?;
        if wrapped.is_empty() || content.is_empty() {
            return None;
        }
        let parts = [wrapped, iv, content, tag].map(encode_for_url);
        let [wrapped, iv, content, tag] = &parts;
        Some([&self.protected, ".", wrapped, ".", iv, ".", content, ".", tag].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::Jwe;

    #[test]
    fn the_header_names_the_algorithms_and_the_key() {
        // By hand: printf '{"alg":"RSA-OAEP-256","enc":"A256GCM"}' | basenc --base64url
        assert_eq!(Jwe::new(None).protected(), "eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2R0NNIn0");
        assert_eq!(
            Jwe::new(Some("a\"b")).protected(),
            "eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiYVwiYiJ9"
        );
    }

    #[test]
    fn the_tag_is_a_part_of_its_own() {
        let sealed: Vec<u8> = b"content".iter().chain(&[0xff; 16]).copied().collect();
        let compact = Jwe::new(None).compact(b"key", &[0; 12], &sealed).unwrap();
        let parts: Vec<&str> = compact.split('.').collect();
        assert_eq!(
            parts,
            [
                "eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2R0NNIn0",
                "a2V5",
                "AAAAAAAAAAAAAAAA",
                "Y29udGVudA",
                "_____________________w"
            ]
        );
    }

    #[test]
    fn what_is_no_message_has_no_form() {
        let jwe = Jwe::new(None);
        assert_eq!(jwe.compact(b"key", &[0; 12], &[1; 16]), None);
        assert_eq!(jwe.compact(b"key", &[0; 12], &[1; 3]), None);
        assert_eq!(jwe.compact(b"", &[0; 12], &[1; 40]), None);
    }
}
