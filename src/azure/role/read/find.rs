//! Where in a document the role is.

use std::rc::Rc;

use super::expression::Values;
use super::fields::{get, has, text};
use super::{RoleReadError, RoleReadErrorKind, Shape};
use crate::json::{Node, PathStep};

/// The type of the resource in a template, and of the objects that the service answers with.
const TYPE: &str = "Microsoft.Authorization/roleDefinitions";

/// The four lists of a permission.
pub(super) const LISTS: [&str; 4] = ["actions", "notActions", "dataActions", "notDataActions"];

/// Something in a document that may be a role.
pub(super) struct Candidate {
    pub(super) body: Body,
    /// As far as the place tells.
    pub(super) shape: Shape,
    /// What the template says, where it is in one.
    pub(super) values: Option<Rc<Values>>,
    /// The way to it from the top of the document.
    pub(super) path: Path,
}

/// Steps from the top of a document.
pub(super) type Path = Vec<PathStep<'static>>;

/// What a [`Candidate`] was found as.
pub(super) enum Body {
    /// The members of a role, `properties` and all.
    Role(Vec<(String, Node)>),
    /// Permissions only.
    Permissions(Vec<Node>),
    /// Operations only.
    Actions(Vec<Node>),
}

type Entries = Vec<(String, Node)>;

impl Candidate {
    fn new(body: Body, shape: Shape, path: &[PathStep<'static>]) -> Candidate {
        Candidate { body, shape, values: None, path: path.to_vec() }
    }

    /// What to call it among others.
    pub(super) fn name(&self) -> String {
        let Body::Role(entries) = &self.body else { return String::new() };
        let inner = match get(entries, "properties") {
            Some(Node::Object(inner)) => inner,
            _ => entries,
        };
        let name = text(inner, "roleName").or_else(|| text(inner, "name")).or_else(|| text(entries, "name"));
        name.unwrap_or_default().to_owned()
    }
}

/// All that may be meant. None only where a list is empty.
pub(super) fn candidates(document: Node) -> Result<Vec<Candidate>, RoleReadError> {
    let entries = match document {
        Node::List(list) => return among(list, &[]),
        Node::Object(entries) => entries,
        _ => return Err(RoleReadErrorKind::NotARole.into()),
    };
    if has(&entries, "resources") {
        let mut found = Vec::new();
        template(entries, &mut Path::new(), &mut found);
        return if found.is_empty() { Err(RoleReadErrorKind::NoRoleInTemplate.into()) } else { Ok(found) };
    }
    // The answer of the service to a list of role definitions.
    if !is_role(&entries) && matches!(get(&entries, "value"), Some(Node::List(_))) {
        return match take(entries, "value") {
            Some(Node::List(list)) => among(list, &[PathStep::Key("value")]),
            _ => Ok(Vec::new()),
        };
    }
    Ok(vec![one(entries, &[])?])
}

/// The roles of a list: several roles, or several permissions of one, or its operations.
fn among(list: Vec<Node>, path: &[PathStep<'static>]) -> Result<Vec<Candidate>, RoleReadError> {
    if list.is_empty() {
        return Ok(Vec::new());
    }
    if matches!(list.first(), Some(Node::Text(_))) {
        return Ok(vec![Candidate::new(Body::Actions(list), Shape::BareActions, path)]);
    }
    if list.iter().all(|node| matches!(node, Node::Object(entries) if is_permission(entries))) {
        return Ok(vec![Candidate::new(Body::Permissions(list), Shape::BarePermissions, path)]);
    }
    let mut found = Vec::new();
    for (at, node) in list.into_iter().enumerate() {
        let Node::Object(entries) = node else {
            let place = ["[", &at.to_string(), "]"].concat();
            return Err(RoleReadError::at(RoleReadErrorKind::NotAnObject, &place));
        };
        if is_role(&entries) {
            found.push(one(entries, &[path, &[PathStep::Item(at)]].concat())?);
        }
    }
    if found.is_empty() { Err(RoleReadErrorKind::NotARole.into()) } else { Ok(found) }
}

fn one(entries: Entries, path: &[PathStep<'static>]) -> Result<Candidate, RoleReadError> {
    if !is_role(&entries) {
        return Err(RoleReadErrorKind::NotARole.into());
    }
    if is_resource(&entries) && has(&entries, "apiVersion") {
        let values = Some(Rc::default());
        return Ok(Candidate { values, ..Candidate::new(Body::Role(entries), Shape::ArmResource, path) });
    }
    match get(&entries, "properties") {
        Some(Node::Object(_)) => return Ok(Candidate::new(Body::Role(entries), Shape::Properties, path)),
        // What a documentation page makes of a role when it puts permissions where the properties belong.
        Some(Node::List(_)) => {
            let permissions = take(entries, "properties").and_then(Node::list).unwrap_or_default();
            return Ok(Candidate::new(Body::Permissions(permissions), Shape::BarePermissions, path));
        }
        _ => {}
    }
    let upper = |name: &str| {
        let written = entries.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        written.is_some_and(|(key, _)| key.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    let shape = if !has(&entries, "name") && !has(&entries, "roleName") {
        Shape::BarePermissions
    } else if has(&entries, "roleName") {
        Shape::CliOutput
    } else if !has(&entries, "permissions") {
        Shape::Flat
    } else if upper("permissions") {
        Shape::PowerShell16
    } else {
        Shape::Nested
    };
    Ok(Candidate::new(Body::Role(entries), shape, path))
}

/// Collects the role definitions of a template, those of templates within it too.
fn template(entries: Entries, path: &mut Path, found: &mut Vec<Candidate>) {
    let (mut resources, mut parameters, mut variables) = (None, None, None);
    for (key, node) in entries {
        match key.to_ascii_lowercase().as_str() {
            "resources" => resources = Some(node),
            "parameters" => parameters = Some(node),
            "variables" => variables = Some(node),
            _ => {}
        }
    }
    let values = Rc::new(Values::new(parameters, variables));
    let resources = match resources {
        Some(Node::List(list)) => list,
        // Named resources: from language version 2.0 on.
        Some(Node::Object(named)) => named.into_iter().map(|(_, node)| node).collect(),
        _ => return,
    };
    path.push(PathStep::Key("resources"));
    for (at, resource) in resources.into_iter().enumerate() {
        let Node::Object(entries) = resource else { continue };
        path.push(PathStep::Item(at));
        if is_resource(&entries) {
            let values = Some(Rc::clone(&values));
            found.push(Candidate { values, ..Candidate::new(Body::Role(entries), Shape::ArmTemplate, path) });
        } else if let Some(Node::Object(properties)) = take(entries, "properties")
            && let Some(Node::Object(inner)) = take(properties, "template")
        {
            path.extend([PathStep::Key("properties"), PathStep::Key("template")]);
            template(inner, path, found);
            path.pop();
            path.pop();
        }
        path.pop();
    }
    path.pop();
}

fn take(entries: Entries, name: &str) -> Option<Node> {
    entries.into_iter().rev().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, node)| node)
}

fn is_resource(entries: &[(String, Node)]) -> bool {
    text(entries, "type").is_some_and(|kind| kind.eq_ignore_ascii_case(TYPE))
}

/// Whether an object has something that only roles have.
fn is_role(entries: &[(String, Node)]) -> bool {
    let marks = |entries: &[(String, Node)]| {
        LISTS.iter().chain(&["permissions", "roleName", "assignableScopes"]).any(|name| has(entries, name))
    };
    is_resource(entries)
        || marks(entries)
        || match get(entries, "properties") {
            Some(Node::Object(inner)) => marks(inner),
            Some(Node::List(list)) => {
                list.iter().any(|node| matches!(node, Node::Object(entries) if is_permission(entries)))
            }
            _ => false,
        }
}

fn is_permission(entries: &[(String, Node)]) -> bool {
    LISTS.iter().any(|name| has(entries, name)) && !has(entries, "name") && !has(entries, "roleName")
}
