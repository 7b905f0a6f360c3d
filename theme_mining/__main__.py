"""`python -m theme_mining`: the same as `theme-mining`."""

from theme_mining.cli import main

main()
