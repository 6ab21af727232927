//! Walks graphs.

use petgraph::graph::{DiGraph, UnGraph};
use petgraph::visit::EdgeRef;

fn roads() -> DiGraph<&'static str, u32> {
    let mut graph = DiGraph::new();
    let nodes = ["a", "b", "c", "d"].map(|name| graph.add_node(name));
    graph.extend_with_edges([(nodes[0], nodes[1], 7), (nodes[0], nodes[2], 2), (nodes[2], nodes[1], 3), (nodes[1], nodes[3], 1)]);
    graph
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_shortest() -> String {
    let graph = roads();
    let from = graph.node_indices().next().unwrap();
    let found = petgraph::algo::dijkstra(&graph, from, None, |edge| *edge.weight());
    let mut told: Vec<(usize, u32)> = found.into_iter().map(|(node, cost)| (node.index(), cost)).collect();
    told.sort_unstable();
    format!("{told:?}")
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_order() -> String {
    let mut graph = roads();
    let order = petgraph::algo::toposort(&graph, None).map(|order| order.iter().map(|node| graph[*node]).collect::<String>());
    let ends = graph.node_indices().last().unwrap();
    graph.add_edge(ends, order.as_ref().map_or(ends, |_| petgraph::graph::NodeIndex::new(0)), 1);
    let cyclic = petgraph::algo::toposort(&graph, None).map_err(|cycle| cycle.node_id().index());
    let parts = petgraph::algo::tarjan_scc(&graph).len();
    format!("{:?} {:?} {parts}", order.ok(), cyclic.err())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_spanning() -> String {
    let graph = UnGraph::<(), u8>::from_edges([(0, 1, 4), (1, 2, 1), (2, 0, 2), (3, 4, 1)]);
    let tree: UnGraph<(), u8> = petgraph::data::FromElements::from_elements(petgraph::algo::min_spanning_tree(&graph));
    let edges: Vec<(usize, usize)> = tree.edge_references().map(|edge| (edge.source().index(), edge.target().index())).collect();
    format!("{edges:?} {} {:?}", petgraph::algo::connected_components(&graph), petgraph::dot::Dot::new(&graph))
}
