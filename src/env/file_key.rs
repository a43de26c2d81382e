k8s_openapi::k8s_if_ge_1_34! {
    use k8s_openapi::api::core::v1;

    use super::value::{Content, EnvValue, IntoEnvValue};
    use crate::volume::FileKey;

    impl IntoEnvValue for FileKey {
        fn into_env_value(self) -> Option<EnvValue> {
            let (volume, selector) = self.into_parts();
            let source = v1::EnvVarSource { file_key_ref: Some(selector), ..Default::default() };
            let mut value = EnvValue::of(Content::Other(Box::new(source)));
            value.volume = Some(volume);
            Some(value)
        }
    }
}
