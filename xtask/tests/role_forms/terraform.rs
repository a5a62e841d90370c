//! The Terraform form, by a reader of HCL.

use azure_connect::azure::role::{Form, Permission, Role};
use hcl::{Block, Body, Expression};
use proptest::prelude::*;

use super::{SUBSCRIPTION, config, lists, plain, role};

/// What `azurerm_role_definition` takes (hashicorp/terraform-provider-azurerm @00cfc9a).
const ARGUMENTS: [&str; 4] = ["name", "scope", "description", "assignable_scopes"];
const LISTS: [&str; 4] = ["actions", "not_actions", "data_actions", "not_data_actions"];

fn parsed(role: &Role) -> Body {
    hcl::from_str(&role.render_as_is(Form::Terraform).unwrap()).unwrap()
}

fn resource(body: &Body) -> &Block {
    let blocks: Vec<&Block> = body.blocks().filter(|block| block.identifier() == "resource").collect();
    let [resource] = blocks[..] else { unreachable!("one resource") };
    let labels: Vec<&str> = resource.labels().iter().map(|label| label.as_str()).collect();
    assert_eq!(labels, ["azurerm_role_definition", "role"]);
    resource
}

fn expression<'b>(body: &'b Body, key: &str) -> Option<&'b Expression> {
    let mut found = body.attributes().filter(|attribute| attribute.key() == key);
    let first = found.next().map(|attribute| attribute.expr());
    assert!(found.next().is_none(), "{key} twice");
    first
}

/// A string that is one: with something interpolated, it would be another kind of expression.
fn string(expression: &Expression) -> String {
    match expression {
        Expression::String(text) => text.clone(),
        other => unreachable!("{other:?} is no plain string"),
    }
}

fn strings(body: &Body, key: &str) -> Vec<String> {
    match expression(body, key) {
        None => Vec::new(),
        Some(Expression::Array(items)) => items.iter().map(string).collect(),
        Some(other) => unreachable!("{other:?} is no list"),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_value_comes_back(role in role()) {
        let role = Role { assignable_scopes: [vec![SUBSCRIPTION.into()], role.assignable_scopes].concat(), ..role };
        let body = parsed(&role);
        let resource = resource(&body).body();
        prop_assert_eq!(string(expression(resource, "name").unwrap()), role.name.clone());
        let description = expression(resource, "description").map(string);
        prop_assert_eq!(description.is_some(), !role.description.is_empty(), "the provider refuses an empty one");
        prop_assert_eq!(description.unwrap_or_default(), role.description.clone());
        prop_assert_eq!(string(expression(resource, "scope").unwrap()), SUBSCRIPTION);
        prop_assert_eq!(strings(resource, "assignable_scopes"), role.assignable_scopes.clone());
        for attribute in resource.attributes() {
            prop_assert!(ARGUMENTS.contains(&attribute.key()), "{}", attribute.key());
        }
        let blocks: Vec<&Body> = resource.blocks().map(Block::body).collect();
        prop_assert!(resource.blocks().all(|block| block.identifier() == "permissions"));
        prop_assert_eq!(blocks.len(), role.permissions.len());
        for (block, permission) in blocks.into_iter().zip(&role.permissions) {
            prop_assert_eq!(LISTS.map(|key| strings(block, key)), lists(permission));
            prop_assert!(block.attributes().all(|attribute| LISTS.contains(&attribute.key())));
        }
    }
}

#[test]
fn without_a_scope_it_is_the_subscription_of_the_provider() {
    let body = parsed(&Role { assignable_scopes: Vec::new(), ..plain() });
    let current = "data.azurerm_subscription.current.id";
    let scope = expression(resource(&body).body(), "scope").unwrap();
    assert_eq!(hcl::format::to_string(scope).unwrap(), current);
    let scopes = expression(resource(&body).body(), "assignable_scopes").unwrap();
    assert!(
        matches!(scopes, Expression::Array(items) if items.as_slice() == std::slice::from_ref(scope)),
        "{scopes:?}"
    );
    let data: Vec<&Block> = body.blocks().filter(|block| block.identifier() == "data").collect();
    assert_eq!(data.len(), 1);
}

#[test]
fn several_permissions_are_several_blocks() {
    let mut several = plain();
    several.permissions.push(Permission { actions: vec!["*".into()], ..Permission::default() });
    assert_eq!(resource(&parsed(&several)).body().blocks().count(), 2);
}
