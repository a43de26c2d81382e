use std::fmt;
use std::str::FromStr;

use crate::rules::KubeVersion;
use crate::value::ParseError;
use crate::value::grammar::Broken;
use crate::value::words::closed_set;

closed_set! {
    /// A level of the Pod Security Standards, the least strict first.
    ///
    /// ```
    /// use podwright::rules::pod_security::{Level, PolicyVersion};
    ///
    /// assert!(Level::Baseline < Level::Restricted);
    /// assert_eq!("baseline".parse(), Ok(Level::Baseline));
    /// assert_eq!(Level::Restricted.at(PolicyVersion::v1(25)).to_string(), "restricted:v1.25");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/>
    #[non_exhaustive]
    Level, "a level of the Pod Security Standards" {
        /// Allows everything.
        Privileged = "privileged",
        /// Forbids known ways to gain privileges on the node. Allows the default pod.
        Baseline = "baseline",
        /// Requires the hardening that is best practice, and all of [`Baseline`](Level::Baseline).
        Restricted = "restricted",
    }
}

impl Level {
    /// Pins the level to a version of the policy.
    ///
    /// A `Level` where a [`LevelVersion`] is taken has the version [`LATEST`](PolicyVersion::LATEST).
    #[must_use]
    pub fn at(self, version: impl Into<PolicyVersion>) -> LevelVersion {
        LevelVersion { level: self, version: version.into() }
    }
}

/// A level and the version of its policy, as the API server writes it: `restricted:latest`.
///
/// Source: <https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LevelVersion {
    level: Level,
    version: PolicyVersion,
}

impl LevelVersion {
    /// Returns the level.
    #[must_use]
    pub const fn level(self) -> Level {
        self.level
    }

    /// Returns the version of the policy.
    #[must_use]
    pub const fn version(self) -> PolicyVersion {
        self.version
    }
}

impl From<Level> for LevelVersion {
    fn from(level: Level) -> Self {
        level.at(PolicyVersion::LATEST)
    }
}

impl fmt::Display for LevelVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.level, self.version)
    }
}

/// A version of the Pod Security Standards: that of a minor version of Kubernetes, or the latest.
///
/// The default is [`LATEST`](PolicyVersion::LATEST), as in a namespace whose labels name no version.
///
/// ```
/// use podwright::rules::KubeVersion;
/// use podwright::rules::pod_security::PolicyVersion;
///
/// let version: PolicyVersion = "v1.25".parse()?;
/// assert_eq!(version, "1.25".parse()?);
/// assert_eq!(version.to_string(), "v1.25");
/// assert!(version < PolicyVersion::from(KubeVersion::V1_36));
/// assert!(version < "latest".parse()?);
/// assert!("1.25.3".parse::<PolicyVersion>().is_err());
/// # Ok::<(), podwright::ParseError>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PolicyVersion(Version);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Version {
    Minor(u32),
    Latest,
}

impl PolicyVersion {
    /// The newest policy that the API server knows. It changes when the cluster is upgraded.
    pub const LATEST: Self = Self(Version::Latest);

    /// The policy of Kubernetes 1.`minor`.
    ///
    /// The policy of a version that is newer than this crate is [`LATEST`](PolicyVersion::LATEST), as it is for an API
    /// server that is older than the policy.
    #[must_use]
    pub const fn v1(minor: u32) -> Self {
        Self(Version::Minor(minor))
    }

    /// Returns the minor version, or nothing for the latest.
    #[must_use]
    pub const fn minor(self) -> Option<u32> {
        match self.0 {
            Version::Minor(minor) => Some(minor),
            Version::Latest => None,
        }
    }

    /// Whether checks of this minor version are part of the policy.
    pub(super) fn includes(self, minor: u32) -> bool {
        Version::Minor(minor) <= self.0
    }
}

impl Default for PolicyVersion {
    fn default() -> Self {
        Self::LATEST
    }
}

impl From<KubeVersion> for PolicyVersion {
    fn from(version: KubeVersion) -> Self {
        Self::v1(u32::from(version.minor()))
    }
}

impl fmt::Display for PolicyVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Version::Minor(minor) => f.pad(&format!("v1.{minor}")),
            Version::Latest => f.pad("latest"),
        }
    }
}

impl FromStr for PolicyVersion {
    type Err = ParseError;

    /// Reads `latest`, `v1.25` or `1.25`.
    ///
    /// # Errors
    ///
    /// If the text is none of these. A minor version has no leading zero, and no patch version follows it.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        if text == "latest" {
            return Ok(Self::LATEST);
        }
        let broken = |at| {
            let rule = "the version of a Pod Security policy is latest or v1.MINOR";
            ParseError::new(text, Broken { rule, at })
        };
        let unprefixed = text.strip_prefix('v').unwrap_or(text);
        let digits = unprefixed.strip_prefix("1.").ok_or_else(|| broken(0))?;
        let start = text.len() - digits.len();
        if let Some(at) = digits.bytes().position(|byte| !byte.is_ascii_digit()) {
            return Err(broken(start + at));
        }
        if digits.len() > 1 && digits.starts_with('0') {
            return Err(broken(start));
        }
        digits.parse().map(Self::v1).map_err(|_| broken(start))
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, PolicyVersion};
    use crate::rules::KubeVersion;

    #[test]
    fn versions_are_read_as_labels_have_them() {
        for (text, minor) in [("v1.0", 0), ("1.9", 9), ("v1.37", 37), ("1.4294967295", u32::MAX)] {
            assert_eq!(text.parse(), Ok(PolicyVersion::v1(minor)), "{text}");
        }
        assert_eq!("latest".parse(), Ok(PolicyVersion::LATEST));
        for text in [
            "",
            "v",
            "1",
            "1.",
            "v1.",
            "vv1.2",
            "2.1",
            "1.01",
            "1.00",
            "1.-1",
            "1.+1",
            " 1.2",
            "1.2 ",
            "1.2.3",
            "Latest",
            "v1.4294967296",
            "1.٢",
        ] {
            let error = text.parse::<PolicyVersion>().unwrap_err();
            assert!(error.position().is_none_or(|at| at <= text.len()), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for version in [PolicyVersion::LATEST, PolicyVersion::v1(0), PolicyVersion::v1(37)] {
            assert_eq!(version.to_string().parse(), Ok(version));
        }
        for &level in Level::ALL {
            assert_eq!(level.to_string().parse(), Ok(level));
        }
        assert!("Restricted".parse::<Level>().is_err());
    }

    #[test]
    fn the_latest_version_is_later_than_any() {
        assert!(PolicyVersion::LATEST > PolicyVersion::v1(u32::MAX));
        assert!(PolicyVersion::from(KubeVersion::V1_33) == PolicyVersion::v1(33));
        assert!(PolicyVersion::v1(8).includes(8) && !PolicyVersion::v1(7).includes(8));
        assert!(PolicyVersion::LATEST.includes(u32::MAX));
    }
}
