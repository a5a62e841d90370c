//! The files that a role can be written as, each as the tool that reads it wants it.

mod arm;
mod bicep;
mod flat;
mod invisible;
mod list;
mod portal;
mod render;
mod terraform;

pub(super) use invisible::invisible;
pub use render::{RenderError, RenderErrorKind};
pub(crate) use terraform::text as hcl_text;

/// A file that a custom role can be handed over as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// The portal's “Start from JSON” and JSON tab.
    Portal,
    /// `az role definition create --role-definition @FILE` (azure-cli 2.91.0).
    Cli,
    /// `New-AzRoleDefinition -InputFile FILE` of Az PowerShell up to 15: the flat shape.
    PowerShell15,
    /// The same from Az PowerShell 16 on, which takes `Permissions` and nothing flat
    /// (Azure/azure-powershell#29060).
    PowerShell16,
    /// The body of `PUT …/roleDefinitions/{guid}?api-version=2022-04-01`, without what the service fills in.
    Rest,
    /// A template for Azure Resource Manager, deployed to a subscription or a management group.
    Arm,
    /// The same template in Bicep.
    Bicep,
    /// A resource `azurerm_role_definition`.
    Terraform,
}

impl Form {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Form; 8] = [
        Form::Portal,
        Form::Cli,
        Form::PowerShell16,
        Form::PowerShell15,
        Form::Rest,
        Form::Arm,
        Form::Bicep,
        Form::Terraform,
    ];

    /// The form of this name, as [`Form::as_str`] gives it.
    pub fn parse(name: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.as_str() == name)
    }

    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Form::Portal => "portal",
            Form::Cli => "cli",
            Form::PowerShell15 => "powershell15",
            Form::PowerShell16 => "powershell16",
            Form::Rest => "rest",
            Form::Arm => "arm",
            Form::Bicep => "bicep",
            Form::Terraform => "terraform",
        }
    }

    /// What the file is called. No two are called the same, so that they can lie beside each other.
    pub const fn file_name(self) -> &'static str {
        match self {
            Form::Portal => "azure-role.json",
            Form::Cli => "azure-role.cli.json",
            Form::PowerShell15 => "azure-role.powershell15.json",
            Form::PowerShell16 => "azure-role.powershell16.json",
            Form::Rest => "azure-role.rest.json",
            Form::Arm => "azure-role.template.json",
            Form::Bicep => "azure-role.bicep",
            Form::Terraform => "azure-role.tf",
        }
    }

    /// Whether it is JSON, and so can be read back.
    pub const fn is_json(self) -> bool {
        !matches!(self, Form::Bicep | Form::Terraform)
    }

    /// The media type. Neither Bicep nor Terraform has registered one.
    pub const fn media_type(self) -> &'static str {
        if self.is_json() { "application/json" } else { "text/plain" }
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn names_and_files_are_distinct() {
        for (at, form) in Form::ALL.into_iter().enumerate() {
            assert_eq!(Form::parse(form.as_str()), Some(form));
            for other in Form::ALL.into_iter().skip(at + 1) {
                assert_ne!(form.file_name(), other.file_name());
            }
            assert_eq!(form.file_name().ends_with(".json"), form.media_type() == "application/json");
        }
        assert_eq!(Form::parse("Portal"), None);
    }
}
