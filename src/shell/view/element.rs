use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{Key, Listener, VNode, VTag};

/// An element in the making: what `html!` writes, in a form that costs a third of the wasm.
///
/// `html!` expands to about 250 bytes of code per element, wherever it stands. Here each part is a
/// call of a function that exists once, and an element comes to about 80. The virtual DOM and its
/// rules are Yew's either way.
#[derive(Debug)]
pub struct El(Box<VTag>);

/// Begins an element.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(VTag::new(AttrValue::Static(tag))))
}

/// Begins an element with a class.
#[inline(never)]
pub fn classed(tag: &'static str, class: &'static str) -> El {
    el(tag).attr("class", class)
}

impl El {
    /// Sets an attribute that never changes.
    #[inline(never)]
    pub fn attr(mut self, name: &'static str, value: &'static str) -> Self {
        self.0.add_attribute(name, AttrValue::Static(value));
        self
    }

    /// Sets an attribute.
    #[inline(never)]
    pub fn set(mut self, name: &'static str, value: String) -> Self {
        self.0.add_attribute(name, AttrValue::from(value));
        self
    }

    /// Sets an attribute that is there or not, such as `hidden`.
    #[inline(never)]
    pub fn flag(mut self, name: &'static str, on: bool) -> Self {
        if on {
            self.0.add_attribute(name, AttrValue::Static(""));
        }
        self
    }

    /// Hides the element where it has nothing to say. It stays in the document: yewstack/yew#4092.
    pub fn hidden(self, hidden: bool) -> Self {
        self.flag("hidden", hidden)
    }

    /// Tells the element from its siblings.
    #[inline(never)]
    pub fn key(mut self, key: &str) -> Self {
        self.0.key = Some(Key::from(key));
        self
    }

    /// Gives access to the element.
    #[inline(never)]
    pub fn bind(mut self, node: &NodeRef) -> Self {
        self.0.node_ref = node.clone();
        self
    }

    /// Listens to an event.
    #[inline(never)]
    pub fn listen(mut self, listener: Rc<dyn Listener>) -> Self {
        self.0.add_listener(listener);
        self
    }

    /// Listens to clicks.
    #[inline(never)]
    pub fn on_click(self, callback: Callback<MouseEvent>) -> Self {
        self.listen(Rc::new(yew::html::onclick::Wrapper::new(callback)))
    }

    /// Adds text.
    #[inline(never)]
    pub fn text(mut self, text: String) -> Self {
        self.0.add_child(VNode::from(text));
        self
    }

    /// Adds a text that is shared, because it can be a long one.
    #[inline(never)]
    pub fn shared_text(mut self, text: AttrValue) -> Self {
        self.0.add_child(VNode::VText(yew::virtual_dom::VText::new(text)));
        self
    }

    /// Adds a child.
    #[inline(never)]
    pub fn child(mut self, child: impl Into<Html>) -> Self {
        self.0.add_child(child.into());
        self
    }

    /// Adds children, each with a key of its own.
    pub fn children<T: Into<Html>>(mut self, children: impl IntoIterator<Item = T>) -> Self {
        for child in children {
            self.0.add_child(child.into());
        }
        self
    }

    /// The text field's value, where the wizard knows it.
    #[inline(never)]
    pub fn value(mut self, value: &str) -> Self {
        self.0.set_value(Some(AttrValue::from(value.to_owned())));
        self
    }

    /// Whether the box or button is checked.
    #[inline(never)]
    pub fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }
}

impl From<El> for Html {
    #[inline(never)]
    fn from(el: El) -> Self {
        VNode::VTag(Rc::new(*el.0))
    }
}
