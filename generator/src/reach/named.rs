//! How code must look that uses something of a name, told from its text: a field is written or read, a method called,
//! a free function or type named. Text says too much and never too little, for comments and other things of that name
//! count as well.

use crate::parse::{has_word, is_plain_macro, occurrences};

/// What a name is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    /// A field with a name.
    Field(String),
    /// A function of an impl or a trait.
    Method(String),
    /// A free function.
    Function(String),
    /// A type's own function without a receiver, by its name and the type's.
    Associated(String, String),
    /// A type, a variant, a macro, a constant.
    Any(String),
    /// A member of an impl of std's trait, by the trait: std calls it where nobody names it.
    Asked(String),
    /// A member of an impl of another crate's trait: that crate's code calls it.
    AskedOutside,
}

/// Words and signs without which nobody but another crate calls a trait's impl, of traits for which they are known.
const ASKED: &[(&str, &[&str])] = &[
    ("Add", &["+", "add"]),
    ("Sub", &["-", "sub"]),
    ("Mul", &["*", "mul"]),
    ("Div", &["/", "div"]),
    ("Rem", &["%", "rem"]),
    ("BitAnd", &["&", "bitand"]),
    ("BitOr", &["|", "bitor"]),
    ("BitXor", &["^", "bitxor"]),
    ("Shl", &["<<", "shl"]),
    ("Shr", &[">>", "shr"]),
    ("Index", &["[", "index"]),
    ("IndexMut", &["[", "index_mut"]),
    ("From", &["from", "into", "try_from", "try_into", "?"]),
    (
        "FromIterator",
        &["from_iter", "collect", "try_collect", "collect_into"],
    ),
    (
        "Extend",
        &["extend", "extend_one", "unzip", "partition", "collect"],
    ),
    ("Sum", &["sum"]),
    ("Product", &["product"]),
    // A method of an iterator that is given a closure may go through another that is given one.
    ("Iterator", ITERATING),
    ("DoubleEndedIterator", ITERATING),
];

/// Methods of iterators that are given closures, or iterators with some inside.
const ITERATING: &[&str] = &[
    "all",
    "any",
    "chain",
    "cmp_by",
    "collect",
    "count",
    "dedup_by",
    "eq_by",
    "extend",
    "filter",
    "filter_map",
    "find",
    "find_map",
    "flat_map",
    "fold",
    "for_each",
    "from_fn",
    "inspect",
    "intersperse_with",
    "is_partitioned",
    "is_sorted_by",
    "is_sorted_by_key",
    "last",
    "map",
    "map_while",
    "map_windows",
    "max_by",
    "max_by_key",
    "min_by",
    "min_by_key",
    "partial_cmp_by",
    "partition",
    "position",
    "reduce",
    "repeat_with",
    "rfind",
    "rfold",
    "rposition",
    "scan",
    "skip_while",
    "successors",
    "take_while",
    "try_find",
    "try_fold",
    "try_for_each",
    "try_reduce",
    "try_rfold",
    "zip",
];

impl Named {
    /// The name.
    pub(super) fn name(&self) -> &str {
        match self {
            Named::Field(name)
            | Named::Method(name)
            | Named::Function(name)
            | Named::Associated(name, _)
            | Named::Any(name)
            | Named::Asked(name) => name,
            Named::AskedOutside => "a trait of another crate",
        }
    }

    /// Whether code of other crates than std may use it where none of the program's names it.
    pub(super) fn is_asked(&self) -> bool {
        matches!(self, Named::Asked(_) | Named::AskedOutside)
    }

    /// Whether an item's text may use it, that stands in an impl with this header.
    pub(super) fn is_in(&self, text: &str, header: &str) -> bool {
        let name = self.name();
        match self {
            // Within a type's impl, it is `Self` too; and so it may be in what a macro of the program writes there.
            Named::Any(_) => {
                return has_word(text, name)
                    || has_word(header, name) && (has_word(text, "Self") || calls_own_macro(text));
            }
            Named::Asked(of) => {
                let known = ASKED.iter().find(|(known, _)| known == of);
                return known.is_none_or(|(_, words)| {
                    let mut words = words.iter();
                    words.any(|word| match word.starts_with(char::is_alphabetic) {
                        true => has_word(text, word),
                        false => text.contains(word),
                    })
                });
            }
            Named::AskedOutside => return false,
            _ => {}
        }
        let mut open = occurrences(text, name).peekable();
        // What a macro of the program makes of a name is not known.
        open.peek().is_some()
            && self.owner_is_in(text, header)
            && (calls_own_macro(text) || open.any(|at| self.looks_so(text, at, at + name.len())))
    }

    /// Whether a macro's text may use it: of a type's own function it may be given the name.
    pub(super) fn is_in_macro(&self, text: &str) -> bool {
        match self {
            Named::Associated(_, owner) => has_word(text, owner),
            _ => self.is_in(text, ""),
        }
    }

    fn owner_is_in(&self, text: &str, header: &str) -> bool {
        match self {
            Named::Associated(_, owner) => has_word(text, owner) || has_word(header, owner),
            _ => true,
        }
    }

    /// What it is known by where a type of this name stands for what a text says.
    pub(super) fn by_alias(&self, text: &str, alias: &str) -> Option<Named> {
        match self {
            Named::Associated(name, owner) => {
                has_word(text, owner).then(|| Named::Associated(name.clone(), alias.to_owned()))
            }
            Named::Asked(_) | Named::AskedOutside => None,
            _ => self.is_in(text, "").then(|| Named::Any(alias.to_owned())),
        }
    }

    /// What it is known by where a name is imported as another.
    pub(super) fn by_import(&self, imported: &str, other: &str) -> Option<Named> {
        match self {
            Named::Associated(name, owner) => {
                (owner == imported).then(|| Named::Associated(name.clone(), other.to_owned()))
            }
            Named::Function(name) | Named::Any(name) => {
                (name == imported).then(|| Named::Any(other.to_owned()))
            }
            Named::Field(_) | Named::Method(_) | Named::Asked(_) | Named::AskedOutside => None,
        }
    }

    fn looks_so(&self, text: &str, start: usize, end: usize) -> bool {
        let (before, after) = (text[..start].trim_end(), text[end..].trim_start());
        let raw = before.ends_with('#');
        let accessed = before.ends_with('.') && !before.ends_with("..");
        match self {
            Named::Field(_) if accessed => {
                !after.starts_with('(') && !after.starts_with("::") && !is_called(before, after)
            }
            // Written out with its value, or by the value's own name.
            Named::Field(_) => {
                raw || before.ends_with("..")
                    || after.starts_with(':') && !after.starts_with("::")
                    || (before.ends_with(['{', ','])
                        || before.ends_with("ref")
                        || before.ends_with("mut"))
                        && after.starts_with([',', '}'])
            }
            Named::Associated(..) => raw || before.ends_with("::"),
            Named::Method(_) => raw || before.ends_with('.') || before.ends_with("::"),
            Named::Function(_) => !accessed,
            Named::Any(_) | Named::Asked(_) | Named::AskedOutside => true,
        }
    }
}

/// Whether what is accessed between two texts is only called: `(self.on)(1)`.
fn is_called(before: &str, after: &str) -> bool {
    let called = after.strip_prefix(')');
    let Some(open) = before
        .rfind('(')
        .filter(|_| called.is_some_and(|rest| rest.trim_start().starts_with('(')))
    else {
        return false;
    };
    // Neither an argument, nor anything but a way of names.
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let is_way = before[open + 1..].chars().all(|c| word(c) || c == '.');
    let outside = before[..open].trim_end().chars().next_back();
    is_way
        && !outside
            .is_some_and(|c| word(c) || [')', ']', '}', '>', '?', '!', '"', '\''].contains(&c))
}

/// Whether a text calls a macro that is not known to take expressions.
fn calls_own_macro(text: &str) -> bool {
    text.match_indices('!').any(|(at, _)| {
        let before = text[..at].trim_end();
        let after = text[at + 1..].trim_start();
        let name = before
            .rsplit(|c: char| !(c.is_alphanumeric() || c == '_'))
            .next()
            .unwrap_or_default();
        after.starts_with(['(', '[', '{']) && !name.is_empty() && !is_plain_macro(name)
    })
}

#[cfg(test)]
mod tests {
    use super::Named;

    #[test]
    fn a_name_is_used_as_what_it_is_of() {
        let check = |named: Named, rows: &[(&str, bool)]| {
            for (text, used) in rows {
                assert_eq!(named.is_in(text, ""), *used, "{text}");
            }
        };
        let field = [
            ("H { on: 1 }", true),
            ("H { n, on }", true),
            ("H { ref mut on, .. }", true),
            ("h.on = x", true),
            ("(h.on)(3)", false),
            ("{ (self.h.on) (3) }", false),
            ("run(h.on)(3)", true),
            ("(a, h.on)(3)", true),
            ("(g()(h.on))", true),
            ("vec![0](h.on)(3)", true),
            ("h.on.push(x)", true),
            ("H { ..on }", true),
            ("make!(on, 1)", true),
            ("h.on()", false),
            ("f(on)", false),
            ("on::f()", false),
            ("h.only = on2", false),
            ("vec![on]", false),
        ];
        check(Named::Field("on".to_owned()), &field);
        let method = [
            ("x.go(1)", true),
            ("x\n    .go::<u8>()", true),
            ("T::go", true),
            ("x.r#go()", true),
            ("go(1)", false),
            ("let go = 1;", false),
        ];
        check(Named::Method("go".to_owned()), &method);
        let function = [
            ("go(1)", true),
            ("m::go(1)", true),
            ("f(go)", true),
            ("x.go(1)", false),
            ("0..go()", true),
        ];
        check(Named::Function("go".to_owned()), &function);
    }
}
