//! The packed store: faults, crashes, sharing, bounds.
