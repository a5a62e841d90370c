//! One file for each group of rules, and the order in which they run: first what needs nothing, last what
//! removes what the others made.

mod account;
mod certificate;
mod create;
mod delete;
mod duplicate;
mod federation;
mod idempotency;
mod list;
mod lookup;
mod read;
mod refuse;
mod replace;
mod settle;
mod update;
mod verify;

use crate::bench::Bench;

/// All groups of the level.
pub async fn run(bench: &Bench) {
    let Some(made) = create::run(bench).await else {
        // The rest would only repeat it.
        refuse::run(bench).await;
        return;
    };
    read::run(bench, &made).await;
    let settled = settle::run(bench, &made).await;
    duplicate::run(bench, &made, &settled).await;
    idempotency::run(bench).await;
    refuse::run(bench).await;
    if bench.is_full() {
        list::run(bench).await;
        replace::run(bench, &made, &settled).await;
        update::run(bench, &made, &settled).await;
        verify::run(bench, &made).await;
        federation::run(bench).await;
        certificate::run(bench).await;
        lookup::run(bench).await;
    }
    // Late: where accounts are not kept apart, it removes what the others need.
    account::run(bench, &made).await;
    if bench.is_full() {
        delete::run(bench).await;
    }
    delete::clear(bench).await;
}
