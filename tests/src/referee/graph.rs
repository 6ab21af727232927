//! The program as a graph of symbols, named by content: what a root reaches, and one hash over it.
//!
//! A symbol's linker name says where it was written (`impl#7`, the crate's disambiguator), so it is left out. Each
//! symbol is named by the hash of its normal form and, round after round, by the names of what it mentions (colour
//! refinement, as in graph isomorphism). Only symbols that no file defines keep their own names: those of the
//! standard library and of the system.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use blake3::{Hash, Hasher};

use super::ir::{Module, Place};

/// Rounds of refinement. Two swapped callees differ after one; more rounds see swaps further down.
const ROUNDS: usize = 6;

/// All symbols of a program and their edges.
#[derive(Debug)]
pub struct IrGraph {
    nodes: Vec<Node>,
    by_name: HashMap<String, usize>,
}

#[derive(Debug)]
struct Node {
    name: String,
    hash: Hash,
    mentions: Vec<usize>,
    place: Option<Place>,
}

/// The names that one file defines, and what each of its nodes mentions, while files are linked.
#[derive(Default)]
struct FileScope {
    own: HashMap<String, usize>,
    mentions: Vec<(usize, Vec<String>)>,
}

/// What a set of roots reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Changes when anything reached changes, and only then.
    pub hash: Hash,
    /// Where the reached functions were written.
    pub places: BTreeSet<Place>,
    /// The reached symbols by linker name, each with its content's hash: to say what differs.
    pub symbols: BTreeMap<String, Hash>,
}

impl Reach {
    /// Up to `limit` linker names whose content differs between the two, or that only one of them has.
    pub fn differing(&self, other: &Reach, limit: usize) -> Vec<String> {
        let names: BTreeSet<&String> = self.symbols.keys().chain(other.symbols.keys()).collect();
        names
            .into_iter()
            .filter(|name| self.symbols.get(*name) != other.symbols.get(*name))
            .take(limit)
            .cloned()
            .collect()
    }
}

impl IrGraph {
    /// Links the files of one program and names every symbol by its content.
    pub fn link(modules: Vec<Module>) -> IrGraph {
        let mut nodes = Vec::new();
        let mut by_name: HashMap<String, usize> = HashMap::new();
        let mut files = Vec::new();
        for module in modules {
            let mut file = FileScope::default();
            for symbol in module.symbols {
                let at = nodes.len();
                file.own.insert(symbol.name.clone(), at);
                if !symbol.local {
                    by_name.entry(symbol.name.clone()).or_insert(at);
                }
                file.mentions.push((at, symbol.mentions));
                nodes.push(Node {
                    name: symbol.name,
                    hash: symbol.text,
                    mentions: Vec::new(),
                    place: symbol.place,
                });
            }
            files.push(file);
        }
        for file in files {
            for (at, names) in file.mentions {
                let mut mentions = Vec::with_capacity(names.len());
                for name in names {
                    let known = file.own.get(&name).or_else(|| by_name.get(&name));
                    mentions.push(known.copied().unwrap_or_else(|| {
                        let hash = blake3::hash(name.as_bytes());
                        by_name.insert(name.clone(), nodes.len());
                        nodes.push(Node {
                            name,
                            hash,
                            mentions: Vec::new(),
                            place: None,
                        });
                        nodes.len() - 1
                    }));
                }
                nodes[at].mentions = mentions;
            }
        }
        let mut graph = IrGraph { nodes, by_name };
        graph.refine();
        graph
    }

    fn refine(&mut self) {
        for _ in 0..ROUNDS {
            let next: Vec<Hash> = self
                .nodes
                .iter()
                .map(|node| {
                    let mut hasher = Hasher::new();
                    hasher.update(node.hash.as_bytes());
                    for mention in &node.mentions {
                        hasher.update(self.nodes[*mention].hash.as_bytes());
                    }
                    hasher.finalize()
                })
                .collect();
            for (node, hash) in self.nodes.iter_mut().zip(next) {
                node.hash = hash;
            }
        }
    }

    /// What the exported symbol `name` reaches; `None` when no file defines it.
    pub fn reach_of(&self, name: &str) -> Option<Reach> {
        self.by_name.get(name).map(|at| self.reach(vec![*at]))
    }

    /// What the functions written at a place for which `chosen` holds reach, all instances of a generic one together;
    /// `None` when the program has none.
    pub fn reach_from(&self, chosen: impl Fn(&Place) -> bool) -> Option<Reach> {
        let roots: Vec<usize> = (0..self.nodes.len())
            .filter(|at| self.nodes[*at].place.as_ref().is_some_and(&chosen))
            .collect();
        (!roots.is_empty()).then(|| self.reach(roots))
    }

    fn reach(&self, roots: Vec<usize>) -> Reach {
        let mut seen = vec![false; self.nodes.len()];
        // The roots go in by themselves first: which of the reached is called first matters too.
        let entries: BTreeSet<[u8; 32]> = roots
            .iter()
            .map(|at| *self.nodes[*at].hash.as_bytes())
            .collect();
        let mut open = roots;
        let mut places = BTreeSet::new();
        let mut contents = BTreeSet::new();
        let mut symbols = BTreeMap::new();
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            let node = &self.nodes[at];
            contents.insert(*node.hash.as_bytes());
            symbols.insert(node.name.clone(), node.hash);
            places.extend(node.place.clone());
            open.extend(&node.mentions);
        }
        let mut hasher = Hasher::new();
        for content in entries.iter().chain(&contents) {
            hasher.update(content);
        }
        Reach {
            hash: hasher.finalize(),
            places,
            symbols,
        }
    }
}
