use crate::guid::Guid;

/// What a path in Graph names.
#[derive(Debug, PartialEq, Eq)]
pub enum Resource {
    Me,
    MyRoles,
    Organization,
    AuthorizationPolicy,
    ManagementPolicy,
    ObjectsByIds,
    Applications,
    Application(Key),
    Owners(Key),
    AddPassword(Key),
    RemovePassword(Key),
    Federated(Key),
    FederatedOne(Key, String),
    Principals,
    Principal(Key),
}

/// How an application or its service principal is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `…/{id}`: the object's own id.
    Object(Guid),
    /// `…(appId='{id}')`.
    App(Guid),
}

impl Resource {
    /// Reads a path below Graph's root; names in any case.
    pub fn parse(path: &str) -> Option<Self> {
        let path = path.replace("%27", "'").replace("%28", "(").replace("%29", ")");
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        let (version, parts) = parts.split_first()?;
        if !version.eq_ignore_ascii_case("v1.0") {
            return None;
        }
        let (first, rest) = parts.split_first()?;
        let (name, key, rest) = split_key(first, rest)?;
        let lower: Vec<String> = rest.iter().map(|part| part.to_ascii_lowercase()).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        match (name.to_ascii_lowercase().as_str(), key, lower.as_slice()) {
            ("me", None, []) => Some(Self::Me),
            ("me", None, ["memberof" | "transitivememberof"])
            | ("me", None, ["memberof" | "transitivememberof", "microsoft.graph.directoryrole"]) => {
                Some(Self::MyRoles)
            }
            ("organization", None, []) => Some(Self::Organization),
            ("policies", None, ["authorizationpolicy"]) => Some(Self::AuthorizationPolicy),
            ("policies", None, ["defaultappmanagementpolicy"]) => Some(Self::ManagementPolicy),
            ("directoryobjects", None, ["getbyids" | "microsoft.graph.getbyids"]) => Some(Self::ObjectsByIds),
            ("applications", None, []) => Some(Self::Applications),
            ("applications", Some(key), []) => Some(Self::Application(key)),
            ("applications", Some(key), ["owners"]) => Some(Self::Owners(key)),
            ("applications", Some(key), ["addpassword"]) => Some(Self::AddPassword(key)),
            ("applications", Some(key), ["removepassword"]) => Some(Self::RemovePassword(key)),
            ("applications", Some(key), ["federatedidentitycredentials"]) => Some(Self::Federated(key)),
            ("applications", Some(key), ["federatedidentitycredentials", _]) => {
                Some(Self::FederatedOne(key, (*rest.last()?).to_owned()))
            }
            ("serviceprincipals", None, []) => Some(Self::Principals),
            ("serviceprincipals", Some(key), []) => Some(Self::Principal(key)),
            _ => None,
        }
    }
}

/// `applications/{id}/…` and `applications(appId='{id}')/…` alike. A collection without keys keeps its rest.
fn split_key<'a>(first: &'a str, rest: &'a [&'a str]) -> Option<(&'a str, Option<Key>, &'a [&'a str])> {
    if let Some((name, key)) = first.split_once('(') {
        let id = key.strip_prefix("appId='")?.strip_suffix("')")?;
        return Some((name, Some(Key::App(Guid::parse(id)?)), rest));
    }
    let keyed = ["applications", "serviceprincipals"].iter().any(|name| first.eq_ignore_ascii_case(name));
    match rest.split_first() {
        Some((id, rest)) if keyed => Some((first, Some(Key::Object(Guid::parse(id)?)), rest)),
        _ => Some((first, None, rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Resource};
    use crate::guid::Guid;

    const ID: &str = "9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33";

    #[test]
    fn both_kinds_of_keys_are_read() {
        let id = Guid::parse(ID).unwrap();
        let read = |path: &str| Resource::parse(path);
        assert_eq!(read("/v1.0/me"), Some(Resource::Me));
        assert_eq!(read("/v1.0/applications"), Some(Resource::Applications));
        assert_eq!(read(&format!("/v1.0/applications/{ID}")), Some(Resource::Application(Key::Object(id))));
        assert_eq!(
            read(&format!("/v1.0/applications(appId=%27{ID}%27)/addPassword")),
            Some(Resource::AddPassword(Key::App(id)))
        );
        assert_eq!(
            read(&format!("/v1.0/Applications/{ID}/federatedIdentityCredentials/Main")),
            Some(Resource::FederatedOne(Key::Object(id), "Main".into()))
        );
        assert_eq!(
            read(&format!("/v1.0/servicePrincipals(appId='{ID}')")),
            Some(Resource::Principal(Key::App(id)))
        );
    }

    #[test]
    fn other_paths_are_none() {
        for path in [
            "/",
            "/v1.0",
            "/beta/me",
            "/v1.0/applications/undefined",
            "/v1.0/applications(displayName='x')",
            "/v1.0/users",
        ] {
            assert_eq!(Resource::parse(path), None, "{path}");
        }
    }
}
