//! Which impls of std's traits a call of std may run.
//!
//! Code of std calls an impl of one of its traits only if live code calls something of std that may. Most of what a
//! small function calls, `len` or `Some`, calls nothing of anyone. So impls of these traits sleep until a call asks.
//! The tables list what is known of calls, by name and for every type of std that has one; all others ask for every
//! trait.

use crate::reach::live::Reach;
use crate::reach::ty::Ty;
use crate::resolve::ItemId;

/// Traits that a call asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// Of none.
    Nothing,
    /// Of these, by their names.
    These(&'static [&'static str]),
    /// Of any.
    All,
}

/// Traits of std whose impls sleep. All others live with their type: `Drop` and `Deref` are called without a name.
const SLEEPERS: &[&str] = &[
    "Clone",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
    "Hasher",
    "BuildHasher",
    "Iterator",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "FusedIterator",
    "IntoIterator",
    "Read",
    "Write",
    "BufRead",
    "Seek",
    "Error",
    "AsRef",
    "AsMut",
    "BorrowMut",
    "Sum",
    "Product",
    "ToString",
    "RangeBounds",
    "Future",
    "IntoFuture",
];

/// Comparing: a map is compared by its hashes.
pub(super) const COMPARED: Asks = Asks::These(&[
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
    "Hasher",
    "BuildHasher",
]);

/// Walking. What is found on the way is not compared.
const WALKED: Asks = Asks::These(&[
    "Iterator",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "FusedIterator",
    "IntoIterator",
]);

/// Making one collection of another: its items are cloned, hashed and compared.
pub(super) const MADE: Asks = Asks::These(&[
    "Clone",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
    "Hasher",
    "BuildHasher",
]);

const CLONED: Asks = Asks::These(&["Clone"]);
const WRITTEN: Asks = Asks::These(&["Write"]);

/// Types of std whose constructors call nothing, and whose values call nothing when they are dropped.
const PLAIN: &[&str] = &[
    "Vec",
    "String",
    "Box",
    "Rc",
    "Arc",
    "Cell",
    "RefCell",
    "Mutex",
    "RwLock",
    "HashMap",
    "HashSet",
    "BTreeMap",
    "BTreeSet",
    "VecDeque",
    "BinaryHeap",
    "NonNull",
    "MaybeUninit",
    "ManuallyDrop",
    "Duration",
    "Option",
    "Result",
    "PhantomData",
    "Layout",
    "AtomicBool",
    "AtomicU8",
    "AtomicUsize",
    "AtomicU32",
    "AtomicU64",
];

impl Asks {
    /// What a method or function of std of this name may ask for, whichever type it is of.
    fn by(name: &str) -> Asks {
        if [
            "wrapping_",
            "checked_",
            "saturating_",
            "overflowing_",
            "is_ascii",
            "to_ascii",
        ]
        .iter()
        .any(|start| name.starts_with(start))
        {
            return Asks::Nothing;
        }
        match name {
            "as_str"
            | "as_bytes"
            | "as_ptr"
            | "as_mut_ptr"
            | "as_slice"
            | "as_mut_slice"
            | "as_deref"
            | "as_deref_mut"
            | "is_some"
            | "is_none"
            | "is_ok"
            | "is_err"
            | "is_some_and"
            | "is_none_or"
            | "is_ok_and"
            | "unwrap"
            | "expect"
            | "unwrap_err"
            | "expect_err"
            | "unwrap_or"
            | "unwrap_or_else"
            | "unwrap_or_default"
            | "unwrap_unchecked"
            | "ok"
            | "err"
            | "ok_or"
            | "ok_or_else"
            | "map_err"
            | "map_or"
            | "map_or_else"
            | "and_then"
            | "or_else"
            | "iter"
            | "iter_mut"
            | "chars"
            | "char_indices"
            | "bytes"
            | "trim"
            | "trim_start"
            | "trim_end"
            | "capacity"
            | "reserve"
            | "reserve_exact"
            | "push_str"
            | "set_len"
            | "get_unchecked"
            | "get_unchecked_mut"
            | "first"
            | "first_mut"
            | "last_mut"
            | "split_at"
            | "split_at_mut"
            | "split_first"
            | "split_last"
            | "swap_remove"
            | "truncate"
            | "clear"
            | "copy_from_slice"
            | "into_boxed_slice"
            | "into_boxed_str"
            | "into_bytes"
            | "into_string"
            | "to_string"
            | "borrow"
            | "cast"
            | "is_null"
            | "is_char_boundary"
            | "len_utf8"
            | "pow"
            | "abs"
            | "floor"
            | "ceil"
            | "round"
            | "sqrt"
            | "rem_euclid"
            | "div_euclid"
            | "count_ones"
            | "trailing_zeros"
            | "leading_zeros"
            | "to_le_bytes"
            | "to_be_bytes"
            | "to_ne_bytes"
            | "swap_bytes"
            | "rotate_left"
            | "rotate_right"
            | "is_power_of_two"
            | "to_digit"
            | "as_secs"
            | "as_nanos"
            | "subsec_nanos"
            | "is_alternate"
            | "alternate"
            | "load"
            | "store"
            | "get_or_insert_with"
            | "is_negative"
            | "is_positive"
            | "is_nan"
            | "is_finite"
            | "signum"
            | "to_bits"
            | "from_bits"
            | "from_utf8"
            | "from_utf8_unchecked"
            | "from_u32"
            | "from_digit"
            | "from_str_radix"
            | "from_le_bytes"
            | "from_be_bytes"
            | "from_ne_bytes"
            | "size_of"
            | "align_of"
            | "default" => Asks::Nothing,
            "from" | "try_from" | "into" | "try_into" => MADE,
            "clone" | "to_vec" | "extend_from_slice" => CLONED,
            "as_ref" => Asks::These(&["AsRef"]),
            "as_mut" => Asks::These(&["AsMut"]),
            "borrow_mut" => Asks::These(&["BorrowMut"]),
            "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "cmp" | "partial_cmp" | "is_empty"
            | "push" | "pop" | "get" | "get_mut" | "contains_key" | "entry" | "insert"
            | "remove" => COMPARED,
            "len" | "next" | "next_back" | "size_hint" | "into_iter" | "enumerate" | "map"
            | "filter" | "filter_map" | "skip" | "take" | "take_while" | "skip_while" | "chain"
            | "find" | "find_map" | "position" | "all" | "any" | "fold" | "for_each" | "rev"
            | "count" | "last" | "nth" | "peekable" | "peek" | "copied" | "step_by" | "scan"
            | "flat_map" | "flatten" | "zip" => WALKED,
            "write_str" | "write_char" | "write_fmt" | "pad" | "width" | "precision" => WRITTEN,
            _ => Asks::All,
        }
    }

    /// What a function of std may ask for, by its path.
    fn by_path(path: &str) -> Asks {
        let (owner, name) = path.rsplit_once("::").unwrap_or(("", path));
        let owner = owner.rsplit("::").next().unwrap_or_default();
        // A variant, a constant, a unit struct.
        if name.starts_with(char::is_uppercase) {
            return Asks::Nothing;
        }
        let nothing = match (owner, name) {
            (
                "mem",
                "swap" | "replace" | "take" | "forget" | "drop" | "transmute" | "size_of"
                | "align_of" | "discriminant" | "needs_drop" | "zeroed",
            ) => true,
            ("slice", "from_raw_parts" | "from_raw_parts_mut" | "from_ref") => true,
            (
                "ptr",
                "read"
                | "write"
                | "copy"
                | "copy_nonoverlapping"
                | "null"
                | "null_mut"
                | "drop_in_place"
                | "swap"
                | "replace",
            ) => true,
            ("hint", _) | ("String", "from") => true,
            (
                owner,
                "new" | "with_capacity" | "from_raw" | "into_raw" | "from_raw_parts" | "uninit",
            ) => PLAIN.contains(&owner),
            _ => false,
        };
        if nothing {
            Asks::Nothing
        } else {
            Asks::by(name)
        }
    }
}

/// Whether nothing of the program can be in a value of this type.
pub(super) fn is_plain(ty: &Ty) -> bool {
    match ty {
        Ty::Callable(output) => is_plain(output),
        // What it walks is not known.
        Ty::Iter(_) => false,
        ty => {
            let mut found = Vec::new();
            ty.local(&mut found) && found.is_empty()
        }
    }
}

impl Reach<'_> {
    /// Whether impls of a trait of std are asked for.
    pub(super) fn is_asked(&self, of: &str) -> bool {
        self.asks_all || self.asked.contains(of) || !SLEEPERS.contains(&of)
    }

    /// Live code asks: the impls of these traits for live types may run.
    pub(super) fn ask(&mut self, asks: Asks, from: ItemId) {
        let index = self.index;
        if self.asks_all {
            return;
        }
        let woken: Vec<&str> = match asks {
            Asks::Nothing => Vec::new(),
            Asks::These(traits) => traits.to_vec(),
            Asks::All => {
                self.asks_all = true;
                SLEEPERS.to_vec()
            }
        };
        for of in woken {
            if self.asked.insert(of) {
                for at in index.by_foreign.get(of).into_iter().flatten() {
                    self.consider(*at, from);
                }
            }
        }
    }

    /// A trait of std is asked for a type.
    pub(super) fn ask_trait(&mut self, of: &str, ty: &Ty, from: ItemId) {
        if is_plain(ty) {
            return;
        }
        let asks = match of {
            "PartialEq" | "Eq" | "PartialOrd" | "Ord" | "Hash" | "Hasher" | "BuildHasher" => {
                COMPARED
            }
            "Clone" => CLONED,
            "Write" => WRITTEN,
            of if matches!(WALKED, Asks::These(traits) if traits.contains(&of)) => WALKED,
            "AsRef" => Asks::These(&["AsRef"]),
            "AsMut" => Asks::These(&["AsMut"]),
            "BorrowMut" => Asks::These(&["BorrowMut"]),
            "RangeBounds" => Asks::These(&["RangeBounds"]),
            "ToString" => Asks::These(&["ToString"]),
            // Collections of std have these operators.
            "Sub" | "BitAnd" | "BitOr" | "BitXor" if !matches!(ty, Ty::Adt(..)) => MADE,
            of if SLEEPERS.contains(&of) => Asks::All,
            _ => Asks::Nothing,
        };
        self.ask(asks, from);
    }

    /// A method of std is called, or may be.
    pub(super) fn ask_method(&mut self, receiver: &Ty, name: &str, args: &[Ty], from: ItemId) {
        let asks = match receiver {
            Ty::Builtin(_) if !matches!(name, "hash" | "fmt") => Asks::Nothing,
            receiver if is_plain(receiver) && args.iter().all(is_plain) && name != "hash" => {
                Asks::Nothing
            }
            _ => Asks::by(name),
        };
        self.ask(asks, from);
    }

    /// A function of std is called or named.
    pub(super) fn ask_path(&mut self, path: &str, from: ItemId) {
        self.ask(Asks::by_path(path), from);
    }

    /// A `for` loop walks.
    pub(super) fn ask_loop(&mut self, over: &Ty, from: ItemId) {
        let own = match over {
            Ty::Slice(_) => true,
            Ty::Foreign(path, _) => {
                matches!(
                    &**path,
                    "std::vec::Vec" | "std::ops::Range" | "std::option::Option"
                ) || path.starts_with("std::collections::")
            }
            _ => false,
        };
        if !own {
            self.ask(WALKED, from);
        }
    }
}
