//! Maps and secrets with their values, as sources of variables and of files.

use super::config_map::{ConfigMap, HashedConfigMap};
use super::secret::Secret;
use crate::env::{EnvFrom, EnvFromSource, IntoEnvFrom};
use crate::volume::source::projected::{IntoProjection, ProjectedSource, Projection};

macro_rules! handles {
    ($($Type:ty)*) => {
        $(
            impl EnvFromSource for &$Type {}

            impl IntoEnvFrom for &$Type {
                fn into_env_from(self) -> EnvFrom {
                    self.all()
                }
            }

            impl ProjectedSource for &$Type {}

            impl IntoProjection for &$Type {
                fn into_projection(self) -> Projection {
                    self.reference().into_projection()
                }
            }
        )*
    };
}

handles!(ConfigMap HashedConfigMap Secret);
