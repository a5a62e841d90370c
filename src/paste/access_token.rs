//! `az account get-access-token`: `accessToken`, `expiresOn`, `subscription`, `tenant`, `tokenType`. Its token is
//! no secret of an app, and the day on which the token ends is none on which a secret does.

use super::json::{Entries, Walk, has, text_of};
use super::{NoteKind, Source};
use crate::azure::Field;

pub(super) fn read(entries: &Entries, walk: &mut Walk<'_, '_>) -> bool {
    let is = ["accessToken", "access_token"].iter().any(|key| has(entries, key));
    if is {
        let at = walk.at(Source::AccessToken, "");
        walk.gather.note(NoteKind::AccessToken, Some(at.line));
        for key in ["tenant", "tenantId"] {
            walk.value(Field::Tenant, text_of(entries, key), Source::AccessToken);
        }
        walk.value(Field::Subscription, text_of(entries, "subscription"), Source::AccessToken);
    }
    is
}
