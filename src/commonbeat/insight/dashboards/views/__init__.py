"""The staff's own pages: my work, an officer's page, the command's figures, and settings."""
