use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, HtmlElement, ShadowRoot};

use crate::profile::Accent;

/// The one style sheet of the wizard.
const SHEET: &str = include_str!("style.css");

/// The page behind the text in the light and the dark theme, as in the style sheet.
const LIGHT: [u8; 3] = [0xff, 0xff, 0xff];
const DARK: [u8; 3] = [0x1c, 0x20, 0x27];

/// Adopts the style sheet. An adopted sheet needs no `unsafe-inline`, a `<style>` element would.
pub fn adopt(root: &ShadowRoot) -> Result<(), JsValue> {
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(SHEET)?;
    root.set_adopted_style_sheets(&js_sys::Array::of1(&sheet));
    Ok(())
}

/// Gives the platform's accent to the sheet, through the object model: an attribute would need
/// `unsafe-inline`. Text in the accent is made as dark or as light as 4.5:1 needs.
pub fn apply_accent(frame: &HtmlElement, accent: &Accent) {
    let style = frame.style();
    let set = |name: &str, rgb: [u8; 3]| {
        // A browser that refuses a custom property keeps the sheet's own default.
        let _ = style.set_property(name, &hex(rgb));
    };
    set("--accent-profile", accent.rgb);
    set("--on-accent-profile", accent.on_accent());
    set("--accent-text-light", accent.readable_on(LIGHT));
    set("--accent-text-dark", accent.readable_on(DARK));
}

fn hex(rgb: [u8; 3]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(7);
    text.push('#');
    for channel in rgb {
        text.push(char::from(DIGITS[usize::from(channel >> 4)]));
        text.push(char::from(DIGITS[usize::from(channel & 15)]));
    }
    text
}
