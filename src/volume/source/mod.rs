//! What a volume may be made of: one type for each volume source of Kubernetes.
