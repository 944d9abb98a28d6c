"""The shape of what people type about concerns and problems."""
