use super::*;

fn connection(checks: &[(&str, &str, &str)], scopes: &[&str]) -> Connection {
    let checks: Vec<_> = checks
        .iter()
        .map(|(id, scope, state)| match *scope {
            "" => format!(r#"{{"id":"{id}","state":"{state}"}}"#),
            scope => format!(r#"{{"id":"{id}","scope":"/subscriptions/{scope}","state":"{state}"}}"#),
        })
        .collect();
    let scopes: Vec<_> = scopes.iter().map(|scope| format!(r#""/subscriptions/{scope}""#)).collect();
    let json = format!(
        r#"{{"id":"1","status":"failed","checks":[{}],"scopes":[{}]}}"#,
        checks.join(","),
        scopes.join(",")
    );
    serde_json::from_str(&json).unwrap()
}

fn states(connection: &Connection) -> Vec<CheckState> {
    standings(connection).into_iter().map(|one| one.state).collect()
}

#[test]
fn the_worst_check_of_a_scope_decides() {
    let connection = connection(
        &[
            ("token", "", "pass"),
            ("subscription", "a", "pass"),
            ("subscription", "b", "pass"),
            ("subscription", "c", "waiting"),
            ("subscription", "d", "warn"),
            ("permissions", "a", "pass"),
            ("permissions", "b", "fail"),
            ("permissions", "c", "pending"),
            ("permissions", "d", "skipped"),
        ],
        &["a", "b", "c", "d", "e"],
    );
    use CheckState::{Fail, Pass, Skipped, Waiting};
    assert_eq!(states(&connection), [Pass, Fail, Waiting, Pass, Skipped]);
    assert_eq!(partly(&connection), Some(Partly { working: 2, total: 5 }));
}

#[test]
fn where_the_sign_in_fails_nothing_works() {
    let connection = connection(&[("token", "", "fail"), ("subscription", "a", "pass")], &["a", "b"]);
    assert_eq!(states(&connection), [CheckState::Skipped; 2]);
    assert_eq!(partly(&connection), None);
}

#[test]
fn all_or_one_or_none_is_no_part() {
    for checks in [
        &[("subscription", "a", "pass"), ("subscription", "b", "pass")][..],
        &[("subscription", "a", "fail"), ("subscription", "b", "fail")][..],
        &[("subscription", "a", "pass")][..],
        &[][..],
    ] {
        assert_eq!(partly(&connection(checks, &[])), None, "{checks:?}");
    }
}

#[test]
fn a_scope_is_what_its_path_says() {
    let id = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
    let known = &standings(&connection(&[], &[id, "x/y"]));
    assert_eq!(known[0].subscription().unwrap().to_string(), id);
    assert_eq!((known[1].scope(), known[1].works()), (None, false));
}
