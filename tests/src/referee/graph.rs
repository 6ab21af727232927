//! The program as a graph of symbols, named by content: what a root reaches, and one hash over it.
//!
//! A symbol's linker name says where it was written (`impl#7`, the crate's disambiguator), so it is left out. Each
//! symbol is named by the hash of its normal form and, round after round, by the names of what it mentions (colour
//! refinement, as in graph isomorphism). Only symbols that no file defines keep their own names: those of the
//! standard library and of the system.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use blake3::{Hash, Hasher};

use super::ir::{Module, Place};
use super::scratch::PROGRAM;

/// Rounds of refinement. Two swapped callees differ after one; more rounds see swaps further down.
const ROUNDS: usize = 6;

/// All symbols of a program and their edges.
#[derive(Debug)]
pub struct IrGraph {
    nodes: Vec<Node>,
    by_name: HashMap<Arc<str>, usize>,
}

#[derive(Debug)]
struct Node {
    name: Arc<str>,
    hash: Hash,
    mentions: Vec<usize>,
    place: Option<Arc<Place>>,
}

/// What a set of roots reaches.
#[derive(Debug)]
pub struct Reach {
    /// Changes when anything reached changes, and only then.
    pub hash: Hash,
    /// The same hash for each root alone, by linker name without crates' disambiguators: a generic function has a root
    /// for each of its instances.
    instances: BTreeMap<String, Hash>,
    /// Where the reached functions were written; one place as often as there are instances. From a function of the crate
    /// itself, what the program's own code reaches is left out: an instance of a generic function runs the impls of its
    /// caller, which no fingerprint asked of the crate can know.
    pub places: Vec<Arc<Place>>,
    /// The reached symbols by linker name, each with its content's hash: to say what differs.
    symbols: Vec<(Arc<str>, Hash)>,
}

impl Reach {
    /// Whether each instance that both states have reaches the same; `None` when they share none. Which instances there
    /// are is the callers' state, not the function's.
    pub fn same_as(&self, other: &Reach) -> Option<bool> {
        let mut shared = self
            .instances
            .iter()
            .filter_map(|(name, hash)| Some((hash, other.instances.get(name)?)))
            .peekable();
        shared.peek()?;
        Some(shared.all(|(mine, its)| mine == its))
    }

    /// Up to `limit` linker names whose content differs between the two, or that only one of them has. Crates'
    /// disambiguators are left out of the names, as a switched feature changes all of them.
    pub fn differing(&self, other: &Reach, limit: usize) -> Vec<String> {
        let (mine, its) = (self.contents(), other.contents());
        let names: BTreeSet<&String> = mine.keys().chain(its.keys()).collect();
        names
            .into_iter()
            .filter(|name| mine.get(*name) != its.get(*name))
            .take(limit)
            .cloned()
            .collect()
    }

    fn contents(&self) -> BTreeMap<String, BTreeSet<[u8; 32]>> {
        let mut contents: BTreeMap<String, BTreeSet<[u8; 32]>> = BTreeMap::new();
        for (name, hash) in &self.symbols {
            contents
                .entry(plain(name))
                .or_default()
                .insert(*hash.as_bytes());
        }
        contents
    }
}

/// A mangled name (v0) with each crate's `Cs…_` shortened to `C_`.
fn plain(name: &str) -> String {
    let mut parts = name.split("Cs");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('_') {
            Some((hash, rest)) if hash.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                plain.push_str("C_");
                plain.push_str(rest);
            }
            _ => {
                plain.push_str("Cs");
                plain.push_str(part);
            }
        }
    }
    plain
}

/// Whether a mangled name (v0) is of an item that stands in the crate `of`: a function, or a member of an impl there.
/// A default of a trait (`Y`) is none of the crate whose type it was made for.
fn is_of(name: &str, of: &str) -> bool {
    let Some(mut rest) = name.strip_prefix("_R") else {
        return false;
    };
    // A disambiguator, `s` and a number to the base of 62, may stand before what it tells apart.
    let tail = |text: &str| -> usize {
        match text.strip_prefix('s').and_then(|after| after.find('_')) {
            Some(at) => at + 2,
            None => 0,
        }
    };
    loop {
        let mut letters = rest.chars();
        let kind = letters.next();
        rest = letters.as_str();
        match kind {
            // Generic arguments; a name within another, behind the letter of its namespace.
            Some('I') => {}
            Some('N') => rest = rest.get(1..).unwrap_or_default(),
            // The path of an impl.
            Some('M' | 'X') => rest = &rest[tail(rest)..],
            Some('C') => return rest[tail(rest)..].starts_with(&format!("{}{of}", of.len())),
            _ => return false,
        }
    }
}

impl IrGraph {
    /// Links the files of one program and names every symbol by its content.
    pub fn link(modules: &[Arc<Module>]) -> IrGraph {
        let mut nodes = Vec::new();
        let mut by_name: HashMap<Arc<str>, usize> = HashMap::new();
        // For each file, the node that each of its names stands for; its own definitions come first.
        let mut known: Vec<Vec<Option<usize>>> = Vec::new();
        for module in modules {
            let mut own = vec![None; module.names.len()];
            for symbol in &module.symbols {
                let name = &module.names[symbol.name];
                own[symbol.name] = Some(nodes.len());
                if !symbol.local {
                    by_name.entry(name.clone()).or_insert(nodes.len());
                }
                let place = symbol.place.clone();
                nodes.push(Node {
                    name: name.clone(),
                    hash: symbol.text,
                    mentions: Vec::new(),
                    place,
                });
            }
            known.push(own);
        }
        let mut at = 0;
        for (module, own) in modules.iter().zip(known) {
            let named = own.iter().zip(&module.names);
            let named: Vec<usize> = named
                .map(|(own, name)| {
                    own.or_else(|| by_name.get(name).copied())
                        .unwrap_or_else(|| {
                            let hash = blake3::hash(name.as_bytes());
                            by_name.insert(name.clone(), nodes.len());
                            nodes.push(Node {
                                name: name.clone(),
                                hash,
                                mentions: Vec::new(),
                                place: None,
                            });
                            nodes.len() - 1
                        })
                })
                .collect();
            for symbol in &module.symbols {
                nodes[at].mentions = symbol.mentions.iter().map(|name| named[*name]).collect();
                at += 1;
            }
        }
        let mut graph = IrGraph { nodes, by_name };
        graph.refine();
        graph
    }

    fn refine(&mut self) {
        for _ in 0..ROUNDS {
            let refined = |node: &Node| {
                let mut hasher = Hasher::new();
                hasher.update(node.hash.as_bytes());
                for mention in &node.mentions {
                    hasher.update(self.nodes[*mention].hash.as_bytes());
                }
                hasher.finalize()
            };
            let next: Vec<Hash> = self.nodes.iter().map(refined).collect();
            for (node, hash) in self.nodes.iter_mut().zip(next) {
                node.hash = hash;
            }
        }
    }

    /// What the exported symbol `name` reaches; `None` when no file defines it.
    pub fn reach_of(&self, name: &str) -> Option<Reach> {
        self.by_name
            .get(name)
            .map(|at| self.reach(vec![*at], |_| true))
    }

    /// What the functions written at a place for which `chosen` holds reach, all instances of a generic one together;
    /// `None` when the program has none.
    pub fn reach_from(&self, chosen: impl Fn(&Place) -> bool) -> Option<Reach> {
        let is_root = |at: &usize| {
            self.nodes[*at]
                .place
                .as_ref()
                .is_some_and(|place| chosen(place))
        };
        let roots: Vec<usize> = (0..self.nodes.len()).filter(is_root).collect();
        (!roots.is_empty()).then(|| self.reach(roots, |node| !is_of(&node.name, PROGRAM)))
    }

    fn reach(&self, roots: Vec<usize>, is_told: impl Fn(&Node) -> bool) -> Reach {
        let instances = roots.iter().map(|at| {
            let alone = self.reached(&[*at], |_| true);
            (plain(&self.nodes[*at].name), self.hash(&[*at], &alone))
        });
        let instances = instances.collect();
        let reached = self.reached(&roots, |_| true);
        Reach {
            hash: self.hash(&roots, &reached),
            instances,
            places: self
                .reached(&roots, is_told)
                .iter()
                .filter_map(|at| self.nodes[*at].place.clone())
                .collect(),
            symbols: reached
                .iter()
                .map(|at| (self.nodes[*at].name.clone(), self.nodes[*at].hash))
                .collect(),
        }
    }

    /// The nodes that are reached from some, those among them, through such as `passes` holds for.
    fn reached(&self, roots: &[usize], passes: impl Fn(&Node) -> bool) -> Vec<usize> {
        let mut seen = vec![false; self.nodes.len()];
        let mut open = roots.to_vec();
        let mut reached = Vec::new();
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut seen[at], true) && passes(&self.nodes[at]) {
                reached.push(at);
                open.extend(&self.nodes[at].mentions);
            }
        }
        reached
    }

    /// One hash over what is reached. The roots go in by themselves first: which of the reached is called first matters
    /// too.
    fn hash(&self, roots: &[usize], reached: &[usize]) -> Hash {
        let contents = |nodes: &[usize]| -> BTreeSet<[u8; 32]> {
            nodes
                .iter()
                .map(|at| *self.nodes[*at].hash.as_bytes())
                .collect()
        };
        let mut hasher = Hasher::new();
        for content in contents(roots).iter().chain(&contents(reached)) {
            hasher.update(content);
        }
        hasher.finalize()
    }
}
