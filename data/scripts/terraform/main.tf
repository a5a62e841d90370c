terraform {
  required_version = ">= 1.5"
  required_providers {
    azuread = {
      source  = "hashicorp/azuread"
      version = ">= 3.0"
    }
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

locals {
  subscription_ids = [for scope in local.scopes : trimprefix(scope, "/subscriptions/") if startswith(scope, "/subscriptions/")]
}

provider "azuread" {
  environment = local.environment
  tenant_id   = local.tenant_id
}

provider "azurerm" {
  features {}
  environment     = local.environment
  tenant_id       = local.tenant_id
  subscription_id = try(local.subscription_ids[0], null)
}

data "azuread_client_config" "current" {}

resource "azuread_application" "app" {
  display_name     = local.app_name
  sign_in_audience = local.audience
  tags             = [local.tag]

  dynamic "web" {
    for_each = length(local.redirect_uris) > 0 ? [1] : []
    content {
      redirect_uris = local.redirect_uris
    }
  }
}

# An app registration alone cannot be given a role.
resource "azuread_service_principal" "app" {
  client_id = azuread_application.app.client_id
}

resource "azuread_application_password" "secret" {
  count          = local.federated == null && local.certificate == null ? 1 : 0
  application_id = azuread_application.app.id
  display_name   = local.app_name
  end_date       = timeadd(plantimestamp(), "${local.secret_days * 24}h")

  # A later run keeps the secret. For a new one: terraform apply -replace='azuread_application_password.secret[0]'
  lifecycle {
    ignore_changes = [end_date]
  }
}

resource "azuread_application_federated_identity_credential" "trust" {
  count          = local.federated == null ? 0 : 1
  application_id = azuread_application.app.id
  display_name   = local.federated.name
  issuer         = local.federated.issuer
  subject        = local.federated.subject
  audiences      = [local.federated.audience]
}

# The certificate alone: its private key stays with the platform.
resource "azuread_application_certificate" "certificate" {
  count          = local.certificate == null ? 0 : 1
  application_id = azuread_application.app.id
  type           = "AsymmetricX509Cert"
  encoding       = "pem"
  value          = local.certificate.pem
  end_date       = local.certificate.until
}

resource "azurerm_role_definition" "role" {
  count             = local.role == null ? 0 : 1
  name              = local.role.name
  description       = local.role.description
  scope             = local.scopes[0]
  assignable_scopes = local.scopes

  permissions {
    actions          = local.role.actions
    not_actions      = local.role.not_actions
    data_actions     = local.role.data_actions
    not_data_actions = local.role.not_data_actions
  }
}

resource "azurerm_role_assignment" "role" {
  for_each           = local.role == null && local.built_in_role_id == null ? toset([]) : toset(local.scopes)
  scope              = each.value
  role_definition_id = local.role == null ? "${each.value}/providers/Microsoft.Authorization/roleDefinitions/${local.built_in_role_id}" : azurerm_role_definition.role[0].role_definition_resource_id
  principal_id       = azuread_service_principal.app.object_id
  principal_type     = "ServicePrincipal"
}

# Paste what `terraform output -json` prints into the page.
output "tenant_id" {
  value = data.azuread_client_config.current.tenant_id
}

output "client_id" {
  value = azuread_application.app.client_id
}

output "subscription_ids" {
  value = local.subscription_ids
}

output "client_secret" {
  value     = one(azuread_application_password.secret[*].value)
  sensitive = true
}

output "client_secret_expires_on" {
  value = try(substr(azuread_application_password.secret[0].end_date, 0, 10), null)
}
