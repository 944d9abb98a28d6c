"""The domain floor: the business of an agency, one app for each part, none knowing its siblings."""
