//! Bounds on time and memory: a macro can be written so that it grows for ever.

use super::ExpandError;

/// How far expansion may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Invocations, over all that shares one [`Budget`]. Default 10,000: what comes out must be parsed, too.
    pub calls: u64,
    /// Steps of matching, over all that shares one [`Budget`]. Default 4,000,000, a few seconds of an unoptimised build.
    pub steps: u64,
    /// Tokens written, over all that shares one [`Budget`]. Default 1,000,000.
    pub tokens: u64,
    /// How deep tokens may be nested ([`depth_of`](super::depth_of)). Default 2,000.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            calls: 10_000,
            steps: 4_000_000,
            tokens: 1_000_000,
            nesting: 2_000,
        }
    }
}

/// What is left of the limits. One budget must serve one outermost invocation and *all* that come of it: a fresh one
/// for each call would let a macro that calls itself twice grow for ever.
#[derive(Debug, Clone)]
pub struct Budget {
    limits: Limits,
    calls: u64,
    steps: u64,
    tokens: u64,
}

impl Budget {
    /// A full budget.
    #[must_use]
    pub fn new(limits: Limits) -> Budget {
        Budget {
            limits,
            calls: 0,
            steps: 0,
            tokens: 0,
        }
    }

    /// The limits it was made with.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Steps taken so far.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Tokens written so far.
    #[must_use]
    pub fn tokens(&self) -> u64 {
        self.tokens
    }

    /// Takes what an expansion took before, whose result is known.
    pub(crate) fn again(&mut self, steps: u64, tokens: u64) -> Result<(), ExpandError> {
        self.call()?;
        self.step(steps)?;
        self.write(tokens)
    }

    pub(super) fn call(&mut self) -> Result<(), ExpandError> {
        self.calls = self.calls.saturating_add(1);
        if self.calls > self.limits.calls {
            return Err(ExpandError::Budget {
                what: "calls",
                limit: self.limits.calls,
            });
        }
        Ok(())
    }

    pub(super) fn step(&mut self, count: u64) -> Result<(), ExpandError> {
        self.steps = self.steps.saturating_add(count);
        if self.steps > self.limits.steps {
            return Err(ExpandError::Budget {
                what: "steps",
                limit: self.limits.steps,
            });
        }
        Ok(())
    }

    pub(super) fn write(&mut self, count: u64) -> Result<(), ExpandError> {
        self.tokens = self.tokens.saturating_add(count);
        if self.tokens > self.limits.tokens {
            return Err(ExpandError::Budget {
                what: "tokens",
                limit: self.limits.tokens,
            });
        }
        Ok(())
    }
}

impl Default for Budget {
    fn default() -> Budget {
        Budget::new(Limits::default())
    }
}
