//! The rules of config maps and secrets.

catalog! {
    /// The rules of config maps and secrets.
    pub(crate) CONFIG_RULES:

    CONFIG_MAP_KEY "config-map-key" "A key of a ConfigMap has 1 to 253 letters, digits, `-`, `_` and `.`, and is not `.` and does not start with `..`."
    CONFIG_MAP_KEY_TWICE "config-map-key-twice" "A key of a ConfigMap is in `data` or in `binaryData`, not in both."
    CONFIG_MAP_TOO_LONG "config-map-too-long" "The values of a ConfigMap have at most 1048576 bytes in all."
    CONFIG_MAP_VALUE_REQUIRED "config-map-value-required" "Each key that a declared ConfigMap has without a value gets one before it is built."
    SECRET_KEY "secret-key" "A key of a Secret has 1 to 253 letters, digits, `-`, `_` and `.`, and is not `.` and does not start with `..`."
    SECRET_TOO_LONG "secret-too-long" "The values of a Secret have at most 1048576 bytes in all."
    SECRET_VALUE_REQUIRED "secret-value-required" "Each key of a declared Secret gets a value before it is built, unless it is optional."
    SECRET_SERVICE_ACCOUNT "secret-service-account" "A Secret of type `kubernetes.io/service-account-token` names its account in the annotation `kubernetes.io/service-account.name`."
    DOCKER_CONFIG_REQUIRED "docker-config-required" "A Secret with the credentials of registries has the key `.dockerconfigjson`, or `.dockercfg` in the old form."
    DOCKER_CONFIG_INVALID "docker-config-invalid" "The credentials of registries are a JSON object."
    BASIC_AUTH_REQUIRED "basic-auth-required" "A Secret of type `kubernetes.io/basic-auth` has the key `username` or the key `password`."
    SSH_KEY_REQUIRED "ssh-key-required" "A Secret of type `kubernetes.io/ssh-auth` has the key `ssh-privatekey`, and its value is not empty."
    TLS_REQUIRED "tls-required" "A Secret of type `kubernetes.io/tls` has the keys `tls.crt` and `tls.key`."
}

catalog! {
    /// The warnings about config maps and secrets.
    pub(crate) CONFIG_WARNINGS:

    WARN_TLS_KEY_PAIR "warn-tls-key-pair" "In a Secret of type `kubernetes.io/tls`, `tls.crt` is a PEM certificate and `tls.key` the PEM private key of it."
}

catalog! {
    /// The advice about config maps and secrets.
    pub(crate) CONFIG_ADVICE:

    ADVICE_SECRET_KEY_TWICE "advice-secret-key-twice" "A key of a Secret is in `data` or in `stringData`, not in both: the value in `data` is lost."
}
