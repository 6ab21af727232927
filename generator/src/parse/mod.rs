//! From text to facts, and back from an item's facts to its syntax tree when that is wanted.

mod again;
mod ahead;
mod attributes;
mod blank;
mod bodies;
mod bounds;
mod cache;
mod codec;
mod early;
mod facts;
mod generics;
mod left_out;
mod normal;
mod piece;
mod said;
mod stack;
mod std_macros;
mod tokens;
mod words;

pub(crate) use attributes::attributes_of;
pub use attributes::{is_cfg, is_inert, nested_metas};
pub use blank::blank_first;
pub(crate) use bodies::IMPL_WITHIN;
pub use cache::FactsCache;
pub use codec::{Reader, Writer};
pub use facts::{facts_of, facts_of_expansion};
pub(crate) use facts::{imports_of, visibility};
pub(crate) use generics::{CALLABLE, bounds_in, without_references};
pub(crate) use left_out::take_out;
pub use normal::{NORMAL_FORM, Normal, hash_tree};
pub use piece::{Piece, parse_header, parse_piece};
pub(crate) use said::{EXPORTS, STARTS, Said};
pub use stack::{deep_thread, on_deep_stack};
pub(crate) use std_macros::{
    is_macro_of_std, is_of_pointers, is_plain_macro, is_quiet_macro, writes_expressions,
};
pub(crate) use tokens::{around, macro_calls, path_at};
pub use tokens::{compact, hash_tokens, identifiers};
pub(crate) use words::names_functions;
pub use words::{has_word, occurrences};
