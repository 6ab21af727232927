//! Keys that are right one by one and cannot stand together.

use super::read::{Reader, Values};
use super::value::Value;
use crate::diagnostic::{Diagnostic, Mistake, Place};

/// Two keys, when they clash, and what to say.
struct Clash {
    /// The key that is pointed at.
    key: &'static str,
    /// Whether it clashes with the rest.
    when: fn(&Values) -> bool,
    /// The other key, pointed at too if it is there.
    with: &'static str,
    /// What is wrong.
    this: &'static str,
    /// What to do.
    that: &'static str,
}

/// Every clash between the keys of a policy.
const CLASHES: &[Clash] = &[
    Clash {
        key: "sliding",
        when: |values| is(values, "sliding", true) && !values.contains_key("ttl"),
        with: "ttl",
        this: "`sliding` renews the ttl at each hit, and there is no `ttl`",
        that: "add `ttl = \"7d\"`, or take `sliding` out",
    },
    Clash {
        key: "stale",
        when: |values| {
            says(values, "stale", "serve")
                && !values.contains_key("ttl")
                && !values.contains_key("expires")
        },
        with: "ttl",
        this: "`stale = \"serve\"` is about results past their ttl, and there is no `ttl`",
        that: "add `ttl = \"7d\"`, or take `stale` out",
    },
    Clash {
        key: "stale_for",
        when: |values| values.contains_key("stale_for") && !says(values, "stale", "serve"),
        with: "stale",
        this: "`stale_for` bounds how long stale results are served, and they are not served at all",
        that: "add `stale = \"serve\"`, or take `stale_for` out",
    },
    Clash {
        key: "stale_on_error",
        when: |values| is(values, "stale_on_error", true) && is(values, "cache_err", true),
        with: "cache_err",
        this: "`stale_on_error` falls back from an `Err`, and `cache_err` stores it",
        that: "take one of the two out",
    },
    Clash {
        key: "key_fn",
        when: |values| values.contains_key("key_fn") && values.contains_key("key"),
        with: "key",
        this: "`key_fn` makes the whole key, and `key` replaces arguments in it",
        that: "take one of the two out",
    },
    Clash {
        key: "key_fn",
        when: |values| values.contains_key("key_fn") && values.contains_key("ignore"),
        with: "ignore",
        this: "`key_fn` makes the whole key, and `ignore` leaves arguments out of it",
        that: "take one of the two out",
    },
    Clash {
        key: "wait",
        when: |values| values.contains_key("wait") && is(values, "single_flight", false),
        with: "single_flight",
        this: "`wait` is for another's computation, and `single_flight = false` never waits",
        that: "take one of the two out",
    },
];

/// Notes every clash among the `values` of the function listed at `function`. Keys of `[defaults]` count only
/// together with a function's own, which may be the other half.
pub(super) fn check(reader: &mut Reader, values: &Values, function: &Place) {
    for clash in CLASHES.iter().filter(|clash| (clash.when)(values)) {
        let Some(entry) = values.get(clash.key) else {
            continue;
        };
        let (this, that) = (clash.this.to_owned(), clash.that.to_owned());
        let fault = Diagnostic::at(&entry.key, &Mistake::Contradiction { this, that });
        reader.fault(match values.get(clash.with) {
            Some(with) => fault.and(&with.key, "and this"),
            None => fault.and(function, "for this function"),
        });
    }
    ignored_and_keyed(reader, values);
}

/// An argument that is both left out of the key and replaced in it.
fn ignored_and_keyed(reader: &mut Reader, values: &Values) {
    let (Some(ignore), Some(key)) = (values.get("ignore"), values.get("key")) else {
        return;
    };
    let (Value::Texts(ignored), Value::Parts(keyed)) = (&ignore.value.value, &key.value.value)
    else {
        return;
    };
    for argument in ignored {
        if let Some((_, with)) = keyed.iter().find(|(name, _)| *name == argument.value) {
            let mistake = Mistake::Contradiction {
                this: format!(
                    "`{}` is left out of the key and replaced in it",
                    argument.value
                ),
                that: "take it out of `ignore` or out of `key`".to_owned(),
            };
            reader.fault(Diagnostic::at(&argument.place, &mistake).and(&with.place, "and this"));
        }
    }
}

/// Whether `key` is there and is `value`.
fn is(values: &Values, key: &str, value: bool) -> bool {
    values
        .get(key)
        .is_some_and(|entry| entry.value.value == Value::Bool(value))
}

/// Whether `key` is there and says `word`.
fn says(values: &Values, key: &str, word: &str) -> bool {
    values
        .get(key)
        .is_some_and(|entry| matches!(&entry.value.value, Value::Text(text) if text == word))
}
