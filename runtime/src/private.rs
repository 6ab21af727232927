//! All that generated code names, and nothing else: not part of the public interface, and free to change with the
//! generator of the same version.

pub use crate::call::{Function, clear_namespace};
pub use crate::compression::Compression;
pub use crate::key::{Argument, Asked, KeyBuilder};
pub use crate::policy::{Durability, Evict, Io, Spec, StoreKind, StoreSpec};
pub use crate::seal::{KeySource, Seal};
pub use crate::shape::{InMemory, Kept, OrUncompared, OrWhole, Probe, Value, Whole};
