//! A profile is whole or refused, and the refusal says where.

use azure_connect::azure::role::{self, Form, read};
use azure_connect::json;
use azure_connect::profile::{CredentialKind, LARGEST, Operation, Profile, Role};

pub fn check(text: &str) {
    let profile = match Profile::parse(text) {
        Ok(profile) => profile,
        Err(error) => {
            assert!(!error.detail().is_empty() && !error.kind().code().is_empty());
            assert!(error.to_string().chars().count() < 1000, "a console line is no place for a document");
            assert!(!error.to_string().contains(['\n', '\u{1b}']));
            return;
        }
    };
    assert!(text.len() <= LARGEST && json::parse(text).is_ok());
    assert!(!profile.platform.name.is_empty());
    assert!(!profile.clouds.is_empty() && !profile.routes.is_empty() && !profile.credential.kinds.is_empty());
    assert!(profile.extras.len() <= 20);
    assert!(!profile.endpoint.url.as_str().ends_with('/'));
    assert!(profile.endpoint.has(Operation::Create) && profile.endpoint.has(Operation::Read));
    assert!(profile.credential_kinds().all(|kind: CredentialKind| profile.credential.kinds.contains(&kind)));
    if let Some(Role::Custom(role)) = &profile.role {
        let role = role.definition();
        assert!(!role.name.is_empty() && role.permissions.iter().all(|permission| !permission.is_empty()));
        // What the admin is given is that role, whatever stands in its name.
        let text = role.render(Form::Portal, &[]).unwrap_or_default();
        assert_eq!(read(&text).map(|file| file.role), Ok(role::Role { version: None, ..role }));
    }
}
