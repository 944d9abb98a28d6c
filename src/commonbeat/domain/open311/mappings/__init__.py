"""How exports of cities are read, one file each."""
