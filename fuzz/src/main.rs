//! libFuzzer over the checks of `tests/properties`. `FUZZ_TARGET` names the one to run; with
//! `FUZZ_LENGTH` each input is repeated until it is that many bytes long. `cargo xtask fuzz` starts it.

#![no_main]

#[path = "../../tests/properties/check/mod.rs"]
mod check;

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

struct Task {
    check: fn(&str),
    length: usize,
}

fn task() -> &'static Task {
    static TASK: OnceLock<Task> = OnceLock::new();
    TASK.get_or_init(|| {
        let target = std::env::var("FUZZ_TARGET").unwrap_or_default();
        let Some((_, check)) = check::TARGETS.into_iter().find(|(name, _)| *name == target) else {
            eprintln!("FUZZ_TARGET={target:?} is none of {:?}", check::TARGETS.map(|(name, _)| name));
            std::process::exit(2);
        };
        let length = std::env::var("FUZZ_LENGTH").ok().and_then(|length| length.parse().ok());
        Task { check, length: length.unwrap_or_default() }
    })
}

fuzz_target!(|data: &[u8]| {
    let task = task();
    let text = String::from_utf8_lossy(data);
    if task.length == 0 || text.is_empty() {
        (task.check)(&text);
    } else {
        (task.check)(&text.repeat(task.length.div_ceil(text.len())));
    }
});
