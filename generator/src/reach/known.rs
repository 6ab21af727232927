//! What the searches of one program share: they ask the same of the same items.

use crate::reach::callable::has_runners;
use crate::reach::index::Index;
use crate::reach::kept::Kept;
use crate::reach::live::Signature;
use crate::reach::scope::Scope;
use crate::reach::steps::Walked;
use crate::reach::ty::Ty;
use crate::resolve::{ItemId, ModuleId, Program};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// For each field of a type: the types of the program that a trait asked of it is asked of, or none for any.
pub(super) type Fields = Rc<Vec<Option<Vec<ItemId>>>>;

/// The fields of a struct, union or variant, by name.
pub(super) type Declared = Rc<Vec<(String, Ty)>>;

/// Under this the walks are kept: no hash of anything.
const WALKS: [u8; 32] = *b"walks of the items that were met";

/// Answers that hold for a whole program.
pub struct Known<'p> {
    pub(super) program: &'p Program,
    pub(super) index: OnceCell<Index>,
    kept: OnceCell<Kept>,
    pub(super) walks: RefCell<HashMap<ItemId, Rc<Walked>>>,
    pub(super) fields: RefCell<HashMap<ItemId, Fields>>,
    pub(super) declared: RefCell<HashMap<ItemId, Declared>>,
    /// Whether no value in a type's fields can be a closure's or another crate's.
    pub(super) closed: RefCell<HashMap<ItemId, bool>>,
    pub(super) scopes: RefCell<HashMap<ItemId, Rc<Scope>>>,
    pub(super) signatures: RefCell<HashMap<ItemId, Rc<Signature>>>,
    pub(super) paths: RefCell<HashMap<ItemId, Rc<str>>>,
    pub(super) contexts: RefCell<HashMap<ModuleId, Rc<str>>>,
    runners: OnceCell<bool>,
}

impl<'p> Known<'p> {
    /// Nothing but what the last build kept.
    pub fn new(program: &'p Program) -> Known<'p> {
        Known {
            program,
            index: OnceCell::new(),
            kept: OnceCell::new(),
            walks: RefCell::default(),
            fields: RefCell::default(),
            declared: RefCell::default(),
            closed: RefCell::default(),
            scopes: RefCell::default(),
            signatures: RefCell::default(),
            paths: RefCell::default(),
            contexts: RefCell::default(),
            runners: OnceCell::new(),
        }
    }

    /// Whether the program names a type of std that runs a closure behind a trait of another purpose.
    pub(super) fn has_runners(&self) -> bool {
        *self.runners.get_or_init(|| has_runners(self.program))
    }

    pub(super) fn index(&self) -> &Index {
        self.index
            .get_or_init(|| match self.kept().impls(self.program) {
                Some(impls) => Index::of_impls(self.program, impls),
                None => Index::new(self.program),
            })
    }

    /// What the last build kept, read when it is first asked for.
    pub(super) fn kept(&self) -> &Kept {
        self.kept.get_or_init(|| {
            let bytes = self.program.kept.note(WALKS);
            bytes
                .and_then(|bytes| Kept::read(bytes, self.program.shape()))
                .unwrap_or_default()
        })
    }

    /// What walking an item came to, in this build or the last.
    pub(super) fn walked(&self, item: ItemId) -> Option<Rc<Walked>> {
        if let Some(known) = self.walks.borrow().get(&item) {
            return Some(known.clone());
        }
        let walked = Rc::new(self.kept_walk(item)?);
        self.walks.borrow_mut().insert(item, walked.clone());
        Some(walked)
    }

    /// Keeps what was found for the next build.
    pub fn save(&self) {
        self.program.kept.keep(WALKS, self.to_bytes());
    }

    pub(super) fn keep(&self, item: ItemId, walked: Walked) {
        self.walks.borrow_mut().insert(item, Rc::new(walked));
    }
}
