//! The call path: hit or miss, said out loud.
