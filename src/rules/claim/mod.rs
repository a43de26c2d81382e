//! The rules of claims.
