//! cache.toml: read whole, each value checked where it stands, every mistake collected.
//!
//! Four steps, each over plain data: `document` turns text into spanned TOML, `schema` knows the keys and what
//! they take, `read` checks tables against it, and `policy` and `store` give the checked values their meaning.

mod contradiction;
mod convert;
mod document;
mod policy;
mod read;
mod schema;
mod store;
mod support;
mod units;
mod value;

pub use policy::{Format, Policy};
pub use store::{Durability, Evict, Io, KeySource, Seal, Store};
pub(crate) use units::shown as shown_duration;
pub use value::{At, Compression};

use crate::diagnostic::{Diagnostic, Mistake, Place};
use crate::plan::FunctionPath;
use read::Reader;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// A cache.toml, understood.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Config {
    /// Where results live.
    pub store: Store,
    /// The listed functions, in the order of their paths.
    pub functions: Vec<Listed>,
    /// Features of rememo without which it cannot be done.
    pub needs: Vec<Need>,
}

/// A feature of rememo that a value needs.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Need {
    /// The feature.
    pub feature: &'static str,
    /// Where the value stands.
    pub place: Place,
}

/// A function that cache.toml lists.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Listed {
    /// Its path.
    pub path: FunctionPath,
    /// Where cache.toml names it.
    pub place: Place,
    /// How it is remembered: its own keys over `[defaults]`.
    pub policy: Policy,
}

/// Reads the text of `file`. What is wrong comes back beside what could be understood.
pub fn parse(file: &Arc<Path>, text: &str) -> (Config, Vec<Diagnostic>) {
    let mut reader = Reader::new(file);
    let config = whole(&mut reader, text);
    (config, reader.into_faults())
}

/// The sections of the file, one after the other.
fn whole(reader: &mut Reader, text: &str) -> Config {
    let Some(document) = document::parse(reader, text) else {
        return Config::default();
    };
    let root = document.get_ref();
    reader.sections(root);
    let store = store::read(reader, root);
    let defaults = policy::defaults(reader, root);
    policy::clears(reader, root);
    let functions = functions(reader, root, &defaults);
    policy::profiles(reader, root);
    Config {
        store,
        functions,
        needs: reader.take_needs(),
    }
}

/// `[functions]`: each path with its policy over the defaults.
fn functions(
    reader: &mut Reader,
    root: &toml::de::DeTable<'_>,
    defaults: &read::Values,
) -> Vec<Listed> {
    let mut listed: BTreeMap<FunctionPath, Listed> = BTreeMap::new();
    for (name, table) in reader.tables(root, "functions") {
        let policy = policy::read(reader, name, table, defaults);
        let Some(path) = reader.function_path(name) else {
            continue;
        };
        let place = reader.place(name.span());
        match listed.get(&path) {
            Some(first) => {
                let twice = Mistake::ListedTwice {
                    path: path.to_string(),
                };
                let fault = Diagnostic::at(&place, &twice).and(&first.place, "listed here first");
                reader.fault(fault);
            }
            None => {
                listed.insert(
                    path.clone(),
                    Listed {
                        path,
                        place,
                        policy,
                    },
                );
            }
        }
    }
    listed.into_values().collect()
}
