//! Grows trees, and moves their branches.

use ego_tree::{Tree, iter::Edge, tree};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_grow() -> String {
    let mut tree = tree!('a' => { 'b', 'c' => { 'd', 'e' }, 'f' });
    let second = tree.root().children().nth(1).map(|node| node.id());
    if let Some(mut node) = second.and_then(|id| tree.get_mut(id)) {
        node.append('g');
        node.prepend('h');
        node.detach();
    }
    tree.root_mut().append('z');
    format!("{tree} {tree:?}")
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_walk() -> String {
    let tree = tree!(1 => { 2 => { 3 }, 4 });
    let mut text = String::new();
    for edge in tree.root().traverse() {
        match edge {
            Edge::Open(node) => text.push_str(&format!("<{}", node.value())),
            Edge::Close(_) => text.push('>'),
        }
    }
    let sum: i32 = tree.root().descendants().map(|node| *node.value()).sum();
    let last = tree
        .root()
        .last_child()
        .map(|node| node.ancestors().count());
    format!(
        "{text} {sum} {last:?} {:?}",
        tree.values().rev().collect::<Vec<_>>()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_join() -> String {
    let mut one = tree!(1 => { 2, 3 });
    let other: Tree<i32> = tree!(7 => { 8 });
    let id = one.extend_tree(other.clone()).id();
    one.root_mut().reparent_from_id_append(id);
    let doubled = one.map_ref(|value| value * 2);
    format!("{one} {doubled} {}", one == doubled)
}
