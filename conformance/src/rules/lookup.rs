use crate::bench::Bench;
use crate::client::{Ask, escaped};
use crate::shape;

const RULES: [&str; 3] = ["lookup.shape", "lookup.tenant", "lookup.bad"];

/// `GET {endpoint}/lookup`.
pub async fn run(bench: &Bench) {
    let values = &bench.options.values;
    let tenant = values.tenant_domain.as_ref().unwrap_or(&values.tenant_id);
    let query = |tenant: &str| format!("/lookup?cloud=AzureCloud&tenant={}", escaped(tenant));
    let both = format!("{}&subscription={}", query(tenant), escaped(&values.subscription_id));
    let reply = bench.client.ask(Ask::get(both)).await;
    if !bench.offers("lookup", &reply, &RULES) {
        return;
    }
    let fault = shape::fault("Lookup", &reply.body);
    let both = reply.body["tenant"].is_object() && reply.body["subscription"].is_object();
    bench.check("lookup.shape", reply.status == 200 && fault.is_none() && both, &reply);
    if values.made_up {
        bench.skip(&["lookup.tenant"], "the values are made up");
    } else {
        let finding = &reply.body["tenant"];
        let found = finding["tenantId"].as_str().unwrap_or_default();
        let kept = finding["state"] == "unconfirmed" || found.eq_ignore_ascii_case(&values.tenant_id);
        bench.check("lookup.tenant", kept, &reply);
    }
    let bad = bench.client.ask(Ask::get(query("../common"))).await;
    bench.check("lookup.bad", bad.status == 422 && bad.names("/tenant"), &bad);
}
