//! What functions, methods and constants of std give, by a table out of its documentation: `std_gives.txt`, which
//! `--bin std_gives` of the tests writes for each new Rust.
//!
//! A line is a path, a tab, and what is given: `Self`, `T0` for the first of the receiver's arguments, `[X]` for slices and
//! arrays, `iter<X>` for an iterator of std's. References and pointers stand for what they lead to. Numbers of a kind
//! share lines (`int::pow`).

use crate::reach::ty::Ty;

const TABLE: &str = include_str!("std_gives.txt");

/// What a method or associated constant gives on a receiver of std's or a built-in one.
pub(super) fn given_on(own: &Ty, name: &str) -> Ty {
    let of = |kind: &str| read(&format!("{kind}::{name}"), own);
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

/// What a path of std gives, called or as a constant, where it is a member of `own` or of a module.
pub(super) fn given_at(path: &str, own: &Ty) -> Ty {
    read(path, own).unwrap_or(Ty::Unknown)
}

fn is_integer(kind: &str) -> bool {
    kind == "int" || kind.ends_with("size") || kind.starts_with(['u', 'i'])
}

fn read(path: &str, own: &Ty) -> Option<Ty> {
    let mut reader = Reader {
        text: look_up(path)?,
        own,
    };
    Some(reader.ty())
}

/// The line of a path. The table is sorted.
fn look_up(path: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, TABLE.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = TABLE[..middle].rfind('\n').map_or(0, |at| at + 1);
        let end = TABLE[start..]
            .find('\n')
            .map_or(TABLE.len(), |at| start + at);
        let (known, gives) = TABLE[start..end].split_once('\t')?;
        match known.cmp(path) {
            std::cmp::Ordering::Equal => return Some(gives),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

/// Reads what a line says is given.
struct Reader<'a> {
    text: &'static str,
    own: &'a Ty,
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
            _ => match name.strip_prefix('T').and_then(|at| at.parse().ok()) {
                Some(at) => self.argument(at),
                None => Ty::builtin(name),
            },
        }
    }

    /// An argument of the receiver.
    fn argument(&self, at: usize) -> Ty {
        match self.own {
            Ty::Slice(item) if at == 0 => (**item).clone(),
            own => own.arg(at),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reach::std_types::by_hand;

    #[test]
    fn every_line_is_found_and_read_to_its_end() {
        let own = Ty::foreign("std::own", vec![Ty::builtin("u8"), Ty::builtin("u16")]);
        let mut last = "";
        for line in TABLE.lines() {
            let (path, gives) = line.split_once('\t').expect("a path and what it gives");
            assert!(last < path, "{last} stands before {path}");
            last = path;
            assert_eq!(look_up(path), Some(gives));
            let mut reader = Reader {
                text: gives,
                own: &own,
            };
            let ty = reader.ty();
            assert_eq!(reader.text, "", "{path}: {ty:?}");
        }
        assert_eq!(look_up("a"), None);
        assert_eq!(look_up("zz"), None);
        assert_eq!(look_up(""), None);
    }

    #[test]
    fn what_is_written_by_hand_says_nothing_else() {
        let mut others = Vec::new();
        for line in TABLE.lines() {
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
            let known = given_on(&own, name);
            if other != Ty::Unknown && other != known {
                others.push(format!("{path}: {other:?}, not {known:?}"));
            }
        }
        assert!(others.is_empty(), "{}", others.join("\n"));
    }

    #[test]
    fn types_are_as_rust_has_them() {
        let number = Ty::builtin("i32");
        let of = |own: &Ty, name: &str| given_on(own, name);
        assert_eq!(of(&number, "abs_diff"), Ty::builtin("u32"));
        assert_eq!(of(&number, "checked_add"), Ty::option(number.clone()));
        assert_eq!(of(&number, "MAX"), number);
        assert_eq!(of(&Ty::builtin("int"), "ilog2"), Ty::builtin("u32"));
        assert_eq!(of(&Ty::builtin("f64"), "sqrt"), Ty::builtin("f64"));
        let list = Ty::vec(Ty::builtin("char"));
        assert_eq!(of(&list, "pop"), Ty::option(Ty::builtin("char")));
        assert_eq!(of(&list, "iter"), Ty::Unknown);
        let slice = Ty::Slice(Box::new(number.clone()));
        let halves = Ty::Tuple(vec![slice.clone(), slice.clone()]);
        assert_eq!(of(&slice, "split_at"), halves);
        assert_eq!(given_at("std::process::exit", &Ty::Unknown), Ty::Never);
        assert_eq!(
            given_at("std::f64::consts::PI", &Ty::Unknown),
            Ty::builtin("f64")
        );
    }
}
