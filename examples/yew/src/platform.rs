//! A platform that lives in this page: it accepts every connection, and finds it good at the second look.

use std::cell::Cell;
use std::rc::Rc;

use azure_connect::{NoAnswer, Transport, TransportRequest, TransportResponse};

/// Answers the wizard in place of a server.
pub fn transport() -> Transport {
    let looks = Rc::new(Cell::new(0));
    Transport::new(move |request| {
        let answer = answer(&request, &looks);
        async { answer }
    })
}

fn answer(request: &TransportRequest, looks: &Cell<u32>) -> Result<TransportResponse, NoAnswer> {
    match request.operation.as_str() {
        "create" | "replace" => {
            looks.set(0);
            Ok(TransportResponse::json(201, connection("verifying", "running", "pending")))
        }
        "read" => {
            looks.set(looks.get() + 1);
            Ok(TransportResponse::json(
                200,
                match looks.get() {
                    1 => connection("verifying", "pass", "running"),
                    _ => connection("connected", "pass", "pass"),
                },
            ))
        }
        _ => Ok(TransportResponse::problem(
            404,
            r#"{"type":"urn:harbor:not-found","title":"There is no such thing here.","status":404}"#,
        )),
    }
}

fn connection(status: &str, token: &str, permissions: &str) -> String {
    format!(
        r#"{{"id":"harbor-1","status":"{status}","checks":[
            {{"id":"token","state":"{token}"}},
            {{"id":"permissions","state":"{permissions}"}}]}}"#
    )
}
