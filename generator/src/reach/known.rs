//! What the searches of one program share: they ask the same of the same items.

use crate::cfg::{Cfg, Truth};
use crate::reach::callable::{has_finishers, has_futures, has_runners};
use crate::reach::compared::Beside;
use crate::reach::in_order::InOrder;
use crate::reach::in_scope::InScope;
use crate::reach::index::Index;
use crate::reach::kept::Kept;
use crate::reach::parts::{Said as MacroSaid, Told};
use crate::reach::procedural::SaidBy;
use crate::reach::scope::Scope;
use crate::reach::shared::Shared;
use crate::reach::signatures::Signature;
use crate::reach::steps::Walked;
use crate::reach::ty::Ty;
use crate::resolve::{Asked, ById, CrateId, Derives, Extern, Id, ItemId, ModuleId, Program, Words};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// What a trait asked of each field of a type is asked of.
#[derive(Debug)]
pub(super) struct Fields {
    /// For each field the types of the program, or none for any.
    pub(super) each: Vec<Option<Vec<ItemId>>>,
    /// The types of the program that are held by types of other crates.
    pub(super) held: Vec<ItemId>,
    /// For each field of which std asks more to compare what lies in it: what, and of which types.
    pub(super) beside: Vec<(Beside, Option<Vec<ItemId>>)>,
}

/// The fields of a struct, union or variant, by name.
pub(super) type Declared = Rc<Vec<(String, Ty)>>;

/// Under this the walks are kept: no hash of anything.
const WALKS: [u8; 32] = *b"walks of the items that were met";

/// Answers that were found in this build, each with the words that it hangs on.
#[derive(Debug)]
pub(super) struct Answers<K, T>(RefCell<ById<K, (T, Words)>>);

impl<K, T> Default for Answers<K, T> {
    fn default() -> Answers<K, T> {
        Answers(RefCell::default())
    }
}

impl<K: Id, T: Clone> Answers<K, T> {
    /// The answer about something, found once.
    pub(super) fn get(&self, asked: &Asked, about: K, find: impl FnOnce() -> T) -> T {
        if let Some((known, words)) = self.0.borrow().get(&about) {
            asked.words(words);
            return known.clone();
        }
        let (found, words) = asked.answer(find);
        let mut known = self.0.borrow_mut();
        known.insert(about, (found.clone(), words));
        found
    }

    /// Takes over an answer that was found elsewhere.
    pub(super) fn add(&self, about: K, answer: (T, Words)) {
        self.0.borrow_mut().insert(about, answer);
    }

    /// All answers, in order.
    pub(super) fn sorted(&self) -> Vec<(K, (T, Words))> {
        let known = self.0.borrow();
        let all = known.sorted().into_iter();
        all.map(|(about, of)| (about, of.clone())).collect()
    }
}

/// Answers that hold for a whole program.
pub struct Known<'p> {
    pub(super) program: &'p Program,
    pub(super) index: OnceCell<Index>,
    /// What the last build kept, as bytes.
    pub(super) table: &'p [u8],
    kept: OnceCell<Kept>,
    /// What other threads share with this one, if there are any.
    pub(super) shared: Option<&'p Shared>,
    pub(super) walks: RefCell<ById<ItemId, Arc<Walked>>>,
    pub(super) fields: Answers<ItemId, Arc<Fields>>,
    pub(super) declared: Answers<ItemId, Declared>,
    /// Whether no value in a type's fields can be a closure's or another crate's.
    pub(super) closed: Answers<ItemId, bool>,
    /// Whether an iterator may lie in a type's fields.
    pub(super) iterators: Answers<ItemId, bool>,
    pub(super) derives: Answers<ItemId, Rc<Derives>>,
    /// What the attributes of types name.
    pub(super) told: Answers<ItemId, Rc<Told>>,
    /// What the macros say that may have written code for types.
    pub(super) said_for: Answers<ItemId, Rc<Vec<MacroSaid>>>,
    /// The words that types are written in.
    pub(super) words: Answers<ItemId, Rc<BTreeSet<String>>>,
    pub(super) scopes: Answers<ItemId, Rc<Scope>>,
    pub(super) signatures: Answers<ItemId, Rc<Signature>>,
    pub(super) contexts: Answers<ModuleId, Rc<str>>,
    /// What is imported into modules that may be a trait of another crate.
    pub(super) trait_imports: Answers<ModuleId, Rc<[String]>>,
    /// Which of the program's traits may be in scope in modules' bodies; none if it may be any.
    pub(super) own_scopes: Answers<ModuleId, Option<Rc<InScope>>>,
    /// The traits of other crates that are implemented around an item.
    pub(super) traits_around: Answers<ItemId, Rc<[String]>>,
    /// Items in whose bodies a macro is given a `use`.
    pub(super) gives_uses: Answers<ItemId, bool>,
    /// Modules into which anything of another crate may be imported.
    pub(super) any_imports: Answers<ModuleId, bool>,
    /// Hashes of items' own normal forms, of those that are told and not walked.
    pub(super) hashes: RefCell<ById<ItemId, [u8; 32]>>,
    /// Impls that no build before looked at, with the words that what is known of them hangs on.
    pub(super) found_impls: RefCell<ById<ItemId, Words>>,
    runners: OnceCell<bool>,
    futures: OnceCell<bool>,
    finishers: OnceCell<bool>,
    tells_scopes: OnceCell<bool>,
    /// What crates of procedural macros may write.
    pub(super) said: RefCell<FxHashMap<CrateId, Rc<SaidBy>>>,
    pub(super) in_order: RefCell<InOrder>,
    /// The conditions of crates where no tests are built.
    without_tests: RefCell<FxHashMap<CrateId, Cfg>>,
    /// Crates that depend on one that is not read, themselves or through others.
    on_others: RefCell<FxHashMap<CrateId, bool>>,
}

impl<'p> Known<'p> {
    /// Nothing but what the last build kept.
    pub fn new(program: &'p Program) -> Known<'p> {
        Known {
            program,
            index: OnceCell::new(),
            table: program.kept.note(WALKS).unwrap_or_default(),
            kept: OnceCell::new(),
            shared: None,
            walks: RefCell::default(),
            fields: Answers::default(),
            declared: Answers::default(),
            closed: Answers::default(),
            iterators: Answers::default(),
            derives: Answers::default(),
            told: Answers::default(),
            said_for: Answers::default(),
            words: Answers::default(),
            scopes: Answers::default(),
            signatures: Answers::default(),
            contexts: Answers::default(),
            trait_imports: Answers::default(),
            own_scopes: Answers::default(),
            any_imports: Answers::default(),
            traits_around: Answers::default(),
            gives_uses: Answers::default(),
            hashes: RefCell::default(),
            found_impls: RefCell::default(),
            runners: OnceCell::new(),
            futures: OnceCell::new(),
            finishers: OnceCell::new(),
            tells_scopes: OnceCell::new(),
            said: RefCell::default(),
            in_order: RefCell::default(),
            without_tests: RefCell::default(),
            on_others: RefCell::default(),
        }
    }

    /// The same, where other threads search the same program.
    pub fn sharing(program: &'p Program, shared: &'p Shared) -> Known<'p> {
        Known {
            shared: Some(shared),
            ..Known::new(program)
        }
    }

    /// Whether only a build of unit tests has an item.
    pub(super) fn is_of_tests(&self, item: ItemId) -> bool {
        let data = self.program.item(item);
        let around = &self.program.module(data.module).cfgs;
        let mut at = Some(item);
        let own = std::iter::from_fn(|| {
            let data = self.program.item(at?);
            at = data.parent;
            Some(&data.cfgs)
        });
        let mut predicates = own.chain([around]).filter(|all| !all.is_empty()).peekable();
        if predicates.peek().is_none() {
            return false;
        }
        let mut without = self.without_tests.borrow_mut();
        let cfg = without.entry(data.krate).or_insert_with(|| {
            let mut cfg = self.program.krate(data.krate).cfg.clone();
            cfg.set_name("test", false);
            cfg
        });
        predicates.any(|all| cfg.all(all) == Truth::False)
    }

    /// Whether a crate, or one of those it depends on, depends on one that is not read.
    pub(super) fn depends_on_others(&self, krate: CrateId) -> bool {
        if let Some(known) = self.on_others.borrow().get(&krate) {
            return *known;
        }
        let mut open = vec![krate];
        let mut seen = BTreeSet::new();
        let mut found = false;
        while let Some(at) = open.pop() {
            if found || !seen.insert(at) {
                continue;
            }
            for named in self.program.krate(at).externs.values() {
                match named {
                    Extern::Local(krate) => open.push(*krate),
                    Extern::Locked { .. } => found = true,
                }
            }
        }
        self.on_others.borrow_mut().insert(krate, found);
        found
    }

    /// Whether the program names a type of std that runs a closure behind a trait of another purpose.
    pub(super) fn has_runners(&self) -> bool {
        *self.runners.get_or_init(|| has_runners(self.program))
    }

    /// Whether the program has code that is run as a future.
    pub(super) fn has_futures(&self) -> bool {
        *self.futures.get_or_init(|| has_futures(self.program))
    }

    /// Whether no macro that is not seen may bring a trait of the program in scope.
    pub(super) fn tells_scopes(&self) -> bool {
        *self
            .tells_scopes
            .get_or_init(|| !self.program.may_bring_own())
    }

    /// Whether the program names a type of std that runs more than `drop` when it is dropped.
    pub(super) fn has_finishers(&self) -> bool {
        *self.finishers.get_or_init(|| has_finishers(self.program))
    }

    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            // What it is made of is asked for when it is used.
            let asker = self.program.asked.switch(None);
            let index = Index::of_impls(self.program, self.impls());
            self.program.asked.switch(asker);
            index
        })
    }

    /// What of that holds, read when it is first asked for.
    pub(super) fn kept(&self) -> &Kept {
        self.kept.get_or_init(|| {
            let asker = self.program.asked.switch(None);
            let kept = Kept::read(self.table, self.program);
            self.program.asked.switch(asker);
            kept.unwrap_or_default()
        })
    }

    /// What walking an item came to, in this build, by whichever thread, or in the last.
    pub(super) fn walked(&self, item: ItemId) -> Option<Arc<Walked>> {
        if let Some(known) = self.walks.borrow().get(&item) {
            return Some(known.clone());
        }
        let walked = match self.kept_walk(item) {
            Some(kept) => Arc::new(kept),
            None => self.shared?.walked(item)?,
        };
        self.walks.borrow_mut().insert(item, walked.clone());
        Some(walked)
    }

    /// The hash of an item's own normal form, which hangs on its text alone.
    pub(crate) fn own_hash(&self, item: ItemId, find: impl FnOnce() -> [u8; 32]) -> [u8; 32] {
        if let Some(known) = self.hashes.borrow().get(&item) {
            return *known;
        }
        if let Some(kept) = self.kept_hash(item) {
            return kept;
        }
        let found = find();
        self.hashes.borrow_mut().insert(item, found);
        found
    }

    /// Keeps what was found for the next build.
    pub fn save(&self) {
        self.program.keep_shape();
        // If nobody looked at it and no text changed, it holds as it is.
        let untouched = self.kept.get().is_none() && !self.program.change().any;
        match untouched {
            true => self.program.kept.keep_on(WALKS),
            false => self.program.kept.keep(WALKS, self.to_bytes()),
        }
    }

    pub(super) fn keep(&self, item: ItemId, walked: Walked) {
        let walked = Arc::new(walked);
        if let Some(shared) = self.shared {
            shared.keep(item, walked.clone());
        }
        self.walks.borrow_mut().insert(item, walked);
    }
}
