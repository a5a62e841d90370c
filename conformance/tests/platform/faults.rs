//! Each of these has been seen in somebody's API. The rules that are broken are named exactly: one more would
//! send an integrator after a fault that is none.

use conformance::Outcome;

use super::platform::Fault;
use super::tested;

macro_rules! faults {
    ($($name:ident: $fault:ident => [$($rule:literal),+], $word:literal;)+) => {$(
        #[tokio::test]
        async fn $name() {
            let report = tested(Fault::$fault).await;
            assert_eq!(report.broken(), [$($rule),+], "{report}");
            let rule = [$($rule),+][0];
            let Some(Outcome::Failed(came)) = report.outcome(rule) else { panic!("{rule}") };
            assert!(came.contains($word), "{came:?} does not say {:?}", $word);
            assert!(!report.to_string().contains("the-one-that-works"), "the report repeats the secret");
        }
    )+};
}

faults! {
    echoing_the_secret: EchoesSecret => ["secret.body"], "10 characters";
    the_secret_in_a_header: SecretInHeader => ["secret.header"], "x-debug";
    a_double_for_each_retry: Doubles => ["retry.same", "retry.once", "duplicate.status"], "202";
    success_with_an_error_inside: ErrorInside => [
        "refuse.version", "refuse.cloud", "refuse.tenant", "refuse.client", "refuse.kind", "refuse.secret",
        "refuse.expiry", "refuse.scope", "refuse.scopes", "refuse.type", "refuse.missing", "refuse.together",
        "refuse.json", "update.fixed", "update.unknown", "update.credential"
    ], "200 {\"error\"";
    problems_as_html: Html => ["problem.media"], "text/html";
    a_crash_on_bad_json: Crash => ["answer.broken", "refuse.json"], "500";
    a_domain_left_as_it_is: DomainKept => ["create.tenant", "settle.shape", "duplicate.status", "list.status"], "contoso.onmicrosoft.com";
    an_id_that_needs_escaping: OddId => ["create.shape", "create.id"], "/id";
    a_status_that_never_settles: Endless => [
        "settle.ends", "verify.ends"
    ], "after 2 s";
    if_match_ignored: IfMatchIgnored => ["update.stale"], "200";
    removed_and_still_there: Undead => ["delete.gone", "delete.list", "delete.verifying"], "200";
    another_accounts_connections: OpenDoor => ["account.read", "account.list", "account.change"], "200";
    one_subject_for_all: OneSubject => ["account.federation"], "subject";
    keys_of_all_accounts_together: SharedKeys => ["account.key"], "202";
    a_refusal_that_is_remembered: RefusalKept => ["retry.refused"], "422";
    a_second_one_of_the_same: TwoOfAKind => ["duplicate.status"], "202";
    messages_without_a_place: NoPointers => [
        "refuse.version", "refuse.cloud", "refuse.tenant", "refuse.client", "refuse.kind", "refuse.secret",
        "refuse.expiry", "refuse.scope", "refuse.scopes", "refuse.type", "refuse.missing", "refuse.together",
        "update.fixed", "update.unknown", "update.credential"
    ], "422";
    a_login_page: Redirect => [
        "answer.redirect", "read.unknown", "account.read", "replace.unknown", "update.missing", "verify.unknown",
        "account.change", "delete.gone", "delete.verifying"
    ], "302";
    a_page_of_anybody: AnyOrigin => ["answer.origin"], "stranger";
    a_tag_for_each_look: RestlessTag => ["read.etag", "update.stale"], "without a change";
    settled_too_early: SettledEarly => ["settle.open"], "open check";
    a_credential_that_is_not_tried: Untried => ["update.credential"], "202";
    a_failure_without_a_reason: NoReason => ["settle.reason"], "failed";
    a_list_that_leads_away: StrayList => ["list.next"], "evil.example";
    any_content_type: AnyMedia => ["refuse.media", "update.media"], "202";
    a_patch_that_replaces: Replaces => ["update.keeps"], "extras";
}
