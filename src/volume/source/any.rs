use k8s_openapi::api::core::v1;

/// A struct of Kubernetes as a volume stores it.
pub(in crate::volume) trait Stored: Sized {
    fn of(source: &mut AnySource) -> Option<&mut Self>;
}

/// Makes the enum of the fields of a volume that this crate has types for.
macro_rules! any_source {
    ($($Source:ident(v1::$Struct:ident) in $field:ident,)+) => {
        /// The source of a volume, whichever it is.
        ///
        /// It is much smaller than a [`v1::Volume`], which has room for all sources at once. `build()` makes that one.
        #[derive(Clone, Debug, PartialEq)]
        #[expect(clippy::large_enum_variant, reason = "a volume has it in its own box")]
        pub enum AnySource {
            $($Source(v1::$Struct),)+
            /// A claim that a StatefulSet makes for each pod.
            ClaimTemplate(Box<v1::PersistentVolumeClaimTemplate>),
            /// The whole volume, made by hand.
            Raw(Box<v1::Volume>),
            /// No source yet: the pod provides it.
            Missing,
        }

        impl AnySource {
            /// Makes it the source of a volume that has none.
            #[inline]
            pub(in crate::volume) fn put_into(self, volume: &mut v1::Volume) {
                match self {
                    $(Self::$Source(source) => volume.$field = Some(source),)+
                    // The API server puts the same volume in its place.
                    Self::ClaimTemplate(_) => {
                        let claim_name = volume.name.clone();
                        let source = v1::PersistentVolumeClaimVolumeSource { claim_name, read_only: None };
                        volume.persistent_volume_claim = Some(source);
                    }
                    Self::Raw(whole) => *volume = *whole,
                    Self::Missing => {}
                }
            }
        }

        $(
            impl From<v1::$Struct> for AnySource {
                #[inline]
                fn from(source: v1::$Struct) -> Self {
                    Self::$Source(source)
                }
            }

            impl Stored for v1::$Struct {
                #[inline]
                fn of(source: &mut AnySource) -> Option<&mut Self> {
                    match source {
                        AnySource::$Source(source) => Some(source),
                        _ => None,
                    }
                }
            }
        )+
    };
}

any_source! {
    Claim(v1::PersistentVolumeClaimVolumeSource) in persistent_volume_claim,
    ConfigMap(v1::ConfigMapVolumeSource) in config_map,
    Csi(v1::CSIVolumeSource) in csi,
    Downward(v1::DownwardAPIVolumeSource) in downward_api,
    EmptyDir(v1::EmptyDirVolumeSource) in empty_dir,
    Ephemeral(v1::EphemeralVolumeSource) in ephemeral,
    Fc(v1::FCVolumeSource) in fc,
    HostPath(v1::HostPathVolumeSource) in host_path,
    Image(v1::ImageVolumeSource) in image,
    Iscsi(v1::ISCSIVolumeSource) in iscsi,
    Nfs(v1::NFSVolumeSource) in nfs,
    Projected(v1::ProjectedVolumeSource) in projected,
    Secret(v1::SecretVolumeSource) in secret,
}

impl Stored for v1::PersistentVolumeClaimTemplate {
    #[inline]
    fn of(source: &mut AnySource) -> Option<&mut Self> {
        v1::EphemeralVolumeSource::of(source)?.volume_claim_template.as_mut()
    }
}

impl AnySource {
    /// Whether the pod creates the volume, instead of referring to what exists.
    ///
    /// Kubernetes makes an empty directory of a volume without a source.
    #[inline]
    pub(in crate::volume) fn is_created_by_pod(&self) -> bool {
        match self {
            Self::EmptyDir(_) | Self::Ephemeral(_) | Self::ClaimTemplate(_) => true,
            Self::Raw(volume) => {
                let is_bare = || **volume == v1::Volume { name: volume.name.clone(), ..Default::default() };
                volume.empty_dir.is_some() || volume.ephemeral.is_some() || is_bare()
            }
            _ => false,
        }
    }
}
