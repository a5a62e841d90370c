use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest, Sha1};

use crate::bench::Bench;
use crate::client::Ask;
use crate::shape;

const RULES: [&str; 4] =
    ["certificate.shape", "certificate.public", "certificate.thumbprint", "certificate.stable"];

/// `GET {endpoint}/certificate`.
pub async fn run(bench: &Bench) {
    let reply = bench.client.ask(Ask::get("/certificate")).await;
    if !bench.offers("certificate", &reply, &RULES) {
        return;
    }
    let fault = shape::fault("PublicCertificate", &reply.body);
    bench.check("certificate.shape", reply.status == 200 && fault.is_none(), &reply);
    // Not the answer itself: a report would spread the key.
    bench
        .client
        .check("certificate.public", !reply.text.contains("PRIVATE KEY"), || "a private key".to_owned());
    let thumbprint = reply.text_of("thumbprint");
    let wanted = thumbprint_of(reply.text_of("pem"));
    let same = wanted.as_deref().is_some_and(|wanted| wanted.eq_ignore_ascii_case(thumbprint));
    bench.client.check("certificate.thumbprint", same, || match wanted {
        Some(wanted) => format!("{thumbprint:?} for a certificate with {wanted}"),
        None => "a pem that is no certificate".to_owned(),
    });
    let again = bench.client.ask(Ask::get("/certificate")).await;
    bench.client.check("certificate.stable", again.body == reply.body, || "another certificate".to_owned());
}

/// SHA-1 of the first certificate of a PEM text.
fn thumbprint_of(pem: &str) -> Option<String> {
    let (_, rest) = pem.split_once("-----BEGIN CERTIFICATE-----")?;
    let (body, _) = rest.split_once("-----END CERTIFICATE-----")?;
    let body: String = body.split_whitespace().collect();
    let der = STANDARD.decode(body).ok().filter(|der| !der.is_empty())?;
    Some(Sha1::digest(&der).iter().map(|byte| format!("{byte:02X}")).collect())
}

#[cfg(test)]
mod tests {
    use super::thumbprint_of;

    #[test]
    fn a_thumbprint_is_of_the_bytes_inside() {
        let pem = "-----BEGIN CERTIFICATE-----\nYW\nJj\n-----END CERTIFICATE-----\n";
        assert_eq!(thumbprint_of(pem).unwrap(), "A9993E364706816ABA3E25717850C26C9CD0D89D");
        for bad in ["", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----"] {
            assert_eq!(thumbprint_of(bad), None);
        }
    }
}
