//! Damage to an entry at rest: every byte flipped is a miss.
