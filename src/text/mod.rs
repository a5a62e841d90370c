//! The words, by language, as data.
