//! One role, written in any form.

use std::fmt;

use super::{Form, arm, bicep, flat, portal, terraform};
use crate::azure::Scope;
use crate::azure::role::Role;
use crate::json::Writer;

/// Why a role cannot be written in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RenderError {
    kind: RenderErrorKind,
}

/// The kinds of [`RenderError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RenderErrorKind {
    /// The role has several permissions, and the form has room for one. They are put together where that
    /// changes nothing; here it would: what one takes away, another gives.
    SeveralPermissions,
}

impl RenderErrorKind {
    /// The stable name of the kind.
    pub const fn code(self) -> &'static str {
        match self {
            RenderErrorKind::SeveralPermissions => "several-permissions",
        }
    }
}

impl RenderError {
    pub(super) const SEVERAL: RenderError = RenderError { kind: RenderErrorKind::SeveralPermissions };

    /// What is wrong.
    pub const fn kind(&self) -> RenderErrorKind {
        self.kind
    }

    /// The stable name of the kind.
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for RenderError {}

impl Role {
    /// The role as a file for the admin: assignable in the given scopes, which are the admin's own, and
    /// nowhere else. Without scopes the JSON forms have none, Bicep and Terraform name the subscription
    /// that they are deployed to. The role's `version` is written nowhere: Azure has no place for it.
    ///
    /// ```
    /// use azure_connect::azure::role::{Form, Permission, Role};
    ///
    /// let role = Role {
    ///     name: "Disk reader".into(),
    ///     permissions: vec![Permission {
    ///         actions: vec!["Microsoft.Compute/disks/read".into()],
    ///         ..Permission::default()
    ///     }],
    ///     ..Role::default()
    /// };
    /// let scope = "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5".parse()?;
    /// assert!(role.render(Form::Bicep, &[scope])?.starts_with("targetScope = 'subscription'"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`RenderErrorKind::SeveralPermissions`], for [`Form::PowerShell15`] only.
    pub fn render(&self, form: Form, scopes: &[Scope]) -> Result<String, RenderError> {
        let scopes: Vec<String> = scopes.iter().map(Scope::to_string).collect();
        write(self, form, &scopes)
    }

    /// The role in another form, assignable where it was before.
    ///
    /// # Errors
    /// As [`Role::render`].
    pub fn render_as_is(&self, form: Form) -> Result<String, RenderError> {
        write(self, form, &self.assignable_scopes)
    }
}

fn write(role: &Role, form: Form, scopes: &[String]) -> Result<String, RenderError> {
    match form {
        Form::Bicep => return Ok(bicep::write(role, scopes)),
        Form::Terraform => return Ok(terraform::write(role, scopes)),
        _ => {}
    }
    let mut text = Vec::new();
    let mut json = Writer::pretty(&mut text);
    match form {
        Form::Cli => flat::cli(&mut json, role, scopes),
        Form::PowerShell15 => flat::power_shell_15(&mut json, role, scopes)?,
        Form::PowerShell16 => flat::power_shell_16(&mut json, role, scopes),
        Form::Arm => arm::write(&mut json, role, scopes),
        Form::Rest => portal::rest(&mut json, role, scopes),
        Form::Portal | Form::Bicep | Form::Terraform => portal::portal(&mut json, role, scopes),
    }
    // The writer only ever adds whole strings.
    Ok(String::from_utf8(text).unwrap_or_default())
}
