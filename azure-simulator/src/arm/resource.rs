use crate::guid::Guid;
use crate::scope::Scope;

/// What a path in ARM names.
#[derive(Debug, PartialEq, Eq)]
pub enum Resource {
    Subscriptions,
    Tenants,
    ManagementGroups,
    ManagementGroup(Scope),
    Subscription(Scope),
    Groups(Scope),
    Permissions(Scope),
    RoleDefinitions(Scope),
    RoleDefinition(Scope, Guid),
    RoleAssignments(Scope),
    RoleAssignment(Scope, Guid),
}

const PROVIDER: &str = "/providers/microsoft.authorization/";

impl Resource {
    /// Reads a path below ARM's root; keywords in any case, one slash at the end allowed.
    pub fn parse(path: &str) -> Option<Self> {
        let path = path.strip_suffix('/').unwrap_or(path);
        let lower = path.to_ascii_lowercase();
        if lower == "/subscriptions" {
            return Some(Self::Subscriptions);
        }
        if lower == "/tenants" {
            return Some(Self::Tenants);
        }
        if lower == "/providers/microsoft.management/managementgroups" {
            return Some(Self::ManagementGroups);
        }
        let Some(at) = lower.rfind(PROVIDER) else {
            return match lower.strip_suffix("/resourcegroups") {
                Some(above) => Scope::parse(above).map(Self::Groups),
                None => match Scope::parse(path)? {
                    scope @ Scope::Subscription(_) => Some(Self::Subscription(scope)),
                    scope @ Scope::ManagementGroup(_) => Some(Self::ManagementGroup(scope)),
                    Scope::ResourceGroup(..) => None,
                },
            };
        };
        let scope = Scope::parse(path.get(..at)?)?;
        let mut rest = lower.get(at + PROVIDER.len()..)?.split('/');
        let (kind, name) = (rest.next()?, rest.next());
        if rest.next().is_some() {
            return None;
        }
        match (kind, name) {
            ("permissions", None) => Some(Self::Permissions(scope)),
            ("roledefinitions", None) => Some(Self::RoleDefinitions(scope)),
            ("roledefinitions", Some(id)) => Some(Self::RoleDefinition(scope, Guid::parse(id)?)),
            ("roleassignments", None) => Some(Self::RoleAssignments(scope)),
            ("roleassignments", Some(id)) => Some(Self::RoleAssignment(scope, Guid::parse(id)?)),
            _ => None,
        }
    }

    /// The scope that the resource lies at.
    pub fn scope(&self) -> Option<&Scope> {
        match self {
            Self::Subscriptions | Self::Tenants | Self::ManagementGroups => None,
            Self::Subscription(scope)
            | Self::ManagementGroup(scope)
            | Self::Groups(scope)
            | Self::Permissions(scope)
            | Self::RoleDefinitions(scope)
            | Self::RoleDefinition(scope, _)
            | Self::RoleAssignments(scope)
            | Self::RoleAssignment(scope, _) => Some(scope),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Resource;

    const ID: &str = "9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33";

    #[test]
    fn paths_are_read_in_any_case() {
        let scope = format!("/subscriptions/{ID}");
        assert_eq!(Resource::parse("/subscriptions/"), Some(Resource::Subscriptions));
        assert_eq!(Resource::parse("/tenants"), Some(Resource::Tenants));
        assert!(matches!(
            Resource::parse("/providers/microsoft.management/managementGroups/g"),
            Some(Resource::ManagementGroup(_))
        ));
        assert!(matches!(Resource::parse(&scope), Some(Resource::Subscription(_))));
        assert!(matches!(Resource::parse(&format!("{scope}/resourcegroups")), Some(Resource::Groups(_))));
        assert!(matches!(
            Resource::parse(&format!("{scope}/providers/MICROSOFT.Authorization/roleDefinitions/{ID}")),
            Some(Resource::RoleDefinition(..))
        ));
        assert!(matches!(
            Resource::parse(
                "/providers/Microsoft.Management/managementGroups/g/providers/Microsoft.Authorization/roleAssignments"
            ),
            Some(Resource::RoleAssignments(_))
        ));
    }

    #[test]
    fn other_paths_are_none() {
        for path in [
            "/",
            "/subscriptions/x",
            &format!("/subscriptions/{ID}/providers/Microsoft.Authorization/roleDefinitions/x"),
            &format!("/subscriptions/{ID}/providers/Microsoft.Authorization/permissions/{ID}"),
            &format!("/subscriptions/{ID}/providers/Microsoft.Authorization/roleDefinitions/{ID}/x"),
            &format!("/subscriptions/{ID}/resourceGroups/rg"),
        ] {
            assert_eq!(Resource::parse(path), None, "{path}");
        }
    }
}
