//! Under which name a function is called when it is remembered: `cached_<name>`, or what cache.toml calls it.

use crate::config;
use crate::plan::FunctionPath;
use crate::resolve::load::Program;
use crate::source::Text;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Functions by the names that cache.toml gives their wrappers.
pub(crate) type Renamed = BTreeMap<String, Vec<FunctionPath>>;

/// The function that a wrapper's own name stands for.
pub(crate) fn wrapped(name: &str) -> Option<&str> {
    let name = name
        .strip_prefix("cached_")
        .or_else(|| name.strip_prefix("clearing_"))?;
    Some(without_with(name))
}

/// The name without what tells a wrapper that takes its call's settings.
fn without_with(name: &str) -> &str {
    name.strip_suffix("_with").unwrap_or(name)
}

impl Program {
    /// Names of the functions that a wrapper of this name may call.
    pub(crate) fn wrapped_by<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        let renamed = self.renamed();
        let paths = [name, without_with(name)].into_iter();
        let paths = paths.filter_map(|name| renamed.get(name)).flatten();
        let mut names: Vec<&str> = paths.map(last).chain(wrapped(name)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Functions whose wrappers have names of their own, in the cache.toml of any package that is read.
    pub(crate) fn renamed(&self) -> &Renamed {
        self.renamed.get_or_init(|| {
            let mut files: Vec<PathBuf> = vec![self.workspace.folder.join("cache.toml")];
            files.extend(self.config.clone());
            files.extend(
                self.packages
                    .iter()
                    .map(|package| package.folder.join("cache.toml")),
            );
            files.sort();
            files.dedup();
            let mut renamed = Renamed::new();
            for file in files.into_iter().filter(|file| file.is_file()) {
                let Text::Read(text) = self.sources.text(&file) else {
                    continue;
                };
                let (config, _) = config::parse(&Arc::from(file.as_path()), &text);
                for listed in config.functions {
                    if let Some(name) = listed.policy.wrapper {
                        renamed.entry(name.value).or_default().push(listed.path);
                    }
                }
            }
            renamed
        })
    }
}

/// A function's own name.
fn last(path: &FunctionPath) -> &str {
    match path {
        FunctionPath::Plain(names) => names.last().map_or("", String::as_str),
        FunctionPath::OfTrait { name, .. } => name,
    }
}
