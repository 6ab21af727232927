//! The worklist: what comes alive when an item, a type, a call or a trigger does.

use crate::model::Kind;
use crate::plan::Unkeyed;
use crate::reach::Root;
use crate::reach::asks::{ANY, OTHERS, is_of_std};
use crate::reach::comes_in::Found;
use crate::reach::compared::Beside;
use crate::reach::demands::{Demand, asked_of};
use crate::reach::escapes::Wholly;
use crate::reach::expanding::{By, CalledAt};
use crate::reach::foreign::{GivenUnknown, NamedTypes};
use crate::reach::index::Index;
use crate::reach::keyed::Closures;
use crate::reach::known::{Fields, Known};
use crate::reach::quiet::UNASKED;
use crate::reach::reached::{Because, Covered, Reached, Widening};
use crate::reach::scope::Scope;
use crate::reach::steps::{Log, Step};
use crate::reach::ty::{Ty, convert};
use crate::reach::wrapped::BY_SERDE;
use crate::resolve::{ById, Extern, Head, ItemId, ModuleId, Program, written_for};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

/// A search under way.
pub(super) struct Reach<'p> {
    pub(super) program: &'p Program,
    pub(super) known: &'p Known<'p>,
    pub(super) index: &'p Index,
    pub(super) log: Option<Log>,
    /// All but its items, which are in `items` until the end.
    pub(super) reached: Reached,
    pub(super) items: ById<ItemId, Covered>,
    pub(super) queue: VecDeque<ItemId>,
    pub(super) types: ById<ItemId, ()>,
    /// Methods called on receivers that are not known, and who called first.
    pub(super) names: BTreeMap<String, ItemId>,
    /// Members of traits called for any implementor, and who called first.
    pub(super) dispatched: BTreeMap<(ItemId, String), ItemId>,
    pub(super) demands: BTreeMap<String, Demand>,
    /// Traits of other crates that a bound names, and who named them first: whether a type has an impl decides.
    pub(super) bounds: FxHashMap<String, ItemId>,
    /// Those of them of which a bound says what a type is that they declare.
    pub(super) bound_types: BTreeSet<String>,
    /// Impls of which only the header counts so far: that there is one. And types of which only the definition does.
    pub(super) headers: BTreeSet<ItemId>,
    /// Who asks where it was called from, if anyone does: then it counts where all that is covered stands.
    pub(super) located: Option<ItemId>,
    exempt: Vec<String>,
    /// Whether what only a build of unit tests has is left out.
    leaves_tests: bool,
    /// Whether live code runs any of a crate other than std that is not read.
    pub(super) outside: bool,
    /// Whether it runs such code where that can get at nothing of the program.
    pub(super) apart: bool,
    /// What it names of such crates' types, until then.
    pub(super) named: NamedTypes,
    /// Whether live code hands values of the program to std or to code of others: if not, none calls its impls.
    pub(super) std_runs: bool,
    /// Whether live code may call or drop what it was given, and with it closures and values of others.
    pub(super) lets_go: bool,
    /// Whether an iterator came in, and whether live code gets at one that may be it.
    pub(super) iterates: bool,
    pub(super) walks: bool,
    /// Whether live code may drop it, and items that may be given values of any type, until then.
    pub(super) drops: bool,
    pub(super) undropped: Vec<ItemId>,
    /// Whether live code looks at how large something is, and the first item that may be given values of any size.
    pub(super) measures: bool,
    pub(super) any_size: Option<ItemId>,
    /// Whether of what is walked only its definition counts.
    pub(super) outlining: bool,
    /// Whether live code makes values of types that nothing may name.
    pub(super) infers: bool,
    /// Impls by which the compiler may find the types that their traits are given.
    pub(super) inferred: FxHashSet<usize>,
    /// While a call's path is looked at: what its argument chooses among, none of which came alive yet.
    pub(super) choices: Option<Vec<ItemId>>,
    /// Whether live code calls methods that may be of another crate's types, as soon as there are any.
    pub(super) calls_unknown: bool,
    /// What such calls give, while no code of others runs.
    pub(super) given_unknown: GivenUnknown,
    /// Whether a live type may have methods that a macro of another crate wrote.
    pub(super) has_written: bool,
    /// What takes closures, and the item that was given it, until then.
    pub(super) asleep: Vec<(Found, ItemId)>,
    pub(super) wholly: Wholly,
    /// Live types for which another crate derives something.
    pub(super) derived: Vec<ItemId>,
    /// Traits of the program of which a member is called by its name alone.
    pub(super) named_traits: BTreeSet<ItemId>,
    /// Crates, by their number, of which everything is live: procedural macros.
    whole: BTreeSet<u32>,
    /// The same, with the modules into which they may write.
    writes: BTreeSet<(u32, ModuleId)>,
    pub(super) budget: crate::expand::Budget,
    pub(super) allowance: crate::resolve::Allowance,
    /// Macros whose every name counts, and the item in which they are called.
    pub(super) mentioned: BTreeSet<(ItemId, ItemId, ModuleId)>,
    /// Macros of which what they wrote is looked through, the outermost first.
    pub(super) expanding: Vec<By>,
    /// Where the outermost was called.
    pub(super) called_at: CalledAt,
    /// What was mentioned in the outermost call at hand: a bomb says the same thousands of times.
    pub(super) said: BTreeSet<(ItemId, ModuleId, Vec<String>, bool)>,
    /// What `use`s that macros wrote into an item's body bring in scope of other crates.
    pub(super) brought: BTreeMap<ItemId, BTreeSet<String>>,
    /// What was asked already for all that may come in with it from outside.
    pub(super) given: BTreeMap<ItemId, Closures>,
    /// What a closure's parameters are, told by the call it is an argument of.
    pub(super) hint: Option<Vec<Ty>>,
}

/// Traits whose impls come alive only once something asks for them: formatting, conversion, operators. All other
/// foreign traits' impls live with their type once any foreign code runs, for it may call them.
pub(super) const TRIGGERED: &[&str] = &[
    "Display",
    "Debug",
    "LowerHex",
    "UpperHex",
    "Octal",
    "Binary",
    "LowerExp",
    "UpperExp",
    "Pointer",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "FromIterator",
    "FromStr",
    "Default",
    "Add",
    "Sub",
    "Mul",
    "Div",
    "Rem",
    "BitAnd",
    "BitOr",
    "BitXor",
    "Shl",
    "Shr",
    "Neg",
    "Not",
    "AddAssign",
    "SubAssign",
    "MulAssign",
    "DivAssign",
    "RemAssign",
    "BitAndAssign",
    "BitOrAssign",
    "BitXorAssign",
    "ShlAssign",
    "ShrAssign",
    "Index",
    "IndexMut",
    "Extend",
];

impl<'p> Reach<'p> {
    pub(super) fn new(known: &'p Known<'p>, exempt: Vec<String>, leaves_tests: bool) -> Reach<'p> {
        Reach {
            program: known.program,
            known,
            index: known.index(),
            log: None,
            reached: Reached::default(),
            items: ById::default(),
            queue: VecDeque::new(),
            types: ById::default(),
            names: BTreeMap::new(),
            dispatched: BTreeMap::new(),
            demands: BTreeMap::new(),
            bounds: FxHashMap::default(),
            bound_types: BTreeSet::new(),
            headers: BTreeSet::new(),
            located: None,
            exempt,
            leaves_tests,
            outside: false,
            apart: false,
            named: NamedTypes::default(),
            std_runs: false,
            lets_go: false,
            iterates: false,
            walks: false,
            drops: false,
            undropped: Vec::new(),
            measures: false,
            any_size: None,
            outlining: false,
            choices: None,
            infers: false,
            inferred: FxHashSet::default(),
            calls_unknown: false,
            given_unknown: GivenUnknown::default(),
            has_written: false,
            asleep: Vec::new(),
            wholly: Wholly::default(),
            derived: Vec::new(),
            named_traits: BTreeSet::new(),
            whole: BTreeSet::new(),
            writes: BTreeSet::new(),
            budget: crate::resolve::Allowance::of_a_call(),
            allowance: crate::resolve::Allowance::default(),
            mentioned: BTreeSet::new(),
            expanding: Vec::new(),
            called_at: CalledAt::default(),
            said: BTreeSet::new(),
            brought: BTreeMap::new(),
            given: BTreeMap::new(),
            hint: None,
        }
    }

    /// Works until nothing new comes alive.
    pub(super) fn run(mut self) -> Reached {
        while let Some(item) = self.queue.pop_front() {
            self.wake(item);
        }
        self.place_all();
        self.reached.items = self.items;
        self.reached
    }

    /// The scope of an item's header, made once.
    pub(super) fn scope_of(&self, item: ItemId) -> Rc<Scope> {
        let find = || Rc::new(Scope::of_item(self.program, item));
        self.known.scopes.get(&self.program.asked, item, find)
    }

    /// An item's stable id.
    pub(super) fn path_of(&self, item: ItemId) -> Rc<str> {
        self.program.item_path(item)
    }

    /// A root.
    pub(super) fn root(&mut self, root: &Root<'_>) {
        self.add(root.item, None, root.how);
        if self.program.item(root.item).kind == Kind::Fn {
            let encodes = root.wrapped && self.encodes_any(root.item);
            match !encodes && self.only_moves(root.item) {
                true => self.measured_as_moved(root.item),
                false => self.given_from_outside(root.item, root.unkeyed, encodes),
            }
            self.formatters_given(root.item);
            if root.wrapped {
                self.encoded(root.item, root.unkeyed);
            }
        }
    }

    /// An item comes alive because of another.
    pub(super) fn live(&mut self, item: ItemId, from: ItemId, how: &str) {
        self.step(
            from,
            || Step::Live(item, how.to_owned()),
            |reach| reach.add(item, Some(from), how),
        );
    }

    fn add(&mut self, item: ItemId, from: Option<ItemId>, how: &str) {
        let data = self.program.item(item);
        if data.kind == Kind::Variant {
            if let Some(parent) = data.parent {
                self.add(parent, from, how);
            }
            return;
        }
        if from.is_some_and(|from| self.is_outlined(item, from)) {
            return;
        }
        if self.items.has(&item) {
            if self.headers.remove(&item) {
                match data.kind {
                    Kind::Impl => self.foreign_members(item),
                    _ => self.queue.push_back(item),
                }
            }
            return;
        }
        if self.is_left(item) {
            return;
        }
        let because = Because {
            from,
            how: how.to_owned(),
        };
        self.items.insert(item, Covered::new(because));
        self.queue.push_back(item);
        if let Some(parent) = data.parent {
            self.add(parent, Some(item), "what it is a member of");
        }
    }

    /// Whether an item does not count, whoever names it.
    pub(super) fn is_left(&mut self, item: ItemId) -> bool {
        if self.is_exempt(item) {
            return true;
        }
        let left = self.leaves_tests && self.known.is_of_tests(item);
        self.reached.left_tests |= left;
        left
    }

    fn is_exempt(&self, item: ItemId) -> bool {
        if self.exempt.is_empty() {
            return false;
        }
        let path = self.path_of(item);
        self.exempt
            .iter()
            .any(|pattern| crate::package::wildcard(pattern, &path))
    }

    /// Something of a crate that is not read is named.
    pub(super) fn foreign(&mut self, from: ItemId, path: &str) {
        let program = self.program;
        let first = path.split("::").next().unwrap_or_default();
        let externs = &program.krate(program.item(from).krate).externs;
        if let Some(Extern::Locked { lines, .. }) = externs.get(first) {
            self.locked(from, lines);
        }
    }

    /// Lines of the lock count.
    pub(super) fn locked(&mut self, from: ItemId, lines: &[String]) {
        self.step(
            from,
            || Step::Locked(lines.to_vec()),
            |reach| reach.reached.dependencies.extend(lines.iter().cloned()),
        );
    }

    /// A file's bytes count.
    pub(super) fn reads(&mut self, from: ItemId, file: PathBuf) {
        let step = file.clone();
        self.step(
            from,
            || Step::File(step),
            |reach| {
                reach.reached.files.insert(file);
            },
        );
    }

    /// A folder was listed for files that count.
    pub(super) fn lists(&mut self, from: ItemId) {
        self.step(from, || Step::Lists, |reach| reach.reached.listed = true);
    }

    /// A variable's value counts.
    pub(super) fn variable(&mut self, from: ItemId, name: &str, value: Option<String>) {
        let step = value.clone();
        self.step(
            from,
            || Step::Variable(name.to_owned(), step),
            |reach| {
                reach.reached.variables.insert(name.to_owned(), value);
            },
        );
    }

    /// Everything of a crate is live: it runs when this one is compiled, or any of it may be named.
    pub(super) fn whole_crate(&mut self, krate: crate::resolve::CrateId, from: ItemId) {
        self.step(
            from,
            || Step::Whole(krate.0),
            |reach| reach.wake_crate(krate, from),
        );
    }

    fn wake_crate(&mut self, krate: crate::resolve::CrateId, from: ItemId) {
        if self.whole.insert(krate.0) {
            self.program.asked.everything();
            for at in 0..self.program.items.len() {
                let item = ItemId(at as u32);
                if self.program.item(item).krate == krate {
                    self.live(item, from, "all of its crate may run or be named");
                }
            }
        }
        self.placed_by(krate, from);
        let module = self.program.item(from).module;
        if self.writes.insert((krate.0, module)) {
            self.written_into(krate, module, from);
        }
    }

    /// All dependencies of a crate: it names something that is not found, which may run anything.
    pub(super) fn all_dependencies(&mut self, krate: crate::resolve::CrateId, from: ItemId) {
        self.calls_outside("?", from);
        self.locks_all(krate, from);
    }

    /// The same, of a name that runs nothing.
    pub(super) fn locks_all(&mut self, krate: crate::resolve::CrateId, from: ItemId) {
        self.all_procedural(krate, from);
        let program = self.program;
        for known in program.krate(krate).externs.values() {
            if let Extern::Locked { lines, .. } = known {
                self.locked(from, lines);
            }
        }
    }

    /// Reports something wider than it could be.
    pub(super) fn widen(&mut self, item: ItemId, message: String, help: Option<&str>) {
        let step = message.clone();
        self.step(
            item,
            || Step::Widen(step, help.map(str::to_owned)),
            |reach| {
                reach.reached.widened.insert(Widening {
                    message,
                    item: Some(item),
                    place: Some(reach.program.place(item)),
                    help: help.map(str::to_owned),
                });
            },
        );
    }

    /// An item came alive: what it names does, and what its kind brings.
    fn wake(&mut self, item: ItemId) {
        let data = self.program.item(item);
        if data.kind != Kind::Impl && self.headers.contains(&item) {
            return self.wake_outline(item);
        }
        match data.kind {
            Kind::Struct | Kind::Enum | Kind::Union => {
                self.types.insert(item, ());
                self.names_in(item);
                self.derives(item);
                if self.implements(item, "ToOwned") {
                    // A `Cow` of it leads to it by what it owns.
                    let types = self.asked_types(&[&Ty::Adt(item, Vec::new())], false);
                    for owned in types.iter().flatten() {
                        self.live(*owned, item, "what a `Cow` may own of it");
                    }
                    self.demand_of("Borrow", types.as_deref(), item);
                }
                for at in self.index.by_need.get(&item).cloned().unwrap_or_default() {
                    self.consider(at, item);
                }
                self.opaque_with(item);
            }
            Kind::Impl => {
                self.names_in(item);
                if !self.headers.contains(&item) {
                    self.foreign_members(item);
                }
            }
            Kind::Trait => {
                self.names_in(item);
                self.opaque_with(item);
                // What it is implemented for decides what a bound by it lets be chosen. Impls for types of the program
                // come with those.
                for at in self.index.by_trait.get(&item).cloned().unwrap_or_default() {
                    if self.index.awaited[at].is_empty() {
                        self.live_header(at, item);
                    }
                }
            }
            Kind::Module | Kind::Use | Kind::ExternCrate if data.is_given() => self.names_in(item),
            Kind::Module | Kind::ModuleFile | Kind::Use | Kind::ExternCrate => {}
            Kind::Static => {
                if !self.is_constant_static(item) {
                    self.given_from_outside(item, &Unkeyed::All, false);
                    self.started(item);
                }
                self.names_in(item);
            }
            kind => {
                let outer = self.program.given(item).filter(|given| *given != item);
                if kind == Kind::Fn && outer.is_some() {
                    self.given_with_signature(item);
                }
                self.names_in(item);
            }
        }
    }

    /// Whether an item is live, with all that comes with it.
    pub(super) fn is_whole(&self, item: &ItemId) -> bool {
        self.items.has(item) && (self.headers.is_empty() || !self.headers.contains(item))
    }

    /// What code of other crates may name of a trait's impl.
    fn foreign_members(&mut self, item: ItemId) {
        let data = self.program.item(item);
        let header = data.header.as_ref();
        if header.is_none_or(|header| header.by.is_none()) {
            return;
        }
        for member in data.members.clone() {
            if matches!(
                self.program.item(member).kind,
                Kind::TypeAlias | Kind::Const | Kind::MacroCall
            ) {
                self.live(member, item, "a member foreign code may name");
            }
        }
    }

    /// What may have impls that nobody sees and names a live type or trait: macro calls that could not be expanded, and code
    /// of which a macro writes a part.
    fn opaque_with(&mut self, item: ItemId) {
        let name = &self.program.item(item).name;
        for writer in self.may_write_for(name) {
            self.live(writer, item, "a macro is given its name with it");
        }
        // Where these are, and for what, each answer hangs on.
        for (writer, names) in self.program.unseen_impls() {
            if names.contains(name) {
                self.live(*writer, item, "an impl may stand inside, with its name");
            }
        }
    }

    /// What may write something for an item of this name.
    pub(super) fn may_write_for(&self, name: &str) -> Vec<ItemId> {
        self.program.asked.word(written_for(name));
        let writers = self.program.writers().of_items.iter();
        writers
            .filter(|(_, names)| names.contains(name))
            .map(|(writer, _)| *writer)
            .collect()
    }

    /// An impl whose types may have come alive: wakes the members that someone waits for.
    pub(super) fn consider(&mut self, at: usize, from: ItemId) {
        if !self.usable(at) {
            return;
        }
        let facts = &self.index.impls[at];
        if facts.foreign.iter().any(|of| self.bounds.contains_key(of)) {
            self.live_header(at, from);
        }
        // Code of another crate calls this impl, and none runs so far. What a wrapper asks for, it calls itself.
        let dropped = facts.outside && self.demanded(OTHERS, at);
        let encoded = |of: &String| BY_SERDE.contains(&of.as_str()) && self.demanded(of, at);
        let asleep = facts.outside
            && !facts.of_std
            && !self.outside
            && !dropped
            && !facts.foreign.iter().any(encoded);
        let of_foreign = facts.foreign.iter().filter(|_| !asleep).find(|of| {
            match TRIGGERED.contains(&of.as_str()) {
                true => self.demanded(of, at),
                false => {
                    self.std_runs
                        || UNASKED.contains(&of.as_str())
                        || self.demanded(of, at)
                        || self.demanded(ANY, at)
                        || dropped
                }
            }
        });
        if let Some(of) = of_foreign {
            let how = format!("{of} of a live type");
            self.live(facts.item, from, &how);
            for member in self.program.item(facts.item).members.clone() {
                self.live(member, from, &how);
            }
            return;
        }
        if !facts.local.is_empty() {
            // A trait's impl decides how names and markers resolve for a live type.
            self.live(facts.item, from, "impl of a trait for a live type");
        }
        for member in self.program.item(facts.item).members.clone() {
            let name = &self.program.item(member).name;
            let caller = self.names.get(name).copied();
            let caller = caller.or_else(|| {
                facts
                    .local
                    .iter()
                    .find_map(|of| self.dispatched.get(&(*of, name.clone())).copied())
            });
            if let Some(caller) = caller {
                self.live(member, caller, "may be the method called");
            }
        }
    }

    /// A member of a type that is not known is named: that alone runs nothing.
    pub(super) fn named(&mut self, name: &str, from: ItemId) {
        self.step(
            from,
            || Step::ByName(name.to_owned()),
            |reach| reach.wake_named(name, from),
        );
    }

    fn wake_named(&mut self, name: &str, from: ItemId) {
        if self.names.contains_key(name) {
            return;
        }
        self.names.insert(name.to_owned(), from);
        self.written_is_named(name, from);
        if !is_of_std(name, Some(0)) {
            for writer in self.may_write_for(name) {
                self.live(writer, from, "a macro is given its name");
            }
        }
        for member in self.index.members.get(name).cloned().unwrap_or_default() {
            let Some(parent) = self.program.item(member).parent else {
                continue;
            };
            let usable = match self.index.of_item.get(&parent) {
                Some(at) => self.usable_once_called(*at, from),
                None => {
                    if self.named_traits.insert(parent) {
                        self.written_is_called(parent, from);
                    }
                    true
                }
            };
            if usable {
                self.live(
                    member,
                    from,
                    "may be the method called, on a receiver not known",
                );
            }
        }
    }

    /// What a trait asked of each field of a type is asked of.
    pub(super) fn asked_of_fields(&self, item: ItemId) -> Arc<Fields> {
        let found = || {
            let types = self.field_types(item);
            let mut held = Vec::new();
            types.iter().for_each(|ty| ty.in_others(&mut held));
            let mut each: Vec<_> = types.iter().map(asked_of).collect();
            if self.may_ask_anything(item) {
                each.extend(self.parts_told(item));
            }
            let beside = types.iter().map(|ty| (Beside::of(ty), asked_of(ty)));
            let beside = beside.filter(|(beside, _)| beside.is_any()).collect();
            Arc::new(Fields { each, held, beside })
        };
        let fields = || self.known.kept_fields(item).unwrap_or_else(found);
        self.known.fields.get(&self.program.asked, item, fields)
    }

    /// The types of all fields, of all variants.
    pub(super) fn field_types(&self, item: ItemId) -> Vec<Ty> {
        let scope = self.scope_of(item);
        let Some(piece) = self.program.cached_piece(item) else {
            return vec![Ty::Unknown];
        };
        // What a parameter stands for is asked for itself, as an argument of the type.
        let parameters = crate::reach::ty::parameters(self.program, item);
        let known: BTreeMap<Rc<str>, Ty> = parameters
            .into_iter()
            .map(|name| (name, Ty::Never))
            .collect();
        let fields = piece.fields().into_iter();
        fields
            .map(|field| convert(self.program, &scope, &field.ty).with(&known))
            .collect()
    }

    /// Whether a type has an impl of a foreign trait, by the trait's last segment.
    pub(super) fn implements(&self, item: ItemId, of: &str) -> bool {
        let impls = self
            .index
            .by_head
            .get(&Head::Item(item))
            .into_iter()
            .flatten();
        impls
            .into_iter()
            .any(|at| self.index.impls[*at].foreign.iter().any(|name| name == of))
    }
}
