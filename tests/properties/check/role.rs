//! Roles: read in any shape, written in any form, and then the same.

use azure_connect::azure::role::grants::effective;
use azure_connect::azure::role::{Form, Permission, Role, difference, read, read_at};
use azure_connect::json::repair;

pub fn check(text: &str) {
    if text.len() > super::CLOSE {
        let _ = read(text).map(|file| file.lint());
        return;
    }
    whole(text);
    if let Ok(repaired) = repair(text)
        && repaired.count > 0
    {
        whole(&repaired.text);
    }
}

fn whole(text: &str) {
    match read(text) {
        Ok(file) => {
            assert_eq!(read_at(text, 0).as_ref(), Ok(&file));
            for finding in file.lint() {
                assert!(!finding.kind.code().is_empty());
            }
            assert!(file.good_scopes().iter().all(|scope| file.role.assignable_scopes.contains(scope)));
            role(&file.role);
        }
        Err(error) => {
            assert!(!error.code().is_empty());
            let several = error.candidates().len();
            for index in 0..several {
                if let Ok(file) = read_at(text, index) {
                    role(&file.role);
                }
            }
            assert!(read_at(text, several).is_err());
        }
    }
}

fn role(role: &Role) {
    for form in Form::ALL {
        let Ok(text) = role.render_as_is(form) else {
            assert!(form == Form::PowerShell15 && role.permissions.len() > 1, "{form:?}");
            continue;
        };
        if !form.is_json() {
            continue;
        }
        let again = match read(&text) {
            Ok(file) => bare(file.role),
            Err(error) => {
                // Files without a role's name or without any operation are none to other readers either.
                assert!(nobody(role), "{form:?}: {error:?}");
                continue;
            }
        };
        let expected = bare(role.clone());
        if form == Form::PowerShell15 && again != expected {
            // It has room for one permission.
            let (before, after) = (effective(&role.permissions), effective(&again.permissions));
            for permission in role.permissions.iter().chain(&again.permissions) {
                assert_eq!(before.missing(permission), after.missing(permission));
            }
        } else {
            assert_eq!(again, expected, "{form:?}");
        }
    }
    assert!(difference(role, role).is_empty());
    let extended = role.extended_by(role, &[]);
    let grants = effective(&extended.permissions);
    assert!(
        role.permissions
            .iter()
            .all(|permission| effective(&role.permissions).missing(permission) == grants.missing(permission))
    );
}

/// As a file has it: without the platform's own version, and a permission of nothing is none.
fn bare(mut role: Role) -> Role {
    role.version = None;
    role.permissions.retain(|permission| *permission != Permission::default());
    role
}

fn nobody(role: &Role) -> bool {
    role.name.is_empty() || role.permissions.is_empty()
}
