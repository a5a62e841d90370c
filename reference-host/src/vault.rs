use std::fmt;
use std::io;
use std::io::Write;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::config::Key;
use crate::random;

/// Seals secrets for the database, and makes the keyed digests of request bodies.
///
/// Two keys are derived from the one that the operator keeps. A sealed text belongs to one account and one
/// connection: moved to another row, it does not open.
pub struct Vault {
    cipher: XChaCha20Poly1305,
    digest_key: Zeroizing<[u8; 32]>,
    subject_key: Zeroizing<[u8; 32]>,
}

/// A sealed text that this vault does not open: another key, another row, or damage.
#[derive(Debug)]
pub struct Unreadable(());

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sealed credential cannot be opened with this key")
    }
}

impl std::error::Error for Unreadable {}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}

/// The bytes of a key, 32 of them.
pub type KeyBytes = Zeroizing<[u8; 32]>;

const NONCE: usize = 24;

impl Vault {
    pub fn new(key: &KeyBytes) -> Self {
        let seal_key = derive(key, b"azure-connect vault");
        Self {
            cipher: XChaCha20Poly1305::new(seal_key.as_slice().into()),
            digest_key: derive(key, b"azure-connect idempotency"),
            subject_key: derive(key, b"azure-connect federation"),
        }
    }

    /// Seals a secret for one connection of one account.
    pub fn seal(&self, account: &str, connection: &str, secret: &str) -> String {
        let nonce = random::bytes::<NONCE>();
        let binding = binding(account, connection);
        let payload = Payload { msg: secret.as_bytes(), aad: &binding };
        // The cipher refuses messages of more than 256 GB only.
        let sealed = self.cipher.encrypt(XNonce::from_slice(&nonce), payload).unwrap_or_default();
        STANDARD.encode([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for the same connection of the same account.
    pub fn open(
        &self,
        account: &str,
        connection: &str,
        sealed: &str,
    ) -> Result<Zeroizing<String>, Unreadable> {
        let bytes = STANDARD.decode(sealed).map_err(|_| Unreadable(()))?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or(Unreadable(()))?;
        let binding = binding(account, connection);
        let payload = Payload { msg: sealed, aad: &binding };
        let opened = self.cipher.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| Unreadable(()))?;
        // The allocation moves into the string; on failure the error gives it back to be wiped.
        String::from_utf8(opened).map(Zeroizing::new).map_err(|error| {
            drop(Zeroizing::new(error.into_bytes()));
            Unreadable(())
        })
    }

    /// What the host's tokens say of an account: the same for ever, and nobody's to guess.
    pub fn subject(&self, account: &str) -> String {
        let digest = mac(&self.subject_key, account.as_bytes());
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("account:{hex}")
    }

    /// The keyed digest of a request's body: enough to tell another body, useless to guess a secret with.
    pub fn digest(&self, body: &[u8]) -> String {
        STANDARD.encode(mac(&self.digest_key, body))
    }
}

/// Both parts with their lengths, so that no two pairs are bound alike.
fn binding(account: &str, connection: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(16 + account.len() + connection.len());
    for part in [account, connection] {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes
}

fn derive(key: &KeyBytes, purpose: &[u8]) -> KeyBytes {
    Zeroizing::new(mac(key, purpose))
}

fn mac(key: &KeyBytes, message: &[u8]) -> [u8; 32] {
    // HMAC takes keys of any length, and this one has a fixed one.
    match <Hmac<Sha256> as Mac>::new_from_slice(key.as_slice()) {
        Ok(mut mac) => {
            mac.update(message);
            mac.finalize().into_bytes().into()
        }
        Err(_) => [0; 32],
    }
}

/// Reads the operator's key, or makes one in a new file that only its owner can read.
pub fn read_key(key: &Key) -> io::Result<KeyBytes> {
    match key {
        Key::Text(text) => decode(text),
        Key::File(path) => match std::fs::read_to_string(path) {
            Ok(text) => decode(&Zeroizing::new(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => create(path),
            Err(error) => Err(error),
        },
    }
}

fn decode(text: &str) -> io::Result<KeyBytes> {
    let bytes = Zeroizing::new(
        STANDARD.decode(text.trim()).map_err(|_| io::Error::other("the key is no base64 text"))?,
    );
    let mut key = Zeroizing::new([0; 32]);
    if bytes.len() != key.len() {
        return Err(io::Error::other("the key has not 32 bytes"));
    }
    key.copy_from_slice(&bytes);
    Ok(key)
}

fn create(path: &Path) -> io::Result<KeyBytes> {
    use std::os::unix::fs::OpenOptionsExt;
    if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
        std::fs::create_dir_all(directory)?;
    }
    let key = Zeroizing::new(random::bytes::<32>());
    let text = Zeroizing::new(STANDARD.encode(key.as_slice()));
    // `create_new`: of two hosts that start at once, the second must not overwrite the key of the first.
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::{Vault, read_key};
    use crate::config::Key;
    use zeroize::Zeroizing;

    fn vault(byte: u8) -> Vault {
        Vault::new(&Zeroizing::new([byte; 32]))
    }

    #[test]
    fn a_secret_opens_for_its_own_connection_only() {
        let vault_1 = vault(1);
        let sealed = vault_1.seal("a", "c1", "s3cret");
        assert_eq!(vault_1.open("a", "c1", &sealed).unwrap().as_str(), "s3cret");
        for (account, connection) in [("b", "c1"), ("a", "c2"), ("ac", "1"), ("", "ac1")] {
            assert!(vault_1.open(account, connection, &sealed).is_err());
        }
        assert!(vault(2).open("a", "c1", &sealed).is_err());
        assert_ne!(sealed, vault_1.seal("a", "c1", "s3cret"), "each sealing has its own nonce");
    }

    #[test]
    fn damage_is_refused() {
        let vault = vault(1);
        let sealed = vault.seal("a", "c1", "s3cret");
        for bad in [
            "",
            "!",
            "AAAA",
            &sealed[4..],
            &sealed.replace(&sealed[40..41], if &sealed[40..41] == "A" { "B" } else { "A" }),
        ] {
            assert!(vault.open("a", "c1", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn digests_are_keyed() {
        assert_eq!(vault(1).digest(b"x"), vault(1).digest(b"x"));
        assert_ne!(vault(1).digest(b"x"), vault(1).digest(b"y"));
        assert_ne!(vault(1).digest(b"x"), vault(2).digest(b"x"));
    }

    #[test]
    fn a_key_file_is_made_once_and_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("deep/key");
        let first = read_key(&Key::File(path.clone())).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(*read_key(&Key::File(path)).unwrap(), *first);
        for bad in ["", "short", "AAAA"] {
            assert!(read_key(&Key::Text(Zeroizing::new(bad.to_owned()))).is_err());
        }
    }
}
