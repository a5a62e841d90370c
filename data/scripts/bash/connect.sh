choose_scopes() {
  local ids=() names=() id title n pick bad
  heading "Which subscription"
  run account list --query "[?state=='Enabled' && tenantId=='$tenant' && id!='$tenant'].[id, name]" -o tsv || stop "az cannot list subscriptions." "$err"
  while IFS=$'\t' read -r id title; do
    [ -n "$id" ] || continue
    ids+=("$id"); names+=("$title")
    say "  ${#ids[@]}. $title ($id)"
  done <<<"$out"
  [ ${#ids[@]} -gt 0 ] || stop "You can see no subscription in the directory $tenant." "Ask an Owner of the subscription for access, or run az login --tenant <its directory>."
  if [ ${#ids[@]} -eq 1 ]; then
    scopes=("/subscriptions/${ids[0]}")
    return
  fi
  while :; do
    if [ -n "$many" ]; then ask "Numbers, with blanks between them:"; else ask "Number:"; fi
    scopes=(); bad=
    for pick in $answer; do
      case $pick in *[!0-9]*|0*|??????*) bad=1; continue ;; esac
      n=$((pick - 1))
      if [ "$n" -ge 0 ] && [ "$n" -lt ${#ids[@]} ]; then scopes+=("/subscriptions/${ids[$n]}"); else bad=1; fi
    done
    [ ${#scopes[@]} -gt 1 ] && [ -z "$many" ] && bad=1
    [ ${#scopes[@]} -gt 0 ] && [ -z "$bad" ] && return
    say "  Type a number from 1 to ${#ids[@]}."
  done
}
# The app is ours when it has our very name and our tag.
find_app() {
  local id object ours mine=0 other=
  heading "App registration"
  run ad app list --filter "$app_filter" --query "[?displayName==$app_query].[appId, id, contains(tags || \`[]\`, '$tag')]" -o tsv || stop "The directory's apps cannot be listed." "$err"
  while IFS=$'\t' read -r id object ours; do
    [ -n "$id" ] || continue
    case $ours in
      [Tt]rue) mine=$((mine + 1)); client=$id; app_object=$object ;;
      *) other="$other $id" ;;
    esac
  done <<<"$out"
  [ $mine -le 1 ] || stop "There are $mine apps of the name $app with the tag $tag." "Delete those that are not in use, in the portal under App registrations."
  if [ $mine -eq 1 ]; then
    new_app=
    ok "already there: $app ($client)"
    return
  fi
  new_app=1
  if [ -n "$other" ]; then
    say "  An app of the name $app is there, but it was not made by this script:$other"
    [ -n "$dry" ] || agree "  Make a second one of the same name? The other one stays as it is." || stop "You chose not to make a second app."
  fi
}
make_app() {
  [ -n "$new_app" ] || return 0
  if [ -n "$dry" ]; then
    say "  --  would register the app $app"
    return
  fi
  # Not az ad app create: that changes an app of the same name in place of making one.
  if ! run rest --method post --url "$graph/v1.0/applications" --resource "$graph/" --headers Content-Type=application/json --body "$app_body" --query '[appId, id]' -o tsv; then
    case $err in
      *nsufficient\ privileges*|*Authorization_RequestDenied*) stop "You may not register apps in this directory." "It takes the role Application Developer, or the setting Users can register applications." "Ask a directory administrator for one of them, or to run this script." ;;
      *) stop "The app could not be registered." "$err" ;;
    esac
  fi
  { IFS= read -r client; IFS= read -r app_object; } <<<"$out"
  note_done "registered the app $app ($client)" "az ad app delete --id $client"
}
make_principal() {
  local try=0
  principal=
  if [ -n "$client" ]; then
    run ad sp list --filter "appId eq '$client'" --query '[].id' -o tsv || stop "The service principal cannot be looked up." "$err"
    principal=${out%%$'\n'*}
  fi
  if [ -n "$principal" ]; then
    ok "service principal already there"
    return
  fi
  if [ -n "$dry" ]; then
    say "  --  would make its service principal"
    return
  fi
  # A new app is not everywhere in the directory at once.
  until run ad sp create --id "$client" --query id -o tsv; do
    try=$((try + 1))
    case $err in
      *"does not reference"*|*"does not exist"*|*ResourceNotFound*|*"not found"*)
        [ $try -lt 24 ] || stop "The directory does not know the new app yet." "Wait a few minutes, then run this script again." "$err"
        [ $try -eq 1 ] && say "  ..  waiting until the directory knows the new app"
        sleep "$pause" ;;
      *) stop "The service principal could not be made." "$err" ;;
    esac
  done
  principal=$out
  note_done "made its service principal" "az ad sp delete --id $principal"
}
no_secrets() {
  case $way_on in
    federated) printf '%s' "Choose Federated credential on the page of $platform: it needs no secret." ;;
    certificate) printf '%s' "Choose Certificate on the page of $platform: it needs no secret." ;;
    *) printf '%s' "Ask a directory administrator for an exception to the app management policy." ;;
  esac
}
end_day() { date -u -d "+$1 days" +%Y-%m-%d 2>/dev/null || date -u -v "+$1d" +%Y-%m-%d; }
make_secret() {
  local there= old= line key title until_day
  heading "Client secret"
  if [ -n "$client" ] && [ -z "$new_app" ]; then
    run ad app credential list --id "$client" --query '[].[keyId, endDateTime, displayName]' -o tsv || stop "The app's secrets cannot be listed." "$err"
    there=$out
  fi
  if [ -n "$there" ] && [ -z "$new_secret" ]; then
    ok "the app has a secret already; Azure does not show it again"
    kept_secret=1
    return
  fi
  if [ -n "$dry" ]; then
    say "  --  would add a secret for $days days"
    return
  fi
  while :; do
    expires=$(end_day "$days")
    # --append: without it az deletes the secrets that others use.
    if run ad app credential reset --id "$client" --append --display-name="$secret_name" --end-date "$expires" --query password -o tsv; then break; fi
    case $err in
      *ifetime*)
        say "  Your directory allows no secret of $days days."
        ask "  For how many days may it be? (0 stops)"
        case $answer in ''|*[!0-9]*|????*) continue ;; 0) stop "No secret was made." ;; esac
        days=$answer ;;
      *olicy*|*CredentialTypeNotAllowed*) stop "Your directory does not allow client secrets." "$(no_secrets)" "$err" ;;
      *"does not exist"*|*ResourceNotFound*|*"not found"*)
        tries=$((${tries:-0} + 1))
        [ $tries -lt 24 ] || stop "The directory does not know the new app yet." "Wait a few minutes, then run this script again." "$err"
        sleep "$pause" ;;
      *) stop "The secret could not be made." "$err" ;;
    esac
  done
  secret=$out
  note_done "added a secret, good until $expires" "az ad app credential list --id $client (then: az ad app credential delete --id $client --key-id <its keyId>)"
  if [ -n "$there" ]; then
    say "  The app had secrets before. When the platform uses the new one, remove the old one:"
    while IFS=$'\t' read -r key until_day title; do
      say "    az ad app credential delete --id $client --key-id=$key    # until ${until_day%%T*} $title"
    done <<<"$there"
  fi
}
make_trust() {
  heading "Federated credential"
  out=
  if [ -n "$client" ] && [ -z "$new_app" ]; then
    run ad app federated-credential list --id "$client" --query "[?issuer==$issuer_query && subject==$subject_query].name" -o tsv || stop "The app's federated credentials cannot be listed." "$err"
  fi
  if [ -n "$out" ]; then
    ok "already there"
    return
  fi
  if [ -n "$dry" ]; then
    say "  --  would add a federated credential"
    return
  fi
  until run ad app federated-credential create --id "$client" --parameters "$trust_body"; do
    tries=$((${tries:-0} + 1))
    case $err in
      *"same name"*|*"already exists"*) stop "The app has a federated credential $trust_name with another issuer or subject." "Look at it in the portal: App registrations, $app, Certificates & secrets, Federated credentials." "$err" ;;
      *"does not exist"*|*ResourceNotFound*|*"not found"*)
        [ $tries -lt 24 ] || stop "The directory does not know the new app yet." "Wait a few minutes, then run this script again." "$err"
        sleep "$pause" ;;
      *) stop "The federated credential could not be added." "$err" ;;
    esac
  done
  note_done "added the federated credential $trust_name" "az ad app federated-credential delete --id $client --federated-credential-id=$trust_name"
}
make_certificate() {
  local found="[?customKeyIdentifier=='$thumbprint' || customKeyIdentifier=='$thumbprint_base64'].keyId"
  heading "Certificate"
  out=
  if [ -n "$client" ] && [ -z "$new_app" ]; then
    run ad app credential list --id "$client" --cert --query "$found" -o tsv || stop "The app's certificates cannot be listed." "$err"
  fi
  if [ -n "$out" ]; then
    ok "already there: $thumbprint"
    return
  fi
  if [ -n "$dry" ]; then
    say "  --  would add the certificate $thumbprint"
    return
  fi
  # --append: without it az deletes the secrets and certificates that others use.
  until run ad app credential reset --id "$client" --append --cert "$certificate" --display-name="$secret_name" --end-date "$certificate_until" -o none; do
    tries=$((${tries:-0} + 1))
    case $err in
      *olicy*|*CredentialTypeNotAllowed*) stop "Your directory does not allow this certificate." "Ask a directory administrator for an exception to the app management policy." "$err" ;;
      *"does not exist"*|*ResourceNotFound*|*"not found"*|*"can't find"*)
        [ $tries -lt 24 ] || stop "The directory does not know the new app yet." "Wait a few minutes, then run this script again." "$err"
        sleep "$pause" ;;
      *) stop "The certificate could not be added." "$err" ;;
    esac
  done
  run ad app credential list --id "$client" --cert --query "$found" -o tsv || out=
  note_done "added the certificate $thumbprint" "az ad app credential delete --id $client --cert --key-id ${out:-<its keyId: az ad app credential list --id $client --cert>}"
}
# The role of our name, wherever in the directory it can be seen.
look_for_role() {
  role_id=
  run role definition list --custom-role-only true --scope "$1" --query "$role_query" -o tsv || return 1
  [ -n "$out" ] || return 1
  {
    IFS= read -r role_id; IFS= read -r role_guid; IFS= read -r role_scopes; IFS= read -r had_actions
    IFS= read -r had_not_actions; IFS= read -r had_data_actions; IFS= read -r had_not_data_actions
  } <<<"$out"
  [ -n "$role_id" ] && [ "$role_id" != None ]
}
look_everywhere() {
  local id
  run account list --query "[?tenantId=='$tenant' && id!='$tenant'].id" -o tsv || return 1
  for id in $out; do look_for_role "/subscriptions/$id" && return 0; done
  return 1
}
same_words() {
  local word
  for word in $1; do holds "$word" "$2" || return 1; done
  for word in $2; do holds "$word" "$1" || return 1; done
}
role_permissions() {
  printf '[{"actions":[%s],"notActions":[%s],"dataActions":[%s],"notDataActions":[%s]}]' "$(json_list "$actions")" "$(json_list "$not_actions")" "$(json_list "$data_actions")" "$(json_list "$not_data_actions")"
}
make_role() {
  local scope new_scopes= all changed= home
  heading "Role $role_name"
  for scope in "${scopes[@]}"; do look_for_role "$scope" && break; done
  if [ -z "$role_id" ]; then
    if [ -n "$dry" ]; then
      look_everywhere || { say "  --  would create the role"; return; }
    else
      all=$(json_list "${scopes[*]}")
      printf '{"name":%s,"description":%s,"assignableScopes":[%s],"permissions":%s}' "$role_name_json" "$role_description_json" "$all" "$(role_permissions)" >"$work/role.json"
      if run role definition create --role-definition "@$work/role.json" --query '[id, name]' -o tsv; then
        { IFS= read -r role_id; IFS= read -r role_guid; } <<<"$out"
        note_done "created the role $role_name" "az role definition delete --name $role_guid --scope ${scopes[0]}"
        return
      fi
      case $err in
        *RoleDefinitionWithSameNameExists*)
          look_everywhere || stop "A role of the name $role_name is there already, at a scope that you cannot see." "Ask an administrator of the directory to add ${scopes[*]} to its assignable scopes." "$err" ;;
        *AuthorizationFailed*) stop "You may not create roles on ${scopes[*]}." "It takes Owner or User Access Administrator there." "$err" ;;
        *InvalidActionOrNotAction*) stop "Azure refuses an operation of the role, and with it the whole role." "Tell the platform: the role comes from it." "$err" ;;
        *) stop "The role could not be created." "$err" ;;
      esac
    fi
  fi
  for scope in "${scopes[@]}"; do
    holds "$scope" "$role_scopes" || new_scopes="$new_scopes $scope"
  done
  same_words "$actions" "$had_actions" && same_words "$not_actions" "$had_not_actions" && same_words "$data_actions" "$had_data_actions" && same_words "$not_data_actions" "$had_not_data_actions" || changed=1
  if [ -z "$new_scopes$changed" ]; then
    ok "already there"
    return
  fi
  [ -n "$new_scopes" ] && say "  The role is there, but cannot be assigned in:$new_scopes"
  [ -n "$changed" ] && say "  The role is there with other permissions: it has $(count "$had_actions $had_data_actions"), the platform asks for $(count "$actions $data_actions")."
  if [ -n "$dry" ]; then
    say "  --  would change the role so that it fits"
    return
  fi
  agree "  Change the role $role_name so that it fits?" || stop "You chose not to change the role." "Without that the app cannot do its work there."
  home=${role_scopes%% *}
  printf '{"properties":{"roleName":%s,"description":%s,"type":"CustomRole","assignableScopes":[%s],"permissions":%s}}' "$role_name_json" "$role_description_json" "$(json_list "$role_scopes$new_scopes")" "$(role_permissions)" >"$work/role.json"
  run rest --method put --url "$home/providers/Microsoft.Authorization/roleDefinitions/$role_guid?api-version=2022-04-01" --body "@$work/role.json" || stop "The role could not be changed." "It takes the right to change roles on each of: $role_scopes$new_scopes" "$err"
  note_done "changed the role $role_name" "(the role before: scopes $role_scopes; $(count "$had_actions $had_data_actions") operations)"
}
assign() {
  local scope try definition
  heading "Role assignment"
  for scope in "${scopes[@]}"; do
    definition="$scope/providers/Microsoft.Authorization/roleDefinitions/$role_guid"
    out=
    if [ -n "$principal" ] && [ -n "$role_guid" ]; then
      run role assignment list --assignee-object-id "$principal" --scope "$scope" --fill-principal-name false --fill-role-definition-name false --query "[?ends_with(roleDefinitionId, '/$role_guid')].id" -o tsv || stop "Role assignments cannot be listed." "$err"
    fi
    if [ -n "$out" ]; then
      ok "already there on $(name_of_scope "$scope")"
      continue
    fi
    if [ -n "$dry" ]; then
      say "  --  would assign $role_name on $scope"
      continue
    fi
    try=0
    until run role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal --role "$definition" --scope "$scope" --query id -o tsv; do
      try=$((try + 1))
      case $err in
        *PrincipalNotFound*|*"does not exist in the directory"*|*RoleDefinitionDoesNotExist*|*RoleAssignmentScopeNotAssignable*)
          [ $try -lt 60 ] || stop "Azure does not know the new service principal or role yet." "Wait a few minutes, then run this script again." "$err"
          [ $try -eq 1 ] && say "  ..  waiting until Azure knows the service principal"
          sleep "$pause" ;;
        *AuthorizationFailed*) stop "You may not assign roles on $scope." "It takes Owner, User Access Administrator or Role Based Access Control Administrator there." "$err" ;;
        *) stop "The role could not be assigned on $scope." "$err" ;;
      esac
    done
    note_done "assigned $role_name on $(name_of_scope "$scope")" "az role assignment delete --ids $out"
  done
}
hand_back() {
  local line crc
  line="azc1 t=$tenant c=$client"
  for scope in "${scopes[@]}"; do
    case " $known_scopes " in *" $scope "*) continue ;; esac
    line="$line s=$(name_of_scope "$scope")"
  done
  [ -z "$expires" ] || line="$line e=$expires"
  [ -z "$secret" ] || line="$line k=$secret"
  crc=$(printf '%s' "$line" | gzip -c | tail -c 8 | od -An -N4 -tx1 | tr -d ' \n')
  crc="${crc:6:2}${crc:4:2}${crc:2:2}${crc:0:2}"
  heading "All done."
  [ $made -eq 1 ] || say "Everything was there already: nothing was changed."
  [ -z "$kept_secret" ] || say "The line has no secret in it: Azure shows a secret once. Type the one you have, or ask for a script that makes a new one."
  say "Copy the whole line below and paste it into $platform:"
  say ""
  printf '%s #%s\n' "$line" "$crc"
  say ""
  [ -z "$secret" ] || say "It holds the secret: paste it nowhere else."
}
main() {
  [ -z "$dry" ] || say "Dry run: nothing will be changed."
  sign_in
  [ ${#scopes[@]} -gt 0 ] || choose_scopes
  check_scopes
  check_rights
  find_app
  make_app
  make_principal
  case $credential in
    secret) make_secret ;;
    federated) make_trust ;;
    certificate) make_certificate ;;
  esac
  [ "$role_kind" != custom ] || make_role
  [ -z "$role_kind" ] || assign
  if [ -n "$dry" ]; then
    heading "Dry run: nothing was changed."
    return
  fi
  hand_back
}
pause=${AZURE_CONNECT_PAUSE:-5}
main
