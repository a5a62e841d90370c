//! Prints the JSON schema of a profile:
//! `cargo run --example schema --features schema > www/profile.schema.json`

fn main() {
    print!("{}", azure_connect::profile::schema());
}
