"""The interface catalogue: one TOML file an area, each sentence in French and English."""
