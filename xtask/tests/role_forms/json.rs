//! The JSON forms: by schema, and value by value.

use std::sync::LazyLock;

use azure_connect::azure::role::{Form, Permission, Role};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{GROUP, config, lists, plain, role};

fn schema(text: &str, name: Option<&str>) -> Validator {
    let mut schema: Value = serde_json::from_str(text).unwrap();
    if let Some(name) = name {
        schema["$ref"] = json!(format!("#/$defs/{name}"));
    }
    jsonschema::draft202012::new(&schema).unwrap()
}

static SERVICE: LazyLock<Validator> = LazyLock::new(|| schema(include_str!("service.schema.json"), None));
static TEMPLATE: LazyLock<Validator> = LazyLock::new(|| schema(include_str!("template.schema.json"), None));
static FLAT: LazyLock<Validator> =
    LazyLock::new(|| schema(include_str!("command-line.schema.json"), Some("flat")));
static NESTED: LazyLock<Validator> =
    LazyLock::new(|| schema(include_str!("command-line.schema.json"), Some("nested")));

fn rendered(role: &Role, form: Form) -> Value {
    serde_json::from_str(&role.render_as_is(form).unwrap()).unwrap()
}

fn valid(schema: &Validator, file: &Value) -> Result<(), TestCaseError> {
    let errors: Vec<String> =
        schema.iter_errors(file).map(|error| format!("{}: {error}", error.instance_path())).collect();
    prop_assert!(errors.is_empty(), "{file:#}: {errors:#?}");
    Ok(())
}

fn strings(value: &Value) -> Vec<String> {
    serde_json::from_value(value.clone()).unwrap()
}

/// The permissions of a file, under the keys of its form.
fn permissions(list: &Value, keys: [&str; 4]) -> Vec<[Vec<String>; 4]> {
    list.as_array().unwrap().iter().map(|one| keys.map(|key| strings(&one[key]))).collect()
}

const CAMEL: [&str; 4] = ["actions", "notActions", "dataActions", "notDataActions"];
const PASCAL: [&str; 4] = ["Actions", "NotActions", "DataActions", "NotDataActions"];

fn holds_role(properties: &Value, role: &Role) -> Result<(), TestCaseError> {
    prop_assert_eq!(properties["roleName"].as_str(), Some(role.name.as_str()));
    prop_assert_eq!(properties["description"].as_str(), Some(role.description.as_str()));
    prop_assert_eq!(strings(&properties["assignableScopes"]), role.assignable_scopes.clone());
    let expected: Vec<_> = role.permissions.iter().map(lists).collect();
    prop_assert_eq!(permissions(&properties["permissions"], CAMEL), expected);
    Ok(())
}

/// What Resource Manager makes of every string of a template: between `[` and `]` it is an expression, after
/// `[[` it is a text, without the first bracket.
fn evaluated(value: &mut Value) -> Result<(), TestCaseError> {
    match value {
        Value::String(text) if text.starts_with('[') && text.ends_with(']') => {
            prop_assert!(text.starts_with("[["), "{text} is an expression");
            text.remove(0);
        }
        Value::Array(items) => items.iter_mut().try_for_each(evaluated)?,
        Value::Object(members) => members.values_mut().try_for_each(evaluated)?,
        _ => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn portal_and_rest(role in role()) {
        for (form, kind) in [(Form::Portal, Value::Null), (Form::Rest, json!("CustomRole"))] {
            let file = rendered(&role, form);
            valid(&SERVICE, &file)?;
            prop_assert_eq!(&file["properties"]["type"], &kind);
            holds_role(&file["properties"], &role)?;
        }
    }

    #[test]
    fn templates(role in role()) {
        let mut file = rendered(&role, Form::Arm);
        valid(&TEMPLATE, &file)?;
        let resource = &mut file["resources"][0];
        let name = resource["name"].as_str().unwrap();
        let quoted = name.strip_prefix("[guid(subscription().id, '").unwrap().strip_suffix("')]").unwrap();
        prop_assert_eq!(quoted.replace("''", "'"), role.name.clone());
        let properties = &mut resource["properties"];
        evaluated(properties)?;
        valid(&SERVICE, &json!({ "properties": &*properties }))?;
        holds_role(properties, &role)?;
    }

    #[test]
    fn command_lines(role in role()) {
        let file = rendered(&role, Form::PowerShell16);
        valid(&NESTED, &file)?;
        let expected: Vec<_> = role.permissions.iter().map(lists).collect();
        prop_assert_eq!(permissions(&file["Permissions"], PASCAL), expected);
        let one = Role { permissions: role.permissions.iter().take(1).cloned().collect(), ..role.clone() };
        for form in [Form::Cli, Form::PowerShell15] {
            let file = rendered(&one, form);
            valid(&FLAT, &file)?;
            prop_assert_eq!(file["Name"].as_str(), Some(role.name.as_str()));
            prop_assert_eq!(file["Description"].as_str(), Some(role.description.as_str()));
            prop_assert_eq!(strings(&file["AssignableScopes"]), role.assignable_scopes.clone());
            let expected = one.permissions.first().map(lists).unwrap_or_default();
            prop_assert_eq!(PASCAL.map(|key| strings(&file[key])), expected);
        }
    }
}

#[test]
fn the_schemas_refuse_other_forms() {
    for form in [Form::Cli, Form::PowerShell15, Form::PowerShell16, Form::Arm] {
        assert!(!SERVICE.is_valid(&rendered(&plain(), form)), "{form:?}");
    }
    assert!(!TEMPLATE.is_valid(&rendered(&plain(), Form::Rest)));
    assert!(!FLAT.is_valid(&rendered(&plain(), Form::PowerShell16)));
    assert!(!NESTED.is_valid(&rendered(&plain(), Form::Cli)));
    let mut read_only = rendered(&plain(), Form::Rest);
    read_only["name"] = json!("c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5");
    assert!(!SERVICE.is_valid(&read_only));
}

#[test]
fn a_template_for_a_management_group_is_one() {
    let at_group = Role { assignable_scopes: vec![GROUP.into()], ..plain() };
    let file = rendered(&at_group, Form::Arm);
    assert!(TEMPLATE.is_valid(&file), "{file:#}");
    assert_eq!(file["resources"][0]["name"], "[guid(managementGroup().id, 'Disk keeper')]");
}

#[test]
fn the_cli_holds_several_permissions_as_it_reads_them() {
    let mut several = plain();
    several.permissions.push(Permission { actions: vec!["*".into()], ..Permission::default() });
    let file = rendered(&several, Form::Cli);
    let expected: Vec<_> = several.permissions.iter().map(lists).collect();
    assert_eq!(permissions(&file["permissions"], CAMEL), expected);
    assert_eq!(file.get("Actions"), None);
}
