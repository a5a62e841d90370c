//! The id of an app registration.

use super::Field;
use super::guid::guid_id;

guid_id!(
    /// Application (client) ID of an app registration. Not its object ID, not a secret's ID:
    /// those are GUIDs on neighbouring screens of the portal.
    ClientId,
    Field::Client
);
