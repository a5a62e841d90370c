//! What the browser knows of languages: which form a number asks for, how numbers, days and lists are written.

use std::cell::OnceCell;

use js_sys::{Array, Date, JsString, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

// With `catch`: a tag that is none raises an error, and a page may have taken `Intl` away.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    #[derive(Debug)]
    type PluralRules;
    #[wasm_bindgen(catch, constructor, js_namespace = Intl)]
    fn new(locale: &str) -> Result<PluralRules, JsValue>;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: f64) -> JsString;

    #[wasm_bindgen(js_namespace = Intl)]
    #[derive(Debug)]
    type NumberFormat;
    #[wasm_bindgen(catch, constructor, js_namespace = Intl)]
    fn new(locale: &str) -> Result<NumberFormat, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, number: f64) -> JsString;

    #[wasm_bindgen(js_namespace = Intl)]
    #[derive(Debug)]
    type ListFormat;
    #[wasm_bindgen(catch, constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> Result<ListFormat, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &ListFormat, items: &Array) -> JsString;

    #[wasm_bindgen(js_namespace = Intl)]
    #[derive(Debug)]
    type DateTimeFormat;
    #[wasm_bindgen(catch, constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, date: &Date) -> JsString;
}

/// The rules of one language. Each is made when it is first asked for, and kept: making one takes longer than using it.
#[derive(Debug, Default)]
pub struct Intl {
    locale: String,
    plurals: OnceCell<Option<PluralRules>>,
    numbers: OnceCell<Option<NumberFormat>>,
    lists: OnceCell<Option<ListFormat>>,
    days: OnceCell<Option<DateTimeFormat>>,
}

impl Intl {
    /// Those of a BCP 47 tag. Of one that is none, English is spoken.
    pub fn new(locale: &str) -> Self {
        Self { locale: locale.into(), ..Self::default() }
    }

    /// The plural category of a number: `one`, `two`, `few`, `many`, `other`.
    pub fn category(&self, number: usize) -> String {
        match self.plurals.get_or_init(|| PluralRules::new(&self.locale).ok()) {
            Some(rules) => rules.select(number as f64).into(),
            None => (if number == 1 { "one" } else { "other" }).into(),
        }
    }

    /// A whole number, grouped as the language does.
    pub fn number(&self, number: usize) -> String {
        match self.numbers.get_or_init(|| NumberFormat::new(&self.locale).ok()) {
            Some(format) => format.format(number as f64).into(),
            None => number.to_string(),
        }
    }

    /// Several things in a row, as behind a colon: “a, b, c”.
    pub fn list<T: AsRef<str>>(&self, items: &[T]) -> String {
        let array: Array = items.iter().map(|item| JsValue::from_str(item.as_ref())).collect();
        match self.lists.get_or_init(|| ListFormat::new(&self.locale, &narrow()).ok()) {
            Some(format) => format.format(&array).into(),
            None => array.join(", ").into(),
        }
    }

    /// A day in words; text that is none stays as it is.
    pub fn long_date(&self, iso: &str) -> String {
        let date = Date::new(&JsValue::from_str(iso));
        if date.get_time().is_nan() {
            return iso.into();
        }
        match self.days.get_or_init(|| DateTimeFormat::new(&self.locale, &long_day()).ok()) {
            Some(format) => format.format(&date).into(),
            None => iso.into(),
        }
    }
}

/// Without an “and” where the language can: labels of our own hold words like it.
fn narrow() -> Object {
    let options = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&options, &"style".into(), &"narrow".into());
    options
}

fn long_day() -> Object {
    let options = Object::new();
    // A date without a time is midnight in UTC.
    let _ = Reflect::set(&options, &"dateStyle".into(), &"long".into());
    let _ = Reflect::set(&options, &"timeZone".into(), &"UTC".into());
    options
}
