//! Entries under every kind of damage and trouble: the function's own result, always.

mod damage;
mod hostile;
mod secrets;
mod subject;
mod trouble;
