"""Pages of what was noticed: the worklist, one alert, children away together, the days ahead of a child."""
