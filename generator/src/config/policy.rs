//! `[defaults]` and `[functions]`: how a function is remembered. Also checks `[clears]` and `[profile]`.

use super::contradiction;
use super::convert;
use super::read::{Name, Reader, Values};
use super::schema::{POLICY, PROFILE};
use super::store;
use super::support::Part;
use super::value::{At, Compression, Value};
use crate::diagnostic::Place;
use crate::plan::{Depend, Inputs, Level};
use std::time::Duration;
use toml::de::DeTable;

/// How a function is remembered.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Policy {
    /// Age at which a result is stale; none is never.
    pub ttl: Option<Duration>,
    /// Arguments left out of the key.
    pub ignore: Vec<At<String>>,
    /// A number of the user's own in the key.
    pub version: u64,
    /// How much code the fingerprint covers.
    pub fingerprint: Level,
    /// More that belongs to the code.
    pub depends: Vec<(Depend, Place)>,
    /// Items that never change the result.
    pub exempt: Vec<At<String>>,
    /// Whether `None` is stored.
    pub cache_none: bool,
    /// Whether `Err` is stored.
    pub cache_err: bool,
    /// Results that came faster are not stored.
    pub min_compute: Duration,
    /// One computation per key at a time, across threads and processes.
    pub single_flight: bool,
    /// How long to wait for another's computation before computing anyway.
    pub wait: Duration,
    /// Bytes of decoded results that are kept in memory; 0 is none.
    pub memory: u64,
    /// How results are encoded.
    pub format: Format,
    /// How they are compressed; none is as the store says.
    pub compression: Option<Compression>,
    /// Names under which results can be cleared together.
    pub namespace: Vec<String>,
    /// What is declared to be read on each call.
    pub inputs: Inputs,
    /// The wrapper's name; none is `cached_<name>`.
    pub wrapper: Option<At<String>>,
}

/// How results are encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// MessagePack, with field names.
    #[default]
    MsgPack,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy::of(&Values::new())
    }
}

/// The keys of `[defaults]`.
pub(super) fn defaults(reader: &mut Reader, root: &DeTable<'_>) -> Values {
    let Some(table) = reader.table(root, "defaults") else {
        return Values::new();
    };
    reader.values(table, "[defaults]", Part::Policy, POLICY)
}

/// The policy of the function called `name`: the keys of its `table` over `defaults`.
pub(super) fn read(
    reader: &mut Reader,
    name: &Name<'_>,
    table: &DeTable<'_>,
    defaults: &Values,
) -> Policy {
    let section = format!("the policy of `{}`", name.get_ref());
    let mut values = defaults.clone();
    values.extend(reader.values(table, &section, Part::Policy, POLICY));
    let function = reader.place(name.span());
    contradiction::check(reader, &values, &function);
    Policy::of(&values)
}

/// Checks `[clears]`: a function's path = the namespaces that are cleared after it.
pub(super) fn clears(reader: &mut Reader, root: &DeTable<'_>) {
    let Some(table) = reader.table(root, "clears") else {
        return;
    };
    for (name, raw) in table {
        reader.function_path(name);
        convert::value(reader, name.get_ref(), super::schema::Kind::Texts, raw);
    }
}

/// Checks `[profile.NAME.…]`, which overlays any of the above.
pub(super) fn profiles(reader: &mut Reader, root: &DeTable<'_>) {
    for (name, profile) in reader.tables(root, "profile") {
        let section = format!("[profile.{}]", name.get_ref());
        for key in profile
            .keys()
            .filter(|key| !PROFILE.contains(&key.get_ref().as_ref()))
        {
            reader.unknown_key(key, &section, PROFILE);
        }
        store::read(reader, profile);
        let defaults = defaults(reader, profile);
        clears(reader, profile);
        for (name, table) in reader.tables(profile, "functions") {
            reader.function_path(name);
            read(reader, name, table, &defaults);
        }
    }
}

impl Policy {
    /// The meaning of checked values. Each has the type that the schema says.
    fn of(values: &Values) -> Policy {
        let get = |key: &str| values.get(key).map(|entry| &entry.value.value);
        let duration = |key: &str| match get(key) {
            Some(Value::Duration(duration)) => Some(*duration),
            _ => None,
        };
        let texts = |key: &str| match get(key) {
            Some(Value::Texts(texts)) => texts.clone(),
            _ => Vec::new(),
        };
        let flag = |key: &str, default: bool| match get(key) {
            Some(Value::Bool(value)) => *value,
            _ => default,
        };
        Policy {
            ttl: duration("ttl"),
            ignore: texts("ignore"),
            version: match get("version") {
                Some(Value::Integer(version)) => *version,
                _ => 0,
            },
            fingerprint: level(get("fingerprint")),
            depends: texts("depends")
                .into_iter()
                .filter_map(|text| Some((convert::depend(&text.value).ok()?, text.place)))
                .collect(),
            exempt: texts("exempt"),
            inputs: inputs(get("inputs")),
            cache_none: flag("cache_none", true),
            cache_err: flag("cache_err", false),
            min_compute: duration("min_compute").unwrap_or_default(),
            single_flight: flag("single_flight", true),
            wait: duration("wait").unwrap_or(Duration::from_secs(60)),
            memory: match get("memory") {
                Some(Value::Size(size)) => *size,
                _ => 0,
            },
            format: Format::MsgPack,
            compression: match get("compression") {
                Some(Value::Compression(compression)) => Some(*compression),
                _ => None,
            },
            namespace: texts("namespace")
                .into_iter()
                .map(|text| text.value)
                .collect(),
            wrapper: values
                .get("wrapper")
                .and_then(|entry| match &entry.value.value {
                    Value::Text(name) => Some(At {
                        value: name.clone(),
                        place: entry.value.place.clone(),
                    }),
                    _ => None,
                }),
        }
    }
}

fn inputs(value: Option<&Value>) -> Inputs {
    let Some(Value::Parts(parts)) = value else {
        return Inputs::default();
    };
    let declares = |names: &[&str]| parts.iter().any(|(name, _)| names.contains(&name.as_str()));
    Inputs {
        files: declares(&["args", "files"]),
        environment: declares(&["env"]),
    }
}

fn level(value: Option<&Value>) -> Level {
    match value {
        Some(Value::Text(level)) => match level.as_str() {
            "function" => Level::Function,
            "crate" => Level::Crate,
            "workspace" => Level::Workspace,
            _ => Level::Closure,
        },
        _ => Level::default(),
    }
}
