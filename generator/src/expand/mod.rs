//! Expands `macro_rules!` by example, as rustc does, from tokens to tokens.
//!
//! A macro-heavy crate is opaque without this: what a macro writes would be known only as "some item of the
//! crate". The engine is pure (no file, no clock, no global state), total (any soup of tokens gives `Ok` or `Err`
//! in bounded time) and expands **one** invocation; which macro a name means, and expanding what an expansion
//! contains, belong to the caller.
//!
//! How close to rustc it is:
//! - Rules are tried in order by the same state machine over tokens; a fragment that was begun must parse, or the
//!   whole invocation fails ([`ExpandError::Fragment`]), for rustc does not try the next rule either.
//! - A matched fragment other than `ident`, `tt` and `lifetime` is opaque afterwards: it is written as nested
//!   invisible groups, whose number says of which kind it is ([`FragmentKind`]), and matches no token of another
//!   macro. [`parse_as`] takes these groups apart again where syn needs it, and [`conceal`] keeps them through text.
//! - `$crate` becomes the one identifier that [`CrateName`] makes, so that a resolver can tell it from a module.
//! - Tokens keep their spans: those the user wrote point into the call, the others into the macro.
//! - **Hygiene is not tracked.** A local variable that a macro binds may seem to capture a name of its caller, or the
//!   other way round. Whoever resolves names in an expansion must therefore let a name that a local could have
//!   captured stand for the item as well: wider, so sound. Which of the names that both have came from where is told
//!   ([`Origins`]), so that the same tokens from elsewhere are not taken for the same code.
//! - Unstable forms (`${count(x)}`, `$$`, rules for attributes and derives, `macro name {}`) are errors; the caller
//!   then falls back to the names that the call mentions.

mod budget;
pub mod builtin;
mod definition;
mod error;
mod fragment;
mod matcher;
mod matching;
mod nesting;
mod opaque;
mod origins;
mod position;
mod token;
mod transcriber;
mod transcribing;

pub use budget::{Budget, Limits};
pub(crate) use definition::CallBy;
pub use definition::{CrateName, Edition, Expansion, MacroDef};
pub use error::{DefError, ExpandError};
pub use fragment::FragmentKind;
pub use nesting::{STACK_SIZE, depth_of};
pub use opaque::{conceal, reveal};
pub use origins::{OF_MACRO, Origins};
pub use position::{Parsed, Position, parse_as};
