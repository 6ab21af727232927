//! Lays out small trees.

use taffy::prelude::*;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_flex() -> String {
    let mut tree: TaffyTree<()> = TaffyTree::new();
    let leaf = |grow: f32| Style { flex_grow: grow, size: Size::from_lengths(10.0, 20.0), ..Default::default() };
    let (one, two) = (tree.new_leaf(leaf(1.0)).unwrap(), tree.new_leaf(leaf(2.0)).unwrap());
    let style = Style { size: Size::from_lengths(100.0, 50.0), ..Default::default() };
    let root = tree.new_with_children(style, &[one, two]).unwrap();
    tree.compute_layout(root, Size::MAX_CONTENT).unwrap();
    [root, one, two]
        .iter()
        .map(|node| {
            let layout = tree.layout(*node).unwrap();
            format!("{} {} {} {}\n", layout.location.x, layout.location.y, layout.size.width, layout.size.height)
        })
        .collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_tree() -> String {
    let mut tree: TaffyTree<u8> = TaffyTree::with_capacity(4);
    let leaf = tree.new_leaf_with_context(Style::DEFAULT, 7).unwrap();
    let parent = tree.new_with_children(Style::DEFAULT, &[leaf]).unwrap();
    format!("{} {:?} {}", tree.total_node_count(), tree.get_node_context(leaf), tree.parent(leaf) == Some(parent))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_geometry() -> String {
    let size = Size { width: 3.0_f32, height: 4.0 };
    let rect = Rect { left: 1.0_f32, right: 2.0, top: 3.0, bottom: 4.0 };
    let sum = size + Size { width: 1.0, height: 1.0 };
    format!("{} {} {} {}", sum.width, sum.height, rect.left + rect.right, size.map(|side| side * 2.0).width)
}
