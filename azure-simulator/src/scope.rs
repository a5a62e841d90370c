use std::fmt;

use crate::guid::Guid;

/// A place in ARM where access is granted.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Scope {
    Subscription(Guid),
    ResourceGroup(Guid, String),
    ManagementGroup(String),
}

impl Scope {
    /// Reads an ARM path; keywords in any case.
    pub fn parse(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        match parts.as_slice() {
            [s, id] if s.eq_ignore_ascii_case("subscriptions") => Some(Self::Subscription(Guid::parse(id)?)),
            [s, id, g, name]
                if s.eq_ignore_ascii_case("subscriptions")
                    && g.eq_ignore_ascii_case("resourcegroups")
                    && is_name(name) =>
            {
                Some(Self::ResourceGroup(Guid::parse(id)?, (*name).to_owned()))
            }
            [p, m, g, name]
                if p.eq_ignore_ascii_case("providers")
                    && m.eq_ignore_ascii_case("Microsoft.Management")
                    && g.eq_ignore_ascii_case("managementGroups")
                    && is_name(name) =>
            {
                Some(Self::ManagementGroup((*name).to_owned()))
            }
            _ => None,
        }
    }

    /// The subscription that the scope lies in.
    pub fn subscription(&self) -> Option<Guid> {
        match self {
            Self::Subscription(id) | Self::ResourceGroup(id, _) => Some(*id),
            Self::ManagementGroup(_) => None,
        }
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 90
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.()".contains(&b))
        && !name.ends_with('.')
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Subscription(id) => write!(f, "/subscriptions/{id}"),
            Self::ResourceGroup(id, name) => write!(f, "/subscriptions/{id}/resourceGroups/{name}"),
            Self::ManagementGroup(name) => {
                write!(f, "/providers/Microsoft.Management/managementGroups/{name}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn arm_paths_are_scopes_and_nothing_else_is() {
        let id = "9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33";
        for path in [
            format!("/subscriptions/{id}"),
            format!("/subscriptions/{id}/resourceGroups/rg-1"),
            "/providers/Microsoft.Management/managementGroups/demo".to_owned(),
        ] {
            assert_eq!(Scope::parse(&path).unwrap().to_string(), path);
        }
        assert!(Scope::parse(&format!("/SUBSCRIPTIONS/{}", id.to_uppercase())).is_some());
        for path in [
            "",
            "/",
            "/subscriptions",
            "/subscriptions/sdfsd",
            "/subscriptions/*",
            &format!("/subscriptions/{id}/"),
        ] {
            assert!(Scope::parse(path).is_none(), "{path}");
        }
    }
}
