function Choose-Scopes {
  Heading 'Which subscription'
  $found = Call-List '/subscriptions?api-version=2022-12-01' 'Subscriptions cannot be listed.'
  $found = @($found | Where-Object { $_.state -eq 'Enabled' -and $_.tenantId -eq $tenant })
  if ($found.Count -eq 0) {
    Stop-Here "You can see no subscription in the directory $tenant." @('Ask an Owner of the subscription for access, or run Connect-AzAccount -Tenant <its directory>.')
  }
  if ($found.Count -eq 1) { $script:scopes = @($found[0].id); return }
  for ($at = 0; $at -lt $found.Count; $at++) { Say "  $($at + 1). $($found[$at].displayName) ($($found[$at].subscriptionId))" }
  while ($true) {
    $answer = Read-Host $(if ($many) { 'Numbers, with blanks between them' } else { 'Number' })
    $picks = @($answer -split '\s+' | Where-Object { $_ })
    $good = @($picks | Where-Object { $_ -match '^[1-9][0-9]{0,5}$' -and [int]$_ -le $found.Count })
    if ($picks.Count -gt 0 -and $good.Count -eq $picks.Count -and ($many -or $picks.Count -eq 1)) {
      $script:scopes = @($good | ForEach-Object { $found[[int]$_ - 1].id })
      return
    }
    Say "  Type a number from 1 to $($found.Count)."
  }
}
# The app is ours when it has our very name and our tag.
function Find-App {
  Heading 'App registration'
  $filter = Escape "displayName eq '$($app.Replace("'", "''"))'"
  $found = Call-List "$graph/v1.0/applications?`$filter=$filter" "The directory's apps cannot be listed."
  $found = @($found | Where-Object { $_.displayName -ceq $app })
  $mine = @($found | Where-Object { $_.tags -contains $tag })
  if ($mine.Count -gt 1) {
    Stop-Here "There are $($mine.Count) apps of the name $app with the tag $tag." @('Delete those that are not in use, in the portal under App registrations.')
  }
  if ($mine.Count -eq 1) {
    $script:registered = $mine[0]
    Ok "already there: $app ($($mine[0].appId))"
    return
  }
  $script:registered = $null
  if ($found.Count -gt 0) {
    Say "  An app of the name $app is there, but it was not made by this script: $(@($found | ForEach-Object { $_.appId }) -join ' ')"
    if (-not $dry -and -not (Agree '  Make a second one of the same name? The other one stays as it is.')) {
      Stop-Here 'You chose not to make a second app.' @()
    }
  }
}
function Make-App {
  if ($registered) { return }
  $script:newApp = $true
  if ($dry) { Say "  --  would register the app $app"; return }
  $made = Call 'POST' "$graph/v1.0/applications" $appBody
  if (-not $made.Good) {
    if ($made.Status -eq 403) {
      Stop-Here 'You may not register apps in this directory.' @('It takes the role Application Developer, or the setting Users can register applications.', 'Ask a directory administrator for one of them, or to run this script.')
    }
    Stop-Here 'The app could not be registered.' @($made.Text)
  }
  $script:registered = $made.Content
  Note-Done "registered the app $app ($($registered.appId))" "Remove-AzADApplication -ApplicationId $($registered.appId)"
}
# Tries again while the directory does not know what was made a moment ago.
function Try-Until([scriptblock]$work, [string]$unknown, [string]$problem, [scriptblock]$explain) {
  for ($try = 1; ; $try++) {
    $answer = & $work
    if ($answer.Good) { return $answer }
    $waits = $answer.Status -eq 404 -or $answer.Text -match $unknown
    if ($waits -and $try -lt 60) {
      if ($try -eq 1) { Say '  ..  waiting until Azure knows what was just made' }
      Start-Sleep -Seconds $pause
      continue
    }
    if ($explain) { & $explain $answer }
    Stop-Here $problem @($answer.Text)
  }
}
function Make-Principal {
  $script:principal = $null
  if ($registered) {
    $filter = Escape "appId eq '$($registered.appId)'"
    $found = Call-List "$graph/v1.0/servicePrincipals?`$filter=$filter" 'The service principal cannot be looked up.'
    if ($found.Count -gt 0) { $script:principal = [string]$found[0].id }
  }
  if ($principal) { Ok 'service principal already there'; return }
  if ($dry) { Say '  --  would make its service principal'; return }
  $body = ConvertTo-Json -Compress @{ appId = $registered.appId }
  $made = Try-Until { Call 'POST' "$graph/v1.0/servicePrincipals" $body } 'does not reference|does not exist|NoBackingApplicationObject' 'The service principal could not be made.' $null
  $script:principal = [string]$made.Content.id
  Note-Done 'made its service principal' "Remove-AzADServicePrincipal -ObjectId $principal"
}
function No-Secrets {
  switch ($wayOn) {
    'federated' { "Choose Federated credential on the page of ${platform}: it needs no secret." }
    'certificate' { "Choose Certificate on the page of ${platform}: it needs no secret." }
    default { 'Ask a directory administrator for an exception to the app management policy.' }
  }
}
function Make-Secret {
  Heading 'Client secret'
  $there = @()
  if ($registered -and -not $newApp) { $there = @($registered.passwordCredentials) }
  if ($there.Count -gt 0 -and -not $newSecret) {
    Ok 'the app has a secret already; Azure does not show it again'
    $script:keptSecret = $true
    return
  }
  if ($dry) { Say "  --  would add a secret for $days days"; return }
  while (-not $secret) {
    $script:expires = [DateTime]::UtcNow.Date.AddDays($days).ToString('yyyy-MM-dd', [Globalization.CultureInfo]::InvariantCulture)
    $body = ConvertTo-Json -Compress @{ passwordCredential = @{ displayName = $secretName; endDateTime = "${expires}T00:00:00Z" } }
    $shorter = $false
    $made = Try-Until {
      $answer = Call 'POST' "$graph/v1.0/applications/$($registered.id)/addPassword" $body
      if (-not $answer.Good -and $answer.Text -match 'lifetime') { $answer.Good = $true }
      $answer
    } 'does not exist|ResourceNotFound' 'The secret could not be made.' {
      param($answer)
      if ($answer.Text -match 'policy|CredentialTypeNotAllowed') { Stop-Here 'Your directory does not allow client secrets.' @((No-Secrets), $answer.Text) }
    }
    if ($made.Content.secretText) { $script:secret = [string]$made.Content.secretText; break }
    Say "  Your directory allows no secret of $days days."
    $answer = Read-Host '  For how many days may it be? (0 stops)'
    if ($answer -eq '0') { Stop-Here 'No secret was made.' @() }
    if ($answer -match '^[1-9][0-9]{0,3}$') { $script:days = [int]$answer }
  }
  Note-Done "added a secret, good until $expires" "Remove-AzADAppCredential -ApplicationId $($registered.appId) -KeyId $($made.Content.keyId)"
  if ($there.Count -gt 0) {
    Say '  The app had secrets before. When the platform uses the new one, remove the old one:'
    foreach ($old in $there) { Say "    Remove-AzADAppCredential -ApplicationId $($registered.appId) -KeyId $($old.keyId)   (good until $($old.endDateTime)) $($old.displayName)" }
  }
}
function Make-Trust {
  Heading 'Federated credential'
  if ($registered -and -not $newApp) {
    $found = Call-List "$graph/v1.0/applications/$($registered.id)/federatedIdentityCredentials" "The app's federated credentials cannot be listed."
    if (@($found | Where-Object { $_.issuer -ceq $issuer -and $_.subject -ceq $subject }).Count -gt 0) { Ok 'already there'; return }
  }
  if ($dry) { Say '  --  would add a federated credential'; return }
  $made = Try-Until { Call 'POST' "$graph/v1.0/applications/$($registered.id)/federatedIdentityCredentials" $trustBody } 'does not exist|ResourceNotFound' 'The federated credential could not be added.' {
    param($answer)
    if ($answer.Text -match 'same name|already exists') {
      Stop-Here "The app has a federated credential $trustName with another issuer or subject." @("Look at it in the portal: App registrations, $app, Certificates & secrets, Federated credentials.", $answer.Text)
    }
  }
  Note-Done "added the federated credential $trustName" "Remove-AzADAppFederatedCredential -ApplicationObjectId $($registered.id) -FederatedCredentialId $($made.Content.id)"
}
function Make-Certificate {
  Heading 'Certificate'
  $where = "$graph/v1.0/applications/$($registered.id)"
  $there = @()
  if ($registered -and -not $newApp) {
    $found = Call 'GET' "${where}?`$select=id,keyCredentials" ''
    if (-not $found.Good) { Stop-Here "The app's certificates cannot be listed." @($found.Text) }
    $there = @($found.Content.keyCredentials | Where-Object { $_ })
  }
  if (@($there | Where-Object { $_.customKeyIdentifier -in $thumbprint, $thumbprintBase64 }).Count -gt 0) { Ok "already there: $thumbprint"; return }
  if ($dry) { Say "  --  would add the certificate $thumbprint"; return }
  # Graph replaces the whole list, so those of others go back as they came: it keeps their keys, which it shows nobody.
  $key = [guid]::NewGuid().ToString()
  $mine = @{ keyId = $key; type = 'AsymmetricX509Cert'; usage = 'Verify'; displayName = $secretName; startDateTime = $certificateFrom; endDateTime = $certificateUntil; key = $certificate }
  $body = ConvertTo-Json -Compress -Depth 6 @{ keyCredentials = @($there) + @($mine) }
  $null = Try-Until { Call 'PATCH' $where $body } 'does not exist|ResourceNotFound' 'The certificate could not be added.' {
    param($answer)
    if ($answer.Text -match 'policy|CredentialTypeNotAllowed') { Stop-Here 'Your directory does not allow this certificate.' @('Ask a directory administrator for an exception to the app management policy.', $answer.Text) }
  }
  Note-Done "added the certificate $thumbprint" "Remove-AzADAppCredential -ApplicationId $($registered.appId) -KeyId $key"
}
function Role-Body([string[]]$where) {
  ConvertTo-Json -Compress -Depth 6 @{ properties = @{
      roleName = $roleName; description = $roleDescription; type = 'CustomRole'; assignableScopes = @($where)
      permissions = @(@{ actions = @($actions); notActions = @($notActions); dataActions = @($dataActions); notDataActions = @($notDataActions) })
    } }
}
function Make-Role {
  Heading "Role $roleName"
  $role = $null
  foreach ($scope in $scopes) { if (-not $role) { $role = Find-Role $scope } }
  if (-not $role -and $dry) { Say '  --  would create the role'; return }
  if (-not $role) {
    $guid = [guid]::NewGuid().ToString()
    $made = Call 'PUT' "$($scopes[0])/providers/Microsoft.Authorization/roleDefinitions/${guid}?api-version=2022-04-01" (Role-Body $scopes)
    if ($made.Good) {
      $script:roleGuid = $guid
      Note-Done "created the role $roleName" "Remove-AzRoleDefinition -Id $guid -Scope $($scopes[0])"
      return
    }
    if ($made.Text -match 'RoleDefinitionWithSameNameExists') {
      foreach ($other in Call-List '/subscriptions?api-version=2022-12-01' 'Subscriptions cannot be listed.') {
        if (-not $role -and $other.tenantId -eq $tenant) { $role = Find-Role $other.id }
      }
      if (-not $role) { Stop-Here "A role of the name $roleName is there already, at a scope that you cannot see." @("Ask an administrator of the directory to add $scopes to its assignable scopes.", $made.Text) }
    } elseif ($made.Text -match 'AuthorizationFailed') {
      Stop-Here "You may not create roles on $scopes." @('It takes Owner or User Access Administrator there.', $made.Text)
    } elseif ($made.Text -match 'InvalidActionOrNotAction') {
      Stop-Here 'Azure refuses an operation of the role, and with it the whole role.' @('Tell the platform: the role comes from it.', $made.Text)
    } else {
      Stop-Here 'The role could not be created.' @($made.Text)
    }
  }
  $script:roleGuid = [string]$role.name
  $had = @($role.properties.assignableScopes)
  $new = @($scopes | Where-Object { $_ -notin $had })
  $lists = $role.properties.permissions
  $same = (Same-Words @($lists.actions) $actions) -and (Same-Words @($lists.notActions) $notActions) -and (Same-Words @($lists.dataActions) $dataActions) -and (Same-Words @($lists.notDataActions) $notDataActions)
  if ($new.Count -eq 0 -and $same) { Ok 'already there'; return }
  if ($new.Count -gt 0) { Say "  The role is there, but cannot be assigned in: $new" }
  if (-not $same) { Say "  The role is there with other permissions: it has $(@($lists.actions).Count + @($lists.dataActions).Count), the platform asks for $($actions.Count + $dataActions.Count)." }
  if ($dry) { Say '  --  would change the role so that it fits'; return }
  if (-not (Agree "  Change the role $roleName so that it fits?")) { Stop-Here 'You chose not to change the role.' @('Without that the app cannot do its work there.') }
  $changed = Call 'PUT' "$($had[0])/providers/Microsoft.Authorization/roleDefinitions/${roleGuid}?api-version=2022-04-01" (Role-Body ($had + $new))
  if (-not $changed.Good) { Stop-Here 'The role could not be changed.' @("It takes the right to change roles on each of: $($had + $new)", $changed.Text) }
  Note-Done "changed the role $roleName" "(the role before: scopes $had)"
}
function Assign-Role {
  Heading 'Role assignment'
  foreach ($scope in $scopes) {
    $definition = "$scope/providers/Microsoft.Authorization/roleDefinitions/$roleGuid"
    $there = @()
    if ($principal -and $roleGuid) {
      $there = @((Find-Assignments $scope $principal) | Where-Object { $_.properties.roleDefinitionId -like "*/$roleGuid" -and $_.properties.scope -eq $scope })
    }
    if ($there.Count -gt 0) { Ok "already there on $(Name-OfScope $scope)"; continue }
    if ($dry) { Say "  --  would assign $roleName on $scope"; continue }
    $where = "$scope/providers/Microsoft.Authorization/roleAssignments/$([guid]::NewGuid())?api-version=2022-04-01"
    $body = ConvertTo-Json -Compress @{ properties = @{ roleDefinitionId = $definition; principalId = $principal; principalType = 'ServicePrincipal' } }
    $made = Try-Until {
      $answer = Call 'PUT' $where $body
      if ($answer.Text -match 'RoleAssignmentExists') { $answer.Good = $true }
      $answer
    } 'PrincipalNotFound|does not exist in the directory|RoleDefinitionDoesNotExist|RoleAssignmentScopeNotAssignable' "The role could not be assigned on $scope." {
      param($answer)
      if ($answer.Text -match 'AuthorizationFailed') { Stop-Here "You may not assign roles on $scope." @('It takes Owner, User Access Administrator or Role Based Access Control Administrator there.', $answer.Text) }
    }
    Note-Done "assigned $roleName on $(Name-OfScope $scope)" "Remove-AzRoleAssignment -ObjectId $principal -Scope $scope -RoleDefinitionId $roleGuid"
  }
}
function Hand-Back {
  $line = "azc1 t=$tenant c=$($registered.appId)"
  foreach ($scope in $scopes) { if ($scope -notin $knownScopes) { $line += " s=$(Name-OfScope $scope)" } }
  if ($expires) { $line += " e=$expires" }
  if ($secret) { $line += " k=$secret" }
  Heading 'All done.'
  if ($done.Count -eq 0) { Say 'Everything was there already: nothing was changed.' }
  if ($keptSecret) { Say 'The line has no secret in it: Azure shows a secret once. Type the one you have, or ask for a script that makes a new one.' }
  Say "Copy the whole line below and paste it into ${platform}:"
  Say ''
  Write-Output ($line + ' #' + (& $crc $line))
  Say ''
  if ($secret) { Say 'It holds the secret: paste it nowhere else.' }
}
$newApp = $false; $registered = $null; $principal = $null; $secret = ''; $expires = ''; $keptSecret = $false
if ($dry) { Say 'Dry run: nothing will be changed.' }
Sign-In
if ($scopes.Count -eq 0) { Choose-Scopes }
Check-Scopes
Check-Rights
Find-App
Make-App
Make-Principal
switch ($credential) {
  'federated' { Make-Trust }
  'certificate' { Make-Certificate }
  default { Make-Secret }
}
if ($roleKind -eq 'custom') { Make-Role }
if ($roleKind) { Assign-Role }
if ($dry) { Heading 'Dry run: nothing was changed.' } else { Hand-Back }
$secret = ''
