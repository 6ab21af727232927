//! The packed store: what it keeps, what it survives, and that no damage makes it lie.

mod basics;
mod damage;
mod flight;
mod processes;
mod room;
