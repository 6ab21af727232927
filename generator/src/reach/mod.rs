//! What a function can reach: rapid type analysis over live items and live types.
//!
//! Every rule errs towards more. An item comes alive when a live item names it. A method call wakes every method
//! of its name on live types, unless its receiver is cheaply known. Impls of foreign traits live with their type,
//! once any foreign code runs, for it may call them; those of formatting, conversions and operators only once something live asks
//! for them. What cannot be resolved or expanded wakes all it mentions, and is reported.

mod alike;
mod arguments;
mod asks;
mod assembler;
mod attributes;
mod body;
mod bounds;
mod by_std;
mod callable;
mod calls;
mod coerced;
mod comes_in;
mod compared;
mod compilers;
mod conversions;
mod demands;
mod derived;
mod dispatched;
mod escapes;
mod expanding;
mod exported;
mod files;
mod foreign;
mod handed;
mod hands;
mod header;
mod held;
mod hidden;
mod in_order;
mod in_scope;
mod index;
mod indexed;
mod inferred;
mod iterated;
mod kept;
mod keyed;
mod known;
mod leading;
mod lent;
mod live;
mod looks;
mod lost;
mod macros;
mod meanings;
mod meant;
mod measured;
mod members;
mod mentions;
mod moves;
mod named;
mod operators;
mod outside;
mod owned;
mod parts;
mod paths;
mod patterns;
mod places;
mod pointed;
mod pointers;
mod procedural;
mod projected;
mod purity;
mod quiet;
mod reached;
mod scope;
mod shared;
mod signatures;
mod std_functions;
mod std_gives;
mod std_own;
mod std_traits;
mod std_types;
mod steps;
mod syntax;
mod tables;
mod through;
mod told;
mod triggers;
mod ty;
mod unasked;
mod values;
mod walk;
mod wanted;
mod ways;
mod wrapped;
mod written;

pub(crate) use kept::words_to;
pub use known::Known;
pub use reached::{At, Because, Covered, ImpureKind, Impurity, Own, Reached, Widening};
pub use shared::{Findings, Shared};

use crate::plan::Unkeyed;
use crate::resolve::{ItemId, NEEDS_NOTHING};

/// From where a search starts.
#[derive(Clone, Copy, Debug)]
pub struct Root<'a> {
    /// The item.
    pub item: ItemId,
    /// Why it is one.
    pub how: &'a str,
    /// Of a function: its arguments that no key holds as they are.
    pub unkeyed: &'a Unkeyed,
    /// Of a function: whether it is called by a wrapper.
    pub wrapped: bool,
}

/// What to do with what only a build of unit tests has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfTests {
    /// It is not there.
    Left,
    /// It may be there.
    Counted,
}

/// What the roots can reach; items that fit a pattern of `exempt` are not followed.
pub fn reach(
    known: &Known<'_>,
    roots: &[Root<'_>],
    exempt: Vec<String>,
    of_tests: OfTests,
) -> Reached {
    let asked = &known.program.asked;
    asked.open();
    asked.word(NEEDS_NOTHING);
    // Roots that only tests have can be called by nothing else.
    let leaves_tests =
        of_tests == OfTests::Left && !roots.iter().all(|root| known.is_of_tests(root.item));
    let mut reach = live::Reach::new(known, exempt, leaves_tests);
    for root in roots {
        if reach.is_left(root.item) {
            continue;
        }
        reach.root(root);
        reach.allocates(root.item);
        reach.called_first(root.item);
        reach.files_unread(root.item);
    }
    let mut reached = reach.run();
    reached.asked = asked.close();
    reached
}
