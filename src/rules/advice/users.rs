//! Who uses which volume, and whether they may write to it.

use std::collections::HashMap;

use super::resources::memory_limit;
use crate::rules::container::mounts;
use crate::rules::engine::quantities::Amount;
use crate::rules::engine::scope::Scope;

/// What the containers of a pod do with one volume.
#[derive(Debug, Default)]
pub(super) struct Use<'p> {
    /// Whether a container can write to it.
    pub(super) is_written: bool,
    /// The least memory limit of the containers that can write to it, and the container that has it.
    pub(super) least_limit: Option<(Amount, &'p str)>,
}

/// The volumes that containers mount or have as devices, by name.
pub(super) struct Users<'p>(HashMap<&'p str, Use<'p>>);

impl<'p> Users<'p> {
    pub(super) fn of(scope: &Scope<'p>) -> Self {
        let mut users: HashMap<&str, Use<'_>> = HashMap::new();
        for container in scope.containers() {
            let container = container.view();
            let limit = memory_limit(container.resources);
            for mount in mounts::visible_mounts(scope, &container) {
                let of_volume = users.entry(&mount.name).or_default();
                if mount.read_only == Some(true) {
                    continue;
                }
                of_volume.is_written = true;
                if let Some(limit) = &limit
                    && of_volume.least_limit.as_ref().is_none_or(|(least, _)| limit < least)
                {
                    of_volume.least_limit = Some((limit.clone(), container.name));
                }
            }
            for device in container.volume_devices {
                users.entry(&device.name).or_default().is_written = true;
            }
        }
        Self(users)
    }

    /// Returns what is done with a volume. It is `None` if no container uses it.
    pub(super) fn get(&self, volume: &str) -> Option<&Use<'p>> {
        self.0.get(volume)
    }
}
