use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, HtmlElement, ShadowRoot};

use crate::profile::Accent;

/// What the first screen needs (`style/tokens.css` and `style/first.css`, by `build.rs`).
const FIRST: &str = include_str!(concat!(env!("OUT_DIR"), "/first.css"));
/// What all other screens need, in the rest of the wasm.
const LATER: &str = include_str!(concat!(env!("OUT_DIR"), "/later.css"));

/// What the least contrast behind text in the accent is in the light and the dark theme: a little more than that of
/// `--sunk` and `--chosen` in the style sheet.
const LIGHT: [u8; 3] = [0xf1, 0xf3, 0xf6];
const DARK: [u8; 3] = [0x20, 0x25, 0x2e];

thread_local! {
    /// All wizards of a page share them, so that the second one is filled for all at once.
    static SHEETS: Option<[CssStyleSheet; 2]> = sheets().ok();
}

fn sheets() -> Result<[CssStyleSheet; 2], JsValue> {
    let sheets = [CssStyleSheet::new()?, CssStyleSheet::new()?];
    sheets[0].replace_sync(FIRST)?;
    Ok(sheets)
}

/// Adopts the style sheets. An adopted sheet needs no `unsafe-inline`, a `<style>` element would.
pub fn adopt(root: &ShadowRoot) -> Result<(), JsValue> {
    SHEETS.with(|sheets| {
        let [first, later] = sheets.as_ref().ok_or(JsValue::UNDEFINED)?;
        root.set_adopted_style_sheets(&js_sys::Array::of2(first, later));
        Ok(())
    })
}

/// Fills the sheet of the later screens, once all of the wasm is here.
#[inline(never)]
pub fn complete() {
    SHEETS.with(|sheets| {
        if let Some([_, later]) = sheets {
            // Fails for a sheet that is being fetched only.
            let _ = later.replace_sync(LATER);
        }
    });
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
