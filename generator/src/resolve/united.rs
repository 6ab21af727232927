//! Features of path dependencies that another member of the workspace may turn on. Cargo builds a dependency once, with
//! every feature that somebody in the build asks of it, and tells no build script which those are. They are taken for
//! undetermined: both branches count, and whoever reaches one is told.

use crate::package::{
    Dependency, DependencyKind, Enabled, Origin, Package, Target, TargetKind, enable,
};
use crate::resolve::load::Program;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A feature that may be on or off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct United {
    /// The package that has it, by its place in the program's list.
    pub package: usize,
    /// Its name.
    pub feature: String,
    /// Name of the package whose manifest asks for it, or for one that turns it on.
    pub by: String,
}

/// A package of the whole workspace's build.
struct Node {
    package: Package,
    /// Features asked of it, each with who does.
    asked: BTreeMap<String, String>,
    /// Whether it may be built for itself, and its tests.
    member: bool,
    /// Whether it is the package that is built here, whose own features are known.
    own: bool,
}

/// The packages of the whole workspace's build.
#[derive(Default)]
struct Nodes {
    list: Vec<Node>,
    by_folder: FxHashMap<PathBuf, usize>,
    changed: bool,
}

impl Program {
    /// The features that the whole workspace's build may turn on beyond those that are on already. What the manifests
    /// say and their defaults count; what a command line asks of another package is not known.
    pub(super) fn find_united(&self, on: &[Enabled]) -> Vec<United> {
        let has_features = |package: &Package| {
            let mut dependencies = package.dependencies.iter();
            !package.features.is_empty() || dependencies.any(|dependency| dependency.optional)
        };
        if !self.packages.iter().skip(1).any(has_features) {
            return Vec::new();
        }
        let mut nodes = Nodes::default();
        let own = self.packages[0].folder.clone();
        self.node(&own, true, &mut nodes);
        if let (Some(node), Some(on)) = (nodes.list.first_mut(), on.first()) {
            let asked = on.features.iter().cloned();
            node.asked = asked
                .map(|asked| (asked, node.package.name.clone()))
                .collect();
            node.own = true;
        }
        for manifest in self.workspace.members(&self.sources) {
            let folder = manifest.parent().unwrap_or(&manifest);
            self.node(folder, true, &mut nodes);
        }
        // Features only grow, and there are finitely many: this ends.
        nodes.changed = true;
        while std::mem::take(&mut nodes.changed) {
            let mut at = 0;
            while at < nodes.list.len() {
                self.ask_from(at, &mut nodes);
                at += 1;
            }
        }
        let mut found = Vec::new();
        for (at, on) in on.iter().enumerate().skip(1) {
            let Some(node) = nodes.by_folder.get(&self.packages[at].folder) else {
                continue;
            };
            let node = &nodes.list[*node];
            let all = enable(&node.package, node.asked.keys().cloned()).features;
            for feature in all.difference(&on.features) {
                let turns_on = |(asked, _): &(&String, &String)| {
                    enable(&node.package, [(*asked).clone()])
                        .features
                        .contains(feature)
                };
                // Who asks for what is on anyway did not turn this on.
                let news = |(asked, _): &(&String, &String)| !on.features.contains(*asked);
                if let Some((_, by)) = node.asked.iter().filter(news).find(turns_on) {
                    found.push(United {
                        package: at,
                        feature: feature.clone(),
                        by: by.clone(),
                    });
                }
            }
        }
        found
    }

    /// The package in a folder, read once.
    fn package_in(&self, folder: &Path) -> Option<Package> {
        let known = self
            .packages
            .iter()
            .find(|package| package.folder == *folder);
        known.cloned().or_else(|| {
            Package::read(&folder.join("Cargo.toml"), &self.workspace, &self.sources).ok()
        })
    }

    /// The node of the package in a folder; a member is asked for its default features.
    fn node(&self, folder: &Path, member: bool, nodes: &mut Nodes) -> Option<usize> {
        if let Some(at) = nodes.by_folder.get(folder).copied() {
            let node = &mut nodes.list[at];
            if member && !node.member {
                let by = node.package.name.clone();
                node.asked.entry("default".to_owned()).or_insert(by);
                node.member = true;
                nodes.changed = true;
            }
            return Some(at);
        }
        let package = self.package_in(folder)?;
        let asked = member.then(|| ("default".to_owned(), package.name.clone()));
        nodes.changed = true;
        nodes.by_folder.insert(folder.to_owned(), nodes.list.len());
        nodes.list.push(Node {
            package,
            asked: asked.into_iter().collect(),
            member,
            own: false,
        });
        Some(nodes.list.len() - 1)
    }

    /// Takes over what a package asks of its path dependencies.
    fn ask_from(&self, at: usize, nodes: &mut Nodes) {
        let Node {
            package,
            asked,
            member,
            ..
        } = &nodes.list[at];
        // The host's own build of a dependency has features of its own, but with cargo's first resolver. A member that
        // is a procedural macro asks both builds.
        let apart = self.workspace.builds_for_the_host_apart();
        let is_macro = |target: &Target| target.kind == TargetKind::ProcMacro;
        let only_for_host = apart && !member && package.targets.iter().any(is_macro);
        let member = *member;
        let by = package.name.clone();
        let enabled = enable(package, asked.keys().cloned());
        let used = |dependency: &Dependency| {
            let kind = match dependency.kind {
                DependencyKind::Normal => true,
                DependencyKind::Dev => member,
                DependencyKind::Build => !apart,
            };
            // The first resolver takes dependencies of all targets together.
            kind && !only_for_host
                && (!dependency.optional || enabled.dependencies.contains(&dependency.key))
                && (!apart || self.fits_target(dependency.target.as_deref()))
        };
        let dependencies = package.dependencies.clone();
        for dependency in dependencies {
            let Origin::Path(folder) = &dependency.origin else {
                continue;
            };
            // What a member names by its path inside of the workspace is a member, used or not.
            let is_member = member && self.workspace.holds(folder);
            let used = used(&dependency);
            if !used && !is_member {
                continue;
            }
            let Some(to) = self.node(folder, is_member, nodes) else {
                continue;
            };
            if !used || nodes.list[to].own {
                continue;
            }
            let passed = enabled.passed.iter();
            let passed = passed.filter(|(key, _)| *key == dependency.key);
            let mut wanted: BTreeSet<String> = passed.map(|(_, feature)| feature.clone()).collect();
            wanted.extend(dependency.features.iter().cloned());
            if dependency.default_features {
                wanted.insert("default".to_owned());
            }
            for feature in wanted {
                if !nodes.list[to].asked.contains_key(&feature) {
                    nodes.changed = true;
                    nodes.list[to].asked.insert(feature, by.clone());
                }
            }
        }
    }
}
