//! The rules of workloads that keep pods running.
