//! The packed store: what it keeps, what it survives, and that no damage makes it lie.

mod basics;
mod crash;
mod damage;
mod faults;
mod flight;
mod limits;
mod processes;
mod room;
