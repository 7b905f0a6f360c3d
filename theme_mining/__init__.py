"""theme_mining: themes of open-ended survey answers in Finnish."""
