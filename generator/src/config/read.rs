//! Checks tables against the schema. Whatever is wrong is noted, and reading goes on.

use super::Need;
use super::convert;
use super::schema::{Key, SECTIONS, quoted};
use super::support::{self, Part};
use super::value::{At, Value};
use crate::diagnostic::{Diagnostic, Mistake, Place, did_you_mean, meant};
use crate::plan::FunctionPath;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Number of [`Mistake::Contradiction`].
const CONTRADICTION: &str = "E007";
/// Number of [`Mistake::NotYet`].
const NOT_YET: &str = "E006";

/// A key's name in the text.
pub(super) type Name<'t> = Spanned<Cow<'t, str>>;

/// A checked key: where its name stands, and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: Place,
    pub(super) value: At<Value>,
}

/// The checked keys of one table.
pub(super) type Values = BTreeMap<&'static str, Entry>;

/// Collects the faults of one file.
pub(super) struct Reader {
    file: Arc<Path>,
    faults: Vec<Diagnostic>,
    needs: Vec<Need>,
}

impl Reader {
    pub(super) fn new(file: &Arc<Path>) -> Reader {
        Reader {
            file: Arc::clone(file),
            faults: Vec::new(),
            needs: Vec::new(),
        }
    }

    /// What was wrong. A key that contradicts the rest is not told to be unsupported as well.
    pub(super) fn into_faults(self) -> Vec<Diagnostic> {
        let clash = |fault: &Diagnostic| fault.code == CONTRADICTION;
        let clashing: Vec<_> = self
            .faults
            .iter()
            .filter(|fault| clash(fault))
            .map(|fault| fault.place.clone())
            .collect();
        let told = |fault: &Diagnostic| fault.code != NOT_YET || !clashing.contains(&fault.place);
        self.faults.into_iter().filter(told).collect()
    }

    /// Notes that a value needs a feature of rememo.
    pub(super) fn need(&mut self, feature: &'static str, span: Range<usize>) {
        let place = self.place(span);
        self.needs.push(Need { feature, place });
    }

    pub(super) fn take_needs(&mut self) -> Vec<Need> {
        std::mem::take(&mut self.needs)
    }

    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place::new(&self.file, span)
    }

    pub(super) fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    pub(super) fn mistake(&mut self, place: &Place, mistake: &Mistake) {
        self.fault(Diagnostic::at(place, mistake));
    }

    /// A mistake at a span of the file.
    pub(super) fn wrong(&mut self, span: Range<usize>, mistake: &Mistake) {
        let place = self.place(span);
        self.mistake(&place, mistake);
    }

    /// Refuses sections that nobody knows, and those that are not acted on yet.
    pub(super) fn sections(&mut self, root: &DeTable<'_>) {
        for name in root.keys() {
            let known = name.get_ref().as_ref();
            if !SECTIONS.contains(&known) {
                self.unknown_key(name, "cache.toml", SECTIONS);
            } else if support::SECTIONS_NOT_YET.contains(&known) {
                let what = format!("`[{known}]`");
                let instead =
                    "take it out; `[store]`, `[defaults]` and `[functions]` are supported";
                self.wrong(
                    name.span(),
                    &Mistake::NotYet {
                        what,
                        instead: instead.to_owned(),
                    },
                );
            }
        }
    }

    /// The table `name` of `root`; none if it is not there or no table.
    pub(super) fn table<'r, 't>(
        &mut self,
        root: &'r DeTable<'t>,
        name: &str,
    ) -> Option<&'r DeTable<'t>> {
        self.as_table(root.get(name)?, name)
    }

    /// The tables in table `name` of `root`, each with its key, in the order of the text.
    pub(super) fn tables<'r, 't>(
        &mut self,
        root: &'r DeTable<'t>,
        name: &str,
    ) -> Vec<(&'r Name<'t>, &'r DeTable<'t>)> {
        let Some(outer) = self.table(root, name) else {
            return Vec::new();
        };
        let mut tables: Vec<_> = outer
            .iter()
            .filter_map(|(key, value)| Some((key, self.as_table(value, key.get_ref())?)))
            .collect();
        tables.sort_by_key(|(key, _)| key.span().start);
        tables
    }

    fn as_table<'r, 't>(
        &mut self,
        value: &'r Spanned<DeValue<'t>>,
        name: &str,
    ) -> Option<&'r DeTable<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(name, "a table such as `{ ttl = \"7d\" }` or `{}`", value);
        }
        table
    }

    /// The path of a function, from a key.
    pub(super) fn function_path(&mut self, name: &Name<'_>) -> Option<FunctionPath> {
        FunctionPath::parse(name.get_ref())
            .map_err(|why| {
                let example = "`\"my_app::report::monthly\"`, the crate's name first".to_owned();
                self.wrong(name.span(), &Mistake::NotAPath { why, example });
            })
            .ok()
    }

    /// The keys of `table`, which is called `section`, checked against `schema`.
    pub(super) fn values(
        &mut self,
        table: &DeTable<'_>,
        section: &str,
        part: Part,
        schema: &'static [Key],
    ) -> Values {
        let mut values = Values::new();
        for (name, raw) in table {
            let Some(&(key, kind)) = schema.iter().find(|(key, _)| *key == name.get_ref()) else {
                let known: Vec<&str> = schema.iter().map(|(key, _)| *key).collect();
                self.unknown_key(name, section, &known);
                continue;
            };
            let Some(value) = convert::value(self, key, kind, raw) else {
                continue;
            };
            self.supported(part, key, name, raw);
            let value = At {
                value,
                place: self.place(raw.span()),
            };
            values.insert(
                key,
                Entry {
                    key: self.place(name.span()),
                    value,
                },
            );
        }
        values
    }

    /// Refuses a value that is right and that this version cannot act on.
    fn supported(&mut self, part: Part, key: &str, name: &Name<'_>, raw: &Spanned<DeValue<'_>>) {
        let Some(only) = support::only(part, key) else {
            return;
        };
        let written = scalar(raw.get_ref());
        if written
            .as_ref()
            .is_some_and(|written| only.contains(&written.as_str()))
        {
            return;
        }
        let what = match (&written, raw.get_ref()) {
            (Some(text), DeValue::String(_)) if !only.is_empty() => format!("`{key} = \"{text}\"`"),
            (Some(text), _) if !only.is_empty() => format!("`{key} = {text}`"),
            _ => format!("`{key}`"),
        };
        let instead = match only {
            [] => "take it out".to_owned(),
            _ => format!("supported: {}", quoted(only)),
        };
        self.wrong(name.span(), &Mistake::NotYet { what, instead });
    }

    /// Says that a key is not known, and which one may have been meant.
    pub(super) fn unknown_key(&mut self, name: &Name<'_>, section: &str, known: &[&str]) {
        let key = name.get_ref().to_string();
        let meant = meant(did_you_mean(&key, known.iter().copied()));
        let hint = match meant.is_empty() {
            true => format!("known here: {}", quoted(known)),
            false => String::new(),
        };
        let section = section.to_owned();
        self.wrong(
            name.span(),
            &Mistake::UnknownKey {
                key,
                section,
                meant,
                hint,
            },
        );
    }

    /// Says that a value is of another type than its key takes.
    pub(super) fn wrong_type(&mut self, key: &str, wanted: &str, found: &Spanned<DeValue<'_>>) {
        let mistake = Mistake::WrongType {
            key: key.to_owned(),
            wanted: wanted.to_owned(),
            found: type_name(found.get_ref()).to_owned(),
        };
        self.wrong(found.span(), &mistake);
    }
}

/// A single value as it is written, strings without their quotes.
fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Boolean(value) => Some(value.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        _ => None,
    }
}

/// What a TOML value is, for a message.
fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
