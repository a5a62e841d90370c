set -f; set -o pipefail; umask 077
export AZURE_CORE_ONLY_SHOW_ERRORS=true AZURE_CORE_NO_COLOR=true
graph=; tenant=; user=; done_list=; undo_list=; made=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'stop "Stopped."' INT TERM HUP
say() { printf '%s\n' "$*" >&2; }
ok() { say "  ok  $*"; }
heading() { say ""; say "$*"; }
lower() { printf '%s' "$1" | tr 'A-Z' 'a-z'; }
# Ends here, with what was done and how to take it back.
stop() {
  say ""
  say "Not finished: $1"
  shift
  for line in "$@"; do say "  $line"; done
  if [ -n "$done_list" ]; then
    say ""
    say "Done before that:"
    printf '%b' "$done_list" >&2
    say "To take it back:"
    printf '%b' "$undo_list" >&2
    say "Or run this script again: it goes on where it stopped."
  else
    say ""
    say "Nothing was changed."
  fi
  exit 1
}
note_done() {
  made=1
  done_list="$done_list  - $1\\n"
  undo_list="  $2\\n$undo_list"
  ok "$1"
}
# Runs az. What it prints is in $out, what it complains of in $err.
run() {
  out=$(az "$@" </dev/null 2>"$work/err")
  local code=$?
  err=$(cat "$work/err")
  return $code
}
# Asks on the terminal. What was typed or pasted before the question is no answer to it.
ask() {
  if ! { : </dev/tty; } 2>/dev/null; then
    stop "This question needs a terminal: $1" "Paste the script into Cloud Shell or a terminal window."
  fi
  while IFS= read -r -t 1 answer </dev/tty; do :; done
  printf '%s ' "$1" >/dev/tty
  IFS= read -r answer </dev/tty || stop "No answer."
}
agree() {
  while :; do
    ask "$1 [y/n]"
    case $answer in
      [Yy]|[Yy][Ee][Ss]) return 0 ;;
      [Nn]|[Nn][Oo]) return 1 ;;
    esac
  done
}
name_of_scope() { printf '%s' "${1##*/}"; }
# Whether the words in $2 hold the word $1, whatever its case.
holds() {
  local word need
  need=$(lower "$1")
  for word in $2; do
    [ "$(lower "$word")" = "$need" ] && return 0
  done
  return 1
}
json_list() {
  local word comma=
  for word in $1; do printf '%s"%s"' "$comma" "$word"; comma=,; done
}
count() { set -- $1; printf '%s' "$#"; }
sign_in() {
  heading "Who is signed in"
  if ! command -v az >/dev/null 2>&1; then
    stop "The Azure CLI (az) is not here." "Open https://shell.azure.com, or install it: https://aka.ms/installazurecli"
  fi
  if ! run account show --query '[user.name, tenantId, environmentName, id]' -o tsv; then
    stop "You are not signed in." "Run: az login${want_tenant:+ --tenant $want_tenant}" "$err"
  fi
  { IFS= read -r user; IFS= read -r tenant; IFS= read -r here; IFS= read -r current; } <<<"$out"
  if [ "$here" != "$cloud" ]; then
    stop "You are signed in to the cloud $here, this connection is for $cloud." "Run: az cloud set --name $cloud, then az login"
  fi
  if [ -n "$want_tenant" ] && [ "$want_tenant" != "$tenant" ]; then
    stop "You are signed in to another directory." "Signed in to: $tenant" "Wanted:       $want_tenant" "Run: az login --tenant $want_tenant"
  fi
  run cloud show --query endpoints.microsoftGraphResourceId -o tsv || stop "az does not know this cloud." "$err"
  graph=${out%/}
  ok "$user"
  ok "directory $tenant"
}
check_scopes() {
  local scope id theirs state title
  for scope in "${scopes[@]}"; do
    case $scope in
      /subscriptions/*)
        id=${scope#/subscriptions/}
        run account list --all --query "[?id=='$id'].[tenantId, state, name]" -o tsv || stop "az cannot list subscriptions." "$err"
        if [ -z "$out" ]; then
          run account list --all --refresh --query "[?id=='$id'].[tenantId, state, name]" -o tsv || stop "az cannot list subscriptions." "$err"
        fi
        [ -n "$out" ] || stop "You cannot see the subscription $id." "It may be in another directory than $tenant: run az login --tenant <its directory>." "Or you have no role on it: ask an Owner of the subscription."
        IFS=$'\t' read -r theirs state title <<<"$out"
        [ "$theirs" = "$tenant" ] || stop "The subscription $id is in another directory." "Signed in to:      $tenant" "The subscription's: $theirs" "Run: az account set --subscription $id"
        [ "$state" = Enabled ] || stop "The subscription $title is $state." "Azure takes no changes to it. Enable it in the portal first."
        ok "subscription $title ($id)" ;;
      *) ok "management group $(name_of_scope "$scope")" ;;
    esac
  done
}
role_query="[?roleName==$role_query_name] | [0].[id, name, join(' ', assignableScopes), join(' ', permissions[].actions[]), join(' ', permissions[].notActions[]), join(' ', permissions[].dataActions[]), join(' ', permissions[].notDataActions[])]"
# What the signed-in user may do at a scope: one line per role, "+ actions - not actions".
may() {
  local line word need=$1 side allowed denied
  while IFS= read -r line; do
    side=; allowed=; denied=
    for word in $(lower "$line"); do
      case $word in
        +|-) side=$word ;;
        *)
          case $need in
            $word) if [ "$side" = + ]; then allowed=1; else denied=1; fi ;;
          esac ;;
      esac
    done
    [ -n "$allowed" ] && [ -z "$denied" ] && return 0
  done <<<"$rights"
  return 1
}
check_rights() {
  local scope
  for scope in "${scopes[@]}"; do
    if ! run rest --method get --url "$scope/providers/Microsoft.Authorization/permissions?api-version=2022-04-01" --query "value[].join(' ', ['+', join(' ', actions || \`[]\`), '-', join(' ', notActions || \`[]\`)])" -o tsv; then
      say "  ?   Your rights on $(name_of_scope "$scope") cannot be read; going on."
      continue
    fi
    rights=$out
    if [ -n "$role_kind" ] && ! may microsoft.authorization/roleassignments/write; then
      stop "You may not assign roles on $scope." "It takes Owner, User Access Administrator or Role Based Access Control Administrator there." "Ask somebody who has that role to run this script: it makes nothing twice."
    fi
    if [ "$role_kind" = custom ] && ! may microsoft.authorization/roledefinitions/write; then
      stop "You may not create roles on $scope." "It takes Owner or User Access Administrator there." "Ask somebody who has that role to run this script: it makes nothing twice."
    fi
    [ -z "$role_kind" ] || ok "you may assign roles on $(name_of_scope "$scope")"
  done
}
