//! The front: which file is which module, what is there under which condition, what a path means, and what a
//! listed function's signature says where wrappers stand.

mod absolute;
mod cache;
mod docs;
mod edited;
mod find;
mod incremental;
mod level;
mod package;
mod robust;
