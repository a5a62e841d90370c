//! Where in a paste a value stood.

/// What a value was taken from. Its words are `paste.from.<code>` of the language tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Source {
    /// The line that our own scripts print at their end, whole and unchanged.
    HandBack,
    /// `az ad sp create-for-rbac`: `appId`, `displayName`, `password`, `tenant`.
    CreateForRbac,
    /// `az ad app credential reset`: the same without a name.
    CredentialReset,
    /// `--json-auth`, and the `creds` of azure/login: `clientId`, `clientSecret`, …
    JsonAuth,
    /// `az account show`, `az account list`, `az login`, the service's list of subscriptions.
    AzAccount,
    /// `az ad app show`, `az ad sp show` and their lists.
    AzApp,
    /// `az account get-access-token`.
    AccessToken,
    /// `terraform output -json`.
    TerraformOutput,
    /// The section `AzureAd` of an application's settings.
    AppSettings,
    /// Any other JSON with keys that say what they are.
    Json,
    /// Environment variables: `.env`, `export`, `set`, `setx`, `$env:`.
    Environment,
    /// `key = "value"` of Terraform and other configuration.
    Assignment,
    /// `Key : value` of PowerShell, `key: value` of YAML, labels of the portal.
    Labelled,
    /// The options of a command of az.
    Command,
    /// A table that az, PowerShell or the portal shows.
    Table,
    /// The address of a page of the portal.
    PortalUrl,
    /// The address of a sign-in page.
    SignInUrl,
    /// An id of Azure Resource Manager: `/subscriptions/…`.
    ResourceId,
    /// Words beside the value.
    Text,
    /// Nothing but the shape of a client secret.
    Shape,
}

impl Source {
    /// Every source.
    pub const ALL: [Source; 20] = [
        Source::HandBack,
        Source::CreateForRbac,
        Source::CredentialReset,
        Source::JsonAuth,
        Source::AzAccount,
        Source::AzApp,
        Source::AccessToken,
        Source::TerraformOutput,
        Source::AppSettings,
        Source::Json,
        Source::Environment,
        Source::Assignment,
        Source::Labelled,
        Source::Command,
        Source::Table,
        Source::PortalUrl,
        Source::SignInUrl,
        Source::ResourceId,
        Source::Text,
        Source::Shape,
    ];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Source::HandBack => "hand-back",
            Source::CreateForRbac => "create-for-rbac",
            Source::CredentialReset => "credential-reset",
            Source::JsonAuth => "json-auth",
            Source::AzAccount => "az-account",
            Source::AzApp => "az-app",
            Source::AccessToken => "access-token",
            Source::TerraformOutput => "terraform-output",
            Source::AppSettings => "app-settings",
            Source::Json => "json",
            Source::Environment => "environment",
            Source::Assignment => "assignment",
            Source::Labelled => "labelled",
            Source::Command => "command",
            Source::Table => "table",
            Source::PortalUrl => "portal-url",
            Source::SignInUrl => "sign-in-url",
            Source::ResourceId => "resource-id",
            Source::Text => "text",
            Source::Shape => "shape",
        }
    }
}
