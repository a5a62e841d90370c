//! Who may do what in a directory.

use super::fault::Fault;
use crate::application::Application;
use crate::user::User;
use crate::world::{Token, World};

/// Whether the caller may look at the directory: every user may, an application needs to be granted it.
pub fn look(world: &World, token: &Token) -> Result<(), Fault> {
    allow(token.user.is_some() || writes_directory(world, token))
}

/// Whether the caller may register apps: administrators always, guests never, others as the policy says.
pub fn register(world: &World, token: &Token) -> Result<(), Fault> {
    let by_policy = |user: &User| !user.guest && !world.knobs.only_admins_register_apps;
    allow(
        writes_directory(world, token)
            || user(world, token).is_some_and(|user| user.administers_applications || by_policy(user)),
    )
}

/// Whether the caller may change an app: administrators, and its owners.
pub fn change(world: &World, token: &Token, application: &Application) -> Result<(), Fault> {
    allow(
        writes_directory(world, token)
            || user(world, token).is_some_and(|user| user.administers_applications)
            || application.owners.contains(&token.principal),
    )
}

/// The user who is signed in.
pub fn user<'a>(world: &'a World, token: &Token) -> Option<&'a User> {
    world.user(token.user?, token.tenant)
}

fn writes_directory(world: &World, token: &Token) -> bool {
    token.user.is_none()
        && world.principals.iter().any(|p| p.object_id == token.principal && p.writes_directory)
}

fn allow(yes: bool) -> Result<(), Fault> {
    if yes { Ok(()) } else { Err(Fault::forbidden()) }
}
