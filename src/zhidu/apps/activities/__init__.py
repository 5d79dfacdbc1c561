"""Everything that is planned, held and recorded (活动)."""
