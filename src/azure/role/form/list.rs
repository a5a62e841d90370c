//! The four lists of a permission, under the names of each form.

use crate::azure::role::{ActionList, Permission};
use crate::json::Writer;

/// The names in the portal, in REST and in templates.
pub(super) const CAMEL: [&str; 4] = ["actions", "notActions", "dataActions", "notDataActions"];

/// The names in PowerShell and in the CLI's flat shape.
pub(super) const PASCAL: [&str; 4] = ["Actions", "NotActions", "DataActions", "NotDataActions"];

/// The lists in the order of those names.
pub(super) fn lists(permission: &Permission) -> [&[String]; 4] {
    ActionList::ALL.map(|list| list.of(permission))
}

/// The lists as members of the object that is open.
pub(super) fn members(json: &mut Writer<'_>, permission: &Permission, keys: &[&str; 4]) {
    for (key, list) in keys.iter().zip(lists(permission)) {
        json.texts(key, list);
    }
}

/// A list of permissions under a key.
pub(super) fn permissions(json: &mut Writer<'_>, key: &str, permissions: &[Permission], keys: &[&str; 4]) {
    json.key(key).open_list();
    for permission in permissions {
        json.open_object();
        members(json, permission, keys);
        json.close_object();
    }
    json.close_list();
}
