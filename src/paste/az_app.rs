//! `az ad app show` and `az ad sp show`: the registration, or the service principal of it.
//!
//! `id` there is the object id, which is not asked for anywhere; the values inside (roles, permissions,
//! certificates) have ids of their own, which are nobody's business here.

use super::json::{Entries, Walk, get, has, text_of};
use super::{NoteKind, Source};
use crate::azure::{Field, Guid};
use crate::json::Node;

/// What only these have.
const MARKS: &str = "appOwnerOrganizationId servicePrincipalType signInAudience publisherDomain \
    passwordCredentials requiredResourceAccess servicePrincipalNames identifierUris appRoles";

pub(super) fn read(entries: &Entries, walk: &mut Walk<'_, '_>) -> bool {
    let Some(client) = text_of(entries, "appId") else { return false };
    if !MARKS.split(' ').any(|mark| has(entries, mark)) {
        return false;
    }
    walk.value(Field::Client, Some(client), Source::AzApp);
    walk.value(Field::Tenant, text_of(entries, "appOwnerOrganizationId"), Source::AzApp);
    if let Some((id, guid)) = text_of(entries, "id").and_then(|id| Some((id, Guid::dressed(id)?))) {
        let at = walk.at(Source::AzApp, id);
        walk.gather.apart(NoteKind::ObjectId, guid, at);
    }
    if let Some(Node::List(secrets)) = get(entries, "passwordCredentials") {
        secrets.iter().for_each(|secret| walk.node(secret));
    }
    true
}
