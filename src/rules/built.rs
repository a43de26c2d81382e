//! What a builder makes passes the rules of creation and of apply, and the level that it demands.

use super::engine::findings::Findings;
use super::engine::valid::Valid;
use super::engine::validate::{Operation, Validate, into_result};
use super::engine::version::KubeVersion;
use super::engine::violations::Violations;
use super::pod_security::{LevelVersion, demand_pod_security};

impl<T: Validate> Valid<T> {
    /// Validates an object that a builder has made. `own` is what the builder found wrong with its parts.
    pub(crate) fn build(
        object: T,
        pod_security: Option<LevelVersion>,
        version: KubeVersion,
        own: Findings,
    ) -> Result<Self, Violations> {
        let mut findings = Findings::new();
        object.find_violations(version, Operation::CreateOrApply, &mut findings);
        if let Some(level) = pod_security {
            demand_pod_security(&object, level, version, &mut findings);
        }
        findings.append(own);
        into_result(&object, findings)?;
        Ok(Self::validated(object, version))
    }
    /// Returns why the pods of the object do not meet a level.
    #[cfg(feature = "app")]
    pub(crate) fn missing_of(&self, level: LevelVersion) -> Option<Violations> {
        let mut findings = Findings::new();
        demand_pod_security(&**self, level, self.version(), &mut findings);
        into_result(&**self, findings).err()
    }
}
