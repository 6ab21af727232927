//! The closure: an edit of anything the function can reach changes its fingerprint, and no other edit does.

mod arguments;
mod asks;
mod build;
mod channels;
mod conversions;
mod expansion;
mod given;
mod held;
mod hidden;
mod idioms;
mod keyed;
mod levels;
mod macros;
mod names;
mod outside;
mod own;
mod places;
mod procedural;
mod purity;
mod quiet;
mod receivers;
mod registry;
mod table;
mod unit_tests;
mod united;
mod why;
