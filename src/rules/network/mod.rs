//! The rules of services, ingresses and network policies.
