//! What functions, methods and constants of std give, by a table out of its documentation: `std_gives.txt`, which
//! `--bin std_gives` of the tests writes for each new Rust.
//!
//! A line is a path, a tab, and what is given: `Self`, `T0` for the first of the receiver's arguments, `A1` for the type of
//! the second value it is called with (the receiver is the first), `R1` for what that gives when it is called, `A1.0` for
//! the first argument of that; `[X]` for slices and arrays, `iter<X>` for an iterator of std's. References and pointers
//! stand for what they lead to. Numbers of a kind share lines (`int::pow`).

use crate::reach::std_types::{number_in, returned};
use crate::reach::tables::{Table, lines};
use crate::reach::ty::Ty;
use std::iter;

const TEXT: &str = include_str!("std_gives.txt");
static TABLE: Table<{ lines(TEXT) }> = Table::of(TEXT);

/// What a method or associated constant gives on a receiver of std's or a built-in one, with these arguments.
pub(super) fn given_on(own: &Ty, name: &str, args: &[Ty]) -> Ty {
    // An alias of std's that the documentation has no methods of.
    if let Ty::Foreign(path, _) = own
        && let Some(number) = number_in(path)
    {
        let number = Ty::builtin(&number.to_lowercase());
        return given_on(&Ty::foreign("std::num::NonZero", vec![number]), name, args);
    }
    let values: Vec<&Ty> = iter::once(own).chain(args).collect();
    let of = |kind: &str| read(&format!("{kind}::{name}"), own, &values);
    match own {
        Ty::Builtin(kind) if is_integer(kind) => of("int").or_else(|| of(kind)),
        Ty::Builtin(kind) if kind.starts_with('f') => of("float").or_else(|| of(kind)),
        Ty::Builtin(kind) => of(kind),
        Ty::Slice(_) => of("[]"),
        Ty::Foreign(path, _) if path.starts_with("std::") => of(path),
        _ => None,
    }
    .unwrap_or(Ty::Unknown)
}

/// What a path of std gives, called with these values or as a constant, where it is a member of `own` or of a module.
pub(super) fn given_at(path: &str, own: &Ty, values: &[Ty]) -> Ty {
    let values: Vec<&Ty> = values.iter().collect();
    read(path, own, &values).unwrap_or(Ty::Unknown)
}

fn is_integer(kind: &str) -> bool {
    kind == "int" || kind.ends_with("size") || kind.starts_with(['u', 'i'])
}

fn read(path: &str, own: &Ty, values: &[&Ty]) -> Option<Ty> {
    let text = TABLE.line(path)?;
    let (owner, _) = path.rsplit_once("::").unwrap_or_default();
    let mut reader = Reader {
        text,
        owner,
        own,
        values,
    };
    Some(reader.ty())
}

/// Reads what a line says is given.
struct Reader<'a> {
    text: &'static str,
    /// What the function is a member of.
    owner: &'a str,
    own: &'a Ty,
    /// What it is called with, the receiver first.
    values: &'a [&'a Ty],
}

impl Reader<'_> {
    fn ty(&mut self) -> Ty {
        if self.skip('[') {
            let item = self.ty();
            self.skip(']');
            return Ty::Slice(Box::new(item));
        }
        if self.skip('(') {
            return Ty::Tuple(self.list(')'));
        }
        if self.skip('!') {
            return Ty::Never;
        }
        let end = self.text.find(['<', '>', ',', ')', ']']);
        let (name, rest) = self.text.split_at(end.unwrap_or(self.text.len()));
        self.text = rest;
        let args = match self.skip('<') {
            true => self.list('>'),
            false => Vec::new(),
        };
        match (name, &args[..]) {
            ("Self", _) => self.own.clone(),
            ("iter", [item]) => Ty::iter(item.clone()),
            _ if name.starts_with("std::") => Ty::foreign(name, args),
            _ => self.told(name).unwrap_or_else(|| Ty::builtin(name)),
        }
    }

    /// `T0`, `A1`, `R1` and `A1.0`: what the receiver or a value says; nothing if it is a built-in type's name.
    fn told(&self, name: &str) -> Option<Ty> {
        let (first, within) = match name.split_once('.') {
            Some((first, within)) => (first, Some(within.parse().ok()?)),
            None => (name, None),
        };
        let (kind, at) = first.split_at_checked(1)?;
        let at: usize = at.parse().ok()?;
        let value = || self.values.get(at).map_or(Ty::Unknown, |ty| Ty::clone(ty));
        let ty = match kind {
            "T" => argument(self.own, at),
            // What only leads to what the function is called on is another type: `LazyLock::force(&x)`.
            "A" if within.is_some() && at == 0 && self.is_of_type() && !value().is(self.owner) => {
                Ty::Unknown
            }
            "A" => value(),
            "R" => returned(Some(&value())),
            _ => return None,
        };
        Some(within.map_or(ty.clone(), |at| argument(&ty, at)))
    }

    /// Whether it is a member of a type, and not of a module.
    fn is_of_type(&self) -> bool {
        let name = self.owner.rsplit("::").next().unwrap_or_default();
        name.starts_with(|first: char| first.is_ascii_uppercase())
    }

    fn list(&mut self, end: char) -> Vec<Ty> {
        let mut types = Vec::new();
        while !self.skip(end) && !self.text.is_empty() {
            types.push(self.ty());
            self.skip(',');
        }
        types
    }

    fn skip(&mut self, mark: char) -> bool {
        let rest = self.text.strip_prefix(mark);
        self.text = rest.unwrap_or(self.text);
        rest.is_some()
    }
}

fn argument(of: &Ty, at: usize) -> Ty {
    match of {
        Ty::Slice(item) if at == 0 => (**item).clone(),
        of => of.arg(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reach::std_types::by_hand;

    #[test]
    fn every_line_is_read_to_its_end() {
        let own = Ty::foreign("std::own", vec![Ty::builtin("u8"), Ty::builtin("u16")]);
        for line in TEXT.lines() {
            let (path, gives) = line.split_once('\t').expect("a path and what it gives");
            let mut reader = Reader {
                text: gives,
                owner: "",
                own: &own,
                values: &[],
            };
            let ty = reader.ty();
            assert_eq!(reader.text, "", "{path}: {ty:?}");
        }
    }

    #[test]
    fn what_is_written_by_hand_says_nothing_else() {
        let mut others = Vec::new();
        for line in TEXT.lines() {
            let (path, _) = line.split_once('\t').expect("a path and what it gives");
            let (owner, name) = path.rsplit_once("::").unwrap_or_default();
            let arguments = vec![Ty::Param("A".into()), Ty::Param("B".into())];
            let own = match owner {
                "int" => Ty::builtin("u64"),
                "float" => Ty::builtin("f64"),
                "[]" => Ty::Slice(Box::new(Ty::Param("A".into()))),
                _ if owner.starts_with("std::") => Ty::foreign(owner, arguments),
                _ => Ty::builtin(owner),
            };
            let other = by_hand(&own, name, &[]);
            let known = given_on(&own, name, &[]);
            if other != Ty::Unknown && other != known {
                others.push(format!("{path}: {other:?}, not {known:?}"));
            }
        }
        assert!(others.is_empty(), "{}", others.join("\n"));
    }

    #[test]
    fn types_are_as_rust_has_them() {
        let number = Ty::builtin("i32");
        let of = |own: &Ty, name: &str| given_on(own, name, &[]);
        assert_eq!(of(&number, "abs_diff"), Ty::builtin("u32"));
        assert_eq!(of(&number, "checked_add"), Ty::option(number.clone()));
        assert_eq!(of(&number, "MAX"), number);
        assert_eq!(of(&Ty::builtin("int"), "ilog2"), Ty::builtin("u32"));
        assert_eq!(of(&Ty::builtin("f64"), "sqrt"), Ty::builtin("f64"));
        let non_zero = Ty::foreign("std::num::NonZeroU32", Vec::new());
        assert_eq!(of(&non_zero, "get"), Ty::builtin("u32"));
        let text = Ty::builtin("str");
        let made = given_on(
            &Ty::option(number.clone()),
            "map",
            &[Ty::Callable(Box::new(text.clone()))],
        );
        assert_eq!(made, Ty::option(text));
        let pointer = given_at(
            "std::ptr::read",
            &Ty::Unknown,
            std::slice::from_ref(&number),
        );
        assert_eq!(pointer, number);
        let list = Ty::vec(Ty::builtin("char"));
        assert_eq!(of(&list, "pop"), Ty::option(Ty::builtin("char")));
        assert_eq!(of(&list, "iter"), Ty::Unknown);
        let slice = Ty::Slice(Box::new(number.clone()));
        let halves = Ty::Tuple(vec![slice.clone(), slice.clone()]);
        assert_eq!(of(&slice, "split_at"), halves);
        assert_eq!(given_at("std::process::exit", &Ty::Unknown, &[]), Ty::Never);
        assert_eq!(
            given_at("std::f64::consts::PI", &Ty::Unknown, &[]),
            Ty::builtin("f64")
        );
    }
}
