//! Joins alike pairs into clusters.

use crate::pairs::Pair;

/// The groups of two and more files that hang together by `pairs`, the largest first.
pub(crate) fn clusters(files: usize, pairs: impl Iterator<Item = Pair>) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..files).collect();
    for pair in pairs {
        let (left, right) = (root(&mut parent, pair.left), root(&mut parent, pair.right));
        parent[left.max(right)] = left.min(right);
    }
    let mut groups = vec![Vec::new(); files];
    for file in 0..files {
        groups[root(&mut parent, file)].push(file);
    }
    groups.retain(|group| group.len() > 1);
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups
}

/// The root of a file's group; the path to it is halved on the way.
fn root(parent: &mut [usize], mut file: usize) -> usize {
    while parent[file] != file {
        parent[file] = parent[parent[file]];
        file = parent[file];
    }
    file
}
