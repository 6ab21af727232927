//! Every test of the workspace, in one binary, one module an area.

// One crate: `pub` is what a module shows its neighbours.
#![allow(unreachable_pub)]

mod cli;
mod codec;
mod edits;
mod entry;
mod expand;
mod fixtures;
mod front;
mod golden;
mod key;
mod local;
mod reach;
mod referee;
mod runtime;
mod tidy;
mod ui;
mod why;
