//! The published schema is the one that the Rust types make.

#[test]
fn the_checked_in_schema_is_the_generated_one() {
    let published = include_str!("../www/profile.schema.json");
    assert!(
        published == azure_connect::profile::schema(),
        "www/profile.schema.json is out of date: cargo run --example schema --features schema > www/profile.schema.json"
    );
}
