//! `Cargo.lock`: exactly which packages a build is made of.

use crate::package::PackageError;
use crate::package::manifest::read_table;
use crate::source::{Sources, Text};
use std::collections::BTreeSet;
use std::path::Path;
use toml::Value;

/// One locked package.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Locked {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Registry or git with the commit; none for a folder.
    pub source: Option<String>,
    /// The registry's checksum.
    pub checksum: Option<String>,
    /// Name, and version if the name alone would be ambiguous, of what it depends on.
    pub dependencies: Vec<(String, Option<String>)>,
}

impl Locked {
    /// One line that changes when the package does.
    pub fn line(&self) -> String {
        let proof = self
            .checksum
            .as_ref()
            .or(self.source.as_ref())
            .map_or("", String::as_str);
        format!("{} {} {proof}", self.name, self.version)
    }

    /// Whether a package that depends on this, and on no other of its name and version, says so by these.
    fn is_meant_by(&self, (name, version): &(String, Option<String>)) -> bool {
        self.name == *name
            && version
                .as_ref()
                .is_none_or(|version| self.version == *version)
    }
}

/// All locked packages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    packages: Vec<Locked>,
}

impl Lock {
    /// Reads a lock; none if there is none.
    pub fn read(path: &Path, sources: &Sources) -> Result<Option<Lock>, PackageError> {
        if sources.text(path) == Text::Missing {
            return Ok(None);
        }
        let table = read_table(path, sources)?;
        let packages = table
            .get("package")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let packages = packages.filter_map(|package| {
            let text = |name: &str| package.get(name).and_then(Value::as_str).map(str::to_owned);
            let dependencies = package.get("dependencies").and_then(Value::as_array);
            let dependencies = dependencies.into_iter().flatten().filter_map(Value::as_str);
            Some(Locked {
                name: text("name")?,
                version: text("version")?,
                source: text("source"),
                checksum: text("checksum"),
                dependencies: dependencies
                    .filter_map(|line| {
                        let mut words = line.split(' ');
                        Some((words.next()?.to_owned(), words.next().map(str::to_owned)))
                    })
                    .collect(),
            })
        });
        Ok(Some(Lock {
            packages: packages.collect(),
        }))
    }

    /// Every package of this name.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Locked> {
        self.packages
            .iter()
            .filter(move |package| package.name == name)
    }

    /// Whether a package from elsewhere depends on one that lies in a folder, as by `[patch]`.
    pub fn leads_back(&self) -> bool {
        let (elsewhere, folders): (Vec<_>, Vec<_>) =
            self.packages.iter().partition(|of| of.source.is_some());
        let mut dependencies = elsewhere.iter().flat_map(|of| &of.dependencies);
        dependencies.any(|dependency| folders.iter().any(|of| of.is_meant_by(dependency)))
    }

    /// Names of crates that are there in more than one version, sorted: a type's name does not tell which is meant.
    pub fn ambiguous(&self) -> BTreeSet<String> {
        let twice = |package: &&Locked| self.named(&package.name).nth(1).is_some();
        self.packages
            .iter()
            .filter(twice)
            .map(|package| package.name.replace('-', "_"))
            .collect()
    }

    /// The package that `dependent` (name, version) means by the name of a dependency: one, or all that it may be if the lock
    /// does not say, or several are asked for under other keys.
    pub fn dependency<'a>(&'a self, dependent: (&'a str, &str), name: &'a str) -> Vec<&'a Locked> {
        let from = self
            .named(dependent.0)
            .find(|package| package.version == dependent.1);
        let needed = from.into_iter().flat_map(|from| &from.dependencies);
        let needed = needed.filter(|(dependency, _)| dependency == name);
        let versions: Option<Vec<&str>> = needed.map(|(_, version)| version.as_deref()).collect();
        let is_meant = |package: &&Locked| match &versions {
            Some(versions) if !versions.is_empty() => versions.contains(&package.version.as_str()),
            _ => true,
        };
        self.named(name).filter(is_meant).collect()
    }

    /// A package and all that it depends on, sorted.
    pub fn with_dependencies<'a>(&'a self, start: &'a Locked) -> BTreeSet<&'a Locked> {
        let mut found = BTreeSet::from([start]);
        let mut open = vec![start];
        while let Some(package) = open.pop() {
            for dependency in &package.dependencies {
                for next in self.meant(dependency) {
                    if found.insert(next) {
                        open.push(next);
                    }
                }
            }
        }
        found
    }

    /// What a package means by one of its dependencies.
    pub fn meant<'a>(
        &'a self,
        dependency: &'a (String, Option<String>),
    ) -> impl Iterator<Item = &'a Locked> {
        let packages = self.packages.iter();
        packages.filter(move |package| package.is_meant_by(dependency))
    }
}
