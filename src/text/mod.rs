//! The words, by language, as data.
//!
//! A language is one flat JSON table of keys and sentences, `data/texts/LANGUAGE.json`. English is complete and
//! in every build; another table lies over it. A sentence may hold `{placeholders}`. A platform replaces any of
//! them through its profile's `text`.

mod crc;
mod direction;
mod encoding;
mod env_file;
mod part;
mod plural;
mod shown;
mod table;

pub use crc::crc32;
pub use direction::{direction, spoken_locale};
pub use encoding::{Decoded, Encoding, decode, readable};
pub use env_file::env_line;
pub(crate) use part::{find, split_once};
pub(crate) use shown::may_show;
pub use table::{TableError, Texts};
