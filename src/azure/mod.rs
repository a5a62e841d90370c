//! What Azure knows: tenants, applications, secrets, scopes, clouds, roles, portal blades.
