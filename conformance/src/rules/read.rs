use uuid::Uuid;

use super::create::Made;
use crate::bench::Bench;
use crate::shape;

/// `GET {endpoint}/{id}`.
pub async fn run(bench: &Bench, made: &Made) {
    let reply = bench.read(&made.id).await;
    let same = reply.status == 200 && reply.text_of("id") == made.id;
    bench.check("read.status", same, &reply);
    if reply.is_success() {
        let fault = shape::fault("Connection", &reply.body);
        bench.client.check("read.shape", fault.is_none(), || {
            format!("{} in {}", fault.as_deref().unwrap_or_default(), reply.came())
        });
    }
    let unknown = bench.read(&Uuid::new_v4().to_string()).await;
    bench.check("read.unknown", unknown.status == 404, &unknown);
}
