//! Finds points and boxes that are near.

use rstar::primitives::{GeomWithData, Line, Rectangle};
use rstar::{AABB, RTree};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_points() -> String {
    let mut tree = RTree::new();
    for at in 0..40 {
        tree.insert([(at * 7) % 40, (at * 13) % 40]);
    }
    tree.remove(&[0, 0]);
    let mut near: Vec<_> = tree.locate_within_distance([20, 20], 40).copied().collect();
    near.sort();
    format!(
        "{near:?} {:?} {}",
        tree.nearest_neighbor([1, 1]),
        tree.size()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_bulk() -> String {
    let boxes: Vec<_> = (0..30)
        .map(|at| {
            let low = [f64::from(at), f64::from(at % 5)];
            GeomWithData::new(
                Rectangle::from_corners(low, [low[0] + 1.5, low[1] + 0.5]),
                at,
            )
        })
        .collect();
    let tree = RTree::bulk_load(boxes);
    let window = AABB::from_corners([3.0, 1.0], [8.0, 2.0]);
    let mut found: Vec<i32> = tree
        .locate_in_envelope_intersecting(window)
        .map(|one| one.data)
        .collect();
    found.sort_unstable();
    format!("{found:?}")
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_lines() -> String {
    let lines = vec![
        Line::new([0.0, 0.0], [4.0, 4.0]),
        Line::new([9.0, 0.0], [9.0, 2.0]),
    ];
    let tree = RTree::bulk_load(lines);
    let order: Vec<_> = tree
        .nearest_neighbor_iter_with_distance_2([8.0, 1.0])
        .map(|(line, distance)| (line.length_2(), distance))
        .collect();
    format!("{order:?}")
}
