//! Whether any two argument lists meet: property tests over serde's whole data model.

use std::collections::HashMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::key;
use super::tree::{Tree, trees};

/// The key of a call with these arguments.
fn of_list(arguments: &[Tree]) -> rememo::Key {
    key(|k| {
        for argument in arguments {
            k.argument(argument);
        }
    })
}

fn normal(arguments: &[Tree]) -> Vec<Tree> {
    arguments.iter().cloned().map(Tree::normal).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn argument_lists_share_a_key_only_if_they_are_equal(lists in vec(vec(trees(), 0..4), 2..40)) {
        let mut seen: HashMap<rememo::Key, Vec<Tree>> = HashMap::new();
        for list in &lists {
            let list = normal(list);
            let before = seen.entry(of_list(&list)).or_insert_with(|| list.clone());
            prop_assert_eq!(before, &list);
        }
    }

    #[test]
    fn equal_argument_lists_share_a_key(list in vec(trees(), 0..4)) {
        prop_assert_eq!(of_list(&list), of_list(&normal(&list)));
    }

    #[test]
    fn moving_an_argument_into_its_neighbour_changes_the_key(
        list in vec(trees(), 1..4),
        extra in trees(),
    ) {
        let mut longer = list.clone();
        longer.push(extra.clone());
        let mut grouped = list.clone();
        let last = grouped.pop().expect("one at least");
        grouped.push(Tree::Seq(vec![last, extra]));
        prop_assert_ne!(of_list(&list), of_list(&longer));
        prop_assert_ne!(of_list(&longer), of_list(&grouped));
    }

    #[test]
    fn moving_an_argument_into_the_collection_before_it_changes_the_key(
        list in vec(trees(), 0..4),
        extra in trees(),
        kind in 0..5,
    ) {
        let wrap = |list: Vec<Tree>| match kind {
            0 => Tree::Seq(list),
            1 => Tree::Tuple(list),
            2 => Tree::TupleStruct(1, list),
            3 => Tree::TupleVariant(1, 1, 1, list),
            _ => Tree::Struct(1, list.into_iter().map(|tree| (1, Some(tree))).collect()),
        };
        let beside = of_list(&[wrap(list.clone()), extra.clone()]);
        let mut inside = list;
        inside.push(extra);
        prop_assert_ne!(beside, of_list(&[wrap(inside)]));
    }

    #[test]
    fn texts_share_a_key_only_if_they_are_equal(a in ".{0,6}", b in ".{0,6}", c in ".{0,6}") {
        let pair = |x: &str, y: &str| of_list(&[Tree::Str(x.into()), Tree::Str(y.into())]);
        let joined = format!("{a}{b}");
        prop_assert_eq!(pair(&a, &b) == pair(&joined, &c), a == joined && b == c);
    }
}
