//! The simulated app trusts the host, as if an admin had added the federated credential in the portal and uploaded
//! the certificate: so that a connection without a secret can be tried without Azure.

use std::io::{Read, Write};
use std::net::TcpStream;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::backend::API;

/// Tells the simulator the host's keys and what its app trusts. A host whose profile offers no such credential
/// has none of it, and nothing is told.
pub fn introduce(host: &str, simulator: &str) -> Result<()> {
    let mut news = Vec::new();
    let keys = ask("GET", host, "/.well-known/jwks.json", "")?;
    let trust = ask("GET", host, &format!("{API}/federation"), "")?;
    if let (Some(jwks), Some(trust)) = (keys, trust) {
        news.push(("/_sim/issuer", json!({ "issuer": trust["issuer"], "jwks": jwks })));
        news.push(("/_sim/trust", trust));
    }
    if let Some(certificate) = ask("GET", host, &format!("{API}/certificate"), "")? {
        news.push(("/_sim/certificate", json!({ "pem": certificate["pem"] })));
    }
    for (path, body) in news {
        ask("POST", simulator, path, &body.to_string())?
            .with_context(|| format!("the simulator refuses {path}"))?;
    }
    Ok(())
}

/// One request of HTTP/1.0 to a server on this machine. Nothing, where it is refused.
fn ask(method: &str, server: &str, path: &str, body: &str) -> Result<Option<Value>> {
    let address = server.strip_prefix("http://").context("a server that does not speak plain HTTP")?;
    let mut stream = TcpStream::connect(address).with_context(|| format!("{server} does not answer"))?;
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.0\r\nHost: {address}\r\nAccept: application/json\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").context("an answer that is no HTTP")?;
    let status = head.split(' ').nth(1).unwrap_or_default();
    ensure!(status != "500", "{server} failed at {path}");
    Ok(if status.starts_with('2') { Some(serde_json::from_str(body)?) } else { None })
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// A server that gives these answers, one to each request, and what it was asked.
    fn server(answers: Vec<&'static str>) -> (String, thread::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = thread::spawn(move || {
            let answer = |answer: &str| {
                let (mut stream, _) = listener.accept().unwrap();
                let mut request = Vec::new();
                let mut buffer = [0; 4096];
                loop {
                    let read = stream.read(&mut buffer).unwrap();
                    request.extend_from_slice(&buffer[..read]);
                    let text = String::from_utf8_lossy(&request).into_owned();
                    let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                    let length = head.split("Content-Length: ").nth(1).unwrap().split("\r\n").next().unwrap();
                    if body.len() == length.parse::<usize>().unwrap() {
                        break;
                    }
                }
                stream.write_all(answer.as_bytes()).unwrap();
                String::from_utf8(request).unwrap()
            };
            answers.into_iter().map(answer).collect()
        });
        (address, asked)
    }

    #[test]
    fn the_simulator_hears_of_the_hosts_keys_and_of_the_trust_in_it() {
        let (host, asked) = server(vec![
            "HTTP/1.0 200 OK\r\n\r\n{\"keys\":[]}",
            "HTTP/1.0 200 OK\r\n\r\n{\"issuer\":\"i\",\"subject\":\"s\",\"audience\":\"a\"}",
            "HTTP/1.0 200 OK\r\n\r\n{\"pem\":\"p\",\"thumbprint\":\"t\"}",
        ]);
        let (simulator, told) = server(vec!["HTTP/1.0 200 OK\r\n\r\n{}"; 3]);
        introduce(&host, &simulator).unwrap();
        let asked = asked.join().unwrap();
        assert!(asked[0].starts_with("GET /.well-known/jwks.json "), "{asked:?}");
        assert!(asked[1].starts_with("GET /api/azure/connections/federation "), "{asked:?}");
        let told = told.join().unwrap();
        assert!(told[0].starts_with("POST /_sim/issuer "), "{told:?}");
        assert!(told[0].ends_with(r#"{"issuer":"i","jwks":{"keys":[]}}"#), "{told:?}");
        assert!(told[1].starts_with("POST /_sim/trust "), "{told:?}");
        assert!(told[1].contains(r#""subject":"s""#), "{told:?}");
        assert!(asked[2].starts_with("GET /api/azure/connections/certificate "), "{asked:?}");
        assert!(told[2].starts_with("POST /_sim/certificate "), "{told:?}");
        assert!(told[2].ends_with(r#"{"pem":"p"}"#), "{told:?}");
    }

    #[test]
    fn a_host_that_offers_no_such_credential_is_left_alone() {
        let no = "HTTP/1.0 404 Not Found\r\n\r\n{}";
        let (host, _) = server(vec![no; 3]);
        introduce(&host, "http://127.0.0.1:1").unwrap();
    }
}
