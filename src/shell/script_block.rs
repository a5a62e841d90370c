use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Document, HtmlElement};
use yew::NodeRef;

use crate::script::{Mark, marks};
use crate::wizard::ReadyScript;

/// The block that shows the script. Yew knows it as an empty element: its hundreds of pieces are put in
/// when the script changes, not compared at each keystroke.
#[derive(Debug, Default)]
pub struct ScriptBlock {
    node: NodeRef,
    shown: RefCell<Option<(HtmlElement, Rc<str>)>>,
}

impl ScriptBlock {
    /// The reference that the view binds to the block.
    pub fn node(&self) -> &NodeRef {
        &self.node
    }

    /// Shows a script, if it is not the one that stands there.
    pub fn show(&self, script: Option<&ReadyScript>) {
        let Some(node) = self.node.cast::<HtmlElement>() else { return };
        let Ok(mut shown) = self.shown.try_borrow_mut() else { return };
        if let (Some((block, text)), Some(script)) = (&*shown, script)
            && *block == node
            && Rc::ptr_eq(text, &script.text)
        {
            return;
        }
        node.set_text_content(None);
        *shown = None;
        let (Some(script), Some(document)) = (script, web_sys::window().and_then(|window| window.document()))
        else {
            return;
        };
        for (mark, piece) in marks(&script.text, script.language) {
            put(&node, &document, mark, piece);
        }
        *shown = Some((node, Rc::clone(&script.text)));
    }

    /// Selects all of it, so that it can be copied by hand, and answers whether that worked.
    pub fn select(&self) -> bool {
        let Some(node) = self.node.cast::<HtmlElement>() else { return false };
        let Some(selection) = web_sys::window().and_then(|window| window.get_selection().ok().flatten())
        else {
            return false;
        };
        let _ = node.focus();
        selection.select_all_children(&node).is_ok()
    }
}

/// Fails only where the page is being torn down.
fn put(node: &HtmlElement, document: &Document, mark: Mark, piece: &str) {
    if mark == Mark::Plain {
        let _ = node.append_with_str_1(piece);
    } else if let Ok(span) = document.create_element("span") {
        span.set_class_name(mark.name());
        span.set_text_content(Some(piece));
        let _ = node.append_child(&span);
    }
}
