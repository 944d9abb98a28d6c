"""Clock, ids, errors and the environment: no models, no HTML."""
