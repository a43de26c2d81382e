//! Each rule against false alarms: one set that shows it, and one a field away that does not.
