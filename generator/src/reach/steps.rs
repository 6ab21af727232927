//! What walking one item comes to, as a list of steps: taken again by the next search that reaches it, instead of
//! the walk.
//!
//! A walk looks at the program and never at the state of the search, so its steps are the same in every search of
//! one program. What it spends of the search's allowance is a step as well; a search that cannot afford it walks.

use crate::reach::live::Reach;
use crate::reach::reached::{ImpureKind, Own};
use crate::resolve::{Head, ItemId, ModuleId, Words};
use rustc_hash::FxHashSet;
use std::path::PathBuf;
use std::sync::Arc;

/// One thing that a walked item asks of the search.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Step {
    /// It names an item; how.
    Live(ItemId, String),
    /// It depends on these lines of the lock.
    Locked(Vec<String>),
    /// It runs code of a crate that is not read.
    Outside,
    /// The same, where that can get at nothing of the program.
    Apart,
    /// It names a type or a trait of one; whether nothing lies in such a type but its own.
    NamesOthers(bool),
    /// It has a value of which nothing is known.
    HasUnknown,
    /// It names a type of one that holds these types of the program.
    HeldByOthers(Vec<ItemId>),
    /// It runs code of this crate at compile time.
    Whole(u32),
    /// It calls a trait's member.
    Dispatch(ItemId, String),
    /// It calls a method on a receiver that is not known.
    ByName(String),
    /// It asks a foreign trait of these types of the program, or of any type.
    Demand(String, Option<Vec<ItemId>>),
    /// It asks a foreign trait to make what has this head.
    DemandHead(String, Head),
    /// It asks a foreign trait of what has the first of these heads, with what has the second as the trait's argument.
    DemandPair(String, Head, Head),
    /// It names a foreign trait in a bound.
    Bound(String),
    /// It says there what a type is that the trait declares.
    BoundType(String),
    /// It may be called with what only impls of this trait tell.
    Told(Head),
    /// It asks where it was called from.
    Located,
    /// It hands values to code that is not read.
    StdRuns,
    /// It calls or drops what the search's root was given.
    LetsGo,
    /// It puts it into a value of its own.
    Wraps,
    /// It gets at an iterator by a type that is written out.
    Walks,
    /// It looks at how large something is that is not known.
    Measured,
    /// It makes a value of a type that nothing may name.
    Unnamed,
    /// It calls a method that may be one of another crate's type.
    MayBeOthers(Option<Vec<ItemId>>),
    /// It is a type whose methods a macro of another crate may have written.
    OthersWrote,
    /// Everything is asked of these types, or of any.
    AskedWholly(Option<Vec<ItemId>>),
    /// Other crates may make a value of any type.
    MakesAny,
    /// Another crate derives something for this type.
    OthersDerive,
    /// A macro wrote code of it.
    Wrote(ItemId),
    /// It is wider than it could be: the message, and what helps.
    Widen(String, Option<String>),
    /// It reads something at run time.
    Impure(ImpureKind, String),
    /// A file's bytes count.
    File(PathBuf),
    /// Files count that were found in a folder.
    Lists,
    /// A variable's value counts.
    Variable(String, Option<String>),
}

impl Step {
    /// Whether it says what a definition is made of, and not what its values may do.
    fn is_of_definition(&self) -> bool {
        matches!(
            self,
            Step::Live(..)
                | Step::Locked(_)
                | Step::Whole(_)
                | Step::Widen(..)
                | Step::File(_)
                | Step::Lists
                | Step::Variable(..)
                | Step::Wrote(_)
        )
    }
}

/// What a walk came to.
#[derive(Clone, Debug, Default)]
pub(super) struct Walked {
    pub(super) steps: Vec<Step>,
    /// What it found of the item itself.
    pub(super) own: Arc<Own>,
    /// Tokens of each call that a macro wrote.
    pub(super) spent: Vec<u64>,
    /// The words that it hangs on.
    pub(super) asked: Words,
    /// Whether this build walked.
    pub(super) fresh: bool,
}

/// A walk under way.
#[derive(Debug)]
pub(super) struct Log {
    item: ItemId,
    walked: Walked,
    own: Own,
    /// Steps that come of a step are not steps of the walk.
    within: u32,
    /// Names of which it is known by which `use` they mean what: where, and how much was written around.
    ways: FxHashSet<(ModuleId, usize, Vec<String>)>,
    /// Whether another search can take it over.
    whole: bool,
    /// What is asked for in the search around it.
    outer: Option<usize>,
}

impl Log {
    pub(super) fn own(&mut self) -> &mut Own {
        &mut self.own
    }

    /// Whether the ways to a name are asked for the first time.
    pub(super) fn is_new_way(&mut self, name: (ModuleId, usize, Vec<String>)) -> bool {
        self.ways.insert(name)
    }

    pub(super) fn spent(&mut self, tokens: u64) {
        self.walked.spent.push(tokens);
    }

    /// The search ran out of its allowance: another may not.
    pub(super) fn cut(&mut self) {
        self.whole = false;
    }
}

impl Reach<'_> {
    /// Everything that an item's own text names comes alive.
    pub(super) fn names_in(&mut self, item: ItemId) {
        let krate = self.program.item(item).krate;
        if let Some(known) = self.known.walked(item)
            && self.allowance.spend_all(krate, &known.spent)
        {
            if let Some(covered) = self.items.get_mut(&item) {
                covered.own = known.own.clone();
            }
            for step in &known.steps {
                if !self.outlining || step.is_of_definition() {
                    self.take(item, step);
                }
            }
            return;
        }
        let program = self.program;
        let around = program.asked.open();
        // Of the item itself its text counts, and what it is in.
        program.asked.item(item);
        let outer = self.log.replace(Log {
            item,
            walked: Walked::default(),
            own: Own::default(),
            within: 0,
            ways: FxHashSet::default(),
            whole: true,
            outer: around,
        });
        self.walk(item);
        if program.item(item).kind.is_adt() {
            self.formatters_held(item);
            self.written_for(item);
            self.derived_for(item);
        }
        let asked = program.asked.close();
        let Some(log) = std::mem::replace(&mut self.log, outer) else {
            return;
        };
        let mut walked = log.walked;
        // To do the same again changes nothing.
        let mut seen = FxHashSet::default();
        walked.steps.retain(|step| seen.insert(step.clone()));
        walked.own = Arc::new(log.own);
        (walked.asked, walked.fresh) = (asked, true);
        if self.known.shared.is_some() {
            // What it covers needs its hash, and of two threads only this one has parsed all of it.
            let asker = program.asked.switch(None);
            program.hash_of(item, &walked.own);
            program.asked.switch(asker);
        }
        if let Some(covered) = self.items.get_mut(&item) {
            covered.own = walked.own.clone();
        }
        if log.whole {
            self.known.keep(item, walked);
        } else {
            program.asked.everything();
        }
    }

    /// Notes a step of the walk under way, if there is one, and does what comes of it.
    pub(super) fn step(
        &mut self,
        from: ItemId,
        step: impl FnOnce() -> Step,
        work: impl FnOnce(&mut Self),
    ) {
        let mut asker = None;
        if let Some(log) = &mut self.log {
            if log.within == 0 {
                let step = step();
                let counts = !self.outlining || step.is_of_definition();
                log.walked.steps.push(step);
                log.whole &= from == log.item;
                if !counts {
                    return;
                }
                // What comes of it, the search asks for.
                asker = Some(self.program.asked.switch(log.outer));
            }
            log.within += 1;
        }
        work(self);
        if let Some(asker) = asker {
            self.program.asked.switch(asker);
        }
        if let Some(log) = &mut self.log {
            log.within -= 1;
        }
    }

    fn take(&mut self, from: ItemId, step: &Step) {
        match step {
            // Most are known already, and to take a step costs more than to see that.
            Step::Live(item, _) if self.is_whole(item) => {}
            Step::Live(item, how) => self.live(*item, from, how),
            Step::Locked(lines) => self.locked(from, lines),
            Step::Outside => self.wake_outside(from),
            Step::Apart => self.wake_apart(from),
            Step::NamesOthers(own) => self.names_others(*own, from),
            Step::HasUnknown => self.has_unknown(from),
            Step::HeldByOthers(types) => self.held_where_named(types, from),
            Step::Whole(krate) => self.whole_crate(crate::resolve::CrateId(*krate), from),
            Step::Dispatch(of, name) => self.dispatch(*of, name, from),
            Step::ByName(name) => self.named(name, from),
            Step::Demand(of, types) => self.demand_of(of, types.as_deref(), from),
            Step::DemandHead(of, head) => self.demand_head(of, head.clone(), from),
            Step::DemandPair(of, own, taken) => {
                self.demand_pair(of, own.clone(), taken.clone(), from);
            }
            Step::Bound(of) => self.bound(of, from),
            Step::BoundType(of) => self.bound_type(of, from),
            Step::Told(of) => self.told_by(of.clone(), from),
            Step::Located => self.located(from),
            Step::StdRuns => self.std_runs(from),
            Step::LetsGo => self.lets_go(from),
            Step::Wraps => self.wraps(from),
            Step::Walks => self.walks(from),
            Step::Measured => self.measured(from),
            Step::Unnamed => self.makes_unnamed(from),
            Step::MayBeOthers(given) => self.may_be_others(given.as_deref(), from),
            Step::OthersWrote => self.others_wrote(from),
            Step::AskedWholly(types) => self.asked_wholly(types.as_deref(), from),
            Step::MakesAny => self.makes_any(from),
            Step::OthersDerive => self.others_derive(from),
            Step::Wrote(item) => self.wrote(*item, from),
            Step::Widen(message, help) => self.widen(from, message.clone(), help.as_deref()),
            Step::Impure(kind, what) => self.impure(from, *kind, what),
            Step::File(file) => self.reads(from, file.clone()),
            Step::Lists => self.lists(from),
            Step::Variable(name, value) => self.variable(from, name, value.clone()),
        }
    }
}
