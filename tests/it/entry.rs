//! Entries under every kind of damage and trouble: the function's own result, always.

mod damage;
mod secrets;
mod subject;
mod trouble;
