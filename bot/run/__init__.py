"""Setting the project up and running it: environments, model, index, servers."""
