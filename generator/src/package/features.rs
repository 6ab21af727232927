//! Which features and optional dependencies are on, by cargo's rules for one package.

use crate::package::Package;
use std::collections::BTreeSet;

/// What a request for features comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enabled {
    /// Features of the package itself.
    pub features: BTreeSet<String>,
    /// Keys of the optional dependencies that are on.
    pub dependencies: BTreeSet<String>,
    /// Features asked of dependencies: key, feature.
    pub passed: BTreeSet<(String, String)>,
}

/// Follows features through the package's `[features]`.
pub fn enable(package: &Package, asked: impl IntoIterator<Item = String>) -> Enabled {
    let mut enabled = Enabled::default();
    let mut open: Vec<String> = asked.into_iter().collect();
    let dashes = |name: &str| name.replace('-', "_");
    // An optional dependency is a feature of its own name, unless some feature names it as `dep:`.
    let named: BTreeSet<String> = package
        .features
        .values()
        .flatten()
        .filter_map(|value| value.strip_prefix("dep:"))
        .map(dashes)
        .collect();
    while let Some(value) = open.pop() {
        if let Some(dependency) = value.strip_prefix("dep:") {
            enabled.dependencies.insert(dashes(dependency));
        } else if let Some((dependency, feature)) = value.split_once('/') {
            let (key, weak) = match dependency.strip_suffix('?') {
                Some(key) => (dashes(key), true),
                None => (dashes(dependency), false),
            };
            if !weak {
                let optional = package
                    .dependencies
                    .iter()
                    .any(|dependency| dependency.key == key && dependency.optional);
                if optional {
                    enabled.dependencies.insert(key.clone());
                    // A feature of the dependency's name goes on with it, as it did before there were weak ones.
                    if package.features.contains_key(dependency) || !named.contains(&key) {
                        open.push(dependency.to_owned());
                    }
                }
            }
            enabled.passed.insert((key, feature.to_owned()));
        } else if value == "default" && !package.features.contains_key("default") {
            // Asked of all, and of those that have none it is nothing.
        } else if enabled.features.insert(value.clone()) {
            match package.features.get(&value) {
                Some(more) => open.extend(more.iter().cloned()),
                None => {
                    let key = dashes(&value);
                    if package
                        .dependencies
                        .iter()
                        .any(|dependency| dependency.key == key && dependency.optional)
                    {
                        enabled.dependencies.insert(key);
                    }
                }
            }
        }
    }
    enabled
}
