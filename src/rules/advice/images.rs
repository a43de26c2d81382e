//! Images that no kubelet can name, and those that do not name one release.

use crate::rules::catalog::pod as rule;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::view::ContainerView;
use crate::rules::engine::warning::Warnings;
use crate::value::Image;

#[inline]
pub(super) fn advise(container: &ContainerView<'_>, at: &Path<'_>, advice: &mut Warnings) {
    let (image, at) = (container.image, at.field("image"));
    if !advise_reference(image, &at, advice) {
        advise_tag(image, &at, advice);
    }
}

/// Advises about images that are mounted as volumes.
#[inline]
pub(super) fn advise_volumes(scope: &Scope<'_>, spec: &Path<'_>, advice: &mut Warnings) {
    for (i, volume) in scope.volumes().enumerate() {
        if let Some(reference) = volume.image.as_ref().and_then(|image| image.reference.as_deref()) {
            advise_reference(reference, &spec.item("volumes", i).field("image.reference"), advice);
        }
    }
}

/// Returns whether there is advice.
fn advise_reference(image: &str, at: &Path<'_>, advice: &mut Warnings) -> bool {
    if image.is_empty() || is_placeholder(image) {
        return false;
    }
    let Err(error) = image.parse::<Image>() else { return false };
    let message =
        format!("is no reference to an image, so that the container never starts: {}", error.rule());
    advice.warn(rule::ADVICE_IMAGE_REFERENCE, at, message);
    true
}

/// Returns whether another program puts the image in: `$(params.image)`, `{{ .Values.image }}`, `ko://example.com/web`,
/// `IMAGE_NAME`.
fn is_placeholder(image: &str) -> bool {
    let name = image.split(':').next().unwrap_or(image);
    let is_constant =
        |text: &str| text.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'_');
    image.contains(['$', '{', '}', '<', '>', '%']) || image.starts_with("ko://") || is_constant(name)
}

fn advise_tag(image: &str, at: &Path<'_>, advice: &mut Warnings) {
    let name = image.rsplit('/').next().unwrap_or(image);
    let message = match name.split_once(':') {
        _ if image.is_empty() || name.contains('@') => return,
        None => "has no tag, so that any release may run",
        Some((_, "latest")) => "has the tag latest, so that any release may run",
        Some(_) => return,
    };
    advice.warn(rule::ADVICE_IMAGE_TAG, at, message);
}
