//! The ways through the wizard.

use super::choice::choice;

/// A way through the wizard, chosen on its first screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize),
    serde(rename_all = "kebab-case")
)]
pub enum Route {
    /// One script, made for this admin, pasted into Cloud Shell.
    CloudShell,
    /// Step by step through the Azure portal.
    Portal,
    /// One script for PowerShell with the Az modules.
    #[cfg_attr(feature = "schema", serde(rename = "powershell"))]
    PowerShell,
    /// One file for Terraform.
    Terraform,
    /// The values are there already.
    Existing,
}

choice!(Route {
    CloudShell: "cloud-shell",
    Portal: "portal",
    PowerShell: "powershell",
    Terraform: "terraform",
    Existing: "existing",
});

impl Route {
    /// Whether one script, made for this admin, does the work.
    pub const fn is_scripted(self) -> bool {
        matches!(self, Self::CloudShell | Self::PowerShell | Self::Terraform)
    }

    /// Whether all values are brought back in one place: the portal's route asks for each beside its page.
    pub const fn asks_at_once(self) -> bool {
        !matches!(self, Self::Portal)
    }
}

/// Who resolves a directory's domain name to its GUID.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize),
    serde(rename_all = "kebab-case")
)]
pub enum Discovery {
    /// The platform's endpoint: on the way, if its operations name `lookup`; else the domain name is sent as
    /// it is.
    #[default]
    Host,
    /// The browser asks the cloud's sign-in service; the page's policy must allow that connection. What it
    /// cannot resolve is sent as it is.
    Browser,
    /// Nobody: the wizard takes a GUID only.
    Off,
}

choice!(Discovery { Host: "host", Browser: "browser", Off: "off" });
