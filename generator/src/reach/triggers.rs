//! Methods of std that call a trait on what they are called on, or make what is wanted by one: `to_string`, `into`, `parse`.

use crate::others::functions::Called;
use crate::reach::calls::{DEEPEST, Given};
use crate::reach::handed::is_of_others;
use crate::reach::hidden::Taken;
use crate::reach::live::Reach;
use crate::reach::quiet::OPERATORS;
use crate::reach::scope::Scope;
use crate::reach::std_types::{is_formatter, made_by_call};
use crate::reach::ty::Ty;
use crate::resolve::ItemId;

/// Methods of std that have the type which is wanted make it.
const MADE_BY_WANTED: &[&str] = &[
    "collect",
    "into",
    "parse",
    "partition",
    "product",
    "sum",
    "try_into",
    "unzip",
];

/// Traits whose method is `fmt`.
const FORMATTING: &[&str] = &[
    "Display", "Debug", "LowerHex", "UpperHex", "Octal", "Binary", "LowerExp", "UpperExp",
    "Pointer",
];

impl Reach<'_> {
    /// A method of std is named by a path, `A::to_string`, and may be called with anything.
    pub(super) fn named_method(&mut self, scope: &Scope, own: &Ty, name: &str) {
        let given = Given {
            args: &[],
            turbofish: &[],
            expected: &Ty::Unknown,
            at_hand: Taken::Unknown,
        };
        self.triggers(scope, own, name, &given);
    }

    /// Methods of std that call traits on what they are given.
    pub(super) fn triggers(&mut self, scope: &Scope, receiver: &Ty, name: &str, given: &Given<'_>) {
        // The first that has the method, on the way along what it dereferences to.
        for ty in self.leads_through(receiver) {
            self.triggers_on(scope, &ty, name, given);
        }
    }

    /// A trait of formatting is asked of a type, and of what that dereferences to.
    pub(super) fn shows(&mut self, of: &str, shown: &Ty, from: ItemId) {
        for ty in self.leads_through(shown) {
            self.demand(of, &ty, from);
        }
    }

    /// A type, and what it leads to as long as that is the program's.
    fn leads_through(&self, ty: &Ty) -> Vec<Ty> {
        let next = |ty: &Ty| {
            let next = matches!(ty, Ty::Adt(..)).then(|| self.pointee(ty));
            next.filter(|next| next != ty)
        };
        let through = std::iter::successors(Some(ty.clone()), next);
        through.take(DEEPEST + 1).collect()
    }

    fn triggers_on(&mut self, scope: &Scope, receiver: &Ty, name: &str, given: &Given<'_>) {
        let Given {
            args,
            turbofish,
            expected,
            ..
        } = *given;
        let from = scope.item;
        if MADE_BY_WANTED.contains(&name) {
            let wanted = made_by_call(name, turbofish, expected);
            if is_of_others(&wanted) {
                // Another crate's code makes it of what it is given.
                self.escapes([receiver, &wanted], from);
            }
        }
        match name {
            "to_string" => self.demand("Display", receiver, from),
            "into" | "try_into" => self.converted(receiver, expected, from),
            "collect" | "sum" | "product" => {
                let wanted = made_by_call(name, turbofish, expected);
                self.demand_made_within("FromIterator", &wanted, from);
            }
            "unzip" | "partition" => {
                let wanted = made_by_call(name, turbofish, expected);
                self.demand_made_within("Extend", &wanted, from);
                self.demand("Default", &wanted, from);
            }
            "extend" => self.demand_made_within("Extend", receiver, from),
            "fmt" => {
                for of in FORMATTING {
                    self.demand(of, receiver, from);
                }
            }
            "parse" => {
                let wanted = turbofish
                    .first()
                    .cloned()
                    .unwrap_or_else(|| expected.arg(0));
                self.demand_made("FromStr", &wanted, from);
            }
            "unwrap" | "expect" => {
                let error = match receiver.is("std::result::Result") {
                    true => receiver.arg(1),
                    false if receiver.is("std::option::Option") => Ty::unit(),
                    false => Ty::Unknown,
                };
                self.demand("Debug", &error, from);
            }
            "unwrap_err" | "expect_err" => self.demand("Debug", &receiver.arg(0), from),
            "unwrap_or_default"
            | "or_default"
            | "take"
            | "get_or_insert_default"
            | "resize_default" => {
                let wanted = match name {
                    // `Option::take` leaves `None`; `Cell::take` asks for a default.
                    "take"
                        if receiver.is("std::option::Option")
                            || matches!(receiver, Ty::Iter(_)) =>
                    {
                        Ty::unit()
                    }
                    "or_default" => receiver.arg(1),
                    _ => receiver.arg(0),
                };
                self.demand("Default", &wanted, from);
            }
            "field" | "entry" | "entries" | "key" | "value" | "pad" | "write_fmt" | "wrap_err"
            | "context" => {
                let by_debug = is_formatter(receiver) && !matches!(name, "write_fmt" | "pad");
                for arg in args {
                    self.demand("Debug", arg, from);
                    if !by_debug {
                        self.demand("Display", arg, from);
                    }
                }
            }
            "index" => self.demand("Index", receiver, from),
            "index_mut" => self.demand("IndexMut", receiver, from),
            "add_assign" => self.demand("AddAssign", receiver, from),
            "sub_assign" => self.demand("SubAssign", receiver, from),
            "mul_assign" => self.demand("MulAssign", receiver, from),
            "div_assign" => self.demand("DivAssign", receiver, from),
            name => {
                if let Some((of, _)) = OPERATORS.iter().find(|(_, method)| *method == name) {
                    self.demand(of, receiver, from);
                }
            }
        }
        if let Ty::Foreign(path, _) = receiver
            && !path.starts_with("std::")
        {
            self.escapes(args.iter().chain(turbofish).chain([receiver]), from);
            if self
                .own_function(receiver, name, Called::AsMethod, from)
                .is_none()
            {
                self.made_by_others(expected, from);
            }
        }
    }
}
