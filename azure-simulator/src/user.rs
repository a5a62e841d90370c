use crate::guid::Guid;

/// A person in one directory.
#[derive(Clone, Debug)]
pub struct User {
    pub object_id: Guid,
    pub tenant: Guid,
    /// The directory that the person comes from: another one for a guest.
    pub home: Guid,
    /// The user principal name, which is the same in every directory here.
    pub name: &'static str,
    pub display_name: &'static str,
    pub guest: bool,
    /// Whether the person holds the directory role Application Administrator.
    pub administers_applications: bool,
}
