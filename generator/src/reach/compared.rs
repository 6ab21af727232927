//! What a comparison asks. Of a type of the program whose impl is written out, what that says. Of std's types that hold others,
//! more than the same of those: a set looks for what it holds by its hash, a `Cow` is compared as what it owns may be borrowed,
//! and an `Rc` by its address alone where what it leads to is `Eq`.

use crate::reach::asks::HASHED;
use crate::reach::live::Reach;
use crate::reach::ty::Ty;

/// The methods by which values are compared.
const COMPARISONS: &[(&str, &[&str])] = &[
    ("Ord", &["cmp"]),
    ("PartialEq", &["eq", "ne"]),
    ("PartialOrd", &["ge", "gt", "le", "lt", "partial_cmp"]),
];

/// The trait of std by which values are compared that has such a method.
pub(super) fn comparison(name: &str) -> Option<&'static str> {
    let mut all = COMPARISONS.iter();
    let (of, _) = all.find(|(_, methods)| methods.contains(&name))?;
    Some(of)
}

impl Reach<'_> {
    /// Whether a type of the program has a trait of std by nothing but impls that are written out.
    pub(super) fn has_by_hand(&self, ty: &Ty, of: &str) -> bool {
        let Ty::Adt(item, _) = ty else { return false };
        let derived = &self.derives_of(*item).of_std;
        self.implements(*item, of)
            && !derived.iter().any(|known| known == of)
            && !self.may_have_written(*item)
    }

    /// The trait of std by which a type of the program surely has a comparing method, if its impl is written out.
    pub(super) fn compared_by_hand(&self, receiver: &Ty, name: &str) -> Option<&'static str> {
        let of = comparison(name)?;
        // An iterator is taken as it is, which is tried first.
        let walks = matches!(receiver, Ty::Adt(item, _) if self.implements(*item, "Iterator"));
        (!walks && self.has_by_hand(receiver, of)).then_some(of)
    }
}

/// Which of those of std that ask more may lie in a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    hashes: bool,
    borrows: bool,
    shares: bool,
}

impl Beside {
    const ALL: Beside = Beside {
        hashes: true,
        borrows: true,
        shares: true,
    };

    pub(super) fn of(ty: &Ty) -> Beside {
        match ty {
            Ty::Builtin(_) | Ty::Never => Beside::default(),
            Ty::Slice(of) => Beside::of(of),
            Ty::Tuple(of) => Beside::of_any(of.iter()),
            // In which of its fields an argument lies, it does not tell.
            Ty::Adt(_, arguments) => {
                let is_bare = |ty: &Ty| matches!(ty, Ty::Builtin(_) | Ty::Never);
                match arguments.iter().all(is_bare) {
                    true => Beside::default(),
                    false => Beside::ALL,
                }
            }
            Ty::Foreign(path, arguments) => {
                let mut found = Beside::of_any(arguments.iter());
                match path.rsplit("::").next().unwrap_or_default() {
                    "HashMap" | "HashSet" => found.hashes = true,
                    "Cow" => found.borrows = true,
                    "Rc" | "Arc" => found.shares = true,
                    _ => {}
                }
                found
            }
            _ => Beside::ALL,
        }
    }

    /// Which may lie in one of these.
    pub(super) fn of_any<'t>(types: impl Iterator<Item = &'t Ty>) -> Beside {
        let all = types.map(Beside::of);
        all.fold(Beside::default(), |known, more| Beside {
            hashes: known.hashes | more.hashes,
            borrows: known.borrows | more.borrows,
            shares: known.shares | more.shares,
        })
    }

    pub(super) fn is_any(self) -> bool {
        self != Beside::default()
    }

    /// The traits that are asked beside this one.
    pub(super) fn asked(self, of: &str) -> Vec<&'static str> {
        let mut found = Vec::new();
        if self.hashes && of == "PartialEq" {
            found.extend(HASHED);
            found.push("Eq");
        }
        if self.borrows && matches!(of, "Hash" | "Ord" | "PartialEq" | "PartialOrd") {
            found.push("Borrow");
        }
        if self.shares && of == "PartialEq" {
            found.push("Eq");
        }
        found
    }

    pub(super) fn bits(self) -> u32 {
        u32::from(self.hashes) | u32::from(self.borrows) << 1 | u32::from(self.shares) << 2
    }

    pub(super) fn from_bits(bits: u32) -> Beside {
        Beside {
            hashes: bits & 1 != 0,
            borrows: bits & 2 != 0,
            shares: bits & 4 != 0,
        }
    }
}
