use crate::bench::Bench;
use crate::client::Ask;
use crate::shape;

const RULES: [&str; 3] = ["federation.shape", "federation.stable", "federation.issuer"];

/// The request, for the cloud of the values.
pub fn ask(bench: &Bench) -> Ask {
    let cloud = bench.options.values.more.get("cloud").and_then(|cloud| cloud.as_str());
    Ask::get(format!("/federation?cloud={}", cloud.unwrap_or("AzureCloud")))
}

/// `GET {endpoint}/federation`.
pub async fn run(bench: &Bench) {
    let reply = bench.client.ask(ask(bench)).await;
    if !bench.offers("federation", &reply, &RULES) {
        return;
    }
    let fault = shape::fault("Federation", &reply.body);
    bench.check("federation.shape", reply.status == 200 && fault.is_none(), &reply);
    let again = bench.client.ask(ask(bench)).await;
    bench.check("federation.stable", again.body == reply.body, &again);
    let issuer = reply.text_of("issuer");
    let url = url::Url::parse(issuer).ok();
    let reachable = url.is_some_and(|url| {
        url.scheme() == "https" || matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"))
    });
    bench.client.check("federation.issuer", reachable && !issuer.ends_with('/'), || format!("{issuer:?}"));
}
