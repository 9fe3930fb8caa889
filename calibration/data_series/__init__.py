"""The observed series: how files of publishers are read, checked, compared and kept."""
