"""Open311 GeoReport v2: concerns in and out, for other programs and other agencies."""
