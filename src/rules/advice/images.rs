//! Images that do not name one release.

use crate::rules::catalog::pod as rule;
use crate::rules::engine::path::Path;
use crate::rules::engine::view::ContainerView;
use crate::rules::engine::warning::Warnings;

#[inline]
pub(super) fn advise(container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    let image = container.image;
    let name = image.rsplit('/').next().unwrap_or(image);
    let message = match name.split_once(':') {
        _ if image.is_empty() || name.contains('@') => return,
        None => "has no tag, so that any release may run",
        Some((_, "latest")) => "has the tag latest, so that any release may run",
        Some(_) => return,
    };
    advice.warn(rule::ADVICE_IMAGE_TAG, &at.field("image"), message);
}
