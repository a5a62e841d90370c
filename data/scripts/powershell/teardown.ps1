$registered = $null; $principal = $null; $ours = $false; $role = $null
if ($dry) { Say 'Dry run: nothing will be changed.' }
Sign-In
Check-Scopes
Heading 'App registration'
$filter = Escape "appId eq '$client'"
$found = Call-List "$graph/v1.0/applications?`$filter=$filter" "The directory's apps cannot be listed."
if ($found.Count -eq 0) { Ok "no app $client in this directory" } else {
  $registered = $found[0]
  $ours = $registered.tags -contains $tag
  Ok "$($registered.displayName) ($client)"
  if (-not $ours) { Say '  It was not made by this script, so it stays; its assignments of the role go.' }
}
$found = Call-List "$graph/v1.0/servicePrincipals?`$filter=$filter" 'The service principal cannot be looked up.'
if ($found.Count -gt 0) { $principal = [string]$found[0].id }
if ($roleKind -eq 'custom') {
  foreach ($scope in $scopes) { if (-not $role) { $role = Find-Role $scope } }
  $roleGuid = if ($role) { [string]$role.name } else { '' }
}
Heading 'Role assignments'
if (-not $principal -or -not $roleGuid) { Ok 'none' } else {
  foreach ($scope in $scopes) {
    foreach ($one in (Find-Assignments $scope $principal)) {
      if ($one.properties.roleDefinitionId -notlike "*/$roleGuid" -or $one.properties.scope -ne $scope) { continue }
      if ($dry) { Say "  --  would remove the assignment on $scope"; continue }
      $gone = Call 'DELETE' "$($one.id)?api-version=2022-04-01" ''
      if (-not $gone.Good) { Stop-Here "The assignment on $scope could not be removed." @($gone.Text) }
      Note-Done "removed the assignment on $(Name-OfScope $scope)" "New-AzRoleAssignment -ObjectId $principal -RoleDefinitionId $roleGuid -Scope $scope"
    }
  }
}
# The role loses our scopes; it goes when none is left and nothing uses it.
if ($role) {
  Heading "Role $roleName"
  $had = @($role.properties.assignableScopes)
  $left = @()
  foreach ($scope in $had) {
    $users = @()
    if ($scope -in $scopes) {
      $all = Call-List "$scope/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01" 'Role assignments cannot be listed.'
      $users = @($all | Where-Object { $_.properties.roleDefinitionId -like "*/$roleGuid" -and -not ($dry -and $_.properties.principalId -eq $principal) })
      if ($users.Count -gt 0) { Say "  Somebody else has this role on $(Name-OfScope $scope), so it stays there." }
    }
    if ($scope -notin $scopes -or $users.Count -gt 0) { $left += $scope }
  }
  if ($left.Count -eq $had.Count) { Ok 'the role stays as it is' }
  elseif ($left.Count -eq 0) {
    if ($dry) { Say '  --  would ask, then delete the role' }
    elseif (-not (Agree "  Nothing uses the role $roleName any more. Delete it?")) { Ok 'the role stays' }
    else {
      $gone = Call 'DELETE' "$($had[0])/providers/Microsoft.Authorization/roleDefinitions/${roleGuid}?api-version=2022-04-01" ''
      if (-not $gone.Good) { Stop-Here 'The role could not be deleted.' @($gone.Text) }
      Note-Done "deleted the role $roleName" '(the script that connects makes it again)'
    }
  }
  elseif ($dry) { Say "  --  would ask, then leave the role with the scopes $left" }
  elseif (-not (Agree "  Take $scopes out of the role's scopes? Left are: $left")) { Ok 'the role stays as it is' }
  else {
    $body = ConvertTo-Json -Compress -Depth 6 @{ properties = @{
        roleName = $roleName; description = [string]$role.properties.description; type = 'CustomRole'; assignableScopes = @($left)
        permissions = @($role.properties.permissions | ForEach-Object { @{ actions = @($_.actions); notActions = @($_.notActions); dataActions = @($_.dataActions); notDataActions = @($_.notDataActions) } })
      } }
    $changed = Call 'PUT' "$($left[0])/providers/Microsoft.Authorization/roleDefinitions/${roleGuid}?api-version=2022-04-01" $body
    if (-not $changed.Good) { Stop-Here 'The role could not be changed.' @($changed.Text) }
    Note-Done "took the scopes out of the role $roleName" "(add $scopes to its assignable scopes)"
  }
}
if ($registered -and $ours) {
  Heading "App $app"
  $rest = @()
  if ($principal) {
    foreach ($one in Call-List '/subscriptions?api-version=2022-12-01' 'Subscriptions cannot be listed.') {
      if ($one.tenantId -eq $tenant) { $rest += @(Find-Assignments $one.id $principal | ForEach-Object { $_.properties.scope }) }
    }
  }
  if ($dry) { Say '  --  would ask, then delete the app if nothing else uses it' }
  elseif ($rest.Count -gt 0) { Ok "the app stays: it still has roles on $rest" }
  elseif (-not (Agree "  Nothing is assigned to the app $app any more. Delete it, with its secrets?")) { Ok 'the app stays' }
  else {
    $gone = Call 'DELETE' "$graph/v1.0/applications/$($registered.id)" ''
    if (-not $gone.Good) { Stop-Here 'The app could not be deleted.' @($gone.Text) }
    Note-Done "deleted the app $app" '(in the portal: App registrations, Deleted applications, for 30 days)'
  }
}
Heading 'All done.'
if ($done.Count -eq 0) { Say 'Nothing was changed.' }
