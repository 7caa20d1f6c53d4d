"""The commands of `pressmark`, a module for each kind; none of them loads the screen."""
