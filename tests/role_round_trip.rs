//! A role that is written in any JSON form and read back is the same role.

use azure_connect::azure::role::{Form, Permission, RenderErrorKind, Role, Shape, read};
use azure_connect::json::repair;
use proptest::prelude::*;

/// Texts of all that hurts: quotes of every kind, backslashes, ends of lines, brackets of templates, dollar signs, marks
/// that nobody sees, letters beyond the 16 bits.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,24}",
        "[\\[\\]'\"\\\\/\n\r\t\u{0}\u{1b}$%{}\u{feff}\u{201c}\u{2028}\u{202e}\u{1f600}aé]{0,12}",
        "\\[{1,3}(parameters\\('x'\\)|[a-z' ]{0,6})\\]{0,2}",
    ]
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let operation = "[A-Z][a-z]{1,6}\\.[A-Z][a-z]{1,6}/([a-z]{1,6}/|\\*/){0,2}(read|write|delete|action|\\*)";
    prop::collection::vec(prop_oneof![3 => operation.prop_map(String::from), 1 => text()], 0..5)
}

fn permission() -> impl Strategy<Value = Permission> {
    (texts(), texts(), texts(), texts()).prop_map(|(actions, not_actions, data_actions, not_data_actions)| {
        Permission { actions, not_actions, data_actions, not_data_actions }
    })
}

fn scopes() -> impl Strategy<Value = Vec<String>> {
    let subscription = "/subscriptions/[1-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}";
    let group = "/providers/Microsoft.Management/managementGroups/[a-z]{1,12}";
    prop::collection::vec(
        prop_oneof![subscription.prop_map(String::from), group.prop_map(String::from), text()],
        0..4,
    )
}

fn role(permissions: usize) -> impl Strategy<Value = Role> {
    (text(), text(), prop::collection::vec(permission(), 1..=permissions), scopes()).prop_map(
        |(name, description, permissions, assignable_scopes)| Role {
            name,
            description,
            version: None,
            permissions,
            assignable_scopes,
        },
    )
}

/// The shape that a form is read back as.
fn shape(form: Form, permissions: usize) -> Shape {
    match form {
        Form::Portal | Form::Rest => Shape::Properties,
        Form::Cli if permissions > 1 => Shape::Nested,
        Form::PowerShell16 => Shape::PowerShell16,
        Form::Arm => Shape::ArmTemplate,
        _ => Shape::Flat,
    }
}

fn comes_back(role: &Role, form: Form) -> Result<(), TestCaseError> {
    let rendered = match role.render_as_is(form) {
        Err(error) => {
            prop_assert_eq!((form, error.kind()), (Form::PowerShell15, RenderErrorKind::SeveralPermissions));
            return Ok(());
        }
        Ok(rendered) => rendered,
    };
    let file = read(&rendered);
    prop_assert!(file.is_ok(), "{file:?}: {rendered}");
    let Ok(file) = file else { return Ok(()) };
    // Several permissions are one in the form that has room for one; they grant the same, and `Form`'s own tests
    // see to that.
    if form != Form::PowerShell15 || role.permissions.len() == 1 {
        prop_assert_eq!(&file.role, role, "{}", rendered);
    }
    prop_assert_eq!(file.shape, shape(form, role.permissions.len()));
    // Nothing is mended in what was written well.
    let repaired = repair(&rendered);
    prop_assert!(repaired.as_ref().is_ok_and(|repaired| repaired.count == 0), "{repaired:?}");
    Ok(())
}

proptest! {
    #[test]
    fn every_json_form_comes_back(role in role(1), form in prop::sample::select(Form::ALL.to_vec())) {
        if form.is_json() {
            comes_back(&role, form)?;
        }
    }

    #[test]
    fn several_permissions_too(role in role(3), form in prop::sample::select(Form::ALL.to_vec())) {
        if form.is_json() {
            comes_back(&role, form)?;
        }
    }

    #[test]
    fn from_form_to_form(role in role(2), forms in prop::collection::vec(prop::sample::select(Form::ALL.to_vec()), 1..5)) {
        let mut now = role.clone();
        for form in forms.into_iter().filter(|form| form.is_json() && *form != Form::PowerShell15) {
            let rendered = now.render_as_is(form).map_err(|error| TestCaseError::fail(error.to_string()))?;
            now = read(&rendered).map_err(|error| TestCaseError::fail(error.to_string()))?.role;
        }
        prop_assert_eq!(now, role);
    }

    #[test]
    fn no_text_is_too_odd(text in any::<String>()) {
        _ = read(&text);
    }

    #[test]
    fn nor_is_any_tree_of_the_right_words(text in tree()) {
        _ = read(&text);
    }
}

/// JSON of the members that roles have, in all the wrong places.
fn tree() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "name",
        "roleName",
        "Permissions",
        "permissions",
        "actions",
        "NotActions",
        "properties",
        "resources",
        "type",
        "value",
        "apiVersion",
        "condition",
        "isCustom",
        "assignableScopes",
        "parameters",
        "variables",
        "defaultValue",
        "template",
        "x",
    ]);
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("7".to_owned()),
        Just("\"*/read\"".to_owned()),
        Just("\"[variables('x')]\"".to_owned()),
        Just("\"[parameters('x')]\"".to_owned()),
        Just("\"Microsoft.Authorization/roleDefinitions\"".to_owned()),
        Just("\"BuiltInRole\"".to_owned()),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        let list =
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(",")));
        let member = (word.clone(), inner).prop_map(|(word, value)| format!("\"{word}\":{value}"));
        let object =
            prop::collection::vec(member, 0..6).prop_map(|members| format!("{{{}}}", members.join(",")));
        prop_oneof![list, object]
    })
}
