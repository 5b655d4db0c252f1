"""What leaves for other systems: the Gradescope package and its adapter, gradebooks."""
