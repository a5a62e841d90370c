//! Applications sign in.

use std::time::SystemTime;

use super::assertion;
use super::fault::Fault;
use super::token::Request;
use crate::application::Application;
use crate::directory::Tenant;
use crate::guid::Guid;
use crate::world::World;

/// The application and the object id of its service principal, if the credential is good.
pub fn authenticate(
    world: &World,
    tenant: &Tenant,
    urls: &[String],
    request: &Request,
) -> Result<(Guid, Guid), Fault> {
    let now = SystemTime::now();
    let known = Guid::parse(&request.client_id)
        .and_then(|id| world.application(id))
        .filter(|app| app.tenant == tenant.id && app.visible <= now);
    let Some(application) = known else {
        return Err(Fault::new(
            "unauthorized_client",
            700_016,
            format!(
                "Application with identifier '{}' was not found in the directory '{}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
                request.client_id, tenant.display_name
            ),
        ));
    };
    if !request.client_assertion.is_empty() {
        assertion::check(
            world,
            (tenant, urls),
            application,
            &request.client_assertion_type,
            &request.client_assertion,
        )?;
    } else if !request.client_secret.is_empty() {
        check_secret(application, &request.client_secret)?;
    } else {
        return Err(Fault::client(
            7_000_218,
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."
                .into(),
        ));
    }
    let id = application.app_id;
    let principal =
        world.principals.iter().find(|p| p.app_id == id && p.tenant == tenant.id && p.visible <= now);
    match principal {
        None => Err(Fault::new(
            "unauthorized_client",
            7_000_229,
            format!("The client application {id} is missing service principal in the tenant {}.", tenant.id),
        )),
        Some(principal) if !principal.enabled => Err(Fault::new(
            "unauthorized_client",
            7_000_112,
            format!("Application '{id}'({}) is disabled.", application.display_name),
        )),
        Some(principal) => Ok((id, principal.object_id)),
    }
}

fn check_secret(application: &Application, value: &str) -> Result<(), Fault> {
    let (id, now) = (application.app_id, SystemTime::now());
    match application.secrets.iter().find(|secret| secret.value == value && secret.effective <= now) {
        None => Err(Fault::client(
            7_000_215,
            format!(
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{id}'."
            ),
        )),
        Some(secret) if secret.expires <= now => Err(Fault::client(
            7_000_222,
            format!(
                "The provided client secret keys for app '{id}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds."
            ),
        )),
        Some(_) => Ok(()),
    }
}
