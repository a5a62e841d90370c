//! A certificate that is uploaded to an app registration, read as far as the admin and Azure need it.

pub(crate) mod base64;
mod der;
mod thumbprint;

use std::fmt;

pub use der::Moment;
pub use thumbprint::Thumbprint;

/// A public certificate, with the thumbprint by which the portal shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Base64 of its DER form, one line.
    base64: Box<str>,
    thumbprint: Thumbprint,
    from: Moment,
    until: Moment,
}

/// Why a text is no certificate to upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateError {
    kind: CertificateErrorKind,
}

/// The kinds of [`CertificateError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CertificateErrorKind {
    /// There is no certificate in the text.
    Missing,
    /// There is a private key in the text. It has no business outside the platform, so nothing of it is used.
    PrivateKey,
    /// It is cut, or no certificate of X.509.
    Unreadable,
    /// The thumbprint is not 40 hexadecimal digits.
    Thumbprint,
}

impl CertificateError {
    /// What kind it is.
    pub const fn kind(&self) -> CertificateErrorKind {
        self.kind
    }

    /// The stable name of the kind.
    pub const fn code(&self) -> &'static str {
        match self.kind {
            CertificateErrorKind::Missing => "missing",
            CertificateErrorKind::PrivateKey => "private-key",
            CertificateErrorKind::Unreadable => "unreadable",
            CertificateErrorKind::Thumbprint => "thumbprint",
        }
    }
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for CertificateError {}

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

impl Certificate {
    /// Reads the first certificate of a PEM text (RFC 7468), and the thumbprint that belongs to it.
    ///
    /// # Errors
    /// [`CertificateErrorKind`] says what is wrong.
    pub fn parse(pem: &str, thumbprint: &str) -> Result<Self, CertificateError> {
        let wrong = |kind| CertificateError { kind };
        if pem.contains("PRIVATE KEY") {
            return Err(wrong(CertificateErrorKind::PrivateKey));
        }
        let body = pem.find(BEGIN).and_then(|at| pem.get(at + BEGIN.len()..));
        let body = body.ok_or(wrong(CertificateErrorKind::Missing))?;
        let body = body.find(END).and_then(|end| body.get(..end));
        let body = body.ok_or(wrong(CertificateErrorKind::Unreadable))?;
        let base64: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let read = base64::decode(&base64).and_then(|bytes| der::validity(&bytes));
        let (from, until) = read.ok_or(wrong(CertificateErrorKind::Unreadable))?;
        let thumbprint = Thumbprint::parse(thumbprint).ok_or(wrong(CertificateErrorKind::Thumbprint))?;
        Ok(Self { base64: base64.into(), thumbprint, from, until })
    }

    /// As PEM, 64 characters a line: the file that the portal takes.
    pub fn pem(&self) -> String {
        let mut pem = String::with_capacity(self.base64.len() + self.base64.len() / 64 + 64);
        pem.push_str(BEGIN);
        // Base64 has ASCII letters only, so a column is a byte.
        for (column, letter) in self.base64.chars().enumerate() {
            if column % 64 == 0 {
                pem.push('\n');
            }
            pem.push(letter);
        }
        for part in ["\n", END, "\n"] {
            pem.push_str(part);
        }
        pem
    }

    /// The DER form in base64, in one line: what Microsoft Graph takes as `key`.
    pub fn base64(&self) -> &str {
        &self.base64
    }

    /// The thumbprint by which the portal shows it.
    pub fn thumbprint(&self) -> &Thumbprint {
        &self.thumbprint
    }

    /// From when on it works.
    pub fn from(&self) -> &Moment {
        &self.from
    }

    /// Until when it works.
    pub fn until(&self) -> &Moment {
        &self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEM: &str = include_str!("../../tests/fixtures/certificate/harbor.pem");
    const THUMBPRINT: &str = "1F6A4FB2F83A387DDA11526A38B90D65CF777E7D";

    fn refused(pem: &str, thumbprint: &str) -> CertificateErrorKind {
        Certificate::parse(pem, thumbprint).unwrap_err().kind()
    }

    #[test]
    fn it_is_read_and_written_as_it_was() {
        let certificate = Certificate::parse(PEM, &THUMBPRINT.to_lowercase()).unwrap();
        assert_eq!(certificate.pem(), PEM);
        assert_eq!(certificate.thumbprint().to_string(), THUMBPRINT);
        assert_eq!(certificate.from().to_string(), "2026-11-21T15:26:45Z");
        assert_eq!(certificate.until().to_string(), "2028-11-20T15:26:45Z");
        assert_eq!(certificate.until().date().to_string(), "2028-11-20");
        let whole = PEM.lines().filter(|line| !line.starts_with('-')).collect::<String>();
        assert_eq!(certificate.base64(), whole);
    }

    #[test]
    fn what_stands_around_it_is_left_out() {
        let around = format!("subject=CN = Harbor\r\n{}\nmore", PEM.replace('\n', "\r\n"));
        assert_eq!(Certificate::parse(&around, THUMBPRINT).unwrap().pem(), PEM);
        assert_eq!(Certificate::parse(&[PEM, PEM].concat(), THUMBPRINT).unwrap().pem(), PEM);
    }

    #[test]
    fn a_private_key_is_not_taken_on_in_any_company() {
        for key in ["PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"] {
            let both = format!("{PEM}-----BEGIN {key}-----\nMIIE\n-----END {key}-----\n");
            assert_eq!(refused(&both, THUMBPRINT), CertificateErrorKind::PrivateKey);
        }
    }

    #[test]
    fn what_is_none_is_refused() {
        assert_eq!(refused("", THUMBPRINT), CertificateErrorKind::Missing);
        assert_eq!(refused(&PEM.replace("END", "FIN"), THUMBPRINT), CertificateErrorKind::Unreadable);
        assert_eq!(refused(&format!("{BEGIN}\n{END}"), THUMBPRINT), CertificateErrorKind::Unreadable);
        assert_eq!(
            refused(&PEM.replace("MIIC8TCC", "MIIC8TC$"), THUMBPRINT),
            CertificateErrorKind::Unreadable
        );
        for thumbprint in ["", "1F6A", &THUMBPRINT[1..], &THUMBPRINT.replace('F', "G")] {
            assert_eq!(refused(PEM, thumbprint), CertificateErrorKind::Thumbprint);
        }
        assert_eq!(Certificate::parse("", "").unwrap_err().to_string(), "missing");
    }

    #[test]
    fn one_that_is_cut_anywhere_is_none() {
        let lines: Vec<&str> = PEM.lines().collect();
        for count in 0..lines.len() - 2 {
            let cut = [&lines[..=count], &[END]].concat().join("\n");
            assert_eq!(refused(&cut, THUMBPRINT), CertificateErrorKind::Unreadable, "{count}");
        }
    }
}
