use super::*;
use crate::paste::sample::{
    ANY, CLIENT, OTHER_SUBSCRIPTION, SECRET, SUBSCRIPTION, TENANT, filled, notes, paste, tenant,
};

/// The first remark: its kind and its line.
fn note(text: &str) -> (NoteKind, usize) {
    let pasted = paste(text);
    let note = pasted.notes.first().unwrap_or_else(|| unreachable!("{text}"));
    (note.kind, note.line.unwrap_or_default())
}

fn source_of_subscription(text: &str) -> (Option<Source>, usize) {
    let pasted = paste(text);
    (pasted.subscriptions_source, pasted.subscriptions.len())
}

#[test]
fn what_was_mended_is_told_with_its_place_in_the_whole_text() {
    for (text, column, line) in [
        ("{\"a\": 1,}", 8, 1),
        ("x {\"a\": 1,}", 10, 1),
        ("x\n\u{e9} {\"a\": 1,}", 10, 2),
        ("x {\"a\": [],\n \"b\": 2,}", 8, 2),
    ] {
        assert_eq!(note(text), (NoteKind::JsonMended { column, count: 1 }, line), "{text}");
    }
}

#[test]
fn what_cannot_be_mended_is_told_with_its_place_and_code_is_not_json() {
    for (text, column, line) in [
        ("{\"a\": 1 2 = 3}", 9, 1),
        ("x {\"a\": 1 2 = 3}", 11, 1),
        ("x\n\u{e9} {\"a\" : 1 2 = 3}", 12, 2),
        ("x {\"a\":\n 1 2 = 3}", 4, 2),
    ] {
        assert_eq!(note(text), (NoteKind::JsonBroken { column }, line), "{text}");
    }
    assert_eq!(notes(&paste("print({'a' = 1 2})")), ["nothing"]);
}

#[test]
fn what_was_cut_off_is_told_with_its_place() {
    for (text, column, line) in [
        ("{\"a\": []", 9, 1),
        ("\u{e9} {\"a\": []", 11, 1),
        ("x\n {\"a\": [],\n \"b\": {}, \"c", 9, 3),
        ("x\n {\"a\": [],\n \"b\": 12, \"c", 9, 3),
    ] {
        assert_eq!(note(text), (NoteKind::JsonCut { column }, line), "{text}");
    }
}

#[test]
fn one_document_after_the_other_is_read() {
    let pasted = paste(
        "{\"tenantId\": \"@tenant\"} {\"a\": 1 2} {\"clientId\": \"@client\"}\n[\"@any\"]\n{\"clientSecret\": \"@secret\"}",
    );
    assert_eq!(tenant(&pasted), Some((TENANT.into(), "json", 1)));
    assert_eq!(pasted.client.map(|found| (found.value.to_string(), found.line)), Some((CLIENT.into(), 1)));
    assert_eq!(pasted.secret.map(|found| (found.source, found.line)), Some((Source::Json, 3)));
}

#[test]
fn a_list_is_assigned_to_a_name_that_says_something() {
    let list = "[\"@subscription\", \"@other-subscription\",]";
    for name in
        ["subscription_ids", "x = 1, subscription_ids", "\u{a0}subscription_ids", "  subscription_ids\t"]
    {
        let found = source_of_subscription(&format!("{name} = {list}"));
        assert_eq!(found, (Some(Source::Labelled), 2), "{name}");
    }
    // Other names, other signs, other values: nothing says that the ids are those of subscriptions.
    for text in ["things = @list", "subscription_ids - @list", "things_of subscription = @list"] {
        let pasted = paste(&text.replace("@list", list).replace("of subscription", "of"));
        assert!(pasted.subscriptions.is_empty(), "{text}");
    }
    assert!(notes(&paste(&format!("subscription_ids = {list}"))).is_empty(), "the comma is Terraform's way");
    assert_eq!(notes(&paste(&format!("value: {list}"))), ["json-mended", "unlabelled-ids"]);
}

#[test]
fn values_have_the_line_on_which_they_stand() {
    let pasted =
        paste("\n{\n\"a\": \"x\",\n\"tenantId\": \"@tenant\",\n\"b\": {\n\"clientId\": \"@client\"}}");
    assert_eq!(pasted.tenant.map(|found| found.line), Some(4));
    assert_eq!(pasted.client.map(|found| found.line), Some(6));
}

/// A value that is escaped in the text has the line of the last one that was found; after several of them the
/// others are not looked for either.
#[test]
fn escaped_values_are_looked_for_a_few_times() {
    let line = |escaped: usize| {
        let members: String = (0..escaped).map(|n| format!("\"k{n}\": \"\\u007a{n}\",\n")).collect();
        paste(&format!("{{{members}\"e\": \"\", \"tenantId\": \"@tenant\"}}")).tenant.map(|found| found.line)
    };
    let most = usize::from(MOST_MISSES);
    assert_eq!(line(most - 1), Some(most));
    assert_eq!(line(most), Some(1));
}

#[test]
fn json_in_json_is_read_a_few_times() {
    let nested = |depth: u8| {
        let inner = filled(r#"{"tenantId": "@tenant"}"#);
        (0..depth).fold(inner, |text, _| serde_json::json!({"settings": format!(" {text}")}).to_string())
    };
    for depth in 0..=DEEPEST {
        assert!(paste(&nested(depth)).tenant.is_some(), "{depth}");
    }
    assert!(paste(&nested(DEEPEST + 1)).tenant.is_none());
    // Side by side they are no deeper.
    let pasted = paste(&format!("[{}, {}]", vec![nested(1); 9].join(", "), nested(DEEPEST)));
    assert!(pasted.tenant.is_some());
    let pasted = paste(r#"["[]", "[]", "[]", "[]", "[]", "{\"clientId\": \"@client\"}"]"#);
    assert_eq!(pasted.client.map(|found| found.value.to_string()), Some(CLIENT.into()));
}

#[test]
fn settings_by_name_and_value() {
    let pasted = paste(r#"[{"name": "AZURE_CLIENT_ID", "value": "@client", "slotSetting": false}]"#);
    assert_eq!(pasted.client.map(|found| found.value.to_string()), Some(CLIENT.into()));
    // A name alone, or a value alone, is a member like others.
    let pasted = paste(
        r#"{"name": "x", "clientId": "@client", "values": {"value": "@tenant", "tenantId": "@tenant"}}"#,
    );
    assert_eq!(pasted.client.map(|found| found.value.to_string()), Some(CLIENT.into()));
    assert_eq!(tenant(&pasted), Some((TENANT.into(), "json", 1)));
}

#[test]
fn several_ids_under_one_key_are_a_list() {
    let text = r#"{"subscriptionIds": ["@subscription", "@other-subscription"]}"#;
    let pasted = paste(text);
    let ids: Vec<_> = pasted.subscriptions.iter().map(|found| found.id.to_string()).collect();
    assert_eq!(ids, [SUBSCRIPTION, OTHER_SUBSCRIPTION]);
    assert!(pasted.ambiguous.is_empty());
    // Two values for one name are none.
    let pasted =
        paste(r#"{"subscriptionId": "@subscription", "x": {"subscriptionId": "@other-subscription"}}"#);
    assert_eq!(pasted.ambiguous[0].key(), "subscriptionId");
    // Words, and an address, under a key that says nothing.
    let pasted = paste(r#"{"links": ["/subscriptions/@subscription/x", "y"]}"#);
    assert_eq!(pasted.subscriptions.len(), 1);
    let pasted = paste(r#"{"tenantIds": ["no id/subscriptions/@subscription"]}"#);
    assert_eq!((pasted.subscriptions.len(), pasted.tenant.is_some()), (1, false));
}

#[test]
fn a_list_of_one_tool_keeps_its_source() {
    let output = r#"{"subscription_ids": {"sensitive": false, "type": ["list", "string"], "value": ["@subscription"]}}"#;
    assert_eq!(source_of_subscription(output), (Some(Source::TerraformOutput), 1));
}

#[test]
fn certificates_have_ids_and_days_of_their_own() {
    let pasted = paste(
        r#"{"clientId": "@client", "keyCredentials": [{"endDateTime": "2027-01-31", "keyId": "@any"}]}"#,
    );
    assert!(pasted.expiry.is_none() && pasted.notes.is_empty());
    let pasted = paste(r#"{"clientId": "@client", "credentials": [{"endDateTime": "2027-01-31"}]}"#);
    assert!(pasted.expiry.is_some());
}

#[test]
fn strings_without_a_key_that_says_anything() {
    assert_eq!(notes(&paste(r#"{"a": "@any"}"#)), ["unlabelled-ids"]);
    assert_eq!(
        tenant(&paste(r#"{"issuer": "https://login.microsoftonline.com/@tenant/v2.0"}"#))
            .map(|found| found.0),
        Some(TENANT.into())
    );
    // Without a slash it is no address, and words of one string say nothing of the next.
    assert_eq!(notes(&paste(r#"{"a": "tenant @tenant"}"#)), ["nothing"]);
    // A key that says what its value is, and a value that is something else.
    assert_eq!(source_of_subscription(r#"{"tenantId": "a/subscriptions/@subscription"}"#).1, 1);
}

#[test]
fn no_string_stays_in_memory() {
    let mut node = json::parse(r#"{"a": "b", "c": ["d", {"e": "f"}], "g": 1}"#).unwrap();
    wipe(&mut node);
    assert_eq!(node, json::parse(r#"{"a": "", "c": ["", {"e": ""}], "g": 1}"#).unwrap());
}

#[test]
fn members_are_found_in_any_case() {
    let Ok(Node::Object(entries)) = json::parse(&filled(r#"{"A": 1, "b": "@any"}"#)) else { unreachable!() };
    assert_eq!(
        (get(&entries, "a"), has(&entries, "B"), has(&entries, "c")),
        (Some(&Node::Number(Some(1))), true, false)
    );
    assert_eq!(
        (text_of(&entries, "B"), text_of(&entries, "a"), text_of(&entries, "c")),
        (Some(ANY), None, None)
    );
}

#[test]
fn a_secret_of_no_modern_shape_is_taken_by_its_key() {
    let pasted = paste(&format!("{{\"clientSecret\": \"Old{}\"}}", "+Secret/1".repeat(4)));
    assert!(pasted.secret.is_some_and(|found| found.value.expose() != SECRET));
}
