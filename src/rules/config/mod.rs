//! The rules of config maps and secrets.
