//! The closure: an edit of anything the function can reach changes its fingerprint, and no other edit does.

mod build;
mod channels;
mod expansion;
mod levels;
mod macros;
mod names;
mod purity;
mod quiet;
mod table;
mod why;
