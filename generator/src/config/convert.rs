//! From a TOML value to what its key takes, or a mistake that says what it takes.

use super::read::Reader;
use super::schema::{ALGORITHMS, Kind, SCHEMES, quoted};
use super::units;
use super::value::{At, Compression, Value};
use crate::diagnostic::{Mistake, did_you_mean, meant};
use crate::plan;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

type Raw<'t> = Spanned<DeValue<'t>>;

/// The value of `key`, which takes `kind`; none when it is wrong, which is noted.
pub(super) fn value(reader: &mut Reader, key: &str, kind: Kind, raw: &Raw<'_>) -> Option<Value> {
    let value = match (kind, raw.get_ref()) {
        (Kind::Bool, DeValue::Boolean(value)) => Value::Bool(*value),
        (Kind::Integer, DeValue::Integer(_)) => Value::Integer(integer(reader, key, raw)?),
        (Kind::Fraction, DeValue::Integer(_) | DeValue::Float(_)) => fraction(reader, key, raw)?,
        (Kind::Duration, DeValue::String(text)) => duration(reader, key, text, raw)?,
        (Kind::Size, DeValue::String(text)) => size(reader, key, text, raw)?,
        (Kind::Text | Kind::TextOr(_), DeValue::String(text)) => Value::Text(text.to_string()),
        (Kind::Choice(words) | Kind::ChoiceOr(words, _), DeValue::String(text)) => {
            Value::Text(choice(reader, key, text, words, raw)?)
        }
        (Kind::Path, DeValue::String(text)) => Value::Text(path(reader, text, raw)?),
        (Kind::Name, DeValue::String(text)) => Value::Text(name(reader, key, text, raw)?),
        (Kind::Url, DeValue::String(text)) => Value::Text(url(reader, key, text, raw)?),
        (Kind::Compression, DeValue::String(text)) => {
            let algorithm = choice(reader, key, text, ALGORITHMS, raw)?;
            Value::Compression(compression(&algorithm, None))
        }
        (Kind::Compression, DeValue::Table(parts)) => compression_table(reader, key, parts, raw)?,
        (Kind::Texts | Kind::Names | Kind::Patterns | Kind::Depends, DeValue::Array(_)) => {
            texts(reader, key, kind, raw)?
        }
        (Kind::Paths, DeValue::Table(parts)) => paths(reader, parts)?,
        (Kind::TextOr(part) | Kind::ChoiceOr(_, part), DeValue::Table(parts)) => {
            one_of(reader, key, kind, &[part], parts, raw)?
        }
        (Kind::OneOf(names), DeValue::Table(parts)) => {
            one_of(reader, key, kind, names, parts, raw)?
        }
        (Kind::Lists(names), DeValue::Table(parts)) => lists(reader, key, names, parts)?,
        _ => {
            reader.wrong_type(key, &kind.wanted(), raw);
            return None;
        }
    };
    match value {
        Value::Compression(Compression::Zstd { .. }) => reader.need("zstd", raw.span()),
        Value::Compression(Compression::Xz { .. }) => reader.need("xz", raw.span()),
        _ => {}
    }
    Some(value)
}

/// Notes that a value cannot be read, and why.
fn bad(reader: &mut Reader, key: &str, why: String, example: &str, raw: &Raw<'_>) {
    let (key, example) = (key.to_owned(), example.to_owned());
    reader.wrong(raw.span(), &Mistake::BadValue { key, why, example });
}

fn integer(reader: &mut Reader, key: &str, raw: &Raw<'_>) -> Option<u64> {
    let number = raw.get_ref().as_integer()?;
    match u64::from_str_radix(number.as_str(), number.radix()) {
        Ok(number) => Some(number),
        Err(_) => {
            let why = format!("`{}` is below 0 or too large", number.as_str());
            bad(reader, key, why, "a whole number from 0 on", raw);
            None
        }
    }
}

fn fraction(reader: &mut Reader, key: &str, raw: &Raw<'_>) -> Option<Value> {
    let written = match raw.get_ref() {
        DeValue::Integer(number) => number.as_str(),
        DeValue::Float(number) => number.as_str(),
        _ => return None,
    };
    if written
        .parse::<f64>()
        .is_ok_and(|number| (0.0..=1.0).contains(&number))
    {
        return Some(Value::Fraction);
    }
    bad(
        reader,
        key,
        format!("`{written}` is not from 0.0 to 1.0"),
        "`0.01`",
        raw,
    );
    None
}

fn duration(reader: &mut Reader, key: &str, text: &str, raw: &Raw<'_>) -> Option<Value> {
    match units::duration(text) {
        Ok(duration) => Some(Value::Duration(duration)),
        Err(error) => {
            let why = format!("`{text}` is not a duration ({error})");
            bad(
                reader,
                key,
                why,
                "`\"90s\"`, `\"15m\"`, `\"1h 30m\"` or `\"7d\"`",
                raw,
            );
            None
        }
    }
}

fn size(reader: &mut Reader, key: &str, text: &str, raw: &Raw<'_>) -> Option<Value> {
    match units::size(text) {
        Ok(size) => Some(Value::Size(size)),
        Err(error) => {
            let why = format!("`{text}` is not a size ({error})");
            bad(
                reader,
                key,
                why,
                "`\"512 KiB\"`, `\"256 MiB\"` or `\"2 GiB\"`",
                raw,
            );
            None
        }
    }
}

/// A word out of `words`.
fn choice(
    reader: &mut Reader,
    key: &str,
    text: &str,
    words: &[&str],
    raw: &Raw<'_>,
) -> Option<String> {
    if words.contains(&text) {
        return Some(text.to_owned());
    }
    let mistake = Mistake::UnknownChoice {
        key: key.to_owned(),
        value: text.to_owned(),
        meant: meant(did_you_mean(text, words.iter().copied())),
        choices: quoted(words),
    };
    reader.wrong(raw.span(), &mistake);
    None
}

/// The path of an item.
fn path(reader: &mut Reader, text: &str, raw: &Raw<'_>) -> Option<String> {
    match plan::FunctionPath::parse(text) {
        Ok(path) => Some(path.to_string()),
        Err(why) => {
            let example = "`\"my_app::module::name\"`, the crate's name first".to_owned();
            reader.wrong(raw.span(), &Mistake::NotAPath { why, example });
            None
        }
    }
}

/// A name that a function can have. Raw identifiers are none: the wrapper's name is the user's to choose.
fn name(reader: &mut Reader, key: &str, text: &str, raw: &Raw<'_>) -> Option<String> {
    if syn::parse_str::<syn::Ident>(text).is_ok() && text != "_" {
        return Some(text.to_owned());
    }
    let why = format!("`{text}` is not a name that a function can have");
    bad(reader, key, why, "`\"cached_monthly\"`", raw);
    None
}

fn url(reader: &mut Reader, key: &str, text: &str, raw: &Raw<'_>) -> Option<String> {
    if SCHEMES.iter().any(|scheme| text.starts_with(scheme)) {
        return Some(text.to_owned());
    }
    // What stands before the colon is what was mistyped; the rest is no business of the suggestion.
    let end = text.find(':').map_or(text.len(), |colon| colon + 1);
    let schemes = SCHEMES.iter().copied();
    let near = did_you_mean(
        &text[..end],
        schemes.map(|scheme| scheme.trim_end_matches('/')),
    );
    let mistake = Mistake::UnknownChoice {
        key: key.to_owned(),
        value: text.to_owned(),
        meant: meant(near),
        choices: quoted(SCHEMES),
    };
    reader.wrong(raw.span(), &mistake);
    None
}

/// The compression of that name, at `level` or at its default.
fn compression(algorithm: &str, level: Option<i32>) -> Compression {
    match algorithm {
        "zstd" => Compression::Zstd {
            level: level.unwrap_or(3),
        },
        "xz" => Compression::Xz {
            level: level.map_or(6, i32::unsigned_abs),
        },
        _ => Compression::None,
    }
}

/// `{ algorithm, level, threads }`.
fn compression_table(
    reader: &mut Reader,
    key: &str,
    parts: &DeTable<'_>,
    raw: &Raw<'_>,
) -> Option<Value> {
    const PARTS: &[&str] = &["algorithm", "level", "threads"];
    for name in parts
        .keys()
        .filter(|name| !PARTS.contains(&name.get_ref().as_ref()))
    {
        reader.unknown_key(name, &format!("`{key}`"), PARTS);
    }
    if let Some(threads) = parts.get_key_value("threads") {
        let what = format!("`threads` in `{key}`");
        let instead = "take it out: one thread compresses".to_owned();
        reader.wrong(threads.0.span(), &Mistake::NotYet { what, instead });
    }
    let Some(algorithm) = parts.get("algorithm") else {
        let mistake = Mistake::MissingKey {
            section: format!("`{key}`"),
            key: "algorithm".to_owned(),
            example: "`{ algorithm = \"zstd\", level = 3 }`".to_owned(),
        };
        reader.wrong(raw.span(), &mistake);
        return None;
    };
    let algorithm_kind = Kind::Choice(ALGORITHMS);
    let algorithm = match value(reader, "algorithm", algorithm_kind, algorithm)? {
        Value::Text(algorithm) => algorithm,
        _ => return None,
    };
    let level = match parts.get("level") {
        None => None,
        Some(level) => Some(compression_level(reader, &algorithm, level)?),
    };
    Some(Value::Compression(compression(&algorithm, level)))
}

fn compression_level(reader: &mut Reader, algorithm: &str, raw: &Raw<'_>) -> Option<i32> {
    let levels: RangeInclusive<u64> = match algorithm {
        "zstd" => 1..=22,
        "xz" => 0..=9,
        _ => {
            let this = format!("`level` with the algorithm `{algorithm}`, which has none");
            let that = "take `level` out, or choose `zstd` or `xz`".to_owned();
            reader.wrong(raw.span(), &Mistake::Contradiction { this, that });
            return None;
        }
    };
    if raw.get_ref().as_integer().is_none() {
        reader.wrong_type("level", &Kind::Integer.wanted(), raw);
        return None;
    }
    let level = integer(reader, "level", raw)?;
    if levels.contains(&level) {
        return i32::try_from(level).ok();
    }
    let (low, high) = (levels.start(), levels.end());
    let why = format!("{algorithm} has no level {level}");
    bad(
        reader,
        "level",
        why,
        &format!("a level from {low} to {high}"),
        raw,
    );
    None
}

/// A list of texts, each checked as `kind` says.
fn texts(reader: &mut Reader, key: &str, kind: Kind, raw: &Raw<'_>) -> Option<Value> {
    let mut texts = Vec::new();
    let mut right = true;
    for item in raw.get_ref().as_array()? {
        let Some(text) = item.get_ref().as_str() else {
            reader.wrong_type(key, &kind.wanted(), item);
            right = false;
            continue;
        };
        if let Err(why) = element(kind, text) {
            bad(reader, key, why, &kind.wanted(), item);
            right = false;
        }
        texts.push(At {
            value: text.to_owned(),
            place: reader.place(item.span()),
        });
    }
    right.then_some(Value::Texts(texts))
}

/// Whether one element of a list is what the list takes; else why not.
fn element(kind: Kind, text: &str) -> Result<(), String> {
    match kind {
        Kind::Names if syn::parse_str::<syn::Ident>(text).is_err() && text != "self" => {
            Err(format!("`{text}` is not the name of an argument"))
        }
        Kind::Patterns => {
            let path = text.strip_suffix("::*").unwrap_or(text);
            plan::segments(path).map(drop)
        }
        Kind::Depends => depend(text).map(drop),
        Kind::Texts if text.trim().is_empty() => Err("an empty name".to_owned()),
        _ => Ok(()),
    }
}

/// One element of `depends`.
pub(super) fn depend(text: &str) -> Result<plan::Depend, String> {
    let given = |rest: &str, what: &str| match rest.trim() {
        "" => Err(format!("`{text}` names no {what}")),
        rest => Ok(rest.to_owned()),
    };
    if let Some(pattern) = text.strip_prefix("file:") {
        return given(pattern, "file").map(plan::Depend::Files);
    }
    if let Some(variable) = text.strip_prefix("env:") {
        return given(variable, "variable").map(plan::Depend::Env);
    }
    plan::segments(text).map(plan::Depend::Item)
}

/// A table of argument = path.
fn paths(reader: &mut Reader, parts: &DeTable<'_>) -> Option<Value> {
    let mut read = Vec::new();
    let mut right = true;
    for (name, raw) in parts {
        match value(reader, name.get_ref(), Kind::Path, raw) {
            Some(Value::Text(text)) => {
                let at = At {
                    value: text,
                    place: reader.place(raw.span()),
                };
                read.push((name.get_ref().to_string(), at));
            }
            _ => right = false,
        }
    }
    right.then_some(Value::Parts(read))
}

/// A table with exactly one of `names`, a text.
fn one_of(
    reader: &mut Reader,
    key: &str,
    kind: Kind,
    names: &[&str],
    parts: &DeTable<'_>,
    raw: &Raw<'_>,
) -> Option<Value> {
    let mut read = Vec::new();
    for (name, raw) in parts {
        if !names.contains(&name.get_ref().as_ref()) {
            reader.unknown_key(name, &format!("`{key}`"), names);
            return None;
        }
        let Some(Value::Text(text)) = value(reader, name.get_ref(), Kind::Text, raw) else {
            return None;
        };
        read.push((
            name.get_ref().to_string(),
            At {
                value: text,
                place: reader.place(raw.span()),
            },
        ));
    }
    if read.len() == 1 {
        return Some(Value::Parts(read));
    }
    let why = match read.len() {
        0 => "the table is empty".to_owned(),
        _ => "it takes one of these, not several".to_owned(),
    };
    bad(reader, key, why, &kind.wanted(), raw);
    None
}

/// A table with any of `names`, each a list of texts.
fn lists(reader: &mut Reader, key: &str, names: &[&str], parts: &DeTable<'_>) -> Option<Value> {
    let mut right = true;
    let mut found = Vec::new();
    for (name, raw) in parts {
        if !names.contains(&name.get_ref().as_ref()) {
            reader.unknown_key(name, &format!("`{key}`"), names);
            right = false;
        } else if let Some(Value::Texts(texts)) = value(reader, name.get_ref(), Kind::Texts, raw) {
            found.extend(
                texts
                    .into_iter()
                    .map(|text| (name.get_ref().to_string(), text)),
            );
        } else {
            right = false;
        }
    }
    right.then_some(Value::Parts(found))
}
