//! The textual scope of `macro_rules!`: which definition a bare name means at a place.
//!
//! A macro is known from its definition to the end of the block or module it stands in, also in the modules and files
//! in between; a later one of the same name hides it. `#[macro_use] mod` lets the module's macros out. A walker that
//! goes through the source in order keeps one [`ScopeId`] as "what is known here":
//!
//! - at a definition, `here = scopes.define(here, name, definition)`;
//! - at a block or a module, walk it with a copy of `here`, and go on with the old `here`;
//! - at a `#[macro_use]` module, go on with the `here` that its walk ended with.
//!
//! An id can be kept with an item and asked later. Path scope (`#[macro_export]`, `use`) is ordinary name resolution.

/// What is known at one place. [`ScopeId::default`] knows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ScopeId(Option<u32>);

/// All scopes of one crate, as a tree whose nodes are definitions. `D` is whatever the caller keeps for a definition.
#[derive(Debug, Clone)]
pub struct Scopes<D> {
    nodes: Vec<Node<D>>,
}

#[derive(Debug, Clone)]
struct Node<D> {
    name: String,
    definition: D,
    outer: ScopeId,
}

impl<D> Scopes<D> {
    /// No scope yet.
    #[must_use]
    pub fn new() -> Scopes<D> {
        Scopes { nodes: Vec::new() }
    }

    /// The scope after a definition.
    pub fn define(&mut self, here: ScopeId, name: impl Into<String>, definition: D) -> ScopeId {
        let Ok(id) = u32::try_from(self.nodes.len()) else {
            return here;
        };
        self.nodes.push(Node {
            name: name.into(),
            definition,
            outer: here,
        });
        ScopeId(Some(id))
    }

    /// What a name means here, if any macro of this name is in textual scope.
    #[must_use]
    pub fn get(&self, here: ScopeId, name: &str) -> Option<&D> {
        let mut at = here;
        loop {
            let node = self.nodes.get(usize::try_from(at.0?).ok()?)?;
            if node.name == name {
                return Some(&node.definition);
            }
            at = node.outer;
        }
    }
}

impl<D> Default for Scopes<D> {
    fn default() -> Scopes<D> {
        Scopes::new()
    }
}
