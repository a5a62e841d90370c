//! Ids in running text: addresses of the portal, ids of Azure Resource Manager, words beside an id.

use super::gather::{At, Gather, Weight, plain};
use super::{NoteKind, Source};
use crate::azure::finder::readable;
use crate::azure::{Cloud, Field, Guid, Label, ManagementGroupId, SubscriptionId, TenantDomain};
use std::borrow::Cow;

/// Reads one line, or one string. Whether an id or a place in an address was in it.
pub(super) fn read(text: &str, at: At, gather: &mut Gather) -> bool {
    let plain_text = text.is_ascii() && !text.contains('%');
    let text = if plain_text { Cow::Borrowed(text) } else { Cow::Owned(readable(text)) };
    let ids = ids(&text, at, gather);
    addresses(&text, at, gather) || ids
}

/// Every hyphenated GUID, by what stands before it.
fn ids(text: &str, at: At, gather: &mut Gather) -> bool {
    let in_run = |b: &u8| b.is_ascii_alphanumeric() || *b == b'-';
    let bytes = text.as_bytes();
    let (mut from, mut floor, mut any) = (0, 0, false);
    while let Some(offset) = bytes.get(from..).and_then(|rest| rest.iter().position(in_run)) {
        let start = from + offset;
        let rest = bytes.get(start..).unwrap_or_default();
        from = start + rest.iter().position(|b| !in_run(b)).unwrap_or(rest.len());
        let Some(guid) = text.get(start..from).and_then(Guid::hyphenated) else { continue };
        any = true;
        let source = source(text, floor, start);
        // az says `Found an existing application instance: (id) …` and means the object.
        let is_object = text.get(floor..start).is_some_and(|before| before.trim_end().ends_with("(id)"));
        let label = if is_object { Some(Label::ObjectId) } else { Label::before(text, floor, start) };
        floor = from;
        let at = At { source: source.unwrap_or(at.source), line: at.line };
        let value = text.get(start..from).unwrap_or_default();
        match label {
            Some(Label::Field(Field::Subscription)) => match SubscriptionId::new(guid) {
                Ok(id) => gather.subscription(plain(id), at),
                Err(_) => {
                    gather.value(Field::Subscription, value, at);
                }
            },
            Some(Label::Field(field @ (Field::Tenant | Field::Client | Field::ManagementGroup))) => {
                gather.value(field, value, at);
            }
            Some(Label::ObjectId) => gather.apart(NoteKind::ObjectId, guid, at),
            Some(Label::SecretId) => gather.apart(NoteKind::SecretId, guid, at),
            Some(_) => {}
            None => gather.unlabelled(guid, at.line),
        }
    }
    any
}

/// What a GUID is part of: an address, a path, or nothing.
fn source(text: &str, floor: usize, start: usize) -> Option<Source> {
    let before = text.get(floor..start)?;
    // In an address, everything back to white space belongs to it; the part before the last id tells no more.
    let token = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    if let Some(scheme) = crate::text::find(token, "://") {
        let host = token.get(scheme + 3..)?.split(['/', ':', '#', '?']).next()?;
        let cloud = Cloud::of_host(host)?;
        let is = |url: &str| url.strip_prefix("https://") == Some(host);
        return Some(if is(cloud.portal()) || is(cloud.entra()) {
            Source::PortalUrl
        } else if is(cloud.arm()) {
            Source::ResourceId
        } else {
            Source::SignInUrl
        });
    }
    if token.contains("#@") {
        return Some(Source::PortalUrl);
    }
    token.ends_with('/').then_some(Source::ResourceId)
}

/// Hosts that tell the cloud, domains of directories in addresses, management groups.
fn addresses(text: &str, at: At, gather: &mut Gather) -> bool {
    let mut any = false;
    let mut rest = text;
    while let Some((_, after)) = crate::text::split_once(rest, "://") {
        let (host, path) =
            after.split_at(after.find(['/', ':', '#', '?', '"', '\'', ' ']).unwrap_or(after.len()));
        if let Some(cloud) = Cloud::of_host(host) {
            let is = |url: &str| url.strip_prefix("https://") == Some(host);
            let portal = is(cloud.portal()) || is(cloud.entra());
            let source = if portal { Source::PortalUrl } else { Source::SignInUrl };
            gather.cloud(cloud, Weight::Passing, At { source, line: at.line });
            let is_login = is(cloud.login());
            if let Some(path) = path.strip_prefix('/').filter(|_| is_login) {
                any |= directory(path, At { source: Source::SignInUrl, line: at.line }, gather);
            }
        }
        rest = after;
    }
    let mut rest = text;
    while let Some((_, after)) = crate::text::split_once(rest, "#@") {
        any |= directory(after, At { source: Source::PortalUrl, line: at.line }, gather);
        rest = after;
    }
    any | groups(text, at, gather)
}

/// The domain that this part of an address begins with; an id there is found as an id.
fn directory(path: &str, at: At, gather: &mut Gather) -> bool {
    let name =
        path.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-')).next().unwrap_or_default();
    (is_common(name) || TenantDomain::parse(name).is_ok()) && gather.value(Field::Tenant, name, at)
}

fn is_common(name: &str) -> bool {
    ["common", "organizations", "consumers"].contains(&name)
}

fn groups(text: &str, at: At, gather: &mut Gather) -> bool {
    const SEGMENT: &str = "managementGroups/";
    let mut any = false;
    let mut rest = text;
    while let Some(start) = rest
        .as_bytes()
        .windows(SEGMENT.len())
        .position(|window| window.eq_ignore_ascii_case(SEGMENT.as_bytes()))
    {
        rest = rest.get(start + SEGMENT.len()..).unwrap_or_default();
        let in_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '(' | ')');
        let id = rest.split(|c| !in_id(c)).next().unwrap_or_default();
        if id.parse::<ManagementGroupId>().is_ok() {
            any |= gather.value(Field::ManagementGroup, id, At { source: Source::ResourceId, line: at.line });
        }
    }
    any
}

#[cfg(test)]
mod tests;
