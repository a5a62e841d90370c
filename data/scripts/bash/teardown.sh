find_app() {
  local name
  heading "App registration"
  run ad app list --filter "appId eq '$client'" --query "[].[id, contains(tags || \`[]\`, '$tag'), displayName]" -o tsv || stop "The directory's apps cannot be listed." "$err"
  if [ -z "$out" ]; then
    ok "no app $client in this directory"
    return
  fi
  IFS=$'\t' read -r app_object ours name <<<"$out"
  ok "$name ($client)"
  case $ours in
    [Tt]rue) ours=1 ;;
    *) ours=; say "  It was not made by this script, so it stays; its assignments of the role go." ;;
  esac
}
find_principal() {
  run ad sp list --filter "appId eq '$client'" --query '[].id' -o tsv || stop "The service principal cannot be looked up." "$err"
  principal=${out%%$'\n'*}
}
find_role() {
  local scope
  role_id=; role_scopes=
  if [ "$role_kind" = built-in ]; then return; fi
  for scope in "${scopes[@]}"; do
    run role definition list --custom-role-only true --scope "$scope" --query "$role_query" -o tsv || stop "Roles cannot be listed." "$err"
    [ -n "$out" ] || continue
    {
      IFS= read -r role_id; IFS= read -r role_guid; IFS= read -r role_scopes; IFS= read -r actions
      IFS= read -r not_actions; IFS= read -r data_actions; IFS= read -r not_data_actions
    } <<<"$out"
    [ -n "$role_id" ] && [ "$role_id" != None ] && return
  done
  role_id=
}
remove_assignments() {
  local scope id
  heading "Role assignments"
  [ -n "$principal" ] || { ok "none: the app has no service principal"; return; }
  [ -n "$role_guid" ] || { ok "none: the role is not there"; return; }
  for scope in "${scopes[@]}"; do
    run role assignment list --assignee-object-id "$principal" --scope "$scope" --fill-principal-name false --fill-role-definition-name false --query "[?ends_with(roleDefinitionId, '/$role_guid')].[id, scope]" -o tsv || stop "Role assignments cannot be listed." "$err"
    while IFS=$'\t' read -r id at; do
      [ -n "$id" ] && [ "$(lower "$at")" = "$(lower "$scope")" ] || continue
      if [ -n "$dry" ]; then say "  --  would remove the assignment on $scope"; continue; fi
      run role assignment delete --ids "$id" || stop "The assignment on $scope could not be removed." "$err"
      note_done "removed the assignment on $(name_of_scope "$scope")" "az role assignment create --assignee-object-id $principal --assignee-principal-type ServicePrincipal --role $role_guid --scope $scope"
    done <<<"$out"
  done
}
# The role loses our scopes; it goes when none is left and nothing uses it.
shrink_role() {
  local scope left= id used=
  [ "$role_kind" = custom ] && [ -n "$role_id" ] || return 0
  heading "Role $role_name"
  for scope in $role_scopes; do
    run role assignment list --scope "$scope" --fill-principal-name false --fill-role-definition-name false --query "[?ends_with(roleDefinitionId, '/$role_guid')].scope" -o tsv || stop "Role assignments cannot be listed." "$err"
    if holds "$scope" "${scopes[*]}"; then
      if [ -n "$out" ] && [ -z "$dry" ]; then
        say "  Somebody else has this role on $(name_of_scope "$scope"), so it stays there."
        left="$left $scope"
      fi
    else
      left="$left $scope"
    fi
  done
  left=${left# }
  if [ "$left" = "$role_scopes" ]; then
    ok "the role stays as it is"
    return
  fi
  if [ -z "$left" ]; then
    if [ -n "$dry" ]; then say "  --  would ask, then delete the role"; return; fi
    agree "  Nothing uses the role $role_name any more. Delete it?" || { ok "the role stays"; return; }
    run role definition delete --name "$role_guid" --scope "${role_scopes%% *}" || stop "The role could not be deleted." "$err"
    note_done "deleted the role $role_name" "(the script that connects makes it again)"
    return
  fi
  if [ -n "$dry" ]; then say "  --  would ask, then leave the role with the scopes $left"; return; fi
  agree "  Take ${scopes[*]} out of the role's scopes? Left are: $left" || { ok "the role stays as it is"; return; }
  printf '{"properties":{"roleName":%s,"description":%s,"type":"CustomRole","assignableScopes":[%s],"permissions":[{"actions":[%s],"notActions":[%s],"dataActions":[%s],"notDataActions":[%s]}]}}' "$role_name_json" "$role_description_json" "$(json_list "$left")" "$(json_list "$actions")" "$(json_list "$not_actions")" "$(json_list "$data_actions")" "$(json_list "$not_data_actions")" >"$work/role.json"
  run rest --method put --url "${left%% *}/providers/Microsoft.Authorization/roleDefinitions/$role_guid?api-version=2022-04-01" --body "@$work/role.json" || stop "The role could not be changed." "$err"
  note_done "took the scopes out of the role $role_name" "(add ${scopes[*]} to its assignable scopes)"
}
remove_app() {
  local id rest=
  [ -n "$app_object" ] && [ -n "$ours" ] || return 0
  heading "App $app"
  if [ -n "$principal" ]; then
    run account list --query "[?tenantId=='$tenant' && id!='$tenant'].id" -o tsv || stop "az cannot list subscriptions." "$err"
    for id in $out; do
      run role assignment list --all --subscription "$id" --fill-principal-name false --fill-role-definition-name false --query "[?principalId=='$principal'].scope" -o tsv || continue
      rest="$rest $out"
    done
  fi
  if [ -n "$dry" ]; then say "  --  would ask, then delete the app if nothing else uses it"; return; fi
  set -- $rest
  if [ $# -gt 0 ]; then
    ok "the app stays: it still has roles on $*"
    return
  fi
  agree "  Nothing is assigned to the app $app any more. Delete it, with its secrets?" || { ok "the app stays"; return; }
  run ad app delete --id "$client" || stop "The app could not be deleted." "$err"
  note_done "deleted the app $app" "(in the portal: App registrations, Deleted applications, for 30 days)"
}
main() {
  [ -z "$dry" ] || say "Dry run: nothing will be changed."
  sign_in
  check_scopes
  find_app
  find_principal
  find_role
  remove_assignments
  shrink_role
  remove_app
  heading "All done."
  [ $made -eq 1 ] || say "Nothing was changed."
}
main
