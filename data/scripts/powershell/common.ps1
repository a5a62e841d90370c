$ErrorActionPreference = 'Stop'
$done = [System.Collections.Generic.List[string]]::new()
$undo = [System.Collections.Generic.List[string]]::new()
function Say([string]$text) { Write-Host $text }
function Ok([string]$text) { Say "  ok  $text" }
function Heading([string]$text) { Say ''; Say $text }
function Stop-Here([string]$text, [string[]]$more) {
  Say ''
  Say "Not finished: $text"
  foreach ($line in $more) { if ($line) { Say "  $line" } }
  Say ''
  if ($done.Count -eq 0) { Say 'Nothing was changed.' } else {
    Say 'Done before that:'
    foreach ($line in $done) { Say "  - $line" }
    Say 'To take it back:'
    for ($at = $undo.Count - 1; $at -ge 0; $at--) { Say "  $($undo[$at])" }
    Say 'Or run this script again: it goes on where it stopped.'
  }
  throw [System.OperationCanceledException]::new('azure-connect')
}
function Note-Done([string]$text, [string]$back) { $done.Add($text); $undo.Add($back); Ok $text }
# A request to Azure Resource Manager (a path) or to Microsoft Graph (a URL).
function Call([string]$method, [string]$where, [string]$body) {
  $asked = @{ Method = $method }
  if ($where.StartsWith('/')) { $asked.Path = $where } else { $asked.Uri = $where }
  if ($body) { $asked.Payload = $body }
  for ($try = 1; ; $try++) {
    $answer = Invoke-AzRestMethod @asked
    if ($answer.StatusCode -notin 429, 503 -or $try -ge 5) { break }
    Start-Sleep -Seconds ($pause * $try)
  }
  $content = $null
  if ($answer.Content) { try { $content = ConvertFrom-Json -InputObject $answer.Content } catch { $content = $null } }
  [pscustomobject]@{
    Good = $answer.StatusCode -ge 200 -and $answer.StatusCode -lt 300
    Status = $answer.StatusCode
    Content = $content
    Text = [string]$answer.Content
  }
}
# All pages of a list.
function Call-List([string]$where, [string]$problem) {
  $found = [System.Collections.Generic.List[object]]::new()
  while ($where) {
    $page = Call 'GET' $where ''
    if (-not $page.Good) { Stop-Here $problem @($page.Text) }
    foreach ($item in $page.Content.value) { $found.Add($item) }
    $next = $page.Content.PSObject.Properties['nextLink']
    if (-not $next) { $next = $page.Content.PSObject.Properties['@odata.nextLink'] }
    $where = if ($next) { [string]$next.Value } else { '' }
  }
  , $found
}
function Escape([string]$text) { [uri]::EscapeDataString($text) }
function Agree([string]$question) {
  while ($true) {
    $answer = Read-Host "$question [y/n]"
    if ($answer -in 'y', 'yes') { return $true }
    if ($answer -in 'n', 'no') { return $false }
  }
}
function Name-OfScope([string]$scope) { ($scope -split '/')[-1] }
function Same-Words($one, $other) {
  $a = @($one | Where-Object { $_ } | ForEach-Object { $_.ToLowerInvariant() } | Sort-Object -Unique)
  $b = @($other | Where-Object { $_ } | ForEach-Object { $_.ToLowerInvariant() } | Sort-Object -Unique)
  ($a -join ' ') -eq ($b -join ' ')
}
function Sign-In {
  Heading 'Who is signed in'
  if (-not (Get-Command Invoke-AzRestMethod -ErrorAction SilentlyContinue)) {
    Stop-Here 'Az PowerShell is not here.' @('Open https://shell.azure.com, or run: Install-Module Az')
  }
  $context = Get-AzContext
  if (-not $context -or -not $context.Account) {
    Stop-Here 'You are not signed in.' @("Run: Connect-AzAccount$(if ($wantTenant) { " -Tenant $wantTenant" })")
  }
  if ($context.Environment.Name -ne $cloud) {
    Stop-Here "You are signed in to the cloud $($context.Environment.Name), this connection is for $cloud." @("Run: Connect-AzAccount -Environment $cloud")
  }
  $script:tenant = [string]$context.Tenant.Id
  if ($wantTenant -and $wantTenant -ne $tenant) {
    Stop-Here 'You are signed in to another directory.' @("Signed in to: $tenant", "Wanted:       $wantTenant", "Run: Connect-AzAccount -Tenant $wantTenant")
  }
  Ok ([string]$context.Account.Id)
  Ok "directory $tenant"
}
function Check-Scopes {
  foreach ($scope in $scopes) {
    if (-not $scope.StartsWith('/subscriptions/')) { Ok "management group $(Name-OfScope $scope)"; continue }
    $found = Call 'GET' "${scope}?api-version=2022-12-01" ''
    if (-not $found.Good) {
      Stop-Here "You cannot see the subscription $(Name-OfScope $scope)." @("It may be in another directory than ${tenant}: run Connect-AzAccount -Tenant <its directory>.", 'Or you have no role on it: ask an Owner of the subscription.')
    }
    if ($found.Content.tenantId -and $found.Content.tenantId -ne $tenant) {
      Stop-Here "The subscription $(Name-OfScope $scope) is in another directory." @("Signed in to:      $tenant", "The subscription's: $($found.Content.tenantId)", "Run: Set-AzContext -Subscription $(Name-OfScope $scope)")
    }
    if ($found.Content.state -ne 'Enabled') {
      Stop-Here "The subscription $($found.Content.displayName) is $($found.Content.state)." @('Azure takes no changes to it. Enable it in the portal first.')
    }
    Ok "subscription $($found.Content.displayName) ($(Name-OfScope $scope))"
  }
}
function May($rights, [string]$need) {
  foreach ($right in $rights) {
    $allowed = @($right.actions | Where-Object { $_ -and $need -like $_ }).Count -gt 0
    $denied = @($right.notActions | Where-Object { $_ -and $need -like $_ }).Count -gt 0
    if ($allowed -and -not $denied) { return $true }
  }
  $false
}
function Check-Rights {
  foreach ($scope in $scopes) {
    $answer = Call 'GET' "$scope/providers/Microsoft.Authorization/permissions?api-version=2022-04-01" ''
    if (-not $answer.Good) { Say "  ?   Your rights on $(Name-OfScope $scope) cannot be read; going on."; continue }
    $rights = @($answer.Content.value)
    if ($roleKind -and -not (May $rights 'Microsoft.Authorization/roleAssignments/write')) {
      Stop-Here "You may not assign roles on $scope." @('It takes Owner, User Access Administrator or Role Based Access Control Administrator there.', 'Ask somebody who has that role to run this script: it makes nothing twice.')
    }
    if ($roleKind -eq 'custom' -and -not (May $rights 'Microsoft.Authorization/roleDefinitions/write')) {
      Stop-Here "You may not create roles on $scope." @('It takes Owner or User Access Administrator there.', 'Ask somebody who has that role to run this script: it makes nothing twice.')
    }
    if ($roleKind) { Ok "you may assign roles on $(Name-OfScope $scope)" }
  }
}
# The role of our name, where it can be seen from a scope.
function Find-Role([string]$scope) {
  $filter = Escape "roleName eq '$($roleName.Replace("'", "''"))'"
  $found = Call-List "$scope/providers/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01&`$filter=$filter" 'Roles cannot be listed.'
  $found | Where-Object { $_.properties.roleName -ceq $roleName -and $_.properties.type -eq 'CustomRole' } | Select-Object -First 1
}
function Find-Assignments([string]$scope, [string]$principal) {
  $filter = Escape "principalId eq '$principal'"
  $found = Call-List "$scope/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&`$filter=$filter" 'Role assignments cannot be listed.'
  , @($found | Where-Object { $_.properties.principalId -eq $principal })
}
