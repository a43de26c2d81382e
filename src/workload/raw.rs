use std::fmt;
use std::sync::Arc;

/// Changes by hand, which are made when everything else is done.
pub(super) struct Raw<S>(Vec<Change<S>>);

type Change<S> = Arc<dyn Fn(&mut S) + Send + Sync>;

impl<S> Raw<S> {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn push(&mut self, change: impl Fn(&mut S) + Send + Sync + 'static) {
        self.0.push(Arc::new(change));
    }

    pub(super) fn apply(&self, spec: &mut S) {
        for change in &self.0 {
            change(spec);
        }
    }
}

impl<S> Clone for Raw<S> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<S> fmt::Debug for Raw<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} changes by hand", self.0.len())
    }
}
